"""The environment: one place reads it, one file explains it."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]


def variables_read() -> list[str]:
    """The names in ``env.str("NAME", …)`` and its siblings, in the order of settings.py."""
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "flickrweb/settings.py").read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr != "read_env"
    ]
    calls.sort(key=lambda call: call.lineno)
    names = [ast.literal_eval(call.args[0]) for call in calls]
    return list(dict.fromkeys(names))


def compose_reads() -> list[str]:
    """What docker-compose.yml asks of .env for itself, in its order."""
    lines = (ROOT / "docker-compose.yml").read_text()
    names = dict.fromkeys(re.findall(r"\$\{([A-Z_]+)", lines))
    return [name for name in names if name not in variables_read()]


def test_every_variable_is_explained_in_the_order_of_the_settings() -> None:
    explained = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    assert explained == [*variables_read(), "COMPOSE_PROFILES", *compose_reads()]


def test_nobody_else_reads_the_environment() -> None:
    """But the launcher, which makes the environment that the settings read."""
    readers = {
        str(path.relative_to(ROOT))
        for app in ("accounts", "flickrweb", "galleries")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.(environ\b(?!\.setdefault\(\"DJANGO)|getenv)", path.read_text())
        and not {"launch", "simulator"} & set(path.parts)  # programs of their own
    }
    assert readers <= {"flickrweb/settings.py"}


@pytest.mark.parametrize(
    ("name", "value"), [("DEBUG", "perhaps"), ("HTTPS", "tls"), ("DEMO", "maybe")]
)
def test_a_wrong_value_stops_the_start_and_is_named(name: str, value: str) -> None:
    start = subprocess.run(
        [sys.executable, "-c", "import flickrweb.settings"],
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert start.returncode != 0
    assert name in start.stderr.splitlines()[-1]


def test_no_page_may_run_or_style_what_it_carries_inline() -> None:
    assert "unsafe" not in str(settings.SECURE_CSP)
    assert settings.SECURE_CSP["default-src"] == ["'none'"]
