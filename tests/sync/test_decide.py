"""What one record means for our row; no database is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from galleries.flickr.records import UNSAID, PhotoRecord, Place, Size, TakenAt, Visibility
from galleries.models import Photo
from galleries.sync.decide import Add, Change, Keep, Update
from galleries.sync.decide.photos import decide_photo

ASKED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EARLIER = ASKED - timedelta(hours=1)
LATER = ASKED + timedelta(hours=1)

PIER = PhotoRecord(
    flickr_id="53000000001",
    title="Pier",
    visibility=Visibility.PUBLIC,
    uploaded_at=EARLIER,
    changed_at=EARLIER,
    secret="aaaaaaaaaa",
    server="65535",
    taken=TakenAt(moment="2026-02-28 09:00:00", precision=0),
    views=7,
    place=None,
    sizes={"n": Size(width_px=320, height_px=213, url="https://live.staticflickr.com/n.jpg")},
)


def ours(**fields: object) -> Photo:
    known: dict[str, object] = {
        "id": 53000000001,
        "title": "Pier",
        "visibility": Photo.Visibility.PUBLIC,
        "uploaded_at": EARLIER,
        "changed_at": EARLIER,
        "secret": "aaaaaaaaaa",
        "server": "65535",
        "taken": "2026-02-28 09:00:00",
        "views": 7,
        "sizes": {"n": [320, 213]},
        "told_at": EARLIER,
    }
    return Photo(**known | fields)


@pytest.mark.parametrize(
    ("record", "photo", "kind", "because"),
    [
        pytest.param(PIER, ours(), Keep, "nothing changed", id="nothing changed, nothing written"),
        pytest.param(PIER, None, Add, "", id="a photo we did not know"),
        pytest.param(
            PhotoRecord(flickr_id="53000000001", title="Pier"),
            None,
            Keep,
            "Flickr did not tell its visibility, uploaded_at, secret, server",
            id="no row is made of half a photo",
        ),
        pytest.param(
            replace(PIER, title="Harbour"), ours(), Update, "it changed on Flickr", id="a new title"
        ),
        pytest.param(
            replace(PIER, title="Harbour"),
            ours(told_at=LATER),
            Keep,
            "we know something newer",
            id="an old page that arrives late changes nothing",
        ),
        pytest.param(
            replace(PIER, visibility=Visibility.PRIVATE),
            ours(told_at=LATER),
            Update,
            "it was closed",
            id="but it closes a photo",
        ),
        pytest.param(
            replace(PIER, visibility=Visibility.FRIENDS),
            ours(changed_at=LATER),
            Update,
            "it was closed",
            id="closing counts even with an old date",
        ),
        pytest.param(
            PIER,
            ours(visibility=Photo.Visibility.PRIVATE, narrowed_at=LATER),
            Keep,
            "it was closed after this was asked",
            id="what was asked before the closing cannot open it",
        ),
        pytest.param(
            PIER,
            ours(visibility=Photo.Visibility.PRIVATE, narrowed_at=EARLIER),
            Update,
            "it changed on Flickr",
            id="what was asked after the closing may open it",
        ),
        pytest.param(
            PIER, ours(gone_at=EARLIER), Update, "it is back on Flickr", id="a photo that came back"
        ),
        pytest.param(
            PIER,
            ours(missing_at=EARLIER),
            Update,
            "it is back on Flickr",
            id="a photo that was missing and shows itself",
        ),
    ],
)
def test_a_record_is_weighed_against_our_row(
    record: PhotoRecord, photo: Photo | None, kind: type[Change], because: str
) -> None:
    change = decide_photo(record, photo, began_at=ASKED)
    assert isinstance(change, kind)
    assert getattr(change, "because", "") == because


def test_what_was_not_said_is_not_written() -> None:
    change = decide_photo(replace(PIER, title="Harbour", views=UNSAID), ours(), began_at=ASKED)
    assert change == Update({"title": "Harbour"}, "it changed on Flickr")


def test_a_late_page_that_closes_a_photo_does_nothing_else() -> None:
    record = replace(PIER, title="Old title", visibility=Visibility.FAMILY)
    change = decide_photo(record, ours(told_at=LATER), began_at=ASKED)
    assert change == Update({"visibility": Photo.Visibility.FAMILY}, "it was closed")


@pytest.mark.parametrize("shown_to_everybody", [True, False])
def test_a_place_is_kept_on_the_photo_only_when_everybody_may_know_it(
    shown_to_everybody: bool,
) -> None:
    place = Place(
        latitude=54.5,
        longitude=-3.5,
        accuracy=16,
        context=0,
        is_public=shown_to_everybody,
        is_contact=True,
        is_friend=True,
        is_family=True,
    )
    change = decide_photo(replace(PIER, place=place), None, began_at=ASKED)
    assert isinstance(change, Add)
    assert change.columns["latitude"] == (54.5 if shown_to_everybody else None)


def test_addresses_above_1024_px_are_kept_since_nobody_can_make_them_up() -> None:
    large = Size(width_px=1600, height_px=1067, url="https://live.staticflickr.com/h.jpg")
    change = decide_photo(replace(PIER, sizes={"h": large}), None, began_at=ASKED)
    assert isinstance(change, Add)
    assert change.columns["sizes"] == {"h": [1600, 1067, "https://live.staticflickr.com/h.jpg"]}
