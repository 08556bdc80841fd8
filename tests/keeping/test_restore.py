"""Backup, wipe, restore: what people made is there again, to the last column."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from accounts.models import FlickrConnection
from galleries.models import (
    CallTally,
    Entry,
    Forgotten,
    Group,
    OutboxItem,
    Person,
    Photo,
    Stream,
    WalkPage,
)
from galleries.models.outbox import State
from tests.cast import NOW, Cast, make_entry, make_group, make_photo, make_stream
from tests.keeping.house import (
    WITH_COPIES,
    bare,
    bring_back,
    copies,
    count_of_everything,
    furnish,
    hang_a_gallery,
    keep,
    own_work,
    sit_at_a_desk,
    wipe,
)
from tests.simulated import Town

pytestmark = pytest.mark.django_db(transaction=True)


def test_after_a_wipe_every_row_of_own_work_is_back(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    hang_a_gallery(cast)
    sit_at_a_desk(cast)
    before = own_work()
    assert all(before.values()), "there is something in each table"
    file = tmp_path / "monday"
    keep(file)
    wipe()
    assert not any(own_work().values())
    said = bring_back(file)
    assert own_work() == before
    assert "rows of own work, 12 of copies" in said


def test_the_file_is_for_its_owner_alone_and_holds_no_token_in_clear(
    cast: Cast, tmp_path: Path
) -> None:
    furnish(cast)
    file = tmp_path / "monday"
    keep(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["monday"], (
        "and nothing else is left of it"
    )
    assert b"token-of-" not in file.read_bytes()


def test_without_copies_only_what_own_work_points_at_comes_along(
    cast: Cast, tmp_path: Path
) -> None:
    furnish(cast)
    make_photo(cast.alice, "nobody did anything to it")
    file = tmp_path / "monday"
    keep(file)
    wipe()
    bring_back(file)
    deed = OutboxItem.objects.get(verb="add_to_pool")
    assert deed.photo is not None
    assert deed.group is not None
    assert bare(deed.photo)
    assert (deed.photo.owner.nsid, deed.photo.owner.username) == (cast.alice.user.nsid, "")
    assert (Photo.objects.count(), Person.objects.count(), Group.objects.count()) == (1, 1, 1)
    assert deed.photo.told_at > NOW, "the walks have time to say more of it"


def test_with_copies_everything_is_back(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    before, told = own_work(without=WITH_COPIES), copies()
    file = tmp_path / "monday"
    said = keep(file, "--with-copies")
    assert "rows of own work and" in said
    wipe()
    bring_back(file)
    assert own_work(without=WITH_COPIES) == before
    assert copies() == told


def test_flickr_fills_the_copies_again(town: Town, tmp_path: Path) -> None:
    user = town.join(town.simulator.world.big_member.nsid)
    town.sync_until_quiet()
    titles = dict(Photo.objects.values_list("pk", "title"))
    photo = Photo.objects.exclude(title="").filter(owner__nsid=user.nsid)[0]
    now = town.clock()
    OutboxItem.objects.create(user=user, photo=photo, verb="add_tags", asked_at=now, due_at=now)
    keep(tmp_path / "monday")
    wipe()
    bring_back(tmp_path / "monday")
    assert [bare(photo) for photo in Photo.objects.all()] == [True]
    town.clock.advance(minutes=1)
    town.sync_until_quiet()
    assert dict(Photo.objects.values_list("pk", "title")) == titles
    assert OutboxItem.objects.get().photo == photo


def test_streams_are_due_at_once_and_walk_from_their_beginning(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    stream = Stream.objects.get(kind="photostream")
    Stream.objects.filter(pk=stream.pk).update(trouble="unexpected", failures=3)
    WalkPage.objects.create(stream=stream, generation=4, page=1, ids=b"")
    file = tmp_path / "monday"
    for options, in_step in (((), False), (("--with-copies",), True)):
        keep(file, *options)
        bring_back(file, "--replace")
        assert set(Stream.objects.due(now=timezone.now())) == set(
            Stream.objects.filter(paused_at=None)
        )
        again = Stream.objects.get(pk=stream.pk)
        assert (again.walk, again.next_page, again.trouble, again.failures) == ("", 1, "", 0)
        assert again.interval_s == 1234
        if not in_step:
            assert (again.in_step_at, again.generation) == (None, 0)
            Stream.objects.filter(pk=stream.pk).update(generation=4, in_step_at=NOW)
        else:
            assert (again.in_step_at, again.generation) == (NOW, 4)
        assert not WalkPage.objects.exists()


def test_a_connection_whose_sealing_key_is_lost_is_asked_for_again(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    furnish(cast)
    file = tmp_path / "monday"
    keep(file)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    said = bring_back(file, "--replace")
    assert "asked to connect again" in said
    assert not FlickrConnection.objects.filter(refused_at=None).exists()
    assert not Stream.objects.due(now=timezone.now()).filter(connection__isnull=False).exists()
    page = cast.client_for(cast.bob).get("/sync/").text
    assert "Sign in with Flickr" in page.partition("<main")[2]


def test_with_the_old_key_behind_a_new_one_nobody_is_asked(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    furnish(cast)
    file = tmp_path / "monday"
    keep(file)
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    assert "connect again" not in bring_back(file, "--replace")
    assert not FlickrConnection.objects.exclude(refused_at=None).exists()


def test_what_may_have_been_written_since_is_looked_up_before_it_is_sent(
    cast: Cast, tmp_path: Path
) -> None:
    furnish(cast)
    words = {"user": cast.bob.user, "photo": Photo.objects.get(), "asked_at": NOW, "due_at": NOW}
    comment = OutboxItem.objects.create(verb="comment", text="Again", **words)
    flying = OutboxItem.objects.create(verb="unfave", state=State.SENDING, sent_at=NOW, **words)
    file = tmp_path / "monday"
    keep(file)
    bring_back(file, "--replace")
    comment.refresh_from_db()
    flying.refresh_from_db()
    assert (comment.state, comment.tries) == (State.SENDING, 1)
    assert comment.sent_at is not None, "at the backup at the earliest"
    assert (flying.state, flying.sent_at) == (State.SENDING, NOW)
    assert OutboxItem.objects.get(verb="fave").state == State.WAITING
    assert cast.bob.user.outbox.claimed_until is None


def test_keys_go_on_where_they_were(cast: Cast, tmp_path: Path) -> None:
    group = make_group()
    last = make_entry(group, make_photo(cast.alice))
    Entry.objects.all().delete()
    file = tmp_path / "monday"
    keep(file)
    wipe()
    bring_back(file)
    person = Person.objects.create(nsid="88888888@N08")
    entry = make_entry(make_group(), make_photo(person))
    assert entry.pk > last.pk, "or everybody’s news would begin at the first row again"
    make_stream(cast.bob)  # and no key is given twice


def test_a_house_that_holds_something_is_left_alone(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "monday"
    keep(file)
    furnish(cast)
    before = own_work(), copies()
    with pytest.raises(Exception, match=r"holds something already, in .*--replace.* Nothing was"):
        bring_back(file)
    assert (own_work(), copies()) == before


def test_replacing_leaves_nothing_of_what_was_there(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "monday"
    keep(file)
    was = own_work()
    furnish(cast)
    CallTally.objects.create(began_at=NOW, method="x", result="ok", nsid=cast.bob.user.nsid)
    assert Session.objects.exists(), "the cast is signed in"
    cache.set("count", 7)
    bring_back(file, "--replace")
    assert cache.get("count") is None
    left = {label for label, count in count_of_everything().items() if count}
    kept = {"accounts.User", "accounts.FlickrConnection", "galleries.Forgotten"}
    made = {"contenttypes.ContentType", "auth.Permission", "galleries.House"}  # by migrate
    assert left - kept == made
    assert own_work() | {"galleries.Forgotten": []} == was, "but what is forgotten stays so"
    assert Forgotten.objects.filter(key="53999999999").exists()
    assert not Entry.objects.exists()
