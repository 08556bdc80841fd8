"""A browser on our pages, with a simulated Flickr behind the door. No socket is opened."""

import html
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from requests.adapters import BaseAdapter

from accounts.models import User
from galleries.flickr.simulator import Simulator

FLICKR = "https://www.flickr.com/"
ACCESS_TOKEN = "https://www.flickr.com/services/oauth/access_token"
START = "/sign-in/flickr/"
CALLBACK = "/sign-in/flickr/callback/"

_session = requests.Session()


def session() -> requests.Session:
    """The session that ``settings.FLICKR_SESSION`` names in these tests."""
    return _session


@dataclass
class Walk:
    """The way of one browser through a sign-in, a step at a time."""

    simulator: Simulator
    client: Client = field(default_factory=Client)

    def start(self, next: str = "") -> Any:
        """Press the button."""
        return self.client.post(START, {"next": next} if next else {})

    def press(self, consent_url: str, who: str = "ingrid", *, deny: bool = False) -> str:
        """Look at Flickr's page and answer it. The address that Flickr sends the browser to."""
        page = _session.get(consent_url)
        assert page.status_code == 200, page.text
        fields = {
            name: html.unescape(value)
            for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
        }
        answer = {"decision": "deny"} if deny else {"nsid": self.nsid(who)}
        form = "https://www.flickr.com/services/oauth/authorize"
        back = _session.post(form, data=fields | answer, allow_redirects=False)
        assert back.status_code == 302, back.text
        return back.headers["Location"]

    def consent(self, who: str = "ingrid", *, deny: bool = False, next: str = "") -> str:
        """Start, say yes (or no) on Flickr, and stop before coming back."""
        return self.press(self.start(next).url, who, deny=deny)

    def come_back(self, url: str) -> Any:
        return self.client.get(url)

    def get(self, address: str, **query: str) -> Any:
        return self.client.get(address, query)

    def sign_in(self, who: str = "ingrid", *, next: str = "") -> Any:
        """The whole walk, as a guest. Returns what the browser gets last."""
        return self.come_back(self.consent(who, next=next))

    def keep(self, who: str = "ingrid") -> Any:
        """Press "Keep my Flickr in step here" and say yes on Flickr, as whoever that is there."""
        started: Any = self.client.post(START, {"keep": "1", "next": "/sync/"})
        return self.come_back(self.press(started.url, who))

    def join(self, who: str = "ingrid") -> Any:
        """Sign in as a guest, and become a member with the button."""
        self.sign_in(who)
        return self.keep(who)

    def ask_to_write(self, next: str = "") -> Any:
        """Press the button that asks for permission to write."""
        return self.client.post(START, {"raise": "write", "next": next})

    def let_write(self, who: str = "ingrid", *, next: str = "", deny: bool = False) -> Any:
        """Press it and answer on Flickr, as whoever that is there."""
        return self.come_back(self.press(self.ask_to_write(next).url, who, deny=deny))

    def another_tab(self) -> "Walk":
        """The same browser as it stands now, on another page."""
        tab = Walk(self.simulator)
        tab.client.cookies = deepcopy(self.client.cookies)
        return tab

    def nsid(self, who: str) -> str:
        return self.simulator.world.member(who).nsid

    @property
    def signed_in_as(self) -> str | None:
        """The NSID that this browser's session stands for."""
        pk = self.client.session.get("_auth_user_id")
        return None if pk is None else User.objects.get(pk=pk).nsid

    def secrets(self) -> list[str]:
        """Everything that must never be seen in clear."""
        found = [self.simulator.secret]
        for kind in ("token", "request_token"):
            for token, document in self.simulator.state.items(kind):
                found += [document["secret"], *([token] if kind == "token" else [])]
        return found


def answer_with(adapter: BaseAdapter, prefix: str = FLICKR) -> None:
    """From now on this answers for that part of Flickr."""
    _session.mount(prefix, adapter)


class Meanwhile(BaseAdapter):
    """Something else happens here while Flickr answers."""

    def __init__(self, flickr: BaseAdapter, deed: Callable[[], object]) -> None:
        super().__init__()
        self.flickr = flickr
        self.deed = deed

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        answer = self.flickr.send(*args, **kwargs)
        self.deed()
        return answer

    def close(self) -> None:
        self.flickr.close()


def reset(adapter: BaseAdapter) -> None:
    _session.adapters.clear()
    _session.mount(FLICKR, adapter)


def parts_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def callback(**parts: str) -> str:
    return f"{CALLBACK}?{urlencode(parts)}" if parts else CALLBACK


def everything_stored() -> str:
    """Every value of every table, and every session opened."""
    shown: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            shown += [repr(row) for row in cursor.fetchall()]
    shown += [repr(row.get_decoded()) for row in Session.objects.all()]
    return "\n".join(shown)


def body(response: HttpResponseBase) -> str:
    return str(getattr(response, "content", b"").decode())


def seen_in(text: str, secrets: Iterable[str]) -> list[str]:
    return [secret for secret in secrets if secret in text]
