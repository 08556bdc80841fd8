"""A moderator clears a pool by keys alone, and with a thumb; only Flickr is simulated.

What the pool holds in the end is read from the simulator, as is whose token removed what.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import FlickrConnection
from galleries.actions.desks import open_desk
from galleries.flickr.simulator.group_cast import MODERATOR
from galleries.models import Entry, Membership, Person, Photo, Role, Stream, Verdict
from tests.browser.by_keys import enter
from tests.browser.test_hands import pytestmark
from tests.browser.world import HEIGHTS, WATCH
from tests.cast import LANDSCAPE
from tests.desks import REASONS
from tests.simulated import Town
from tests.sync.outbox.stories import make_writer
from tests.sync.outbox.test_desk import Office

__all__ = ["pytestmark"]

MANY = 20  # by one member, in a row, at the end of a sheet
KEYS = {"keep": "p", "remove": "x", "hold": "h", "feature": "f", "undo": "u"}
SHOWN_PLACE = "Number(document.getElementById('sheet')?.dataset.place)"


@dataclass
class Hands:
    """Aino at her desk, at a keyboard or with a phone."""

    page: Page
    url: str
    has_keys: bool

    def begin(self, label: str) -> None:
        control = self.page.get_by_role("button", name=label, exact=True)
        self.press(control.or_(self.page.get_by_role("link", name=label, exact=True)).first)

    def take(self) -> None:
        self.begin("Take a sheet")
        self.see(0)
        self.page.wait_for_load_state("load")

    def press(self, control: Locator) -> None:
        enter(self.page, control) if self.has_keys else control.tap()

    def decide(self, verdict: str, then: int | None) -> None:
        """Decide on the photo that is large; the photo at the place ``then`` is large after it."""
        if self.has_keys:
            self.page.keyboard.press(KEYS[verdict])
        else:
            self.page.locator(f"[data-key={verdict}]").tap()
        if verdict != "remove":
            self.see(then)

    def because(self, nth: int, then: int | None) -> None:
        """Choose the reason of a removal: by its number, or by what was chosen last (0)."""
        self.page.locator("#why:popover-open").wait_for()
        if self.has_keys:
            self.page.keyboard.press(str(nth) if nth else "Enter")
        else:
            self.page.locator("[name=reason]").nth(max(nth - 1, 0)).tap()
        self.see(then)

    def see(self, place: int | None) -> None:
        if place is None:
            self.page.wait_for_url("**/sheet/sign/")
        else:
            self.page.wait_for_function(f"() => {SHOWN_PLACE} === {place}")


@pytest.fixture
def office(
    make_town: Callable[..., Town], settings: Settings, picture_settings: None, picture_host: str
) -> Office:
    """Two sheets, each ten by two members in turn and then many by one; and four more."""
    aino = make_writer(make_town)
    FlickrConnection.objects.update(in_step_since=aino.town.clock())
    aino.town.simulator.static_url = picture_host
    group = aino.group()
    sim_group = aino.town.simulator.groups.get(group.nsid)
    assert sim_group is not None
    Membership.objects.update(role=Role.MODERATOR)
    now = aino.town.clock()
    desk = open_desk(group, by=aino.user, now=now, reasons=REASONS)
    Stream.objects.filter(kind="pool").update(in_step_at=now)
    office = Office(aino, sim_group, group, desk)
    office.seat(MODERATOR)
    turns = ["tomas", "marie"] * 5 + ["ingrid"] * MANY
    photos = pictures(office, [*turns, *turns, "tomas", "marie", "tomas", "marie"])
    sim, began = aino.town.simulator, int(now.timestamp()) - 3600
    for number, photo in enumerate(photos):
        sim.pools.add(sim_group, photo.pk, began + number)
    at = {
        one.photo_id: datetime.fromtimestamp(one.added_at, UTC) for one in sim.pools.of(sim_group)
    }
    Entry.objects.bulk_create(
        Entry(group=group, photo=one, owner=one.owner, added_at=at[one.pk], told_at=now)
        for one in photos
    )
    return office


def pictures(office: Office, owners: list[str]) -> list[Photo]:
    """Public photos of these members, in turn; none twice."""
    taken = {owner: public_of(office, owner) for owner in set(owners)}
    return [next(taken[owner]) for owner in owners]


def public_of(office: Office, owner: str) -> Iterator[Photo]:
    world = office.aino.town.simulator.world
    member = world.member(owner)
    person, _ = Person.objects.get_or_create(nsid=member.nsid, username=member.username)
    for one in world.photos_of(member):
        if one.is_public and one.safety == 0:
            yield Photo.objects.create(
                id=one.id,
                owner=person,
                title=one.title,
                visibility=Photo.Visibility.PUBLIC,
                uploaded_at=datetime.fromtimestamp(one.uploaded_at, UTC),
                told_at=office.now,
                server=one.server,
                secret=one.secret,
                sizes=LANDSCAPE,
            )


@contextmanager
def at_the_desk(
    browser: Browser, live_server: LiveServer, office: Office, *, has_keys: bool
) -> Iterator[Hands]:
    client = Client()
    client.force_login(office.aino.user)
    width = 1440 if has_keys else 360
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]}, has_touch=not has_keys
    )
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    try:
        yield Hands(page, f"{live_server.url}/groups/{office.group.nsid}/desk/", has_keys)
        assert page.evaluate("window.violations") == []
    finally:
        context.close()


@pytest.mark.parametrize("has_keys", [True, False], ids=["keys", "thumb"])
def test_a_moderator_clears_three_sheets_and_takes_one_removal_back(
    browser: Browser, live_server: LiveServer, office: Office, has_keys: bool
) -> None:
    photos = list(Entry.objects.order_by("added_at").values_list("photo", flat=True))
    with at_the_desk(browser, live_server, office, has_keys=has_keys) as aino:
        page = aino.page
        page.goto(aino.url)
        aino.take()
        aino.decide("remove", None)
        aino.because(1, then=1)
        for verdict, then in [("keep", 2), ("hold", 3), ("feature", 4)]:
            aino.decide(verdict, then)
        aino.decide("remove", None)
        aino.because(0, then=5)
        for verdict, then in [("keep", 6), ("keep", 7), ("undo", 6)]:
            aino.decide(verdict, then)
        aino.decide("remove", None)
        aino.because(2, then=7)
        for after in (8, 9, 10, None):
            aino.decide("keep", after)
        told = page.locator(".sign__what")
        expect(told).to_have_text("3 removals, 25 kept, 1 on hold, 1 featured; 5 calls to Flickr")
        aino.begin("Sign")

        aino.take()
        for then in range(1, 10):
            aino.decide("keep", then)
        aino.decide("remove", None)
        aino.because(1, then=10)
        aino.decide("hold", None)
        expect(told).to_have_text("1 removal, 9 kept, 20 on hold; 3 calls to Flickr")
        aino.begin("Sign")

        aino.take()
        aino.decide("keep", 1)
        aino.decide("remove", None)
        aino.because(0, then=2)
        aino.decide("keep", 3)
        aino.decide("keep", None)
        aino.begin("Sign")
        expect(page.get_by_role("heading", name="Removals on their way")).to_be_visible()
        regretted = Verdict.objects.get(photo=photos[4], state="signed")
        aino.press(page.locator(f"#verdict-{regretted.pk} button"))
        expect(page.get_by_text("1 removal is taken back: nothing is sent")).to_be_visible()

    assert office.pool == set(photos), "nothing before its time is over"
    office.work(minutes=40)
    assert office.pool == set(photos) - {photos[nth] for nth in (0, 6, 39, 61)}
    removals = office.aino.town.simulator.journal.calls("groups.pools.remove")
    assert [call.caller for call in removals if call.took_effect] == [office.aino.nsid] * 4
    assert Verdict.objects.get(photo=photos[6], state="sent").words == REASONS[1]
