"""Forty photos from three sources are hung: by mouse, by keys alone, and by two at once."""

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page

from galleries.actions.curators import invite
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang
from galleries.actions.sections import add_section
from galleries.flickr.urls import base58
from galleries.models import Album, Gallery, Photo
from tests.browser.by_keys import choose, enter, fill_in, tab_to
from tests.browser.world import World, window
from tests.cast import make_album

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The live server's threads leave their SQLite connections to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def sections() -> list[list[int]]:
    """The photos in each section, in order."""
    rows = Gallery.objects.get().sections.order_by("position", "pk")
    return [list(row.placements.in_order().values_list("photo", flat=True)) for row in rows]


def public(world: World) -> list[Photo]:
    return [photo for photo in world.photos if photo.visibility == 1]


def drag(page: Page, tile: Locator, target: Locator, *, right: bool = False) -> None:
    """Draw a photo by its picture and drop it on another place."""
    target.scroll_into_view_if_needed()
    tile.scroll_into_view_if_needed()
    start, end = tile.locator(".hanging__picture").bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    x = end["x"] + end["width"] * (0.8 if right else 0.4)
    page.mouse.move(x - 30, end["y"] + end["height"] / 2, steps=5)
    page.mouse.move(x, end["y"] + end["height"] / 2, steps=8)
    page.wait_for_timeout(250)
    page.mouse.up()


@dataclass(frozen=True)
class Sources:
    """Twenty photos of an album, eight of a wall, twelve as addresses."""

    album: Album
    wall: list[Photo]
    addresses: str


@pytest.fixture
def sources(world: World) -> Sources:
    photos = public(world)
    wall = [photo for photo in world.photos[:30] if photo not in photos[:20]][:8]
    pasted = [photo for photo in photos[20:] if photo not in wall][:12]
    return Sources(
        album=make_album(world.cast.alice, "Piers", *photos[:20]),
        wall=wall,
        addresses="\n".join(f"https://flic.kr/p/{base58(photo.pk)}" for photo in pasted),
    )


def is_in_the_tray(page: Page, photo: Photo) -> None:
    page.wait_for_function(
        "key => document.querySelector(`[value='${key}'][data-mark=tray]`)"
        ".getAttribute('aria-pressed') === 'true'",
        arg=str(photo.pk),
    )


