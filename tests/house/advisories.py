"""Known holes in what we depend on: ``python -m tests.house.advisories``.

Fails on an advisory that is not among the exceptions. Where no database of advisories answers,
that is said in one line, and it goes on.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120

# The id of an advisory, and why it does not concern us.
EXCEPTIONS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Advisory:
    id: str
    package: str
    where: str  # the tool that knows of it


class NoAnswer(Exception):
    """Nobody could say. The reason is in one line."""


def python_advisories(told: str) -> Iterator[Advisory]:
    """Of pip-audit's JSON. Raises NoAnswer."""
    packages = _read(told).get("dependencies", ())
    if packages and all("skip_reason" in package for package in packages):
        raise NoAnswer(f"none of {len(packages)} packages is known there")
    for package in packages:
        for hole in package.get("vulns", ()):
            yield Advisory(hole["id"], f"{package['name']} {package['version']}", "pip-audit")


def script_advisories(told: str) -> Iterator[Advisory]:
    """Of npm's JSON. What a package has from another is told with the other. Raises NoAnswer."""
    answer = _read(told)
    if "vulnerabilities" not in answer:
        raise NoAnswer(str(answer.get("message") or "npm told nothing"))
    for name, package in answer["vulnerabilities"].items():
        for hole in package["via"]:
            if isinstance(hole, dict):
                yield Advisory(hole["url"].rsplit("/", 1)[-1], name, "npm audit")


TOOLS = {
    python_advisories: (
        ".venv/bin/pip-audit",
        "--skip-editable",
        "--progress-spinner=off",
        "-fjson",
    ),
    script_advisories: ("npm", "audit", "--json", "--omit=dev"),
}


def _read(told: str) -> dict[str, Any]:
    try:
        answer = json.loads(told)
    except ValueError:
        raise NoAnswer("no database of advisories answers") from None
    if not isinstance(answer, dict):
        raise NoAnswer("the answer is none that we know")
    return answer


def _ask(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the commands stand above
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoAnswer(type(error).__name__) from None
    return done.stdout


def main() -> int:
    known: list[Advisory] = []
    for read, command in TOOLS.items():
        try:
            known += read(_ask(command))
        except NoAnswer as reason:
            sys.stdout.write(f"{Path(command[0]).name}: not checked, {reason}\n")
    open_ones = [one for one in known if one.id not in EXCEPTIONS]
    for one in open_ones:
        sys.stderr.write(f"{one.where}: {one.package} has {one.id}. Update it, or say why not.\n")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
