"""A sheet while somebody works on it: its keys, what is stored, and for how long it is theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from galleries.models import Sheet, Verdict
from tests.browser import desk_scenes
from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window
from tests.desks import Piers, make_piers

__all__ = ["pytestmark"]

SHEET = "/groups/piers/desk/sheet/"
PLACE = "Number(document.getElementById('sheet').dataset.place)"
READ_AHEAD = """(place) => performance.getEntriesByType("resource").some((one) =>
  one.name.endsWith(`?place=${place}`) && one.responseEnd > 0)"""
PICTURE_IS_THERE = """(id) => performance.getEntriesByType("resource").some((one) =>
  one.name.includes(`/${id}_`) && one.responseEnd > 0)"""


@pytest.fixture
def piers(world: World) -> Piers:
    """Alice and Bob clear a pool of 79."""
    piers = make_piers(world.cast.alice)
    piers.seat(world.cast.bob)
    desk_scenes.add(piers, world)
    return piers


@contextmanager
def sheet_of(browser: Browser, world: World, piers: Piers, who: str = "alice") -> Iterator[Page]:
    piers.take(getattr(world.cast, who))
    with window(browser, world, who) as (_, page, _):
        page.goto(world.url + SHEET)
        yield page
        assert page.evaluate("window.violations") == []


def see(page: Page, place: int) -> None:
    page.wait_for_function(f"() => {PLACE} === {place}")


def marks(page: Page) -> str:
    """What stands on the strip, by its signs."""
    return "".join(page.locator(".filmstrip__mark").all_inner_texts())


def verdicts() -> list[str]:
    return list(
        Verdict.objects.filter(state="staged").order_by("pk").values_list("kind", flat=True)
    )


def test_the_keys_act_on_the_large_photo_and_on_nothing_else(
    browser: Browser, world: World, piers: Piers
) -> None:
    with sheet_of(browser, world, piers) as page:
        for key in ("Control+p", "Alt+h", "Meta+f", "Shift+P", "g", "t"):
            page.keyboard.press(key)
        page.keyboard.down("p")
        page.keyboard.down("p")  # held down: it repeats
        see(page, 1)
        page.keyboard.up("p")
        page.keyboard.press("x")
        field = page.get_by_label("In your own words")
        field.press_sequentially("phf1")
        assert field.input_value() == "phf1"
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
        see(page, 2)
        page.keyboard.press("ArrowLeft")
        see(page, 1)
        page.keyboard.press("c")
        expect(page.locator(".stage__other")).to_be_visible()
        page.keyboard.press("c")
        expect(page.locator(".stage__other")).to_have_count(0)
        page.context.route("https://www.flickr.com/**", lambda route: route.fulfill(body="Flickr"))
        with page.context.expect_page() as opened:
            page.keyboard.press("o")
        opened.value.wait_for_url("https://www.flickr.com/photos/**")
        opened.value.close()

        page.keyboard.press("?")
        panel = page.get_by_role("dialog", name="Keys of the sheet")
        page.keyboard.press("p")  # never while a dialog is open
        panel.get_by_label("hold").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        page.reload()
        page.keyboard.press("h")  # still off
        page.keyboard.press("?")
        panel.get_by_label("All of these keys").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("p")
        page.keyboard.press("ArrowRight")
        page.locator("[data-key=feature]").press("Enter")
        expect(page.locator("#sheet-bar")).to_have_text("1 kept, 1 featured · 28 to go")
        assert verdicts() == ["keep", "feature"]


def test_a_reason_is_heard_however_quickly_its_number_follows(
    browser: Browser, world: World, piers: Piers
) -> None:
    with sheet_of(browser, world, piers) as page:
        page.evaluate("""() => {
          for (const key of ["x", "1"]) {
            const pressed = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(pressed);
          }
        }""")
        see(page, 1)
        expect(page.locator("#sheet-bar")).to_have_text("1 removal · 29 to go")
        assert verdicts() == ["remove"]


def test_the_next_photo_is_there_before_the_key_and_its_words_are_told(
    browser: Browser, world: World, piers: Piers, forgiven: list[str]
) -> None:
    forgiven += ["ERR_FAILED"]
    with sheet_of(browser, world, piers) as page:
        third = piers.desk.sheets.get().places.select_related("photo__owner").get(position=2)
        page.goto(f"{world.url}{SHEET}?place=1")
        page.wait_for_function(READ_AHEAD, arg=2)
        page.wait_for_function(PICTURE_IS_THERE, arg=third.photo_id)
        page.route("**/sheet/?place=*", lambda route: route.abort())
        page.route("**/*.jpg", lambda route: route.abort())
        page.locator("[data-key=keep]").focus()
        page.keyboard.press("p")
        see(page, 2)
        shown = page.locator(f"#sheet-stage img[data-photo='{third.photo_id}']")
        assert shown.evaluate("(image) => image.complete && image.naturalWidth > 0")
        told = page.locator("#sheet-told")
        expect(told).to_contain_text("Kept. 3 of 30: ")
        expect(told).to_contain_text(f"by {third.photo.owner.name}")
        assert page.evaluate("document.activeElement.dataset.key") == "keep"
        assert page.url.endswith("?place=2")
        expect(page.locator("#sheet-bar")).to_have_text("1 kept · 29 to go")
        page.unroute_all()


def test_what_is_not_stored_says_so_and_signing_waits_for_it(
    browser: Browser, world: World, piers: Piers, forgiven: list[str]
) -> None:
    forgiven += ["ERR_FAILED"]
    with sheet_of(browser, world, piers) as page:
        bar, sign = page.locator("#sheet-bar"), page.get_by_role("link", name="Sign the sheet…")
        page.route("**/decide/", lambda route: route.abort())
        page.reload()  # a page that is there already may send one more before it hears of that
        page.keyboard.press("p")
        see(page, 1)
        page.keyboard.press("f")
        see(page, 2)
        expect(page.get_by_role("alert")).to_contain_text("The site did not answer.")
        expect(page.locator("#sheet-unstored")).to_have_text("2 not stored")
        assert marks(page) == "!!"
        expect(bar).to_have_text("Nothing decided yet · 30 to go")
        sign.click()
        page.wait_for_timeout(300)
        assert page.url.endswith("?place=2"), "signing waits"
        assert verdicts() == []
        page.unroute("**/decide/")
        page.get_by_role("button", name="Try again").click()
        expect(bar).to_have_text("1 kept, 1 featured · 28 to go")
        assert marks(page) == "✓★"
        expect(page.get_by_role("alert")).to_have_count(0)
        sign.click()
        page.wait_for_url("**/sheet/sign/")
        assert verdicts() == ["keep", "feature"]


def test_a_sheet_warns_before_its_time_is_over_and_is_held_for_longer(
    browser: Browser, world: World, piers: Piers
) -> None:
    piers.take()
    Sheet.objects.update(claimed_until=timezone.now() + timedelta(minutes=30))
    with window(browser, world, "alice") as (_, page, _):
        page.clock.install()
        page.goto(world.url + SHEET)
        warning = page.locator("#sheet-warning")
        page.clock.fast_forward("24:00")
        expect(warning).to_be_hidden()
        page.clock.fast_forward("02:00")
        expect(warning).to_contain_text("on others may take what has no verdict")
        page.clock.fast_forward("05:00")
        expect(warning).to_contain_text("Your time for this sheet is over.")
        Sheet.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))
        page.get_by_role("button", name="Hold it for another half hour").click()
        expect(warning).to_be_hidden()
        assert Sheet.objects.get().claimed_until > timezone.now() + timedelta(minutes=25)

        Sheet.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
        page.clock.fast_forward("10:00")
        page.keyboard.press("ArrowRight")
        see(page, 1)
        expect(page.locator("#sheet-told")).to_have_text(
            "The sheet is yours for another half hour."
        )
        assert Sheet.objects.get().claimed_until > timezone.now() + timedelta(minutes=25)


def test_two_moderators_never_decide_on_the_same_entry(
    browser: Browser, world: World, piers: Piers, forgiven: list[str]
) -> None:
    forgiven += ["409"]
    by_alice, by_bob = (sheet_of(browser, world, piers, who) for who in ("alice", "bob"))
    with by_alice as alice, by_bob as bob:
        for place in range(1, 4):
            for page in (alice, bob):
                page.keyboard.press("p")
                see(page, place)
        expect(alice.locator("#sheet-bar")).to_have_text("3 kept · 27 to go")
        expect(bob.locator("#sheet-bar")).to_have_text("3 kept · 27 to go")
        bob.get_by_role("button", name="Undo all, give it back").click()
        bob.wait_for_url("**/desk/")
        Sheet.objects.filter(state="open").update(
            claimed_until=timezone.now() - timedelta(minutes=1)
        )
        bob.get_by_role("button", name="Take a sheet").click()
        bob.wait_for_url("**/sheet/")
        bob.keyboard.press("h")
        see(bob, 1)
        expect(bob.locator("#sheet-bar")).to_have_text("1 on hold · 29 to go")
        alice.keyboard.press("f")
        expect(alice.get_by_role("alert")).to_contain_text(
            "Photo 4: Bob Brandt has decided that one meanwhile: Hold. Nothing was changed."
        )
        expect(alice.locator("#sheet-bar")).to_have_text("3 kept")
    decided = Verdict.objects.standing().values_list("photo", "added_at")
    assert len(decided) == len(set(decided)) == 4
    assert sorted(verdicts()) == ["hold", "keep", "keep", "keep"]
