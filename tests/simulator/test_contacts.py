"""Contacts: a thousand and more of them, one-sided, and what they open to whom."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from galleries.flickr import contacts, photos
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.callers import Caller
from galleries.flickr.simulator.contacts import SimContact
from galleries.flickr.simulator.list_happenings import contact_happenings, list_happenings
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oddities import ODDITIES
from galleries.flickr.simulator.walk_ons import MOST, find_walk_on, walk_on, walk_ons
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Clock, Phone
from tests.simulator.test_albums import everything, flickr_of


@pytest.fixture
def ingrid(sim: Simulator) -> Member:
    return sim.world.big_member


def listed(phone: Phone, **args: Any) -> Any:
    return phone.call("contacts.getList", **args)["contacts"]


def newest(phone: Phone, **args: Any) -> list[int]:
    reply = phone.call("photos.getContactsPhotos", **args)
    return [int(photo["id"]) for photo in reply["photos"]["photo"]]


# Walk-ons


def test_walk_ons_are_varied_and_found_by_their_names() -> None:
    people = walk_ons(3000)
    assert len({person.nsid for person in people}) == 3000
    assert len({person.username for person in people}) == 3000
    for person in people[:200]:
        assert find_walk_on(person.nsid) == person
        assert not person.path_alias or find_walk_on(person.path_alias) == person
    for fact in ("realname", "path_alias", "iconserver", "location"):
        shares = [bool(getattr(person, fact)) for person in people]
        assert {True, False} == set(shares), fact
    names = "".join(person.username for person in people)
    for sign in ("å", "Ł", "Ю", "ש", "ن", "陽", "佩", "윤", "'", "<", "&", "🌊"):
        assert sign in names, sign
    with pytest.raises(IndexError):
        walk_on(MOST)
    for nobody in ("", "31000018@N00", "31000017@N01", "bytram999999", "x"):
        assert find_walk_on(nobody) is None


def test_walk_ons_are_no_members_but_have_a_profile(sim: Simulator, anybody: Phone) -> None:
    person = walk_on(5)
    assert person.nsid not in {member.nsid for member in sim.world.members}
    told = anybody.call("people.getInfo", user_id=person.nsid)["person"]
    assert told["username"]["_content"] == person.username
    assert told["photos"]["count"]["_content"] == 0
    reply = anybody.call("people.getPhotos", user_id=person.nsid)["photos"]
    assert (reply["total"], reply["photo"]) == (0, [])
    with pytest.raises(ValueError, match="in the background"):
        sim.world.upload(person.nsid)
    sim.world.delete_account(person.nsid)
    assert anybody.call("people.getInfo", user_id=person.nsid)["code"] == 5


# Lists


def test_our_own_client_reads_every_contact(sim: Simulator, ingrid: Member) -> None:
    flickr = flickr_of(sim, "ingrid")
    told = everything(lambda page: contacts.get_list(flickr, page=page))
    truth = sim.contacts.of(ingrid)
    assert len(truth) == 1037
    assert [record.person.nsid for record in told] == [contact.nsid for contact in truth]
    for record, contact in zip(told, truth, strict=True):
        assert record.person.username == contact.username
        assert record.person.realname == contact.realname
        assert record.person.path_alias == contact.path_alias
        assert record.person.icon_server == str(contact.iconserver)
        assert (record.is_friend, record.is_family, record.is_ignored) == (
            contact.friend,
            contact.family,
            contact.ignored,
        )
    assert [one.username.casefold() for one in truth] == sorted(
        one.username.casefold() for one in truth
    )
    for fact in ("friend", "family", "ignored"):
        assert 0 < sum(getattr(contact, fact) for contact in truth) < 200, fact


def test_a_thousand_contacts_make_a_page(big: Phone) -> None:
    pages = [listed(big, page=page) for page in (1, 2)]
    assert [len(page["contact"]) for page in pages] == [1000, 37]
    assert {page["perpage"] for page in pages} == {page["per_page"] for page in pages} == {1000}
    assert pages[0]["pages"] == 2


def test_contacts_are_sorted_and_filtered(sim: Simulator, big: Phone, ingrid: Member) -> None:
    truth = {contact.nsid: contact for contact in sim.contacts.of(ingrid)}
    kinds: dict[str, Callable[[SimContact], bool]] = {
        "friends": lambda c: c.friend,
        "family": lambda c: c.family,
        "both": lambda c: c.friend and c.family,
        "neither": lambda c: not c.friend and not c.family,
    }
    for name, fits in kinds.items():
        told = [c["nsid"] for c in listed(big, filter=name)["contact"]]
        assert told == [nsid for nsid, contact in truth.items() if fits(contact)]
        assert told
    sim.contacts.add(ingrid, walk_on(1500).nsid)
    assert listed(big, sort="time")["contact"][0]["nsid"] == walk_on(1500).nsid
    reply = big.call("contacts.getList", sort="size")
    assert (reply["code"], reply["message"]) == (1, "Invalid sort parameter.")


def test_the_public_list_does_not_say_who_is_a_friend(
    sim: Simulator, anybody: Phone, ingrid: Member
) -> None:
    told = anybody.call("contacts.getPublicList", user_id=ingrid.nsid)["contacts"]
    assert told["total"] == 1037
    keys = {"nsid", "username", "iconserver", "iconfarm", "ignored", "rev_ignored"}
    assert all(contact.keys() == keys for contact in told["contact"])
    assert anybody.call("contacts.getPublicList", user_id="1@N00")["code"] == 1
    assert anybody.call("contacts.getList")["code"] == 99


def test_contact_lists_suffer_the_standing_oddities(sim: Simulator, big: Phone) -> None:
    proper = [listed(big, per_page=400, page=page) for page in (1, 2, 3)]
    for oddity in ODDITIES:
        sim.oddities.on(oddity, 1 if oddity == "stale pages" else None)
        odd = [listed(big, per_page=400, page=page) for page in (1, 2, 3)]
        sim.oddities.off(oddity)
        assert odd != proper, oddity


# Marks


def test_what_is_marked_opens_and_closes_the_photos_of_friends(
    sim: Simulator, ingrid: Member
) -> None:
    photo = next(
        p for p in sim.world.photos_of("ingrid") if p.is_friend and not p.is_family and not p.safety
    )
    yael = sim.world.member("yael")
    phone = Phone(sim, "yael")

    def is_open() -> bool:
        alone = bool(phone.call("photos.getInfo", photo_id=photo.id)["stat"] == "ok")
        asked = {"user_id": ingrid.nsid, "per_page": 500}
        pages = [phone.call("people.getPhotos", **asked, page=page) for page in (1, 2, 3)]
        ids = {p["id"] for page in pages for p in page["photos"]["photo"]}
        assert (str(photo.id) in ids) == alone
        return alone

    assert not is_open()
    sim.contacts.add(ingrid, yael.nsid)
    assert not is_open(), "a contact is no friend"
    sim.contacts.mark(ingrid, yael.nsid, friend=True, family=False)
    assert is_open()
    about = Phone(sim, "yael").call("people.getInfo", user_id=ingrid.nsid)["person"]
    assert (about["revcontact"], about["revfriend"], about["revfamily"]) == (1, 1, 0)
    sim.contacts.mark(ingrid, yael.nsid, friend=False, family=True)
    assert not is_open(), "family is no friend"
    sim.contacts.add(ingrid, yael.nsid, friend=True)
    assert is_open()
    sim.contacts.remove(ingrid, yael.nsid)
    assert not is_open()
    assert yael.nsid not in {contact.nsid for contact in sim.contacts.of(ingrid)}


def test_it_is_the_owners_mark_that_counts(sim: Simulator, ingrid: Member) -> None:
    yael = sim.world.member("yael")
    sim.contacts.add(yael, ingrid.nsid, friend=True, family=True)
    closed = next(p for p in sim.world.photos_of("ingrid") if p.is_friend and not p.safety)
    assert Phone(sim, "yael").call("photos.getInfo", photo_id=closed.id)["stat"] == "fail"


def test_a_walk_on_may_be_a_friend_like_anybody(sim: Simulator, ingrid: Member) -> None:
    closed = next(p for p in sim.world.photos_of("ingrid") if p.is_friend and not p.safety)
    stranger = walk_on(1999)
    sim.contacts.add(ingrid, stranger.nsid, friend=True)
    reply = Phone(sim, stranger.nsid).call("photos.getInfo", photo_id=closed.id)
    assert reply["stat"] == "ok"


def test_impossible_contacts_are_refused(sim: Simulator, ingrid: Member) -> None:
    with pytest.raises(KeyError):
        sim.contacts.add(ingrid, "1@N00")
    with pytest.raises(ValueError, match="themselves"):
        sim.contacts.add(ingrid, ingrid.nsid)
    for change in (sim.contacts.remove, sim.contacts.add):
        with pytest.raises(KeyError):
            change(ingrid, "nobody")
    with pytest.raises(KeyError):
        sim.contacts.mark(ingrid, sim.world.member("yael").nsid, friend=True, family=True)


def test_names_that_change_show_in_the_list(sim: Simulator, big: Phone, ingrid: Member) -> None:
    first = sim.contacts.of(ingrid)[0]
    sim.world.rename(first.nsid, username="zzz last")
    told = {c["nsid"]: c["username"] for page in (1, 2) for c in listed(big, page=page)["contact"]}
    assert told[first.nsid] == "zzz last"
    assert sim.contacts.of(ingrid)[0].nsid != first.nsid


def test_contacts_whose_account_is_gone_are_contacts_no_longer(
    sim: Simulator, ingrid: Member
) -> None:
    before = sim.contacts.of(ingrid)
    person = find_walk_on(next(c.nsid for c in before if find_walk_on(c.nsid)))
    assert person is not None
    for gone in (person.nsid, sim.world.member("aino").nsid):
        sim.world.delete_account(gone)
        assert gone not in {contact.nsid for contact in sim.contacts.of(ingrid)}
    assert len(sim.contacts.of(ingrid)) == len(before) - 2


# Their newest photos


def test_the_newest_photos_of_contacts_are_those_that_the_caller_may_see(
    sim: Simulator, ingrid: Member
) -> None:
    me = Caller(ingrid)
    followed = {contact.nsid for contact in sim.contacts.of(ingrid) if not contact.ignored}
    seen = [
        photo
        for owner in sim.world.members
        if owner.nsid in followed
        for photo in islice(sim.world.photos_of(owner), 200)
        if sim.sees(me, photo, owner)
    ]
    truth = sorted(seen, key=lambda p: (p.uploaded_at, p.id), reverse=True)
    flickr = flickr_of(sim, "ingrid")
    told = photos.get_contacts_photos(flickr, count=50)
    assert [int(record.flickr_id) for record in told] == [photo.id for photo in truth[:50]]
    assert [record.flickr_id for record in photos.get_contacts_photos(flickr, count=7)] == [
        str(photo.id) for photo in truth[:7]
    ]


def test_newest_photos_come_ten_or_fifty_at_a_time_and_may_be_narrowed(
    sim: Simulator, big: Phone, ingrid: Member
) -> None:
    assert len(newest(big)) == 10
    assert len(newest(big, count=9000)) == 50
    owners = {contact.nsid: contact for contact in sim.contacts.of(ingrid)}
    for id_ in newest(big, count=50, just_friends=1):
        photo = sim.world.photo(id_)
        assert photo is not None
        assert owners[photo.owner].friend or owners[photo.owner].family
    single = [sim.world.photo(id_) for id_ in newest(big, count=50, single_photo=1)]
    names = [photo.owner for photo in single if photo is not None]
    assert len(names) == len(set(names)) > 3
    mine = sim.world.upload("ingrid", title="just now").id
    assert mine not in newest(big, count=50)
    assert newest(big, include_self=1)[0] == mine


def test_what_a_friend_uploads_comes_first_and_goes_when_it_is_closed(
    sim: Simulator, big: Phone
) -> None:
    fresh = sim.world.upload("joaquim", title="now", safety=0)
    assert newest(big)[0] == fresh.id
    reply = big.call("photos.getContactsPhotos", count=1)["photos"]
    assert reply["photo"][0]["username"] == "Joaquim F."
    sim.world.set_visibility(fresh.id)
    assert fresh.id not in newest(big, count=50)


def test_another_members_contacts_come_well_formed(sim: Simulator, big: Phone) -> None:
    sim.faults.next("another member's contacts")
    assert big.call("test.login")["stat"] == "ok", "no list, so it is passed by"
    assert listed(big)["total"] < 1000
    own = newest(big, count=50)
    sim.faults.next("another member's contacts")
    assert newest(big, count=50) != own


def test_happenings_are_of_every_kind_and_the_same_for_the_same_seed(clock: Clock) -> None:
    worlds = []
    for _ in range(2):
        sim = Simulator(clock=clock, scale=60)
        told = contact_happenings(sim, 3, 80, who=["ingrid", "max"])
        told += list_happenings(sim, 4, 40)
        worlds.append((told, sim.contacts.of(sim.world.big_member)))
    assert worlds[0] == worlds[1]
    flickr = flickr_of(sim, "ingrid")
    read = everything(lambda page: contacts.get_list(flickr, page=page))
    assert [record.person.nsid for record in read] == [one.nsid for one in worlds[1][1]]
    kinds = {"add_contact", "remove_contact", "mark_contact", "rename_contact"}
    assert kinds <= {one["do"] for one in told}


@needs_recordings
def test_the_recorded_world_has_lists_too() -> None:
    sim = Simulator(recordings=FOLDER, limit=10**6)
    albums = galleries = 0
    for member in sim.world.members:
        for album in sim.albums.of(member):
            albums += 1
            assert sim.albums.get(album.id) == album
            assert sim.albums.photos(album)
            assert album.created_at
        for gallery in sim.galleries.of(member):
            galleries += 1
            assert sim.galleries.get(gallery.id) == gallery
    assert albums > 10
    assert galleries > 10
