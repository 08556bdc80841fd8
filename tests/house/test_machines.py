"""Several machines share a database and a Redis, and any of them may die at any time.

One story, because all of it is started for it. What people did and got an answer to is there in
the end; what got no answer is there whole or not at all; nobody has to start anything.
"""

import json
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, LiteralString
from urllib.parse import urljoin, urlsplit

import psycopg
import pytest
import requests

from tests.house.forms import Form, forms
from tests.house.machines import Machines, postgres_programs, wait_until
from tests.house.smoke import Person

SEED = 20260309
WHO = "200 photos"
FIRST = "first"
BACK_WITHIN_S = 90
PARTS = ("web 1", "web 2", "worker 1", "worker 2", "beat 1", "beat 2", "redis", "postgres")
BACKEND = "a process of postgres"

type Rows = psycopg.Connection[tuple[Any, ...]]

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres") or postgres_programs() is None,
    reason="PostgreSQL and Redis belong to these machines; DATABASE_URL=postgres://… asks for them",
)


class Journal:
    """Where the browser of a person leads: each request to the other web server."""

    def __init__(self, machines: Machines) -> None:
        self.machines = machines
        self.simulator_port = machines.simulator_port

    @property
    def address(self) -> str:
        return self.machines.address

    def calls(self, method: str) -> int:
        return sum(call["method"] == method for call in self.seen())

    def seen(self) -> Iterator[dict[str, object]]:
        file = self.machines.folder / "flickr" / "journal.jsonl"
        for line in file.read_text().splitlines() if file.exists() else ():
            yield json.loads(line)

    def words(self) -> "Counter[str]":
        """The tags that were added on Flickr, and how often each was."""
        return Counter(
            str(call["args"]["tags"])  # type: ignore[index]
            for call in self.seen()
            if call["took_effect"] and call["method"] == "photos.addTags"
        )


class Curator(Person):
    """Somebody whose requests go to both servers in turns."""

    def press(self, page: requests.Response, form: Form, **more: str) -> requests.Response:
        if urlsplit(page.url).port != self.demo.simulator_port:
            page.url = urljoin(self.demo.address, urlsplit(page.url).path)
        return super().press(page, form, **more)

    def remember_the_token(self) -> None:
        page = self.open("/galleries/")
        self.token = next(f.values["csrfmiddlewaretoken"] for f in forms(page.text) if f.values)

    def post(self, path: str, **said: str) -> requests.Response:
        return self.browser.post(
            urljoin(self.demo.address, path),
            data={"csrfmiddlewaretoken": self.token, **said},
            timeout=20,
        )

    def own_photos(self) -> list[str]:
        found: list[str] = []
        page: str | None = f"/photos/{self.nsid}/"
        while page:
            text = self.open(page).text
            found += re.findall(r'data-photo="(\d+)"', text)
            following = re.search(r'href="([^"]*\?after=[^"]+)"', text)
            page = following[1].replace("&amp;", "&") if following else None
        return list(dict.fromkeys(found))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_of_each_carry_people_through_and_whoever_is_killed_comes_back() -> None:
    # Not in pytest's folder, which is for nobody but root: PostgreSQL runs as somebody else.
    with (
        tempfile.TemporaryDirectory(prefix="flickrweb-machines-") as folder,
        Machines(Path(folder)) as machines,
    ):
        try:
            curator = Curator(Journal(machines), who=WHO)
            slug, photos = a_gallery_is_hung(machines, curator)
            everybody_is_killed(machines, curator, slug, photos)
            each_worker_can_do_it_alone(machines, curator, photos[0])
        except BaseException:
            print(machines.logs())  # noqa: T201 - for whoever reads why
            raise


def a_gallery_is_hung(machines: Machines, curator: Curator) -> tuple[str, list[str]]:
    """From signing in to a visitor who reads, each step on the other server."""
    curator.sign_in()
    curator.keep_in_step()
    wait_until(lambda: curator.photos() == (30, 200), "200 photos are copied")
    assert curator.photos() == (30, 200), "the other server tells the same"
    journal = Journal(machines)
    assert journal.calls("people.getPhotos") == 1, "two workers and two beats ask once"

    curator.remember_the_token()
    begun = curator.post("/galleries/new/", title="Two of everything")
    slug = urlsplit(begun.url).path.split("/")[2]
    photos = curator.own_photos()
    assert len(photos) == 200
    hang(curator, photos[0], slug)
    assert curator.post(f"/galleries/{slug}/edit/state/", wanted="published").ok
    for address in machines.addresses():
        read = requests.get(f"{address}galleries/{slug}/", timeout=20)
        assert read.ok, "a visitor reads it"
        assert photos[0] in read.text

    asked = tag(curator, photos[0], FIRST)
    assert "/outbox/permission/" in asked.url
    curator.consent(asked)
    wait_until(lambda: journal.words()[FIRST], "the first tag is sent")
    return slug, photos