def test_forty_photos_from_three_sources_are_hung_by_mouse(
    browser: Browser, world: World, sources: Sources
) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        page.goto(f"{world.url}/photos/alice/albums/{sources.album.pk}/")
        page.get_by_role("link", name="hang these in a gallery").click()
        page.get_by_role("button", name="Hang them").click()
        page.wait_for_url("**/edit/")

        page.goto(f"{world.url}/photos/alice/")
        for photo in sources.wall:
            card = page.locator(".photo-card").filter(
                has=page.locator(f'[data-photo="{photo.pk}"]')
            )
            card.hover()
            card.locator("[data-mark=tray]").click()
            is_in_the_tray(page, photo)
        page.goto(f"{world.url}/galleries/tray/")
        page.get_by_label("Hang all of it in").select_option(label="Piers")
        page.get_by_role("button", name="Hang them").click()
        page.get_by_role("link", name="Paste addresses").click()
        page.get_by_label("Addresses of photos").fill(sources.addresses)
        page.get_by_role("button", name="Hang them").click()
        page.get_by_text("12 photos hang.").wait_for()
        [first] = sections()
        assert len(first) == 40

        page.get_by_role("link", name="Piers").click()
        page.get_by_label("Title of a new section").fill("Evening")
        page.get_by_role("button", name="Add it").click()
        tiles = page.locator(".tile")
        drag(page, tiles.nth(0), tiles.nth(2).locator(".hanging__picture"), right=True)
        page.get_by_text("1 photo moved.").wait_for()
        assert sections()[0][:3] == [first[1], first[2], first[0]]
        page.locator(".pager__link[rel=next]").click()
        page.wait_for_url("**?after=*")
        for place in (8, 9):
            tiles.nth(place).get_by_role("checkbox").check()
        drag(page, tiles.nth(9), page.locator(".hung-list").nth(1))
        page.get_by_text("2 photos moved.").wait_for()
        assert sections()[1] == first[38:]
        page.get_by_role("button", name="Undo: moved 2 photos").click()
        page.get_by_text("Taken back.").wait_for()
        assert sections()[1] == []
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_the_same_forty_by_keys_alone(browser: Browser, world: World, sources: Sources) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        page.goto(f"{world.url}/photos/alice/albums/{sources.album.pk}/")
        enter(page, page.get_by_role("link", name="hang these in a gallery"))
        enter(page, page.get_by_role("button", name="Hang them"))
        page.wait_for_url("**/edit/")

        page.goto(f"{world.url}/photos/alice/")
        for photo in sources.wall:
            tab_to(page, page.locator(f'.photo-card__link[data-photo="{photo.pk}"]'))
            page.keyboard.press("t")
            is_in_the_tray(page, photo)
        page.goto(f"{world.url}/galleries/tray/")
        choose(page, page.get_by_label("Hang all of it in"), "Piers")
        enter(page, page.get_by_role("button", name="Hang them"))
        enter(page, page.get_by_role("link", name="Paste addresses"))
        fill_in(page, page.get_by_label("Addresses of photos"), sources.addresses)
        enter(page, page.get_by_role("button", name="Hang them"))
        page.get_by_text("12 photos hang.").wait_for()
        [first] = sections()
        assert len(first) == 40

        enter(page, page.get_by_role("link", name="Piers"))
        fill_in(page, page.get_by_label("Title of a new section"), "Evening")
        enter(page, page.get_by_role("button", name="Add it"))
        tab_to(page, page.locator(".tile__handle").first)
        for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
            page.keyboard.press(key)
        page.get_by_text("1 photo moved.").wait_for()
        assert sections()[0][:3] == [first[1], first[2], first[0]]
        enter(page, page.locator(".pager__link[rel=next]"))
        page.wait_for_url("**?after=*")
        for place in (8, 9):
            tab_to(page, page.locator(".tile").nth(place).get_by_role("checkbox"))
            page.keyboard.press("Space")
        enter(page, page.locator(".hanging-bar__move summary"))
        choose(page, page.get_by_label("To section"), "Evening")
        enter(page, page.get_by_role("button", name="Move the ticked ones"))
        page.get_by_text("2 photos moved.").wait_for()
        assert sections() == [[first[1], first[2], first[0], *first[3:38]], first[38:]]
        enter(page, page.get_by_role("button", name="Undo: moved 2 photos"))
        page.get_by_text("Taken back.").wait_for()
        assert sections()[1] == []
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_every_key_on_a_card_and_with_a_photo_in_the_hand(browser: Browser, world: World) -> None:
    alice, now = world.cast.alice.user, timezone.now()
    gallery = begin("Piers", by=alice, now=now)
    add_section(gallery, title="Evening", by=alice, now=now)
    photos = [photo.pk for photo in public(world)[:40]]
    first_section = gallery.sections.order_by("position", "pk")[0]
    hang(photos[:4], gallery=gallery, by=alice, now=now, section=first_section)
    with window(browser, world, "alice") as (_, page, complaints):
        # From a wall: g on the card that has the focus, t for the tray.
        page.goto(f"{world.url}/photos/alice/")
        link = page.locator(f'.photo-card__link[data-photo="{photos[4]}"]')
        link.focus()
        page.keyboard.press("g")
        dialog = page.locator("#hang-dialog")
        choice = dialog.get_by_role("button", name="Hang it in Piers")
        choice.focus()
        page.keyboard.press("Enter")
        page.get_by_text("It hangs in “Piers”.").wait_for()
        assert not dialog.is_visible()
        link.focus()
        page.keyboard.press("t")
        page.get_by_text("It lies in your tray: 1 photo.").wait_for()
        page.keyboard.press("t")
        page.get_by_text("It is out of your tray: 0 photos.").wait_for()

        page.goto(f"{world.url}/galleries/piers/edit/")
        handles = page.locator(".tile__handle")
        status = page.locator(".hanging__status")
        handles.nth(0).focus()
        page.keyboard.press("Space")
        assert "in your hand. 1 of 4 in Without a title." in status.inner_text()
        page.keyboard.press("ArrowRight")
        assert status.inner_text() == "2 of 4 in Without a title."
        page.keyboard.press("Escape")
        assert "is back where it hung" in status.inner_text()
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        assert status.inner_text() == "1 of 2 in Evening."
        page.keyboard.press("Space")
        page.get_by_text("1 photo moved.").wait_for()
        assert sections() == [photos[1:4], [photos[0], photos[4]]]
        # "Move…" for many at once, across sections.
        for place in (0, 1):
            page.locator(".tile input").nth(place).focus()
            page.keyboard.press("Space")
        page.locator(".hanging-bar__move summary").focus()
        page.keyboard.press("Enter")
        page.get_by_label("To section").select_option(label="Evening")
        page.get_by_label("behind number").fill("1")
        page.get_by_role("button", name="Move the ticked ones").focus()
        page.keyboard.press("Enter")
        page.get_by_text("2 photos moved.").wait_for()
        assert sections() == [photos[3:4], [photos[0], *photos[1:3], photos[4]]]
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_the_second_curator_sees_what_the_first_has_changed(
    browser: Browser, world: World, forgiven: list[str]
) -> None:
    forgiven.append("409")
    alice, now = world.cast.alice.user, timezone.now()
    gallery = begin("Piers", by=alice, now=now)
    photos = [photo.pk for photo in public(world)[:4]]
    hang(photos, gallery=gallery, by=alice, now=now)
    invite(gallery, world.cast.bob.person, by=alice, now=now)
    with (
        window(browser, world, "alice") as (_, hers, _),
        window(browser, world, "bob") as (_, his, _),
    ):
        for page in (hers, his):
            page.goto(f"{world.url}/galleries/piers/edit/")
        tiles = hers.locator(".tile")
        drag(hers, tiles.nth(0), tiles.nth(3).locator(".hanging__picture"), right=True)
        hers.get_by_text("1 photo moved.").wait_for()
        tiles = his.locator(".tile")
        drag(his, tiles.nth(0), tiles.nth(1).locator(".hanging__picture"), right=True)
        his.get_by_text("Somebody else has changed that").wait_for()
        assert sections() == [[*photos[1:], photos[0]]]
        his.get_by_role("link", name="Show how it hangs now").click()
        his.wait_for_load_state()

        for page in (hers, his):
            page.get_by_role("link", name="Captions").click()
            page.wait_for_url("**/words/")
        field = hers.get_by_label("Caption").first
        field.fill("The first boat")
        hers.get_by_text("Kept", exact=True).first.wait_for()
        his.get_by_label("Caption").first.fill("The last boat")
        his.get_by_text("Nothing was written over: choose.").wait_for()
        assert his.get_by_text("The first boat").is_visible()
        his.get_by_role("button", name="Keep yours").click()
        his.get_by_text("Kept.").wait_for()
        assert gallery.placements.in_order()[0].caption == "The last boat"
