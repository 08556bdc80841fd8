"""Sending what people did here to Flickr: once, in their name, one thing at a time.

    verbs/      what each verb sends, how it is looked up, and what its refusals mean
    turn.py     which of a person's items is next
    answers.py  what an answer comes to
    engine.py   claims a person's outbox and works through it

An item goes into *sending* before its call is made, and leaves it with a clear answer only.
Found there later, after a crash or an answer that says nothing, it is looked up on Flickr
before it is ever sent again.
"""
