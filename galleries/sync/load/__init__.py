"""A load that can be rehearsed: many people, the real scheduling code, no network.

Rows, claims, budget, turns, intervals and walks are the real ones on a database of their own;
only the kinds of streams ask a model of Flickr instead of Flickr, on a clock that nobody waits
for. ``manage.py simulate_load`` runs it.
"""
