"""Files that are not brought back, each with one sentence, and nothing is changed."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from pytest_django import Settings

from galleries.keeping import archive
from tests.cast import Cast
from tests.keeping.house import bring_back, copies, furnish, keep, own_work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(cast: Cast, tmp_path: Path) -> Path:
    furnish(cast)
    file = tmp_path / "monday"
    keep(file)
    return file


def refused(file: Path, *, because: str) -> None:
    """Even with --replace: what the house holds is as it was."""
    before = own_work(), copies()
    with pytest.raises(CommandError) as refusal:
        bring_back(file, "--replace")
    said = str(refusal.value)
    assert because in said
    assert said.endswith("Nothing was changed.")
    assert "\n" not in said
    assert (own_work(), copies()) == before


def rewrite(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """The same backup with another manifest, sealed as if it were in order."""
    with zipfile.ZipFile(file) as old:
        manifest = json.loads(old.read(archive.MANIFEST))
        tables = {
            name.removesuffix(".jsonl"): [json.loads(line) for line in old.read(name).splitlines()]
            for name in old.namelist()
            if name != archive.MANIFEST
        }
    change(manifest)
    with archive.writing(file) as writer:
        for name, rows in tables.items():
            writer.write_rows(name, rows)
        writer.end({key: manifest[key] for key in manifest if key != "what"})


def test_a_file_that_is_cut_anywhere(file: Path) -> None:
    whole = file.read_bytes()
    for length in (len(whole) - 1, len(whole) - 64, len(whole) // 2, 70, 40, 5):
        file.write_bytes(whole[:length])
        refused(file, because="is not whole")


def test_a_byte_that_is_turned(file: Path) -> None:
    whole = file.read_bytes()
    for place in (4, len(whole) // 2, len(whole) - 65, len(whole) - 1):
        file.write_bytes(turned(whole, place))
        refused(file, because="is not whole")


def test_a_byte_that_is_turned_anywhere(file: Path) -> None:
    """The list of names at its end, byte by byte: there it could be taken for another's zip."""
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as zipped:
        names = zipped.start_dir
    for place in (*range(4, names, 97), *range(names, len(whole))):
        file.write_bytes(turned(whole, place))
        with pytest.raises(archive.NotWhole), archive.reading(file):
            pass


def turned(whole: bytes, place: int) -> bytes:
    """With one bit of one byte the other way round; another bit from byte to byte."""
    changed = bytearray(whole)
    changed[place] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03", b"\x00" * 500])
def test_a_file_that_is_none_of_ours(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    refused(file, because="is no backup of flickrweb")


def test_somebody_elses_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("letters.txt", "dear")
    refused(file, because="is no backup of flickrweb")


def test_no_file_at_all(file: Path) -> None:
    refused(file.with_name("tuesday"), because="could not be read: No such file or directory")


def test_another_flickr(file: Path, settings: Settings) -> None:
    settings.FLICKR_API_URL = "http://127.0.0.1:8001/services/rest/"
    refused(file, because="belongs to the Flickr at https://api.flickr.com/services/rest/")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda said: said.update(format=archive.FORMAT + 1), id="a later format"),
        pytest.param(
            lambda said: said["migrations"]["galleries"].append("0999_far_ahead"),
            id="a later database",
        ),
    ],
)
def test_a_newer_flickrweb(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    rewrite(file, change)
    refused(file, because="was made by a newer flickrweb")


def _renamed(said: dict[str, Any]) -> None:
    said["tables"][0]["columns"][1] = "flickr_number"


def test_an_older_flickrweb_that_kept_something_differently(file: Path) -> None:
    rewrite(file, _renamed)
    refused(file, because="kept accounts.User.flickr_number differently")


def test_an_older_one_that_lacks_a_column_which_goes_without_saying(file: Path) -> None:
    def lacks_nothing(said: dict[str, Any]) -> None:
        said["migrations"]["galleries"].pop()

    before = own_work()
    rewrite(file, lacks_nothing)
    bring_back(file, "--replace")
    assert own_work() == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda said: said["tables"][0].update(rows=99), id="fewer rows than it says"),
        pytest.param(lambda said: said["tables"][0]["columns"].pop(), id="rows of another length"),
        pytest.param(
            lambda said: said["tables"][0]["columns"].reverse(), id="values in the wrong columns"
        ),
        pytest.param(
            lambda said: said.update(
                tables=[t for t in said["tables"] if t["model"] != "galleries.Photo"]
            ),
            id="rows that point at nothing",
        ),
    ],
)
def test_rows_that_do_not_go_together(
    file: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    rewrite(file, change)
    refused(file, because="")


def test_a_backup_that_breaks_off_leaves_nothing_behind(file: Path) -> None:
    before = file.read_bytes()

    def rows() -> Iterator[list[int]]:
        yield [1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), archive.writing(file) as writer:
        writer.write_rows("galleries.Photo", rows())
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["monday"]


def test_an_older_backup_stays_when_the_new_one_cannot_be_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CommandError, match="No space left on device"):
        keep(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["monday"]


def test_a_mark_that_cannot_be_read_or_written_stops_it(file: Path, settings: Settings) -> None:
    settings.KEEP_DIR = file  # a file where the folder should be
    refused(file, because="Not a directory")
