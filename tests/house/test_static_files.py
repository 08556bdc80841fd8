"""Static files as they are served: one sheet of styles, and names that change with the content."""

import json
import re
from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

SHEETS = Path(__file__).parents[2] / "static" / "css"


def collected(folder: Path, name: str) -> str:
    """What stands in a file by the name that browsers are told."""
    told = json.loads((folder / "staticfiles.json").read_text())
    return Path(folder, told["paths"][name]).read_text()


def test_the_styles_of_the_site_come_in_one_file(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "flickrweb.storage.StaticFiles"},
    }
    for _ in range(2):  # what was collected before is collected again
        call_command("collectstatic", interactive=False, verbosity=0)
    whole = collected(tmp_path, "css/site.css")
    assert "@import" not in whole
    assert whole.index("@layer tokens, base, layout, blocks, pages;") < whole.index("@layer base {")
    named = re.findall(r'@import url\("([^"]+)"\)', (SHEETS / "site.css").read_text())
    assert len(named) > 30
    for sheet in named:
        assert (SHEETS / sheet).read_text() in whole, sheet
    assert whole.count("{") == whole.count("}")
    script = collected(tmp_path, "js/site.js")
    assert re.search(r'from "\./keys\.[0-9a-f]{12}\.js"', script)
