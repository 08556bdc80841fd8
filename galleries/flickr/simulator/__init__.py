"""A small Flickr that speaks the real one's wire format, for the demo and for tests.

It imports nothing of the product's client, parser or records, so that each side keeps the
other honest. Start with ``simulator.Simulator``; ``python -m galleries.flickr.simulator``
serves it over HTTP.
"""

from galleries.flickr.simulator.simulator import Simulator

__all__ = ["Simulator"]
