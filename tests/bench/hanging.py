"""Ten thousand photos in one gallery: what its curator waits for, in milliseconds of the server."""

from collections.abc import Callable, Iterator
from itertools import batched

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from galleries.actions.galleries import begin
from galleries.actions.hanging import MOST_AT_ONCE, hang
from galleries.actions.sections import add_section
from galleries.models import Gallery, Photo, Placement, Viewer
from galleries.seed.people import nsid
from tests.bench.cost import Cost, cost, middle

PLACEMENTS = 10_000
TITLE = "Ten thousand"
WANTED_MS = 50
PART = {"HX-Request-Type": "partial"}


def hang_ten_thousand(count: int = PLACEMENTS) -> tuple[Gallery, User]:
    """A draft with so many photos of the invented world in two sections, and who hangs it."""
    by, now = User.objects.get(nsid=nsid(0)), timezone.now()
    found = Gallery.objects.filter(title=TITLE).first()
    if found is None:
        found = begin(TITLE, by=by, now=now)
        seen = Photo.objects.visible_to(Viewer(by, now=now)).order_by("-pk")
        keys = list(seen.values_list("pk", flat=True)[:count])
        for some in batched(keys, MOST_AT_ONCE, strict=False):
            hang(some, gallery=found, by=by, now=now)
        add_section(found, title="Evening", by=by, now=now)
    return found, by


def hanging(rounds: int, count: int = PLACEMENTS) -> Iterator[str]:
    """What moving and looking cost, and how many rows a move writes."""
    gallery, by = hang_ten_thousand(count)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(by)
    edit = f"/galleries/{gallery.slug}/edit/"
    rows = list(gallery.placements.in_order().values_list("pk", "photo"))
    morning, evening = gallery.sections.order_by("position", "pk")
    middle_of_it = rows[len(rows) // 2]

    def move(number: int) -> int:
        """From the end of the first section between two in its middle, as a page drops it."""
        key = rows[-1 - number][0]
        place = Placement.objects.get(pk=key).place
        said = {
            "do": "place",
            "section": morning.pk,
            "after": middle_of_it[0],
            "before": "",
            "placement": key,
            "seen": f"{key}={place}",
        }
        return client.post(f"{edit}photos/", said, headers=PART).status_code

    def across(number: int) -> int:
        """With "Move…": a photo of the first section behind a number of the second."""
        said = {"do": "move", "section": evening.pk, "behind": "", "placement": rows[number][0]}
        return client.post(f"{edit}photos/", said, headers=PART).status_code

    def page(number: int) -> int:
        return client.get(f"{edit}?after={middle_of_it[1]}").status_code

    yield f"  a gallery of {len(rows):,} photos{'core ms':>16}{'elapsed ms':>12}"
    for name, work in (("a drop", move), ("“Move…”", across), ("the page in its middle", page)):
        told = middle([_measured(work, number) for number in range(1, rounds + 1)])
        late = f"  MORE than {WANTED_MS}" if told.core >= WANTED_MS and work is not page else ""
        yield f"  {name:<32}{told.core:>9.1f}{told.elapsed:>12.1f}{late}"
    with CaptureQueriesContext(connection) as asked:
        move(rounds + 1)
    written = [query["sql"] for query in asked if 'UPDATE "galleries_placement"' in query["sql"]]
    yield f"  a drop writes {len(written)} row of the wall, in {len(asked)} queries"


def _measured(work: Callable[[int], int], number: int) -> Cost:
    answers: list[int] = []
    server = connection.connection.info.backend_pid if connection.vendor == "postgresql" else None
    spent = cost(lambda: answers.append(work(number)), server_pid=server)
    if answers[0] not in (200, 302):
        raise RuntimeError(f"a curator was answered {answers[0]}")
    return spent
