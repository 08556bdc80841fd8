"""What each verb does on Flickr, and what our copy shows of it at once."""

from collections.abc import Callable

import pytest

from accounts.models import FlickrConnection
from galleries.actions import deeds
from galleries.models import Comment, Entry, Faver, Favourite, OutboxItem, PhotoTag, Stream
from galleries.models.outbox import State
from galleries.sync.outbox.verbs import VERBS
from galleries.sync.outbox.verbs.comments import bare
from galleries.sync.outbox.verbs.tags import normal, typed
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer, only_item, permit

pytestmark = pytest.mark.django_db

Verb, Outcome = OutboxItem.Verb, OutboxItem.Outcome


@pytest.fixture
def aino(make_town: Callable[..., Town]) -> Writer:
    return make_writer(make_town)


@pytest.fixture
def member(make_town: Callable[..., Town]) -> Writer:
    """Somebody who keeps their favourites in step, and may write."""
    aino = make_writer(make_town)
    FlickrConnection.objects.all().delete()
    aino.town.join(aino.nsid, Stream.Kind.FAVOURITES)
    aino.town.sync_until_quiet()
    permit(aino.town, aino.user)
    return aino


def test_every_verb_can_be_sent() -> None:
    assert set(VERBS) == set(Verb.values)


# Faves


def test_a_guests_fave_shows_under_the_photo_and_in_no_list(aino: Writer) -> None:
    photo = aino.photo("tomas")
    before = photo.faves
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.work()
    photo.refresh_from_db()
    assert photo.faves == before + 1
    assert Faver.objects.get().person.nsid == aino.nsid
    assert not Favourite.objects.exists()


def test_a_members_fave_stands_in_their_list_at_once_and_a_walk_finds_nothing_new(
    member: Writer,
) -> None:
    photo = member.photo("tomas")
    had = set(Favourite.objects.filter(gone_at=None).values_list("photo", flat=True))
    assert photo.pk not in had
    deeds.fave(photo, by=member.user, now=member.town.clock())
    member.work()
    now = set(Favourite.objects.filter(gone_at=None).values_list("photo", flat=True))
    assert now == had | {photo.pk}
    member.town.clock.advance(hours=30)
    member.town.sync_until_quiet()
    assert set(Favourite.objects.filter(gone_at=None).values_list("photo", flat=True)) == now


def test_a_fave_that_was_taken_back_leaves_the_list_at_once(member: Writer) -> None:
    row = Favourite.objects.filter(gone_at=None).select_related("photo").newest_first()[0]
    photo = row.photo
    Faver.objects.create(photo=photo, person=row.person, faved_at=row.faved_at)
    before = photo.faves
    deeds.unfave(photo, by=member.user, now=member.town.clock())
    member.work()
    row.refresh_from_db()
    photo.refresh_from_db()
    assert row.gone_at is not None
    assert photo.faves == max(0, before - 1)
    assert not Faver.objects.exists()
    assert not member.faves(photo)


def test_what_is_a_favourite_already_is_a_success(aino: Writer) -> None:
    photo = aino.photo("tomas")
    sim = aino.town.simulator
    sim.faves.add(sim.world.member(aino.nsid), photo.pk, at=int(aino.town.clock.epoch()))
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.work()
    assert (only_item().state, only_item().outcome) == (State.SENT, Outcome.ALREADY)


