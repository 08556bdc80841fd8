"""What the browser tests look at, and the windows they look through."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from galleries.models import Photo, Stream
from tests.cast import Actor, Cast

type Scheme = Literal["light", "dark"]

HEIGHTS = {360: 740, 768: 1024, 1440: 900, 2560: 1440}
WATCH = """
window.shift = 0; window.violations = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


@dataclass(frozen=True)
class World:
    """Alice's photostream of 200 photos, her 75 favourites, and where to look at them."""

    url: str
    cast: Cast
    photos: list[Photo]
    favourites: list[Photo]

    def photo_shaped(self, low: float, high: float) -> str:
        """The address of a photo of hers whose width is so many times its height."""
        for photo in self.photos[5:]:
            width, height = photo.sizes["b"]
            if low <= width / height <= high and photo.visibility != 1 and photo.media == "photo":
                return f"/photos/alice/{photo.pk}/"
        raise LookupError(f"{low} to {high}")


def keep(actor: Actor, **fields: object) -> Stream:
    stream = Stream(
        connection=actor.connection, kind=Stream.Kind.PHOTOSTREAM, interval_s=600, **fields
    )
    stream.save()
    return stream


def begin_copying(actor: Actor) -> Stream:
    """Somebody has pressed the button three minutes ago; more than half is done."""
    now = timezone.now()
    return keep(
        actor,
        due_at=now,
        walk=Stream.Walk.FULL,
        walk_began_at=now - timedelta(minutes=3),
        done=4500,
        total=8120,
    )


@contextmanager
def window(
    browser: Browser,
    world: World,
    who: str,
    *,
    width: int = 1440,
    scheme: Scheme = "light",
    scripts: bool = True,
    bypass_csp: bool = False,
) -> Iterator[tuple[BrowserContext, Page, list[str]]]:
    """A browser of somebody, and what its console complains about."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=scripts,
        bypass_csp=bypass_csp,
        has_touch=width < 700,
    )
    actor: Actor = getattr(world.cast, who)
    if actor.maybe_user is not None:
        value = actor.client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": world.url}])
    complaints: list[str] = []
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield context, page, complaints
    finally:
        context.close()
