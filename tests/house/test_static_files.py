"""Static files as they are served: one sheet of styles, and names that change with the content."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

SHEETS = Path(__file__).parents[2] / "static" / "css"


def test_the_styles_of_the_site_come_in_one_file(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "flickrweb.storage.StaticFiles"},
    }
    for _ in range(2):  # what was collected before is collected again
        call_command("collectstatic", interactive=False, verbosity=0)
    whole = (tmp_path / staticfiles_storage.stored_name("css/site.css")).read_text()
    assert "@import" not in whole
    assert whole.index("@layer tokens, base, layout, blocks, pages;") < whole.index("@layer base {")
    named = re.findall(r'@import url\("([^"]+)"\)', (SHEETS / "site.css").read_text())
    assert len(named) > 30
    for sheet in named:
        assert (SHEETS / sheet).read_text() in whole, sheet
    assert whole.count("{") == whole.count("}")
    script = (tmp_path / staticfiles_storage.stored_name("js/site.js")).read_text()
    assert re.search(r'from "\./keys\.[0-9a-f]{12}\.js"', script)
