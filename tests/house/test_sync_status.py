"""``manage.py sync_status``: how the site is doing, in a terminal."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from galleries.management.commands.sync_status import table
from galleries.models import CallTally, Group, Stream, StreamLog
from tests.cast import NOW, Cast, make_group, make_stream

Kind = Stream.Kind
QUIET: dict[str, Any] = {"in_step_at": NOW, "due_at": timezone.now() + timedelta(hours=3)}


def told(*arguments: str) -> str:
    """What it prints where there is no terminal."""
    out = StringIO()
    call_command("sync_status", *arguments, stdout=out)
    return out.getvalue()


def words(*arguments: str) -> str:
    return " ".join(told(*arguments).split())


def test_nothing_yet_reads_well(cast: Cast) -> None:
    assert words() == (
        "300 of 300 calls are left for this moment. "
        "0 calls in the last hour, of 3,300 at most. 0 calls in the last 24 hours. "
        "Both are counted in steps of ten minutes. "
        "Streams by kind Kind Paused Refused Broken Starved At work Late Due Resting All "
        "All – – – – – – – – 0"
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"trouble": "unavailable", "trouble_detail": "HTTP 503"}, "Flickr did not answer."),
        ({"paused_at": NOW}, "Paused since"),
        ({"waiting_since": NOW - timedelta(minutes=40)}, "No call was left for it."),
        ({"due_at": NOW - timedelta(minutes=12)}, "Calls are left: is a worker running?"),
    ],
)
def test_what_does_not_go_well_has_its_sentence(
    cast: Cast, fields: dict[str, Any], sentence: str
) -> None:
    stream = make_stream(cast.alice, **QUIET | {"trouble_at": NOW} | fields)
    page = words()
    assert f": 1 {stream.pk} Alice Ahlgren Photostream " in page
    assert sentence in page
    assert fields.get("trouble_detail", "") in page


def test_a_refused_connection_is_told(cast: Cast) -> None:
    cast.alice.connection.refused_at = NOW
    cast.alice.connection.save()
    assert "Refused connections 11111111@N01 Alice Ahlgren since" in words()


def test_calls_are_told_by_method_and_by_person(cast: Cast) -> None:
    now = timezone.now()
    for result, count in (("ok", 12), ("busy", 3)):
        CallTally.objects.create(
            began_at=now, method="people.getPhotos", result=result, nsid="11111111@N01", count=count
        )
    page = words()
    assert "people.getPhotos 15 (3 too many) 15 (3 too many)" in page
    assert "Alice Ahlgren 11111111@N01 15 (3 too many)" in page


def test_one_persons_streams_are_listed(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    make_stream(cast.bob, Kind.FAVOURITES, **QUIET)
    page = words("--person", "11111111@N01")
    assert page.startswith("Alice Ahlgren 11111111@N01")
    assert "Resting Photostream Next look:" in page
    assert "Favourites" not in page


def test_those_that_belong_to_everybody_are_listed(cast: Cast) -> None:
    Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **QUIET)
    assert "Resting Licences" in words("--person", "everybody")


def test_many_streams_go_on_behind_the_last(cast: Cast) -> None:
    keys = [
        make_stream(cast.alice, Kind.ALBUM, subject=str(number), **QUIET).pk for number in range(32)
    ]
    page = words("--person", "11111111@N01")
    assert f"More: --after {keys[29]}" in page
    rest = words("--person", "11111111@N01", "--after", str(keys[29]))
    assert "Album 30" in rest
    assert "Album 29" not in rest
    assert "More" not in rest


def test_whoever_keeps_nothing_here_has_no_streams(cast: Cast) -> None:
    assert words("--person", "9@N09") == "There are none: nothing of theirs is kept in step here."


def test_the_name_of_a_group_is_not_told(cast: Cast) -> None:
    group = make_group("A secret group", privacy=Group.Privacy.PRIVATE)
    make_stream(cast.alice, Kind.POOL, subject=group.nsid, trouble="unexpected", trouble_at=NOW)
    StreamLog.objects.create(
        connection=cast.alice.connection,
        kind=Kind.POOL,
        subject=group.nsid,
        deed="run",
        done_at=NOW,
    )
    page = words()
    assert "secret" not in page
    assert f"Run: Pool {group.nsid}, Alice Ahlgren" in page


def test_columns_stand_under_each_other() -> None:
    assert list(table([("a", "12", ""), ("long one", "3", "x\ny")])) == [
        "a         12",
        "long one  3   x y",
    ]


def test_a_table_without_rows_is_nothing() -> None:
    assert list(table([])) == []
