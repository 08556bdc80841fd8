"""Groups: who is in them, who may look, and what changes."""

from dataclasses import asdict
from typing import Any

import pytest

from galleries.flickr import groups, people, pools
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import MemberType, Throttle
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.flickr.simulator.group_happenings import group_happenings
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.walk_ons import walk_on
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Clock, Phone
from tests.simulator.readers import flickr_of


def named(sim: Simulator, part: str) -> SimGroup:
    return next(group for group in sim.groups.all() if part in group.name)


def test_there_are_groups_of_every_kind(sim: Simulator) -> None:
    found = sim.groups.all()
    assert {group.privacy for group in found} == {1, 2, 3}
    modes = {"none", "day", "week", "month", "ever", "disabled"}
    assert {group.throttle_mode for group in found} == modes
    assert sum(group.is_moderated for group in found) == 3
    assert sum(group.eighteen_plus for group in found) == 2
    assert [group for group in found if group.pool_is_members_only]
    restricted = {name for g in found for name, ok in g.restrictions.items() if not ok}
    assert {"photos_ok", "videos_ok", "images_ok", "screens_ok", "art_ok"} <= restricted
    ingrid = sim.world.big_member
    assert {type_ for _, type_ in sim.groups.of(ingrid)} == {2, 3, 4}
    assert len(sim.groups.of(ingrid)) < len(found)


def test_the_big_group_has_more_than_two_pages_of_members(sim: Simulator) -> None:
    flickr, group = flickr_of(sim, "ingrid"), sim.groups.all()[0]
    told = [groups.get_members(flickr, nsid=group.nsid, page=page) for page in (1, 2, 3)]
    truth = [(one.nsid, one.member_type) for one in sim.groups.members(group)]
    assert len(truth) > 1000
    assert [(m.person.nsid, int(m.member_type)) for p in told for m in p.items] == truth
    assert [page.pages for page in told] == [3, 3, 3]


def test_members_are_asked_for_by_their_post(sim: Simulator, big: Phone) -> None:
    nsid = sim.groups.all()[0].nsid
    reply = big.call("groups.members.getList", group_id=nsid, membertypes="3,4", per_page=500)
    posts = [one for one in sim.groups.members(nsid) if one.member_type > 2]
    assert [member["nsid"] for member in reply["members"]["member"]] == [one.nsid for one in posts]
    assert reply["members"]["total"] == len(posts) > 2


@pytest.mark.parametrize("who", ["ingrid", "haruka", "yael"])
def test_our_client_reads_every_group_as_it_is(sim: Simulator, who: str) -> None:
    flickr = flickr_of(sim, who)
    for group in sim.groups.all():
        type_ = sim.groups.member_type(group, sim.world.member(who))
        if group.privacy == 1 and not type_:
            with pytest.raises(NotOnFlickr):
                groups.get_info(flickr, nsid=group.nsid)
            continue
        info = groups.get_info(flickr, nsid=group.nsid)
        assert info.group.name == group.name
        assert info.is_pool_moderated == group.is_moderated
        assert (info.group.is_member, info.group.is_admin) == (type_ > 0, type_ == 4)
        assert info.group.member_count == len(sim.groups.members(group))
        assert info.group.entry_count == len(sim.pools.of(group))
        assert isinstance(info.group.throttle, Throttle)
        assert info.group.throttle.mode == group.throttle_mode


@pytest.mark.parametrize("who", ["ingrid", "haruka", "joaquim"])
def test_names_of_groups_arrive_though_they_are_escaped_twice(sim: Simulator, who: str) -> None:
    member = sim.world.member(who)
    told = people.get_groups(flickr_of(sim, who), nsid=member.nsid)
    assert [group.name for group in told] == [group.name for group, _ in sim.groups.of(member)]
    wire = Phone(sim, who).call("people.getGroups", user_id=member.nsid)["groups"]["group"]
    assert any("&amp;" in group["name"] for group in wire)
    assert any("&#039;" in group["name"] for group in wire)
    xml = Phone(sim, who).get("people.getGroups", user_id=member.nsid, format="rest").text
    assert "&amp;#039;" in xml


