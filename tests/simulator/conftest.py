"""A simulator in this process, and sessions that reach it without a socket."""

import time
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1Session

from galleries.flickr.simulator import Simulator

REST = "https://api.flickr.com/services/rest/"
TOKEN = "let-me-in"
HEADER = "X-Backdoor-Token"
DOOR = "https://www.flickr.com/backdoor/"
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


@dataclass
class Visitor:
    """Somebody at the back door, with whatever token they have."""

    session: requests.Session
    url: str = DOOR
    token: str = TOKEN

    def wish(self, **wish: Any) -> requests.Response:
        return self.session.post(self.url, json=wish, headers={HEADER: self.token}, timeout=10)

    def look(self, path: str = "", **args: Any) -> requests.Response:
        url = f"{self.url}{path}"
        return self.session.get(url, params=args, headers={HEADER: self.token}, timeout=10)


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


@pytest.fixture
def house(clock: Clock) -> Simulator:
    return Simulator(clock=clock, scale=1200, backdoor=TOKEN)


@pytest.fixture
def visitor(house: Simulator) -> Visitor:
    session = requests.Session()
    mount(session, house)
    return Visitor(session)
