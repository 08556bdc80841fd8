"""What /sync/ tells of lists that call for others: albums, groups, Flickr galleries."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from galleries.actions.streams import keep_in_step
from galleries.models import Album, CallBudget, FlickrGallery, Group, Stream, StreamLog
from galleries.queries.stream_lines import seconds_left
from tests.cast import NOW, Cast, make_stream
from tests.views.sync_scenes import (
    IN_STEP,
    LATER,
    URL,
    make_albums,
    make_children,
    make_groups,
    text,
    words,
)

pytestmark = pytest.mark.django_db


def test_albums_fold_into_one_line_with_a_bar(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 21)
    make_albums(cast, 3, in_step_at=None)
    page = words(cast)
    assert page.count('class="stream ') == 1
    assert "24 albums; the photos of 3 are still to come" in text(cast)
    assert '<progress class="stream__bar" max="24" value="21" aria-label="Albums">' in page
    assert 'hx-trigger="every 2s"' in page
    assert "Copying from Flickr" in page


def test_albums_that_are_all_here_are_only_counted(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1204)
    page = text(cast)
    assert "1,204 albums · In step" in page
    assert "hx-trigger" not in words(cast)


def test_somebody_elses_albums_are_not_counted(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 2)
    bobs = {"connection": cast.bob.connection, "kind": Stream.Kind.ALBUM, "interval_s": 600}
    Stream.objects.create(subject="99", due_at=LATER, **bobs)
    assert "2 albums · In step" in text(cast)


def test_what_is_due_within_minutes_is_not_watched_for(cast: Cast) -> None:
    make_stream(cast.alice, in_step_at=NOW, due_at=timezone.now() + timedelta(seconds=30))
    assert "hx-trigger" not in words(cast)
    Stream.objects.update(due_at=NOW - timedelta(seconds=1))
    assert "hx-trigger" in words(cast)


def test_nobody_watches_a_long_pause(cast: Cast) -> None:
    make_stream(cast.alice, due_at=NOW)
    assert "hx-trigger" in words(cast)
    until = timezone.now() + timedelta(minutes=30)
    CallBudget.objects.create(stop="busy", paused_until=until)
    assert "hx-trigger" not in words(cast)


def test_an_album_that_is_not_there_any_more_is_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 2)
    album, *_ = make_albums(cast, 1, trouble="not_on_flickr", trouble_detail="code 1 <i>")
    Album.objects.filter(pk=album.pk).update(title="Ferries & <b>fog</b>")
    page = text(cast)
    assert (
        "1 album is not in step: Ferries & <b>fog</b> . "
        "Flickr says that this album is not there (any more)." in page
    )
    assert "Flickr’s words: code 1 <i>" in page
    assert "Not quite in step with Flickr" in page
    assert "<b>fog" not in words(cast)


def test_a_new_album_in_trouble_is_not_waited_for(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1, in_step_at=None, trouble="not_on_flickr")
    page = text(cast)
    assert "1 album is not in step: Album 1" in page
    assert "still to come" not in page
    assert "hx-trigger" not in words(cast)


def test_of_many_in_trouble_a_few_are_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.GROUPS, **IN_STEP)
    make_groups(cast, 5, trouble="not_on_flickr")
    page = text(cast)
    assert "5 groups are not in step: Group 1 , Group 2 , Group 3 and 2 more." in page
    assert "these groups are not there (any more), or not for you." in page


def test_a_private_group_that_is_no_longer_shown_is_not_named(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.GROUPS, **IN_STEP)
    stale = NOW - timedelta(days=2)
    make_groups(cast, 1, trouble="not_on_flickr", in_step_at=stale)
    Group.objects.update(privacy=Group.Privacy.PRIVATE)
    page = text(cast)
    assert "a private group" in page
    assert "Group 1" not in page


def test_galleries_in_trouble_for_several_reasons_are_named_without_one(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.FLICKR_GALLERIES, **IN_STEP)
    for n, trouble in ((1, "not_on_flickr"), (2, "unavailable")):
        FlickrGallery.objects.create(
            id=n, api_id=f"1-{n}", owner=cast.alice.person, title=f"Room {n}", told_at=NOW
        )
        make_children(cast, Stream.Kind.FLICKR_GALLERY, [f"1-{n}"], trouble=trouble)
    page = text(cast)
    assert "2 galleries are not in step: Room 1 , Room 2 ." in page
    assert "Flickr says" not in page


@pytest.mark.parametrize(
    ("kind", "missing", "sentence"),
    [
        (Stream.Kind.ALBUMS, 1, "1 album did not show on Flickr the last time. It stays"),
        (Stream.Kind.ALBUMS, 1204, "1,204 albums did not show on Flickr the last time. They"),
        (Stream.Kind.GROUPS, 2, "2 groups did not show"),
        (Stream.Kind.CONTACTS, 1, "1 contact did not show"),
        (Stream.Kind.FLICKR_GALLERIES, 2, "2 galleries did not show"),
    ],
)
def test_what_did_not_show_has_its_right_name(
    cast: Cast, kind: Stream.Kind, missing: int, sentence: str
) -> None:
    make_stream(cast.alice, kind, missing=missing, **IN_STEP)
    assert sentence in text(cast)


def test_photos_that_did_not_show_in_albums_are_added_up(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 3, missing=4)
    assert "12 photos in your albums did not show the last time." in text(cast)


def test_a_group_switched_on_has_one_line_while_it_is_in_step(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    parts = {"subject": "1@N20", "due_at": LATER}
    then = timezone.now() - timedelta(minutes=4)
    make_stream(cast.alice, Stream.Kind.POOL, in_step_at=timezone.now(), total=3400, **parts)
    make_stream(cast.alice, Stream.Kind.MEMBERS, in_step_at=then, total=1, missing=2, **parts)
    page = text(cast)
    assert "Group 1 3,400 photos, 1 member · In step, 4 minutes ago" in page
    assert "2 members did not show" in page
    assert words(cast).count('class="stream ') == 2


def test_a_group_being_copied_shows_its_pool_and_its_members(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    pool = {"walk": Stream.Walk.FULL, "walk_began_at": NOW, "done": 500, "total": 3400}
    make_stream(cast.alice, Stream.Kind.POOL, subject="1@N20", **pool)
    make_stream(cast.alice, Stream.Kind.MEMBERS, subject="1@N20")
    page = text(cast)
    assert "Group 1 Pool 500 of 3,400" in page
    assert "Members Begins in a moment" in page
    assert 'aria-label="Group 1: Pool"' in words(cast)


def test_a_group_that_is_gone_says_so_and_may_be_stopped(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    Group.objects.create(nsid="7@N20", name="Secret", privacy=1, told_at=NOW)
    for kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
        make_stream(cast.alice, kind, subject="7@N20", trouble="not_on_flickr")
    page = text(cast)
    assert "A private group" in page
    assert "Secret" not in page
    assert "this group is not there (any more), or not for you." in page
    answer = cast.alice.client.post("/groups/7@N20/stop/", {"next": URL})
    assert answer.headers["Location"] == URL
    assert not Stream.objects.filter(kind=Stream.Kind.POOL).exists()


def test_the_number_of_queries_is_fixed_with_hundreds_of_albums_and_groups(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep_in_step(cast.alice.connection, now=NOW)
    Stream.objects.exclude(connection=None).update(**IN_STEP)
    make_albums(cast, 470)
    make_albums(cast, 30, trouble="not_on_flickr")
    groups = make_groups(cast, 200, trouble="unavailable", trouble_detail="busy")
    FlickrGallery.objects.create(
        id=1, api_id="1-1", owner=cast.alice.person, title="Room", told_at=NOW
    )
    make_children(cast, Stream.Kind.FLICKR_GALLERY, ["1-1"], trouble="unexpected")
    for group in groups[:20]:
        for kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
            make_stream(cast.alice, kind, subject=group.nsid, **IN_STEP)
    for about, subject in (("album", "1"), ("pool", "1@N20"), ("flickr_gallery", "1-1")):
        StreamLog.objects.create(
            connection=cast.alice.connection, kind=about, subject=subject, deed="run", done_at=NOW
        )
    with django_assert_max_num_queries(12):
        page = cast.alice.client.get(URL).content.decode()
    assert page.count('class="stream ') == 8 + 20
    assert len(page) < 60_000


@pytest.mark.parametrize(
    ("done", "total", "elapsed_s", "left_s"),
    [(4500, 9000, 60, 60), (500, 1000, 3, 3), (0, 100, 9, None), (5, None, 9, None), (7, 5, 9, 0)],
)
def test_the_estimate_goes_by_the_pace_so_far(
    done: int, total: int | None, elapsed_s: int, left_s: int | None
) -> None:
    stream = Stream(walk=Stream.Walk.FULL, walk_began_at=NOW, done=done, total=total)
    assert seconds_left(stream, now=NOW + timedelta(seconds=elapsed_s)) == left_s
