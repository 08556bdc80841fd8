"""Our own client before the simulator, as the product reads it."""

import requests

from galleries.flickr.client import Flickr, Token
from galleries.flickr.records.values import Page
from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import mount


def flickr_of(sim: Simulator, who: str, perms: str = "read") -> Flickr:
    """Our client with the token of a member."""
    session = requests.Session()
    mount(session, sim)
    return Flickr(
        key=sim.key, secret=sim.secret, token=Token(*sim.grant(who, perms)), session=session
    )


def all_of[T](pages: "list[Page[T]]") -> list[T]:
    return [item for page in pages for item in page.items]
