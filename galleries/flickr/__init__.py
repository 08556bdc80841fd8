"""Flickr as a small typed library: no Django, no database, no page.

``client.Flickr`` makes one signed call; every family module (``people``, ``photos``,
``photosets``, …) holds its calls and turns the replies into the frozen records of
``records``. Whatever goes wrong is one of the classes in ``errors``, which are sorted by
what the caller does next.
"""
