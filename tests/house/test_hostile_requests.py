"""Nothing that somebody can send breaks a page: no 500, and no error in the log."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from accounts.models import User
from tests.cast import (
    Cast,
    make_album,
    make_favourite,
    make_flickr_gallery,
    make_group,
    make_membership,
    make_photo,
    make_stream,
    switch,
)
from tests.house.hostile_requests import HostileRequest, hostile_requests, patterns

SEED = 20261124
MANY = 20_000
TOGETHER = 200  # then the rows are as they were: somebody may have been forgotten on request

# Two minutes on a quiet machine, and nothing is measured here.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Errors(logging.Handler):
    """What is logged as an error.

    Django calls so what it refuses, too, and the answer of /readyz when no worker runs: that
    they do is no error.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        unready = getattr(record, "status_code", 0) == 503
        if not unready and not record.name.startswith("django.security"):
            self.lines.append(self.format(record))


@contextmanager
def errors() -> Iterator[Errors]:
    handler = Errors()
    logging.getLogger().addHandler(handler)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)


@contextmanager
def rows_as_they_were() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def furnish(cast: Cast) -> tuple[str, ...]:
    """Something behind most addresses; the ids and names that exist."""
    for member in (cast.alice, cast.bob):
        switch(member, shows_photos=True, shows_favourites=True)
    photo = make_photo(cast.alice, visibility=1, tags=("fog",))
    favourite = make_photo(cast.bob, visibility=1)
    make_favourite(cast.bob, photo)
    make_favourite(cast.alice, favourite)
    album = make_album(cast.alice, "Piers", photo)
    group = make_group()
    make_membership(cast.alice, group)
    gallery = make_flickr_gallery(cast.alice, "Fog")
    stream = make_stream(cast.alice)
    ids = (photo.pk, favourite.pk, album.pk, gallery.pk, stream.pk)
    names = ("alice", "bob", cast.alice.user.nsid, group.nsid, "fog", "favorites-bob")
    return (*map(str, ids), *names)


def send(client: Client, request: HostileRequest, session: str) -> int:
    cookies = "; ".join(filter(None, (f"sessionid={session}" if session else "", request.cookies)))
    environ: dict[str, Any] = {"QUERY_STRING": request.query, "HTTP_COOKIE": cookies}
    answer: Any = client.generic(
        request.method,
        request.path,
        request.body,
        request.content_type,
        **(environ | request.headers),
    )
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def session_of(user: User | None) -> str:
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.mark.parametrize("who", ["alice", "operator", "visitor"])
@pytest.mark.usefixtures("town")
def test_no_request_whatever_breaks_a_page(cast: Cast, settings: Settings, who: str) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    known = furnish(cast)
    count = {"alice": MANY // 2, "operator": MANY // 10}.get(who, MANY * 2 // 5)
    random = Random(f"{SEED} {who}")  # noqa: S311 - the same requests every time
    wave = list(hostile_requests(random, known=known, count=count))
    met: Counter[int] = Counter()
    broken: list[str] = []
    client = Client(raise_request_exception=False)
    with errors() as logged:
        for begin in range(0, len(wave), TOGETHER):
            with rows_as_they_were():
                session = session_of(getattr(cast, who).maybe_user)
                for request in wave[begin : begin + TOGETHER]:
                    status = send(client, request, session)
                    met[status] += 1
                    if status >= 500 and (status, request.path) != (503, "/readyz"):
                        broken.append(f"{status}: {request}"[:600])
    assert not broken, "\n".join(broken[:20])
    assert not logged.lines, "\n".join(logged.lines[:3])
    # They are not all turned away at the door, which most pages have for visitors.
    assert met[200] > count / 40
    assert met[404] > count / 50


def test_every_address_has_its_share() -> None:
    assert 10 * len(set(patterns(get_resolver()))) < MANY / 10
