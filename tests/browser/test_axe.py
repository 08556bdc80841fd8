"""Every page by axe's rules for WCAG 2 A and AA: what a program can tell of its accessibility."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.browser.scenes import set_scene
from tests.browser.test_pages import FAILS, PAGES, SHOWN, address, pytestmark
from tests.browser.world import Scheme, World, window

__all__ = ["pytestmark"]

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
LOOKS: list[tuple[int, Scheme]] = [(360, "light"), (1440, "dark")]
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
})"""


@pytest.fixture(scope="module")
def axe() -> Path:
    if AXE.exists():
        return AXE
    if os.environ.get("CI"):
        pytest.fail("CI has no axe-core; install it with: npm ci --ignore-scripts")
    pytest.skip("axe-core is not installed: run make test")


def complaints(result: dict[str, Any]) -> list[str]:
    """What axe has against a page: the rule, and where."""
    return [
        f"{violation['id']}: {node['html']} ({node['failureSummary']})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_has_nothing_against_a_page(
    browser: Browser, world: World, axe: Path, forgiven: list[str], name: str
) -> None:
    set_scene(world, name)
    if name in FAILS:
        forgiven.append(FAILS[name])
    for width, scheme in LOOKS:
        # Only here: the policy of our pages lets no script in, and axe would be none of ours.
        seen = window(browser, world, PAGES[name][0], width=width, scheme=scheme, bypass_csp=True)
        with seen as (_, page, _):
            page.goto(address(world, name), wait_until="load")
            page.wait_for_function(SHOWN)
            page.add_script_tag(path=axe)
            assert complaints(page.evaluate(RUN)) == [], f"{name} at {width} px, {scheme}"
