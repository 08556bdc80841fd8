"""Every page as people see it: phone to wall screen, by day and by night, with scripts and without.

Pages that can stand in one world are looked at in one; what a program can tell is asserted. For
the eye, ``SHOTS=1`` keeps a screenshot of each under var/shots/.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.browser import everything
from tests.browser.axe import complaints
from tests.browser.everything import visits
from tests.browser.pages import FAILS, LOOKS, PAGES
from tests.browser.scenes import SCENES
from tests.browser.test_hands import pytestmark as in_a_browser
from tests.browser.world import Scheme, World

# Some sixty pages each, and axe reads every one: minutes on a busy machine.
pytestmark = [*in_a_browser, pytest.mark.timeout(900)]

SHOTS = Path(settings.BASE_DIR) / "var" / "shots"
# In these, axe may run; in the others the policy of our pages is in force.
ASKED_OF_AXE: list[tuple[int, Scheme]] = [(360, "light"), (1440, "dark")]


def stages() -> dict[str, tuple[str, ...]]:
    """The pages, by the world that they stand in: a full one, a bare one, or one of their own."""
    of_scene: dict[object, list[str]] = {}
    for name in PAGES:
        if name not in everything.ALL:
            of_scene.setdefault(SCENES.get(name), []).append(name)
    bare = tuple(of_scene.pop(None))
    own = {names[0]: tuple(names) for names in of_scene.values()}
    return {"everything": everything.ALL, "bare": bare, **own}


STAGES = stages()
LARGE = ("everything", "bare")
SIGHTS = [
    *(
        pytest.param(stage, [(width, scheme)], id=f"{stage} {width} {scheme}")
        for stage in LARGE
        for width, scheme in LOOKS
    ),
    *(pytest.param(stage, LOOKS, id=stage) for stage in STAGES if stage not in LARGE),
]


def set_stage(world: World, stage: str) -> None:
    if stage == "everything":
        everything.fill(world)
    elif scene := SCENES.get(stage):
        scene(world)


def forgive(forgiven: list[str], names: tuple[str, ...]) -> None:
    forgiven += [FAILS[name] for name in names if name in FAILS]


@pytest.mark.parametrize(("stage", "looks"), SIGHTS)
def test_pages_read_well_and_axe_has_nothing_against_them(
    browser: Browser,
    world: World,
    forgiven: list[str],
    stage: str,
    looks: list[tuple[int, Scheme]],
) -> None:
    set_stage(world, stage)
    forgive(forgiven, STAGES[stage])
    faults = []
    for width, scheme in looks:
        by_axe = (width, scheme) in ASKED_OF_AXE
        seen = visits(browser, world, STAGES[stage], width=width, scheme=scheme, bypass_csp=by_axe)
        for name, page in seen:
            where = f"{name}-{width}-{scheme}"
            keep_shot(page, where)
            found = faults_of(page) + (complaints(page) if by_axe else [])
            faults += [f"{where}: {fault}" for fault in found]
    assert faults == [], "\n".join(faults)


def faults_of(page: Page) -> list[str]:
    """What moved after it was seen, and what is wider than the window."""
    found = []
    if shift := page.evaluate("window.shift"):
        found.append(f"it shifts by {shift}")
    if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"it is {over} px too wide")
    return found


def keep_shot(page: Page, name: str) -> None:
    if os.environ.get("SHOTS"):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.mark.parametrize("stage", STAGES)
def test_pages_are_whole_without_scripts(
    browser: Browser, world: World, forgiven: list[str], stage: str
) -> None:
    set_stage(world, stage)
    forgive(forgiven, STAGES[stage])
    faults = []
    for name, page in visits(browser, world, STAGES[stage], width=360, scripts=False):
        if not page.locator("h1").first.is_visible():
            faults.append(f"{name}: no heading is seen")
        if page.locator(".needs-scripts:visible").count():
            faults.append(f"{name}: something does nothing without scripts")
    assert faults == []