@pytest.mark.parametrize("fault", ["reset", "refused"])
def test_an_unfave_is_looked_up_as_well(aino: Writer, fault: str) -> None:
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.work()
    deeds.unfave(photo, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next(fault)
    aino.work()
    aino.wait(seconds=40)
    assert not aino.faves(photo)
    assert OutboxItem.objects.get(verb=Verb.UNFAVE).state == State.SENT
    assert aino.effects("favorites.remove") == 1
    assert aino.calls("favorites.getList") == 1


# Comments

WORDS = "What a <b>light</b>: see http://example.org/?a=1&b=2\n\nand <script>alert(1)</script>"


def test_a_comment_stands_under_the_photo_as_flickr_would_tell_it(aino: Writer) -> None:
    photo = aino.photo("tomas")
    before = photo.comments
    deeds.comment(photo, text=WORDS, by=aino.user, now=aino.town.clock())
    aino.work()
    assert aino.said(photo) == [WORDS]
    ours = Comment.objects.get()
    assert ours.author.nsid == aino.nsid
    assert "<b>light</b>" in ours.text_html
    assert "script" not in ours.text_html
    photo.refresh_from_db()
    assert photo.comments == before + 1
    assert only_item().comment_id == ours.flickr_id


def test_words_with_links_and_tags_are_recognised_in_a_look(aino: Writer) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text=WORDS, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("reset")
    aino.work()
    aino.wait(seconds=40)
    assert aino.calls("photos.comments.addComment") == 1
    assert Comment.objects.get().flickr_id == only_item().comment_id != ""


def test_the_same_words_of_long_ago_are_another_comment(aino: Writer) -> None:
    """Flickr takes them for the same: but it is not for our look to say so."""
    photo = aino.photo("tomas")
    aino.town.simulator.comments.add(aino.nsid, photo.pk, "Ahoy")
    aino.town.clock.advance(hours=5)
    deeds.comment(photo, text="Ahoy", by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("refused")
    aino.work()
    aino.wait(seconds=40)
    assert aino.calls("photos.comments.addComment") == 2
    assert only_item().state == State.SENT


def a_comment(aino: Writer, text: str = "Ahoy") -> Comment:
    deeds.comment(aino.photo("tomas"), text=text, by=aino.user, now=aino.town.clock())
    aino.work()
    return Comment.objects.get()


@pytest.mark.parametrize("fault", ["", "reset", "refused"])
def test_other_words_replace_the_first_ones(aino: Writer, fault: str) -> None:
    ours = a_comment(aino)
    deeds.edit_comment(ours, text="Ahoy & hello", by=aino.user, now=aino.town.clock())
    if fault:
        aino.town.simulator.faults.next(fault)
    aino.work()
    aino.wait(seconds=40)
    ours.refresh_from_db()
    assert aino.said(ours.photo) == ["Ahoy & hello"]
    assert ours.text_html == "Ahoy &amp; hello"
    assert aino.effects("photos.comments.editComment") == 1


@pytest.mark.parametrize("fault", ["", "reset", "refused"])
def test_a_deleted_comment_is_gone_there_and_here(aino: Writer, fault: str) -> None:
    ours = a_comment(aino)
    photo = ours.photo
    photo.refresh_from_db()
    before = photo.comments
    deeds.delete_comment(ours, by=aino.user, now=aino.town.clock())
    if fault:
        aino.town.simulator.faults.next(fault)
    aino.work()
    aino.wait(seconds=40)
    photo.refresh_from_db()
    assert aino.said(photo) == []
    assert not Comment.objects.exists()
    assert photo.comments == before - 1
    assert OutboxItem.objects.get(verb=Verb.DELETE_COMMENT).state == State.SENT


def test_who_writes_too_fast_waits_a_minute_and_loses_nothing(aino: Writer) -> None:
    for number in range(7):
        photo = aino.photo("tomas", number)
        deeds.comment(photo, text=f"Ahoy {number}", by=aino.user, now=aino.town.clock())
    aino.work()
    waiting = OutboxItem.objects.open()
    assert {item.waits_for for item in waiting} == {OutboxItem.Wait.TOO_FAST}
    for _ in range(4):
        aino.wait(minutes=2)
    assert not OutboxItem.objects.open().exists()
    assert aino.effects("photos.comments.addComment") == 7


def test_who_may_not_comment_is_told_so(aino: Writer) -> None:
    photo = aino.photo("tomas")
    aino.town.simulator.faults.next("code 99 signed out")
    deeds.comment(photo, text="Ahoy", by=aino.user, now=aino.town.clock())
    aino.work()
    assert (only_item().state, only_item().outcome) == (State.REFUSED, Outcome.NO_COMMENTS)


def test_words_are_compared_without_markup_and_blanks() -> None:
    assert bare('a <a href="http://x.org">b</a>&amp;\n c') == bare("a b& c") == "ab&c"


# Pools


def test_a_photo_that_was_added_is_read_by_whoever_keeps_the_pool(member: Writer) -> None:
    group = member.group()
    later = member.town.clock.now.replace(year=2030)
    pool = Stream.objects.create(
        connection=FlickrConnection.objects.get(),
        kind=Stream.Kind.POOL,
        subject=group.nsid,
        due_at=later,
        interval_s=600,
    )
    deeds.add_to_pool(member.own, group=group, by=member.user, now=member.town.clock())
    member.work()
    pool.refresh_from_db()
    assert pool.due_at <= member.town.clock()


@pytest.mark.parametrize("fault", ["", "reset", "refused"])
def test_a_photo_that_was_taken_out_leaves_the_pool_at_once(aino: Writer, fault: str) -> None:
    group, photo = aino.group(), aino.own
    deeds.add_to_pool(photo, group=group, by=aino.user, now=aino.town.clock())
    aino.work()
    now = aino.town.clock()
    said = {"group": group, "photo": photo, "owner": photo.owner, "added_at": now}
    entry = Entry.objects.create(**said, told_at=now)
    aino.town.clock.advance(minutes=1)
    deeds.remove_from_pool(photo, group=group, by=aino.user, now=aino.town.clock())
    if fault:
        aino.town.simulator.faults.next(fault)
    aino.work()
    aino.wait(seconds=40)
    entry.refresh_from_db()
    assert entry.gone_at is not None
    assert aino.effects("groups.pools.remove") == 1


def test_a_queued_photo_is_told_to_wait_for_the_admins_and_shows_in_no_pool(aino: Writer) -> None:
    group = aino.group(is_moderated=True)
    deeds.add_to_pool(aino.own, group=group, by=aino.user, now=aino.town.clock())
    aino.work()
    assert (only_item().state, only_item().outcome) == (State.SENT, Outcome.QUEUED)
    assert aino.effects("groups.pools.add") == 1


# Tags


@pytest.mark.parametrize("fault", ["", "reset", "refused"])
def test_tags_are_added_as_typed(aino: Writer, fault: str) -> None:
    photo = aino.own
    deeds.add_tags(photo, text='Hafen "Bus Stop"  Übergang', by=aino.user, now=aino.town.clock())
    if fault:
        aino.town.simulator.faults.next(fault)
    aino.work()
    aino.wait(seconds=40)
    tags = set(PhotoTag.objects.filter(photo=photo).values_list("text", flat=True))
    assert {"hafen", "busstop", "übergang"} <= tags
    assert only_item().state == State.SENT
    assert aino.effects("photos.addTags") == 1


@pytest.mark.parametrize("fault", ["", "reset", "refused"])
def test_a_tag_is_removed_there_and_here(aino: Writer, fault: str) -> None:
    photo = aino.own
    deeds.add_tags(photo, text='"Bus Stop" pier', by=aino.user, now=aino.town.clock())
    aino.work()
    deeds.remove_tag(photo, tag="busstop", by=aino.user, now=aino.town.clock())
    if fault:
        aino.town.simulator.faults.next(fault, method="photos.removeTag")
    aino.work()
    aino.wait(seconds=40)
    tags = set(PhotoTag.objects.filter(photo=photo).values_list("text", flat=True))
    assert "pier" in tags
    assert "busstop" not in tags
    assert aino.effects("photos.removeTag") == 1
    assert OutboxItem.objects.get(verb=Verb.REMOVE_TAG).state == State.SENT


def test_phrases_in_quotes_are_one_tag() -> None:
    assert typed('a "b c" d"e  "" ü') == ["a", "b c", "de", "ü"]
    assert normal("Bus Stop!") == "busstop"
