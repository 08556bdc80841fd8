"""Chromium, and a picture host that draws what is asked of it."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import ThreadingHTTPServer
from threading import Thread, get_ident
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.hang import hang, hang_favourites, hang_talk
from tests.browser.pictures import Pictures
from tests.browser.world import World, keep
from tests.cast import make_cast

expect.set_options(timeout=30_000)  # as everything else waits: machines are slow at times
HINT = "install it with: apt-get install chromium"
TELL_OF_THE_POLICY = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI));"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless. Skipped where there is none, except in CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail(f"CI has no Chromium; {HINT}")
    if path is None:
        pytest.skip(f"no Chromium here; {HINT}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _let_the_server_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages that were fetched ahead are read to their end before the tables are emptied.

    The two would wait for each other: PostgreSQL then gives one of them up.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this one ends first
    under_way: set[int] = set()

    def begin(**_told: object) -> None:
        under_way.add(get_ident())

    def end(**_told: object) -> None:
        under_way.discard(get_ident())

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    ends = time.monotonic() + 30
    while under_way and time.monotonic() < ends:
        time.sleep(0.02)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def forgiven() -> list[str]:
    """Words of what consoles may say in this story: something in it has to go wrong."""
    return []


@pytest.fixture
def browser(
    chromium: Browser, forgiven: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """Chromium for one story, in which no console may say anything that is not forgiven."""
    heard: list[str] = []
    open_context = chromium.new_context

    def listened_to(**options: Any) -> BrowserContext:
        context = open_context(**options)
        context.add_init_script(TELL_OF_THE_POLICY)
        context.on(
            "console", lambda told: heard.append(told.text) if told.type == "error" else None
        )
        context.on("weberror", lambda told: heard.append(str(told.error)))
        return context

    monkeypatch.setattr(chromium, "new_context", listened_to)
    yield chromium
    assert [words for words in heard if not any(each in words for each in forgiven)] == []


@pytest.fixture(scope="session")
def picture_host() -> Iterator[str]:
    """Where the pictures are: drawn from a photo's id, kept on disk between runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def picture_settings(settings: Settings, picture_host: str) -> None:
    """Pages that show pictures of that host, under the same strict policy."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.FLICKR_STATIC_URL = picture_host
    images = [*settings.SECURE_CSP["img-src"], picture_host]
    settings.SECURE_CSP = {**settings.SECURE_CSP, "img-src": images}


@pytest.fixture
def world(
    live_server: LiveServer, settings: Settings, picture_settings: None, picture_host: str
) -> World:
    cast = make_cast()
    settings.OPERATOR = [cast.operator.user.nsid]
    photos = hang(cast.alice, picture_host)
    favourites = hang_favourites(cast.alice, picture_host)
    now = timezone.now()
    keep(cast.alice, in_step_at=now - timedelta(minutes=4), due_at=now + timedelta(hours=1))
    hang_talk([*photos, *favourites])
    return World(live_server.url, cast, photos, favourites)
