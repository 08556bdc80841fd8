"""A Flickr on which every word that people wrote is meant to do harm.

It stands at the edge like any other, so the words take the way of all replies: through the
parsers into rows, and from there onto pages.
"""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.doors import Adapter
from galleries.flickr.simulator.http import Reply, Request
from galleries.flickr.simulator.seen import seen_in
from galleries.models import Group, Photo
from tests import simulated
from tests.simulated import EVERYTHING, Town

LONG = "W" * 10_000
TURNED = "\u202eneddih \u2066\u2067\u2068\u061cmuch"
WORDS = (
    '"><script>owned()</script><img src="https://evil.example/x" onerror="owned()">',
    "</title></textarea></style></svg><h1 id=owned>not closed <b><i><table><td>",
    TURNED,
    LONG,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f3f4\u200d\u2620\ufe0f\U0001f441\ufe0f",
    "javascript:owned()",
    '<a href="javascript:owned()">one</a> <a href="data:text/html,<b onclick=owned()>">two</a>',
    "nothing\x00and half \ud83d of a sign",
    "' onmouseover='owned() \" autofocus onfocus=\"owned()",
    "{{ settings.SECRET_KEY }} {% csrf_token %} &lt;script&gt;owned()&lt;/script&gt;",
    "o" + "\u0301\u0322\u0334" * 200,
    '<svg onload=owned()><style>*{display:none}</style><iframe src="//evil.example"></iframe>',
    '<p style="position:fixed;inset:0" class="dialog" id="main" onclick="owned()">Hello</p>',
    "\u200b\u200e",
    "مرحبا <bdo dir=rtl>olleh</bdo></bdi></span></div></main></body>",
    '<a href="//evil.example/" target=_top data-opens="keys-dialog" ping="//evil.example">x</a>',
)
# Keys whose texts people write. Names of cameras too: a file may hold anything.
WRITTEN = {
    *(
        "title",
        "description",
        "realname",
        "username",
        "ownername",
        "authorname",
        "name",
        "fullname",
    ),
    *(
        "rules",
        "blast",
        "comment",
        "groupname",
        "raw",
        "location",
        "camera",
        "note",
        "event",
        "clean",
    ),
}


class HostileFlickr:
    """The simulator, with every text in its replies exchanged for one of ``words``, in turn."""

    def __init__(self, simulator: Simulator, words: tuple[str, ...]) -> None:
        self._simulator = simulator
        self._words = cycle(words)

    def handle(self, request: Request) -> Reply:
        reply = self._simulator.handle(request)
        if not reply.body.startswith(b"{"):
            return reply
        told = self._poisoned(json.loads(reply.body), "")
        return replace(reply, body=json.dumps(told).encode())

    def _poisoned(self, value: Any, key: str) -> Any:
        match value:
            case dict():
                # {"title": {"_content": "Pier"}} is a title as well.
                return {
                    each: self._poisoned(inner, key if each == "_content" else each)
                    for each, inner in value.items()
                }
            case list():
                return [self._poisoned(inner, key) for inner in value]
            case str() if key in WRITTEN:
                return next(self._words)
            case str() if key == "tags" and value:
                return " ".join(words.replace(" ", "\u00a0") for words in WORDS)
            case _:
                return value


def make_hostile(town: Town, words: tuple[str, ...] = WORDS) -> None:
    """From now on this town's Flickr says nothing else."""
    adapter = Adapter(HostileFlickr(town.simulator, words))  # type: ignore[arg-type]
    for host in ("https://api.flickr.com/", "https://www.flickr.com/"):
        simulated.session().mount(host, adapter)


def everything_of(town: Town, who: str) -> User:
    """Somebody keeps all they have in step, and people answer to what they see."""
    world = town.simulator.world
    member = world.member(who)
    for photo in [photo for photo in world.stream(member) if photo.is_public][:4]:
        town.simulator.comments.add(world.member("tomas"), photo.id, "Where is this?")
        town.simulator.faves.add(world.member("aino"), photo.id, at=int(town.clock.epoch()))
    user = town.join(member.nsid, *EVERYTHING)
    town.sync_until_quiet()
    # Last here before all of that.
    User.objects.filter(pk=user.pk).update(last_time_at=town.clock() - timedelta(days=3))
    client = Client()
    client.force_login(user)
    for group in Group.objects.filter(memberships__person__nsid=user.nsid)[:2]:
        client.post(reverse("keep_group", args=[group.nsid]))
    town.sync_until_quiet()
    answered = Photo.objects.filter(owner__nsid=user.nsid, happenings__isnull=False)[0]
    named = next(one for one in world.photos_of(member) if one.is_public and seen_in(world, one))
    for photo_id in (answered.pk, named.id):
        client.post(reverse("talk", args=[member.nsid, photo_id]))
    return user
