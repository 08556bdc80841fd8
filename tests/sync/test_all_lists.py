"""Everything that is kept in step, against the world, row by row."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from math import ceil

import pytest

from accounts.models import FlickrConnection, User
from galleries.actions.streams import keep_group
from galleries.flickr.simulator.group_happenings import group_happenings
from galleries.flickr.simulator.happenings import happenings
from galleries.flickr.simulator.list_happenings import list_happenings
from galleries.models import Group, Stream
from galleries.models.streams import OWN_KINDS
from tests.simulated import EVERYTHING, Town
from tests.sync.copies import assert_the_copy_equals_the_world
from tests.sync.list_copies import assert_all_lists_equal_the_world

pytestmark = pytest.mark.django_db

METHODS = {
    Stream.Kind.PHOTOSTREAM: "people.getPhotos",
    Stream.Kind.FAVOURITES: "favorites.getList",
    Stream.Kind.ALBUMS: "photosets.getList",
    Stream.Kind.ALBUM: "photosets.getPhotos",
    Stream.Kind.CONTACTS: "contacts.getList",
    Stream.Kind.CONTACTS_PHOTOS: "photos.getContactsPhotos",
    Stream.Kind.GROUPS: "people.getGroups",
    Stream.Kind.GROUP: "groups.getInfo",
    Stream.Kind.POOL: "groups.pools.getPhotos",
    Stream.Kind.MEMBERS: "groups.members.getList",
    Stream.Kind.FLICKR_GALLERIES: "galleries.getList",
    Stream.Kind.FLICKR_GALLERY: "galleries.getPhotos",
    Stream.Kind.HAPPENINGS: "activity.userPhotos",
    Stream.Kind.LICENCES: "photos.licenses.getInfo",
}


def copied(town: Town, nsid: str) -> tuple[User, list[str]]:
    """Everything of a member, with every group switched on; the groups' NSIDs."""
    user = town.join(nsid, *EVERYTHING)
    town.sync_until_quiet(within=timedelta(hours=12))
    groups = Group.objects.filter(memberships__person__nsid=user.nsid)
    for group in groups:
        keep_group(user, group, now=town.clock())
    town.sync_until_quiet(within=timedelta(hours=12))
    return user, sorted(group.nsid for group in groups)


def let_happen(town: Town, nsid: str) -> None:
    """Somebody comments and faves, so that there is something to tell of the last days."""
    sim = town.simulator
    photos = list(sim.world.photos_of(nsid))[:3]
    for photo in photos:
        sim.comments.add(sim.world.member("tomas"), photo.id, "Where is <b>this</b>?")
        sim.faves.add(sim.world.member("aino"), photo.id, at=int(town.clock.epoch()))


def test_everything_of_the_big_member_is_complete_and_correct(town: Town) -> None:
    nsid = town.simulator.world.big_member.nsid
    let_happen(town, nsid)
    user, groups = copied(town, nsid)
    assert not Stream.objects.exclude(trouble="").exists()
    assert_the_copy_equals_the_world(town, user.nsid)
    counts = assert_all_lists_equal_the_world(town, user.nsid, groups=groups)
    assert counts["contacts"] > 1000, "more than a page"
    assert counts["happenings"] == 6
    assert max(counts[f"pool {group}"] for group in groups) > 2500
    assert max(counts[f"members {group}"] for group in groups) > 1000
    # What it cost: of each list a call for every page, and a little.
    for kind, method in METHODS.items():
        for stream in Stream.objects.filter(kind=kind):
            per_page = 1000 if kind == Stream.Kind.CONTACTS else 500
            asked = [call for call in town.simulator.journal.calls(method) if _is_of(stream, call)]
            assert 1 <= len(asked) <= ceil((stream.total or 0) / per_page) + 2, (kind, len(asked))


def _is_of(stream: Stream, call: object) -> bool:
    args = getattr(call, "args", {})
    about = [args.get(name) for name in ("photoset_id", "group_id", "gallery_id")]
    return stream.subject in about or not stream.subject


def test_a_round_without_news_costs_one_call_for_each_stream(town: Town) -> None:
    _, groups = copied(town, town.simulator.world.big_member.nsid)
    lists = Stream.objects.filter(kind__in=[*OWN_KINDS, Stream.Kind.POOL, Stream.Kind.MEMBERS])
    assert lists.count() == len(OWN_KINDS) + 2 * len(groups)
    town.clock.advance(hours=3)  # one pool counts photos that are not for her: it is read twice
    town.sync_until_quiet()
    for hours in (1, 2):
        before = {method: town.calls(method) for method in METHODS.values()}
        town.clock.advance(hours=hours)
        lists.update(due_at=town.clock())
        town.sync_until_quiet()
        after = Counter({method: town.calls(method) for method in METHODS.values()})
        after.subtract(before)
        # The photostream asks for what changed.
        asked = {METHODS[Stream.Kind(kind)] for kind in OWN_KINDS} - {"people.getPhotos"}
        assert {method: after[method] for method in asked} == dict.fromkeys(asked, 1)
        assert after["groups.pools.getPhotos"] == after["groups.members.getList"] == len(groups)
        assert after["photosets.getPhotos"] == after["galleries.getPhotos"] == 0


def test_whoever_comes_back_has_everything_of_each_album_kept_in_step_again(
    make_town: Callable[..., Town],
) -> None:
    town = make_town(scale=100)
    nsid = town.simulator.world.big_member.nsid
    kinds = (Stream.Kind.ALBUMS, Stream.Kind.GROUPS, Stream.Kind.FLICKR_GALLERIES)
    user = town.join(nsid, *kinds)
    town.sync_until_quiet()
    before = Counter(Stream.objects.values_list("kind", flat=True))
    assert before[Stream.Kind.ALBUM] > 10
    FlickrConnection.objects.get(user=user).delete()
    assert not Stream.objects.exclude(connection=None).exists()
    town.join(nsid, *kinds)
    town.sync_until_quiet()
    assert Counter(Stream.objects.values_list("kind", flat=True)) == before


@pytest.mark.slow
@pytest.mark.timeout(480)
def test_a_week_of_changes_ends_in_a_true_copy(make_town: Callable[..., Town]) -> None:
    """Incremental rounds all the week, full walks by their rules; then everything is as there."""
    town = make_town(scale=400, pool_scale=600)
    sim = town.simulator
    nsid = sim.world.big_member.nsid
    user, groups = copied(town, nsid)
    done: Counter[str] = Counter()
    for half_day in range(14):
        for who in ([nsid], []):
            happened = [
                *happenings(sim.world, half_day, 3, who=who),
                *list_happenings(sim, half_day, 6, who=who),
                *group_happenings(sim, half_day, 6, who=who),
            ]
            done.update(str(one["do"]) for one in happened)
        town.clock.advance(hours=12)
        town.sync_until_quiet(within=timedelta(hours=6))
    assert len(done) > 25, "not much happened"
    # Every list is read whole within a week, and once more where something was missing.
    for _ in range(2):
        town.clock.advance(days=7, hours=1)
        town.sync_until_quiet(within=timedelta(hours=12))
    assert not Stream.objects.exclude(trouble="").exists()
    assert_the_copy_equals_the_world(town, user.nsid)
    still_in = [group for group in groups if sim.groups.member_type(group, nsid)]
    assert_all_lists_equal_the_world(town, user.nsid, groups=still_in)
