"""What people do with their hands: keys, clicks, fingers, and watching a bar move."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from galleries.models import Stream
from tests.browser.scenes import set_scene
from tests.browser.world import World, begin_copying, window

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # The live server's threads leave their SQLite connections to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_the_pager_and_the_stage_work_without_scripts(browser: Browser, world: World) -> None:
    with window(browser, world, "alice", scripts=False) as (_, page, _):
        page.goto(f"{world.url}/photos/alice/")
        page.get_by_role("link", name="Older").click()
        assert "?after=" in page.url
        page.locator(".photo-card__link").first.click()
        page.get_by_role("link", name="Older photo").click()
        assert page.url.endswith(f"/{world.photos[31].pk}/")
        page.get_by_role("button", name="Menu of Alice").click()
        page.get_by_role("button", name="Sign out").click()
        assert page.get_by_role("link", name="Sign in").is_visible()


def test_arrows_move_between_photos_and_a_key_can_be_switched_off(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        first, second = (f"{world.url}/photos/alice/{photo.pk}/" for photo in world.photos[:2])
        page.goto(first)
        page.keyboard.press("ArrowRight")
        page.wait_for_url(second)
        page.keyboard.press("Control+ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(first)

        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys")
        assert dialog.is_visible()
        page.keyboard.press("ArrowRight")  # never while a dialog is open
        dialog.get_by_label("older photo or page").uncheck()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
        assert page.url == first

        page.reload()
        page.keyboard.press("ArrowRight")  # still off
        page.keyboard.press("?")
        assert not dialog.get_by_label("older photo or page").is_checked()
        assert page.url == first
        assert complaints == []


def test_arrows_stay_in_the_list_that_a_photo_was_opened_from(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        page.goto(f"{world.url}/photos/alice/favorites/")
        page.get_by_role("link", name="Older").click()
        page.wait_for_url("**/?after=*")
        second = page.url
        page.locator(".photo-card__link").first.click()
        places = [
            f"{world.url}/photos/{photo.owner.who}/{photo.pk}/in/favorites-alice/"
            for photo in world.favourites[30:33]
        ]
        page.wait_for_url(places[0])
        for place in places[1:]:
            page.keyboard.press("ArrowRight")
            page.wait_for_url(place)
        page.get_by_role("link", name="Favourites of Alice Ahlgren").click()
        page.wait_for_url(second)
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_keys_are_letters_where_somebody_writes(browser: Browser, world: World) -> None:
    with window(browser, world, "alice") as (_, page, _):
        page.goto(f"{world.url}/photos/alice/{world.photos[0].pk}/")
        page.evaluate("document.querySelector('main').append(document.createElement('input'))")
        field = page.locator("main input").last
        field.focus()
        page.keyboard.press("?")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
        assert field.input_value() == "?"
        assert page.url.endswith(f"/{world.photos[0].pk}/")


def test_the_bar_moves_while_somebody_watches_and_stops_when_it_is_done(
    browser: Browser, world: World
) -> None:
    stream = begin_copying(world.cast.bob)
    with window(browser, world, "bob") as (_, page, complaints):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{world.url}/sync/")
        Stream.objects.filter(pk=stream.pk).update(done=8000)
        page.get_by_text("8,000 of 8,120").wait_for()
        now = timezone.now()
        Stream.objects.filter(pk=stream.pk).update(
            walk=Stream.Walk.NONE, in_step_at=now, due_at=now + timedelta(hours=1)
        )
        page.get_by_text("In step with Flickr").wait_for()
        asked.clear()
        page.wait_for_timeout(4500)
        assert asked == []
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_a_group_is_switched_on_without_scripts_and_one_stays_where_one_was(
    browser: Browser, world: World
) -> None:
    set_scene(world, "groups")
    with window(browser, world, "alice", width=360, scripts=False) as (_, page, _):
        page.goto(f"{world.url}/groups/")
        page.locator(".pager__link[rel=next]").click()
        assert "?after=" in page.url
        group = page.locator(".group").nth(4)
        group.get_by_text("Rules").first.click()
        group.get_by_role("button", name="Keep its pool in step").click()
        assert "?after=" in page.url
        assert "#group-" in page.url
        assert group.get_by_role("link", name="Being copied").is_visible()
        assert group.get_by_role("button", name="Stop").is_visible()


def test_a_photo_grows_from_its_card(browser: Browser, world: World) -> None:
    noted = """addEventListener("pagereveal", (event) => setTimeout(() => {
      window.grew = event.viewTransition && document.querySelector(".stage img").style
        .viewTransitionName;
    }))"""
    with window(browser, world, "alice") as (_, page, complaints):
        page.add_init_script(noted)
        page.goto(f"{world.url}/photos/alice/")
        page.locator(".photo-card__link").first.click()
        page.wait_for_function("() => window.grew === 'photo'")
        page.wait_for_function(
            "() => document.querySelector('.stage img').style.viewTransitionName === ''"
        )
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_everything_can_be_reached_by_keyboard_and_the_focus_shows(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, _):
        page.goto(f"{world.url}/photos/alice/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) == "solid"
