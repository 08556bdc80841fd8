"""A simulator in this process, and sessions that reach it without a socket."""

import time
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1Session

from galleries.flickr.simulator import Simulator

REST = "https://api.flickr.com/services/rest/"
HOSTS = ("https://api.flickr.com/", "https://www.flickr.com/", "https://live.staticflickr.com/")


class Clock:
    """A clock that stands until a test moves it. It begins at the real time, for signatures."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


class Phone:
    """Calls the API for one member, or with the key alone."""

    def __init__(self, sim: Simulator, who: str | None = None, perms: str = "read") -> None:
        self.sim = sim
        if who is None:
            self.session: requests.Session = requests.Session()
            self.signed: dict[str, str] = {"api_key": sim.key}
        else:
            token, secret = sim.grant(who, perms)
            self.token = token
            self.session = OAuth1Session(
                sim.key,
                sim.secret,
                resource_owner_key=token,
                resource_owner_secret=secret,
            )
            self.signed = {}
        mount(self.session, sim)

    def get(self, method: str, /, **args: Any) -> requests.Response:
        asked = {"method": f"flickr.{method}", "format": "json", "nojsoncallback": "1"}
        return self.session.get(REST, params={**asked, **self.signed, **args})

    def call(self, method: str, /, **args: Any) -> Any:
        return self.get(method, **args).json()

    def post(self, method: str, /, **args: Any) -> Any:
        asked = {"method": f"flickr.{method}", "format": "json", "nojsoncallback": "1"}
        return self.session.post(REST, data={**asked, **self.signed, **args}).json()


def mount(session: requests.Session, sim: Simulator) -> None:
    for host in HOSTS:
        session.mount(host, sim.adapter())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sim(clock: Clock) -> Simulator:
    return Simulator(clock=clock)


@pytest.fixture
def big(sim: Simulator) -> Phone:
    """The member with 1,200 photos calls."""
    return Phone(sim, "ingrid")


@pytest.fixture
def anybody(sim: Simulator) -> Phone:
    """Somebody with an API key and no token."""
    return Phone(sim)
