"""A large invented world, written straight into an empty database: ``manage.py seed``.

    plan         how much of what there is, and who has it
    photos       photos with their tags and their owners' notes
    people       who they are, and what of theirs is kept in step
    faves        favourites, and the newest photos of contacts
    pools        groups, who is in them, and what is in their pools
    collections  albums and Flickr galleries
    table        the fastest way into a table
    run          all of it, in order

Nothing asks Flickr and nothing is drawn by lot: the same number of photos is the same world, but
for the moment it is made at. It is fresh then; a day later its pools are hidden, as they would
be had nobody looked at Flickr since.
"""
