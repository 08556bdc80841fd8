"""What axe has against a page: the rules of WCAG 2, levels A and AA, that a program can tell."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
})"""


def complaints(page: Page, run: str = RUN) -> list[str]:
    """The rule, and where. In a window that bypasses the policy: axe would be none of ours."""
    if not AXE.exists() and os.environ.get("CI"):
        pytest.fail("CI has no axe-core; install it with: npm ci --ignore-scripts")
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run make test")
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate(run)
    return [
        f"{violation['id']}: {node['html']} ({node['failureSummary']})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
