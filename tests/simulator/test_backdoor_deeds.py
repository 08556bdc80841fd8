"""The back door: what members do in groups and under photos, their permissions, the journal."""

from typing import Any

import pytest

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import MODERATOR
from tests.simulator.conftest import Phone, Visitor
from tests.simulator.pooling import own
from tests.simulator.test_comments import open_photo
from tests.simulator.test_groups import named


def test_groups_are_founded_and_changed(visitor: Visitor, house: Simulator) -> None:
    ingrid, yael = house.world.big_member.nsid, house.world.member("yael").nsid
    wish = {"do": "found_group", "nsid": ingrid, "throttle_mode": "day", "throttle_count": 2}
    nsid = visitor.wish(**wish).json()["do"]["nsid"]
    visitor.wish(do="edit_group", group=nsid, is_moderated=True, name="Ours")
    visitor.wish(do="join", group=nsid, nsid=yael)
    visitor.wish(do="set_role", group=nsid, nsid=yael, role=MODERATOR)
    group = house.groups.get(nsid)
    assert group is not None
    assert (group.name, group.is_moderated, group.throttle_count) == ("Ours", True, 2)
    assert house.groups.member_type(group, yael) == MODERATOR
    visitor.wish(do="leave", group=nsid, nsid=yael)
    assert house.groups.member_type(group, yael) == 0


def test_moderators_decide_and_pools_change(visitor: Visitor, house: Simulator) -> None:
    group = named(house, "Fog")
    one, other = own(house, "aino"), own(house, "aino")
    phone = Phone(house, "aino", "write")
    for photo in (one, other):
        phone.post("groups.pools.add", photo_id=photo.id, group_id=group.nsid)
    visitor.wish(do="decide", group=group.nsid, id=one.id, approve=True)
    visitor.wish(do="decide", group=group.nsid, id=other.id, approve=False)
    assert house.pools.pending(group) == []
    assert [house.pools.has(group, photo.id) for photo in (one, other)] == [True, False]
    visitor.wish(do="remove_from_pool", group=group.nsid, id=one.id)
    visitor.wish(do="add_to_pool", group=group.nsid, id=other.id)
    assert [house.pools.has(group, photo.id) for photo in (one, other)] == [False, True]


def test_members_talk(visitor: Visitor, house: Simulator) -> None:
    photo, max_ = open_photo(house), house.world.member("max")
    said = visitor.wish(do="comment", nsid=max_.nsid, id=photo.id, text="Salt!").json()["do"]
    assert house.comments.on(photo.id)[-1].id == said["id"]
    visitor.wish(do="edit_comment", comment=said["id"], text="Pepper!")
    assert house.comments.on(photo.id)[-1].text == "Pepper!"
    visitor.wish(do="delete_comment", comment=said["id"])
    assert house.comments.get(said["id"]) is None
    visitor.wish(do="fave", nsid=max_.nsid, id=photo.id)
    assert house.faves.has(max_, photo.id)
    visitor.wish(do="unfave", nsid=max_.nsid, id=photo.id)
    assert not house.faves.has(max_, photo.id)


def test_a_permission_is_lowered_and_taken_back(visitor: Visitor, house: Simulator) -> None:
    photo, nsid = open_photo(house), house.world.member("max").nsid
    house.faves.remove(house.world.member("max"), photo.id)
    phone, reader = Phone(house, "max", "write"), Phone(house, "max")
    fave: dict[str, Any] = {"photo_id": photo.id}
    assert visitor.wish(lower=nsid, to="read").json() == {"ok": True, "lower": 1}
    assert phone.post("favorites.add", **fave)["message"] == (
        "Insufficient permissions. Method requires write privileges; read granted."
    )
    assert phone.call("test.login")["stat"] == "ok"
    assert visitor.wish(lower=nsid, to="none").json()["lower"] == 2
    assert reader.call("test.login")["message"].endswith("requires read privileges; none granted.")
    visitor.wish(revoke=nsid)
    assert phone.post("favorites.add", **fave)["code"] == 98
    assert house.lower("yael") == 0


def test_the_journal_is_told_call_by_call(visitor: Visitor, house: Simulator) -> None:
    photo, phone = open_photo(house), Phone(house, "max", "write")
    house.faves.remove(house.world.member("max"), photo.id)
    for _ in (1, 2):
        phone.post("favorites.add", photo_id=photo.id)
    phone.call("test.login")
    told = visitor.look("journal", method="favorites.add").json()
    assert (told["page"], told["pages"], told["total"]) == (1, 1, 2)
    assert [(one["code"], one["took_effect"]) for one in told["calls"]] == [
        (None, True),
        (3, False),
    ]
    assert told["calls"][0]["args"]["photo_id"] == str(photo.id)
    assert visitor.look("journal").json()["total"] == 3
    assert visitor.look("journal", page=2).json()["calls"] == []
    assert visitor.look().json()["took_effect"] == {"favorites.add": 1}
    assert phone.token not in visitor.look("journal").text


@pytest.mark.parametrize(
    "wish",
    [
        {"lower": "271830942@N05"},
        {"lower": "271830942@N05", "to": "everything"},
        {"lower": "nobody", "to": "read"},
        {"do": "decide", "group": "1093358@N20", "id": 1, "approve": True},
        {"do": "decide", "group": "1093358@N20"},
        {"do": "join", "nsid": "271830942@N05"},
        {"do": "edit_group", "group": "nowhere", "name": "?"},
        {"do": "edit_comment", "comment": "1-2-3", "text": "?"},
        {"do": "comment", "nsid": "271830942@N05", "id": 1, "text": "?"},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(visitor: Visitor, wish: dict[str, Any]) -> None:
    reply = visitor.wish(**wish)
    assert reply.status_code == 400
    assert reply.json()["error"]
