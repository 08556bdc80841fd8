"""A public gallery for visitors, from what is kept: beside a bare view of the very same bytes."""

import os
import re
import subprocess
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import requests

from tests.bench.serving import Refused, granian, rate, wrk

CONNECTIONS = 8
ROUNDS = 3  # of both, in turn: what else the machine does hits both alike
WANTED = 0.70
SLUG = "measured"
PHOTOS = 90


def hang_a_gallery() -> str:
    """The address of a public gallery of ninety photos of the invented world."""
    from django.utils import timezone

    from accounts.models import User
    from galleries.actions.galleries import begin
    from galleries.actions.hanging import hang
    from galleries.actions.publishing import publish, say_about
    from galleries.models import Gallery, Photo
    from galleries.seed.people import nsid

    found = Gallery.objects.filter(slug=SLUG).first()
    if found is None:
        by, now = User.objects.get(nsid=nsid(0)), timezone.now()
        public = Photo.objects.filter(visibility=1, safety=0, gone_at=None, missing_at=None)
        chosen = public.filter(owner__nsid=nsid(0), withheld_at=None).newest_first()
        found = begin("Measured", by=by, now=now)
        words = "What stands here is *measured*."
        say_about(found, introduction=words, by=by, now=now, version=found.version)
        hang(list(chosen.values_list("pk", flat=True)[:PHOTOS]), gallery=found, by=by, now=now)
        publish(found, by=by, now=now)
    return f"/galleries/{found.slug}/"


def kept_pages(page: str, *, folder: Path, seconds: int) -> Iterator[str]:
    """Requests a second of both, and of a browser that has the page already."""
    with granian("flickrweb.wsgi:application", os.environ, log=folder / "kept.log") as site:
        address = f"{site}{page}"
        answer = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=30)
        answer.raise_for_status()
        (folder / "kept.html").write_bytes(answer.content)
        etag = answer.headers["ETag"]
        bare_env = os.environ | {"BARE_BODY": str(folder / "kept.html")}
        with granian("tests.bench.bare:application", bare_env, log=folder / "bare.log") as bare:
            for warm in (address, f"{bare}/"):
                rate(warm, connections=CONNECTIONS, seconds=1)
            rounds = [
                (
                    rate(f"{bare}/", connections=CONNECTIONS, seconds=seconds),
                    rate(address, connections=CONNECTIONS, seconds=seconds),
                )
                for _ in range(ROUNDS)
            ]
        theirs, ours = (sorted(each)[ROUNDS // 2] for each in zip(*rounds, strict=True))
        known = _not_modified(address, etag, seconds)
        size = f"{len(answer.content) / 1000:.0f} KB"
        yield f"  a bare view of these {size:<11} {theirs:>7,.0f} a second"
        yield f"  the public gallery, kept         {ours:>7,.0f} a second"
        yield f"  {ours / theirs:.0%} of the bare view; wanted are {WANTED:.0%}"
        yield f"  who has it already is told 304   {known:>7,.0f} times a second"


def _not_modified(address: str, etag: str, seconds: int) -> float:
    status = requests.get(address, headers={"If-None-Match": etag}, timeout=30).status_code
    if status != HTTPStatus.NOT_MODIFIED:
        raise Refused(f"{address} answered {status} to who has it")
    command = [wrk(), "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"If-None-Match: {etag}"]
    told = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(found[1]) if found else 0.0
