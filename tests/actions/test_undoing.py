"""Undoing: each kind of change is taken back, unless somebody has changed it since."""

from collections.abc import Callable
from typing import Any

import pytest

from galleries.actions.galleries import CannotCurate, Reason
from galleries.actions.hanging import hang, move, take_down, write
from galleries.actions.publishing import choose_cover, move_to_address, publish, say_about
from galleries.actions.sections import add_section, move_section, remove_section, write_section
from galleries.actions.undoing import last_undoable, undo
from galleries.models import Gallery, Photo, Section, Withdrawal
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    """Alice's and Bob's: a and b in the first section, c in the second."""
    photos = [make_photo(cast.alice, title, visibility=PUBLIC) for title in ("a", "b")]
    gallery = make_gallery(cast.alice, "Piers", *photos, is_public=False)
    make_curator(gallery, cast.bob)
    evening = add_section(gallery, title="Evening", by=cast.alice.user, now=NOW)
    c = make_photo(cast.alice, "c", visibility=PUBLIC)
    hang([c.pk], gallery=gallery, by=cast.alice.user, now=NOW, section=evening)
    return Gallery.objects.get(pk=gallery.pk)


def state(gallery: Gallery) -> object:
    """All that a curator sees of it."""
    gallery.refresh_from_db()
    return (
        [gallery.title, gallery.wall, gallery.cover_id and gallery.cover.photo_id],  # type: ignore[union-attr]
        [
            (
                *(section.title, section.wall_text),
                [(row.photo.title, row.caption) for row in section.placements.in_order()],
            )
            for section in gallery.sections.order_by("position", "pk")
        ],
    )


def deeds(cast: Cast, gallery: Gallery) -> dict[str, Callable[[], object]]:
    _first, evening = gallery.sections.order_by("position", "pk")
    a, b, c = gallery.placements.in_order()
    how: dict[str, Any] = {"by": cast.alice.user, "now": NOW}
    new = make_photo(cast.alice, "new", visibility=PUBLIC)
    return {
        "hung": lambda: hang([new.pk], gallery=gallery, **how),
        "taken_down": lambda: take_down([a.pk, c.pk], gallery=gallery, **how),
        "moved": lambda: move([a.pk, b.pk], gallery=gallery, section=evening, after=c.pk, **how),
        "written": lambda: write(a, caption="Late", alt="A quay", version=a.version, **how),
        "section_added": lambda: add_section(gallery, title="Night", **how),
        "section_written": lambda: write_section(
            evening, title="Dusk", wall_text="Six.", version=evening.version, **how
        ),
        "section_moved": lambda: move_section(evening, after=None, **how),
        "section_removed": lambda: remove_section(evening, **how),
        "about": lambda: say_about(gallery, title="Quays", wall="night", version=99, **how),
        "cover": lambda: choose_cover(gallery, b, **how),
    }


KINDS = [
    *("hung", "taken_down", "moved", "written", "section_added", "section_written"),
    *("section_moved", "section_removed", "about", "cover"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_changed_becomes_what_it_was(cast: Cast, gallery: Gallery, kind: str) -> None:
    before = state(gallery)
    deeds(cast, gallery)[kind]()
    assert state(gallery) != before
    change = last_undoable(gallery, by=cast.alice.user)
    assert change is not None
    undo(change, by=cast.bob.user, now=NOW)
    assert state(gallery) == before
    version = Gallery.objects.get().version
    undo(change, by=cast.bob.user, now=NOW)  # twice is the same as once
    assert Gallery.objects.get().version == version
    assert last_undoable(gallery, by=cast.alice.user) != change
    assert gallery.changes.newest_first()[0].kind == "undone"


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_has_changed_since_stays(cast: Cast, gallery: Gallery, kind: str) -> None:
    deeds(cast, gallery)[kind]()
    change = last_undoable(gallery, by=cast.alice.user)
    assert change is not None
    how: dict[str, Any] = {"by": cast.bob.user, "now": NOW}
    last = Section.objects.filter(gallery=gallery).order_by("position", "pk").last()
    assert last is not None
    a = gallery.placements.filter(photo__title="a").first()
    match kind:
        case "hung":
            row = gallery.placements.get(photo__title="new")
            write(row, caption="Mine", alt="", version=row.version, **how)
        case "taken_down":
            hang([_photo("a")], gallery=gallery, **how)
        case "moved" | "section_removed":
            rows = list(gallery.placements.in_order())
            move([rows[-1].pk], gallery=gallery, section=rows[0].section, after=None, **how)
        case "written":
            assert a is not None
            write(a, caption="Mine", alt="", version=a.version, **how)
        case "section_added":
            row = gallery.placements.in_order()[0]
            move([row.pk], gallery=gallery, section=last, after=None, **how)
        case "section_written":
            write_section(last, title="Mine", wall_text="", version=last.version, **how)
        case "section_moved":
            move_section(gallery.sections.get(title="Evening"), after=last.pk, **how)
        case "about":
            gallery.refresh_from_db()
            say_about(gallery, title="Mine", version=gallery.version, **how)
        case "cover":
            choose_cover(gallery, a, **how)
    left = state(gallery)
    with pytest.raises(CannotCurate) as cannot:
        undo(change, by=cast.alice.user, now=NOW)
    assert cannot.value.reason is Reason.CHANGED
    assert state(gallery) == left


def _photo(title: str) -> int:
    return Photo.objects.get(title=title).pk


def test_what_its_photographer_has_withdrawn_does_not_come_back(
    cast: Cast, gallery: Gallery
) -> None:
    keys = [row.pk for row in gallery.placements.in_order()[:2]]
    take_down(keys, gallery=gallery, by=cast.alice.user, now=NOW)
    Withdrawal.objects.create(photo_id=_photo("a"), gallery=gallery, withdrawn_at=NOW)
    change = last_undoable(gallery, by=cast.alice.user)
    assert change is not None
    undo(change, by=cast.alice.user, now=NOW)
    hung = gallery.placements.in_order().values_list("photo__title", flat=True)
    assert list(hung) == ["b", "c"]


def test_what_has_a_button_of_its_own_is_not_undone_here(cast: Cast, gallery: Gallery) -> None:
    publish(gallery, by=cast.alice.user, now=NOW)
    move_to_address(gallery, "quays", by=cast.alice.user, now=NOW)
    for change in gallery.changes.newest_first()[:2]:
        with pytest.raises(CannotCurate) as cannot:
            undo(change, by=cast.alice.user, now=NOW)
        assert cannot.value.reason is Reason.NO_UNDO
    with pytest.raises(CannotCurate) as cannot:
        undo(gallery.changes.newest_first()[0], by=cast.stranger.user, now=NOW)
    assert cannot.value.reason is Reason.NOT_A_CURATOR
