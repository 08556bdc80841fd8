"""A world made of recorded real replies: to look at the product with real metadata.

The recordings belong to other people and lie outside the repository. Nothing here is shown to
anybody but the person at this machine, and nothing of it is copied into the repository.
"""

from galleries.flickr.simulator.recorded.world import RecordedWorld

__all__ = ["RecordedWorld"]