def test_a_private_group_is_there_for_its_members_only(sim: Simulator, anybody: Phone) -> None:
    group = named(sim, "kitchen table")
    codes = {
        "groups.getInfo": 2,
        "groups.members.getList": 1,
        "groups.pools.getPhotos": 2,
        "groups.pools.getContext": 3,
    }
    yael, joaquim = Phone(sim, "yael"), Phone(sim, "joaquim")
    photo_id = sim.pools.of(group)[0].photo_id
    for method, code in codes.items():
        args = {"group_id": group.nsid, "photo_id": photo_id}
        assert yael.call(method, **args)["code"] == code
        assert joaquim.call(method, **args)["stat"] == "ok"
    assert anybody.call("groups.getInfo", group_id=group.nsid)["code"] == 2
    me = sim.world.big_member.nsid
    assert group.nsid in nsids(Phone(sim, "ingrid").call("people.getGroups", user_id=me))
    assert group.nsid not in nsids(yael.call("people.getGroups", user_id=me))
    assert group.nsid not in nsids(anybody.call("people.getPublicGroups", user_id=me))


def nsids(reply: Any) -> list[str]:
    return [group["nsid"] for group in reply["groups"]["group"]]


def test_what_is_left_to_add_is_told_to_whom_it_concerns(sim: Simulator, anybody: Phone) -> None:
    group = named(sim, "Critique Desk")
    ingrid = Phone(sim, "ingrid").call("groups.getInfo", group_id=group.nsid)["group"]
    assert ingrid["throttle"] == {"count": "1", "mode": "day", "remaining": 1}
    nobody = anybody.call("groups.getInfo", group_id=group.nsid)["group"]
    assert nobody["throttle"] == {"count": "1", "mode": "day"}
    assert "is_member" not in nobody


def test_who_joins_stands_first_and_who_leaves_is_gone(sim: Simulator) -> None:
    group, one, other = named(sim, "Blue Hour"), walk_on(4321).nsid, walk_on(4322).nsid
    before = sim.groups.members(group)
    for nsid in (one, other, one):
        sim.groups.join(group, nsid)
    joined = [member.nsid for member in sim.groups.members(group)]
    assert joined[:2] == [other, one], "joining twice is the same as once"
    sim.groups.leave(group, other)
    sim.groups.leave(group, before[0].nsid)
    assert sim.groups.members(group)[1:] == before[1:]
    sim.groups.join(group, before[0].nsid)
    assert sim.groups.members(group)[0].nsid == before[0].nsid


def test_a_post_changes_and_the_place_in_the_list_does_not(sim: Simulator) -> None:
    group = named(sim, "Blue Hour")
    before = [one.nsid for one in sim.groups.members(group)]
    sim.groups.set_role(group, before[7], 3)
    sim.groups.set_role(group, sim.world.big_member, 4)
    assert [one.nsid for one in sim.groups.members(group)] == before
    assert sim.groups.members(group)[7].member_type == 3
    info = groups.get_info(flickr_of(sim, "ingrid"), nsid=group.nsid)
    assert info.group.is_admin is True
    with pytest.raises(KeyError):
        sim.groups.set_role(group, sim.world.member("max"), 3)


def test_the_last_admin_hands_over_and_the_last_person_takes_the_group_along(
    sim: Simulator,
) -> None:
    fog = named(sim, "Fog")
    sim.groups.leave(fog, sim.world.member("haruka"))
    admins = [one.nsid for one in sim.groups.members(fog) if one.member_type == 4]
    assert len(admins) == 1
    assert sim.groups.member_type(fog, admins[0]) == MemberType.ADMIN
    alone = named(sim, "Nobody's Pool")
    sim.groups.leave(alone, sim.world.member("solveig"))
    assert sim.groups.get(alone.nsid) is None
    assert Phone(sim).call("groups.getInfo", group_id=alone.nsid)["code"] == 1


def test_a_closed_account_is_in_no_group(sim: Simulator) -> None:
    group = sim.groups.all()[0]
    member, stranger = sim.world.member("tomas"), sim.groups.members(group)[3].nsid
    count = len(sim.groups.members(group))
    sim.world.delete_account(member)
    sim.world.delete_account(stranger)
    left = {one.nsid for one in sim.groups.members(group)}
    assert len(left) == count - 2
    assert not left & {member.nsid, stranger}
    assert sim.groups.of(member) == []


