"""Start everything that one machine needs, as one group, and stop all of it together.

    python -m flickrweb.launch demo        against the Flickr simulator (``make demo``)
    python -m flickrweb.launch demo-reset  forget what the demo holds (``make demo-reset``)
    python -m flickrweb.launch run         against the real Flickr (``make run``)

worlds   which Flickr, where the state lives, and the environment that follows from it
parts    the programs of a world, and how each shows that it lives
part     one program: started, watched, stopped
group    all of them together
guard    ends them when the group's own process is killed
pulse    the queue's two programs touch a file while they live
prepare  database and static files, before anything starts

Only this package starts processes. In production the same programs run in containers of their
own (``docker-compose.yml``).
"""
