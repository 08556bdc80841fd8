"""Writes static/css/ratios.css: one class for each shape a photo has on a wall."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

NARROWEST, WIDEST, STEP = 65, 310, 5
HEAD = """\
/* The shapes of photos: width to height in hundredths. The CSP allows no style attribute.
 * Written by: manage.py make_ratios
 */
"""


class Command(BaseCommand):
    help = "Write static/css/ratios.css."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "static" / "css" / "ratios.css"
        path.write_text(stylesheet(), encoding="utf-8")
        self.stdout.write(f"wrote {path}")


def stylesheet() -> str:
    shapes = range(NARROWEST, WIDEST + 1, STEP)
    return HEAD + "".join(f".r-{shape} {{ --r: {shape / 100:g}; }}\n" for shape in shapes)
