"""By the keyboard alone, as somebody without a mouse."""

from playwright.sync_api import Locator, Page

FARTHEST = 500  # a wall has some hundred places to stop at


def tab_to(page: Page, place: Locator) -> None:
    """Press Tab until the place has the focus."""
    place.wait_for()
    for _ in range(FARTHEST):
        if place.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {place}")


def enter(page: Page, place: Locator) -> None:
    """Follow a link, or press a button."""
    tab_to(page, place)
    page.keyboard.press("Enter")


def choose(page: Page, choice: Locator, label: str) -> None:
    """Take the one of this name out of a list that is folded up."""
    tab_to(page, choice)
    page.keyboard.type(label)
    chosen = choice.evaluate("(choice) => choice.selectedOptions[0].label.trim()")
    assert chosen == label, f"{chosen} is chosen"


def fill_in(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.insert_text(text)