def test_a_group_changes_and_once_private_it_stays_private(sim: Simulator) -> None:
    group = named(sim, "Critique")
    changed = sim.groups.edit(group, rules="None.", restrictions={"videos_ok": True}, privacy=1)
    assert sim.groups.get(group.nsid) == changed
    assert changed.restrictions == group.restrictions | {"videos_ok": True}
    assert Phone(sim).call("groups.getInfo", group_id=group.nsid)["code"] == 2
    with pytest.raises(ValueError, match="cannot be opened"):
        sim.groups.edit(group, privacy=3)
    with pytest.raises(ValueError, match="nsid"):
        sim.groups.edit(group, nsid="1@N00")


def test_a_group_can_be_founded(sim: Simulator) -> None:
    group = sim.groups.found(sim.world.member("yael"), name="<New> & small", roles=["a", "b", "c"])
    assert sim.groups.get(group.nsid) == group
    assert group.roles.moderator == "b"
    assert sim.groups.of(sim.world.member("yael"))[-1] == (group, 4)
    assert len(sim.pools.of(group)) == 0


def test_the_same_happenings_come_from_the_same_seed(clock: Clock) -> None:
    first, again = Simulator(clock=clock), Simulator(clock=clock)
    done = group_happenings(first, 3, 150)
    assert done == group_happenings(again, 3, 150)
    kinds = {happening["do"] for happening in done}
    assert {"join", "leave", "set_role", "edit_group", "add_to_pool", "write_comment"} <= kinds
    for group in first.groups.all():
        assert first.groups.members(group) == again.groups.members(group)
        assert list(first.pools.of(group)) == list(again.pools.of(group))
        assert {4} <= {one.member_type for one in first.groups.members(group)}


@needs_recordings
def test_recorded_groups_are_served_with_their_pools() -> None:
    sim = Simulator(recordings=FOLDER, limit=10**6)
    assert isinstance(sim.world, RecordedWorld)
    served = 0
    for group in sim.groups.all():
        known = [str(photo.id) for photo in sim.world.pool(group.nsid)]
        if known:
            member = sim.groups.members(group)[0].nsid
            flickr = flickr_of(sim, member)
            page = pools.get_photos(flickr, group_nsid=group.nsid)
            assert [item.photo.flickr_id for item in page.items] == known[:500]
            assert groups.get_info(flickr, nsid=group.nsid).group.name == group.name
            served += len(known)
    assert served > 100


def test_the_back_door_tells_a_group_and_lets_things_happen(clock: Clock) -> None:
    sim = Simulator(clock=clock, backdoor="let-me-in")
    phone = Phone(sim)
    door, key = "https://www.flickr.com/backdoor/", {"X-Backdoor-Token": "let-me-in"}
    group = sim.groups.all()[0]
    told = phone.session.get(f"{door}group?nsid={group.nsid}&page=6", headers=key).json()
    assert (told["pages"], told["total"], len(told["members"])) == (6, 3000, 1302)
    assert told["pool"][-1] == asdict(sim.pools.of(group)[-1])
    wish = {"happenings": {"of": "groups", "seed": 4, "count": 30, "who": ["ingrid"]}}
    done = phone.session.post(door, json=wish, headers=key).json()["happenings"]
    assert len(done) == 30
    assert {one["nsid"] for one in done} == {sim.world.big_member.nsid}
    nowhere = phone.session.get(f"{door}group?nsid=1@N00", headers=key)
    assert nowhere.status_code == 400


def test_a_pasted_address_leads_to_its_group(anybody: Phone) -> None:
    for url in (
        "https://www.flickr.com/groups/fogonly/",
        "https://www.flickr.com/groups/1093358@N20/pool/page2",
        "flickr.com/groups/fogonly/discuss/72157",
    ):
        found = anybody.call("urls.lookupGroup", url=url)["group"]
        assert found["id"] == "1093358@N20"
        assert found["groupname"] == {"_content": "Fog, mist & nothing else"}
    assert anybody.call("urls.lookupGroup", url="https://www.flickr.com/groups/no/")["code"] == 1


def test_a_group_has_an_icon_where_it_says_so(sim: Simulator) -> None:
    group, phone = named(sim, "Fog"), Phone(sim)
    address = f"https://live.staticflickr.com/{{}}/buddyicons/{group.nsid}.jpg"
    assert (
        phone.session.get(address.format(group.iconserver)).headers["Content-Type"] == "image/jpeg"
    )
    assert phone.session.get(address.format(7)).status_code == 404