def hang(curator: Curator, photo: str, slug: str) -> requests.Response:
    return curator.post(f"/photos/{curator.nsid}/{photo}/hang/", gallery=slug)


def tag(curator: Curator, photo: str, word: str) -> requests.Response:
    return curator.post(f"/photos/{curator.nsid}/{photo}/tags/", add=word)


def everybody_is_killed(machines: Machines, curator: Curator, slug: str, photos: list[str]) -> None:
    """While somebody hangs one photo after another, and tags it on Flickr."""
    chance = random.Random(SEED)  # noqa: S311 - a story, told the same way each time
    answered: dict[str, set[str]] = {"hung": {photos[0]}, "tagged": {FIRST}}
    tried: dict[str, set[str]] = {"hung": {photos[0]}, "tagged": {FIRST}}
    enough = Event()

    def try_to(what: str, thing: str, act: Callable[[], requests.Response]) -> None:
        tried[what].add(thing)
        with suppress(requests.RequestException):
            if act().ok:
                answered[what].add(thing)

    def work() -> None:
        for number, photo in enumerate(photos[1:], 1):
            if enough.is_set():
                return
            try_to("hung", photo, partial(hang, curator, photo, slug))
            word = f"pier{number}"
            try_to("tagged", word, partial(tag, curator, photo, word))
            time.sleep(0.2)

    hand = Thread(target=work)
    hand.start()
    for victim in chance.sample([*PARTS, BACKEND], k=len(PARTS) + 1):
        time.sleep(chance.uniform(0.2, 1))
        if victim == BACKEND:  # the others of its kind start anew by themselves
            os.kill(chance.choice(machines.machines["postgres"].family()[1:]), 9)
        else:
            machines.kill(victim)
        wait_until(machines.all_ready, f"all are ready after {victim} died")
    enough.set()
    hand.join()

    journal = Journal(machines)
    with psycopg.connect(machines.database) as rows:
        nothing_is_lost(rows, slug, tried, answered)
        wait_until(lambda: nothing_waits(rows), "everything is sent", within_s=BACK_WITHIN_S)
        kept = {text for (text,) in rows.execute("select text from galleries_outboxitem")}
    assert answered["tagged"] <= kept <= tried["tagged"]
    assert journal.words() == Counter(kept), "each once, however often who sent it died"
    assert len(answered["hung"]) > len(PARTS), "work went on meanwhile"
    assert "/sign-out/" in curator.open("/").text, "nobody was signed out"


def nothing_is_lost(
    rows: Rows,
    slug: str,
    tried: dict[str, set[str]],
    answered: dict[str, set[str]],
) -> None:
    hung = [
        photo
        for (photo,) in rows.execute(
            "select photo_id::text from galleries_placement p"
            " join galleries_gallery g on g.id = p.gallery_id where slug = %s",
            [slug],
        )
    ]
    assert len(hung) == len(set(hung))
    assert answered["hung"] <= set(hung) <= tried["hung"]
    told = counted(rows, "from galleries_gallerychange where kind = 'hung'")
    assert told == len(hung), "what got no answer is there with its history, or not at all"


def nothing_waits(rows: Rows) -> bool:
    rows.rollback()  # look anew
    return counted(rows, "from galleries_outboxitem where state <> 'sent'") == 0


def counted(rows: Rows, what: LiteralString) -> int:
    (found,) = rows.execute(f"select count(*) {what}")
    return int(found[0])


def each_worker_can_do_it_alone(machines: Machines, curator: Curator, photo: str) -> None:
    """After all that, with the other worker and the other beat out of work."""
    for one, other in (("1", "2"), ("2", "1")):
        with machines.without(f"worker {other}"), machines.without(f"beat {other}"):
            word = f"worker{one}"
            assert tag(curator, photo, word).ok
            wait_until(
                lambda word=word: Journal(machines).words()[word] == 1,  # type: ignore[misc]
                f"worker {one} works",
            )
