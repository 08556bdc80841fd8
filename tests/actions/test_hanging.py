"""Hanging photos in a gallery: what curators may do, and what they cannot do to each other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from galleries.actions.galleries import CannotCurate, Reason, begin
from galleries.actions.hanging import hang, move, take_down, write
from galleries.actions.sections import add_section, move_section, remove_section, write_section
from galleries.models import Forbidden, Gallery, Photo, Placement, Section, Withdrawal
from tests.cast import NOW, Actor, Cast, make_photo

PUBLIC = Photo.Visibility.PUBLIC
pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    return begin("The last ferries", by=cast.alice.user, now=NOW)


def photos(owner: Actor, *titles: str, **fields: Any) -> list[int]:
    fields = {"visibility": PUBLIC} | fields
    return [make_photo(owner, title, **fields).pk for title in titles]


def wall(gallery: Gallery) -> list[str]:
    """What hangs there: the titles in order, a bar between two sections."""
    sections = gallery.sections.order_by("position", "pk")
    return "|".join(
        " ".join(section.placements.in_order().values_list("photo__title", flat=True))
        for section in sections
    ).split(" ")


def placement(gallery: Gallery, title: str) -> Placement:
    return gallery.placements.get(photo__title=title)


def hung(cast: Cast, gallery: Gallery, *titles: str) -> list[int]:
    hang(photos(cast.alice, *titles), gallery=gallery, by=cast.alice.user, now=NOW)
    return [placement(gallery, title).pk for title in titles]


def test_a_gallery_begins_as_its_curators_draft_with_one_section(cast: Cast) -> None:
    gallery = begin("  The last\nferries ", by=cast.alice.user, now=NOW)
    assert (gallery.title, gallery.slug, gallery.state) == (
        "The last ferries",
        "the-last-ferries",
        "draft",
    )
    assert gallery.sections.count() == 1
    assert [str(c.person) for c in gallery.curators.all()] == ["Alice Ahlgren"]
    again = begin("The last ferries", by=cast.bob.user, now=NOW)
    assert again.slug == "the-last-ferries-2"


@pytest.mark.parametrize("title", ["", "  \n ", "\x00"])
def test_a_gallery_without_a_title_is_not_begun(cast: Cast, title: str) -> None:
    with pytest.raises(CannotCurate) as refused:
        begin(title, by=cast.alice.user, now=NOW)
    assert refused.value.reason is Reason.NO_TITLE
    assert not Gallery.objects.exists()


def test_photos_hang_in_the_order_in_which_they_were_chosen(cast: Cast, gallery: Gallery) -> None:
    a, b, c = photos(cast.alice, "a", "b", "c")
    hang([c, a], gallery=gallery, by=cast.alice.user, now=NOW)
    hang([b], gallery=gallery, by=cast.alice.user, now=NOW)
    assert wall(gallery) == ["c", "a", "b"]


def test_hanging_twice_is_the_same_as_once(cast: Cast, gallery: Gallery) -> None:
    a, b = photos(cast.alice, "a", "b")
    first = hang([a, a, b], gallery=gallery, by=cast.alice.user, now=NOW)
    version = Gallery.objects.get().version
    again = hang([b, a], gallery=gallery, by=cast.alice.user, now=NOW)
    assert (first.new, again.new, again.already) == ((a, b), (), (b, a))
    assert wall(gallery) == ["a", "b"]
    assert Gallery.objects.get().version == version


def test_nobody_hangs_what_they_may_not_see(cast: Cast, gallery: Gallery) -> None:
    shown, closed = *photos(cast.bob, "b"), *photos(cast.bob, "c", visibility=5)
    came = hang([closed, shown, 77], gallery=gallery, by=cast.alice.user, now=NOW)
    assert (came.new, came.unseen) == ((shown,), (closed, 77))


def test_photographers_who_do_not_want_it_are_asked_by_the_table(
    cast: Cast, gallery: Gallery
) -> None:
    here, everywhere, other = photos(cast.bob, "here", "everywhere", "other")
    strangers = photos(cast.stranger, "theirs")
    elsewhere = begin("Elsewhere", by=cast.bob.user, now=NOW)
    Withdrawal.objects.create(photo_id=here, gallery=gallery, withdrawn_at=NOW)
    Withdrawal.objects.create(photo_id=everywhere, withdrawn_at=NOW)
    Withdrawal.objects.create(photo_id=other, gallery=elsewhere, withdrawn_at=NOW)
    Forbidden.objects.create(nsid=cast.stranger.person.nsid, forbidden_at=NOW)
    wanted = [here, everywhere, other, *strangers]
    came = hang(wanted, gallery=gallery, by=cast.alice.user, now=NOW)
    assert (came.new, came.refused) == ((other,), (here, everywhere, *strangers))


@pytest.mark.parametrize("who", ["bob", "guest", "operator"])
def test_only_its_curators_touch_a_gallery(cast: Cast, gallery: Gallery, who: str) -> None:
    (hanging,) = hung(cast, gallery, "a")
    somebody = getattr(cast, who).user
    section = gallery.sections.get()
    row = placement(gallery, "a")
    deeds: list[Callable[[], object]] = [
        lambda: hang([row.photo_id], gallery=gallery, by=somebody, now=NOW),
        lambda: take_down([hanging], gallery=gallery, by=somebody, now=NOW),
        lambda: move([hanging], gallery=gallery, by=somebody, now=NOW, section=section, after=None),
        lambda: write(row, caption="x", alt="", by=somebody, now=NOW, version=1),
        lambda: add_section(gallery, title="x", by=somebody, now=NOW),
        lambda: write_section(section, title="x", wall_text="", by=somebody, now=NOW, version=1),
        lambda: move_section(section, after=None, by=somebody, now=NOW),
        lambda: remove_section(section, by=somebody, now=NOW),
    ]
    for deed in deeds:
        with pytest.raises(CannotCurate) as refused:
            deed()
        assert refused.value.reason is Reason.NOT_A_CURATOR
    assert wall(gallery) == ["a"]


@pytest.mark.parametrize(
    ("moved", "after", "left"),
    [
        pytest.param("d", None, "d a b c", id="to the beginning"),
        pytest.param("a", "d", "b c d a", id="to the end"),
        pytest.param("d", "a", "a d b c", id="between two"),
        pytest.param("a d", "b", "b a d c", id="two at once keep the order they were picked in"),
        pytest.param("d a", "b", "b d a c", id="and that need not be the one they hung in"),
        pytest.param("b", "a", "a b c d", id="to where it hangs"),
    ],
)
def test_photos_move(
    cast: Cast, gallery: Gallery, moved: str, after: str | None, left: str
) -> None:
    hung(cast, gallery, "a", "b", "c", "d")
    keys = [placement(gallery, title).pk for title in moved.split()]
    behind = placement(gallery, after).pk if after else None
    section = gallery.sections.get()
    move(keys, gallery=gallery, by=cast.alice.user, now=NOW, section=section, after=behind)
    assert wall(gallery) == left.split()


def test_photos_move_to_another_section(cast: Cast, gallery: Gallery) -> None:
    a, _, c = hung(cast, gallery, "a", "b", "c")
    evening = add_section(gallery, title="Evening", by=cast.alice.user, now=NOW)
    move([c, a], gallery=gallery, by=cast.alice.user, now=NOW, section=evening, after=None)
    assert wall(gallery) == ["b|c", "a"]


def test_a_move_writes_one_row(cast: Cast, gallery: Gallery) -> None:
    keys = hung(cast, gallery, *"abcdefgh")
    others = {row.pk: row.position for row in gallery.placements.exclude(pk=keys[0])}
    section = gallery.sections.get()
    with CaptureQueriesContext(
        connection,
    ) as few:
        move(keys[:1], gallery=gallery, by=cast.alice.user, now=NOW, section=section, after=keys[4])
    assert {row.pk: row.position for row in gallery.placements.exclude(pk=keys[0])} == others
    updates = [q["sql"] for q in few if q["sql"].startswith('UPDATE "galleries_placement"')]
    assert len(updates) == 1


def test_three_hundred_moves_into_the_same_gap_stay_in_order(cast: Cast, gallery: Gallery) -> None:
    keys = hung(cast, gallery, "a", "b", "c")
    section = gallery.sections.get()
    turn = keys[1:]
    for _ in range(300):
        move(turn[:1], gallery=gallery, by=cast.alice.user, now=NOW, section=section, after=keys[0])
        turn.reverse()
        assert list(gallery.placements.in_order().values_list("pk", flat=True))[1] == turn[1]
    longest = max(len(row.position) for row in gallery.placements.all())
    assert longest <= 100


def test_what_was_moved_away_meanwhile_is_no_place_to_hang_behind(
    cast: Cast, gallery: Gallery
) -> None:
    a, b, _ = hung(cast, gallery, "a", "b", "c")
    section = gallery.sections.get()
    take_down([b], gallery=gallery, by=cast.alice.user, now=NOW)
    for keys, behind in (([a], b), ([b], a), ([a], a)):
        with pytest.raises(CannotCurate) as refused:
            move(keys, gallery=gallery, by=cast.alice.user, now=NOW, section=section, after=behind)
        assert refused.value.reason is Reason.NOT_THERE
    assert wall(gallery) == ["a", "c"]


def test_the_second_curator_sees_what_the_first_has_written(cast: Cast, gallery: Gallery) -> None:
    hung(cast, gallery, "a")
    opened = placement(gallery, "a")
    by: dict[str, Any] = {"by": cast.alice.user, "now": NOW}
    write(opened, caption="Seven in the morning.", alt="", version=1, **by)
    with pytest.raises(CannotCurate) as refused:
        write(opened, caption="Eight.", alt="", version=1, **by)
    assert (refused.value.reason, refused.value.keys) == (Reason.CHANGED, (opened.pk,))
    assert placement(gallery, "a").caption == "Seven in the morning."
    write(opened, caption="Seven in the morning.", alt="", version=1, **by)  # says the same
    write(opened, caption="Eight.", alt="A ferry", version=2, **by)
    assert placement(gallery, "a").caption == "Eight."


def test_a_section_that_is_removed_leaves_its_photos(cast: Cast, gallery: Gallery) -> None:
    a, *_ = hung(cast, gallery, "a", "b", "c")
    first = gallery.sections.get()
    evening = add_section(gallery, title="Evening", by=cast.alice.user, now=NOW)
    move([a], gallery=gallery, by=cast.alice.user, now=NOW, section=evening, after=None)
    assert wall(gallery) == ["b", "c|a"]
    remove_section(first, by=cast.alice.user, now=NOW)
    assert wall(gallery) == ["a", "b", "c"]
    with pytest.raises(CannotCurate) as refused:
        remove_section(evening, by=cast.alice.user, now=NOW)
    assert refused.value.reason is Reason.LAST_SECTION


def test_sections_move_with_all_that_hangs_in_them(cast: Cast, gallery: Gallery) -> None:
    a, _ = hung(cast, gallery, "a", "b")
    first = gallery.sections.get()
    evening = add_section(gallery, title="Evening", by=cast.alice.user, now=NOW)
    move([a], gallery=gallery, by=cast.alice.user, now=NOW, section=evening, after=None)
    move_section(evening, after=None, by=cast.alice.user, now=NOW)
    assert wall(gallery) == ["a|b"]
    move_section(evening, after=first.pk, by=cast.alice.user, now=NOW)
    assert wall(gallery) == ["b|a"]


def test_every_change_raises_the_version_and_stands_in_the_history(
    cast: Cast, gallery: Gallery
) -> None:
    by: dict[str, Any] = {"by": cast.alice.user, "now": NOW + timedelta(minutes=1)}
    versions = [gallery.version]

    def raised() -> None:
        versions.append(Gallery.objects.get(pk=gallery.pk).version)

    (photo,) = photos(cast.alice, "a")
    hang([photo], gallery=gallery, **by)
    raised()
    row = placement(gallery, "a")
    write(row, caption="x", alt="y", version=row.version, **by)
    raised()
    section = add_section(gallery, title="Evening", **by)
    raised()
    move([row.pk], gallery=gallery, section=section, after=None, **by)
    raised()
    write_section(section, title="Night", wall_text="Dark.", version=1, **by)
    raised()
    move_section(section, after=None, **by)
    raised()
    remove_section(section, **by)
    raised()
    take_down([row.pk], gallery=gallery, **by)
    raised()
    assert versions == sorted(set(versions))
    assert [change.kind for change in gallery.changes.order_by("pk")] == [
        "begun",
        "hung",
        "written",
        "section_added",
        "moved",
        "section_written",
        "section_moved",
        "section_removed",
        "taken_down",
    ]
    assert {str(change.by) for change in gallery.changes.all()} == {"Alice Ahlgren"}
    assert Section.objects.filter(gallery=gallery).count() == 1
