"""``python -m tests.audit``: Lighthouse on a public gallery, beside a bare static page.

The site runs as in the image, but on SQLite, with pictures drawn on this machine. Lighthouse
takes its own settings for a phone. Of three rounds the one in the middle is told.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.audit.bare import PAGE
from tests.bench.house import environment, tell
from tests.bench.serving import granian
from tests.browser.pictures import Pictures

LIGHTHOUSE = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
ROUNDS = 3
SCORES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--headless=new --no-sandbox --disable-background-networking"
ADDRESSES = {
    "the gallery": "/galleries/the-last-ferries/",
    "a photo of it": "/galleries/the-last-ferries/{photo}/",
    "all galleries": "/galleries/",
}


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        tell("Chromium is missing. On Debian: apt-get install chromium")
        return 2
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="flickrweb-audit-")))
        pictures = held.enter_context(served(Pictures))
        env = environment(f"sqlite:///{folder / 'site.sqlite3'}", folder)
        env |= {"DEMO": "true", "FLICKR_STATIC_URL": pictures, "CHROME_PATH": chromium}
        env["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        for name in ("messages", "processed", "control"):
            (folder / "broker" / name).mkdir(exist_ok=True)
        command = [sys.executable, "-m", "tests.audit.hang"]
        hung = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        photo = hung.stdout.strip()
        (folder / "bare").mkdir()
        (folder / "bare" / "index.html").write_text(PAGE)
        bare = held.enter_context(served(partial(Quiet, directory=str(folder / "bare"))))
        site = held.enter_context(
            granian("flickrweb.wsgi:application", env, log=folder / "site.log")
        )
        pages = {"a bare static page": f"{bare}/"}
        pages |= {n: f"{site}{a.format(photo=photo)}" for n, a in ADDRESSES.items()}
        tell(f"  {'':<20}" + "".join(f"{name:>16}" for name in SCORES))
        for name, address in pages.items():
            told = middle([report(address, folder / "report.json", env) for _ in range(ROUNDS)])
            tell(f"  {name:<20}" + "".join(f"{score:>16}" for score in scores(told)))
            for line in shortcomings(told):
                tell(f"    {line}")
    return 0


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Chromium hangs up on what it does not want any more. Nobody has to hear of it."""


@contextmanager
def served(handler: Any) -> Iterator[str]:
    """The address of a server of its own, on this machine."""
    server = Server(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def report(address: str, path: Path, env: dict[str, str]) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json"]
    command += [f"--output-path={path}", f"--chrome-flags={CHROME}"]
    command += [f"--only-categories={','.join(SCORES)}"]
    for last in (False, False, True):
        # Now and then it loses the beginning of its own trace, and asks to be run again.
        ran = subprocess.run(command, env=env | {"HOME": str(path.parent)}, check=last)  # noqa: S603
        if ran.returncode == 0:
            break
    told: dict[str, Any] = json.loads(path.read_text())
    return told


def middle(told: list[dict[str, Any]]) -> dict[str, Any]:
    """The one of the middle: what else the machine does is measured as well."""
    by_speed = sorted(told, key=lambda one: one["categories"]["performance"]["score"] or 0)
    return by_speed[len(by_speed) // 2]


def scores(told: dict[str, Any]) -> list[int]:
    return [round((told["categories"][name]["score"] or 0) * 100) for name in SCORES]


def shortcomings(told: dict[str, Any]) -> Iterator[str]:
    """What a score below 100 comes from."""
    for category in told["categories"].values():
        for reference in category["auditRefs"]:
            audit = told["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", "")
                yield f"{category['id']}: {audit['title']} {value} ({audit['score']:.2f})"
                for item in audit.get("details", {}).get("items", [])[:5]:
                    if "node" in item:
                        yield f"  {item['node'].get('snippet', '')}"


if __name__ == "__main__":
    sys.exit(main())
