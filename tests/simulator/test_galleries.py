"""Galleries of this Flickr: other people's open photos with captions, by page and by word."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from galleries.flickr import galleries
from galleries.flickr.html import clean_html
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.continuation import GOOD_FOR_S
from galleries.flickr.simulator.galleries import SimGallery, SimGalleryItem
from galleries.flickr.simulator.list_happenings import gallery_happenings
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oddities import ODDITIES
from tests.simulator.conftest import Clock, Phone
from tests.simulator.test_albums import everything, flickr_of


@pytest.fixture
def ingrid(sim: Simulator) -> Member:
    return sim.world.big_member


def listed(phone: Phone, nsid: str, **args: Any) -> Any:
    return phone.call("galleries.getList", user_id=nsid, **args)["galleries"]


def photos_of(phone: Phone, gallery: SimGallery, **args: Any) -> Any:
    return phone.call("galleries.getPhotos", gallery_id=gallery.api_id, **args)["photos"]


def test_galleries_of_the_beginning_are_of_every_kind(sim: Simulator, ingrid: Member) -> None:
    theirs = sim.galleries.of(ingrid)
    sizes = [len(gallery.items) for gallery in theirs]
    assert (len(theirs), min(sizes), max(sizes)) == (12, 0, 40)
    assert [one.created_at for one in theirs] == sorted(
        (one.created_at for one in theirs), reverse=True
    )
    captions = [item.caption for one in theirs for item in one.items]
    assert any("<a href=" in caption for caption in captions)
    assert any(not caption for caption in captions)
    for gallery in theirs:
        assert gallery.api_id == f"{ingrid.account_number}-{gallery.id}"
        assert sim.galleries.get(gallery.id) == gallery
        assert gallery.primary_id in (gallery.photo_ids or (0,))
        for item in gallery.items:
            photo = sim.world.photo(item.photo_id)
            assert photo is not None
            assert (photo.is_public, photo.safety) == (True, 0)
            assert photo.owner != ingrid.nsid
    many = sim.galleries.of(sim.world.member("joaquim"))
    assert len(many) == 510
    assert {len(gallery.items) for gallery in many} == {1, 2}


def test_our_own_client_reads_every_gallery_and_every_caption(
    sim: Simulator, ingrid: Member
) -> None:
    flickr = flickr_of(sim, "ingrid")
    told = everything(lambda page: galleries.get_list(flickr, nsid=ingrid.nsid, page=page))
    for record, gallery in zip(told, sim.galleries.of(ingrid), strict=True):
        assert (record.api_id, record.gallery_id) == (gallery.api_id, str(gallery.id))
        assert record.title == unescape(gallery.title)
        assert record.cover_flickr_id == (str(gallery.primary_id) if gallery.primary_id else None)
        assert record.photo_count + record.video_count == len(gallery.items)  # type: ignore[operator]
        items = galleries.get_photos(flickr, api_id=gallery.api_id).items
        assert [(int(item.photo.flickr_id), item.comment_html) for item in items] == [
            (item.photo_id, clean_html(item.caption)) for item in gallery.items
        ]
        covers = [int(item.photo.flickr_id) for item in items if item.is_primary]
        assert covers == ([gallery.primary_id] if gallery.items else [])
        assert galleries.get_info(flickr, api_id=gallery.api_id) == record


def test_more_than_a_page_of_galleries(sim: Simulator, anybody: Phone) -> None:
    joaquim = sim.world.member("joaquim")
    pages = [listed(anybody, joaquim.nsid, per_page=500, page=page) for page in (1, 2)]
    assert [len(page["gallery"]) for page in pages] == [500, 10]
    assert (pages[0]["pages"], pages[0]["total"], pages[0]["per_page"]) == (2, 510, 500)
    assert pages[0]["user_id"] == joaquim.nsid
    told = [gallery["id"] for page in pages for gallery in page["gallery"]]
    assert told == [gallery.api_id for gallery in sim.galleries.of(joaquim)]


def test_a_word_leads_from_page_to_page_until_the_end(sim: Simulator, anybody: Phone) -> None:
    joaquim = sim.world.member("joaquim")
    word: str | int = 0
    told: list[str] = []
    while word != -1:
        page = listed(anybody, joaquim.nsid, per_page=200, continuation=word)
        told += [gallery["id"] for gallery in page["gallery"]]
        word = page["continuation"]
    assert told == [gallery.api_id for gallery in sim.galleries.of(joaquim)]


def test_photos_of_a_gallery_have_a_word_too(sim: Simulator, big: Phone, ingrid: Member) -> None:
    largest = max(sim.galleries.of(ingrid), key=lambda one: len(one.items))
    first = photos_of(big, largest, per_page=30, continuation=0)
    second = photos_of(big, largest, per_page=30, continuation=first["continuation"])
    ids = [int(photo["id"]) for page in (first, second) for photo in page["photo"]]
    assert ids == list(largest.photo_ids)
    assert second["continuation"] == -1
    with_comment = [photo for photo in first["photo"] if photo["has_comment"]]
    assert all(photo["comment"]["_content"] for photo in with_comment)
    assert not any("comment" in photo for photo in first["photo"] if not photo["has_comment"])


@pytest.mark.parametrize(
    "word", ["", "1", "-1", "2-10-0-abc", "x", "9" * 400, "\u0661-\u0661-\u0661-a"]
)
def test_a_made_up_word_is_refused(sim: Simulator, anybody: Phone, word: str) -> None:
    joaquim = sim.world.member("joaquim").nsid
    reply = anybody.call("galleries.getList", user_id=joaquim, continuation=word)
    assert (reply["code"], reply["message"]) == (2, "Continuation key is invalid or expired")


def test_an_old_word_and_another_lists_word_are_refused(clock: Clock) -> None:
    clock.now = 1_800_000_000.0
    sim = Simulator(clock=clock)
    phone = Phone(sim)
    joaquim, marie = sim.world.member("joaquim"), sim.world.member("marie")
    word = listed(phone, joaquim.nsid, continuation=0)["continuation"]
    assert listed(phone, joaquim.nsid, continuation=word)["page"] == 2
    asked = {"user_id": marie.nsid, "continuation": word}
    assert phone.call("galleries.getList", **asked)["code"] == 2
    clock.now += GOOD_FOR_S + 1
    asked["user_id"] = joaquim.nsid
    assert phone.call("galleries.getList", **asked)["code"] == 2


def test_changes_show_and_move_the_date(sim: Simulator, big: Phone, ingrid: Member) -> None:
    hung = sim.galleries
    made = hung.create(ingrid, "Fresh", "about it")
    assert listed(big, ingrid.nsid)["gallery"][0]["primary_photo_id"] == ""
    one, two = [p.id for p in sim.world.photos_of("haruka") if p.is_public and not p.safety][:2]
    changes: list[Callable[[], SimGallery]] = [
        lambda: hung.edit(made.id, title="Fresher"),
        lambda: hung.add(made.id, one, "the first"),
        lambda: hung.add(made.id, two),
        lambda: hung.edit_caption(made.id, two, "the <b>second</b>"),
        lambda: hung.reorder(made.id, [two, one]),
    ]
    before = made
    for change in changes:
        now = change()
        assert now == hung.get(made.id)
        assert now.updated_at > before.updated_at
        before = now
    assert before.items == (
        SimGalleryItem(two, "the <b>second</b>"),
        SimGalleryItem(one, "the first"),
    )
    assert (before.title, before.primary_id) == ("Fresher", one)
    assert hung.of(ingrid)[0] == before, "newest first"
    assert hung.remove(made.id, one).primary_id == two
    assert hung.remove(made.id, two).primary_id == 0
    assert hung.get(made.id) is not None, "an empty gallery stays"
    hung.delete(made.id)
    assert big.call("galleries.getInfo", gallery_id=made.api_id)["code"] == 1


def test_what_is_closed_or_deleted_hangs_no_longer_and_may_come_back(
    sim: Simulator, anybody: Phone, ingrid: Member
) -> None:
    made = sim.galleries.create(ingrid, "Two")
    one, two = [p.id for p in sim.world.photos_of("haruka") if p.is_public and not p.safety][:2]
    sim.galleries.add(made.id, one)
    sim.galleries.add(made.id, two)
    sim.world.set_visibility(one, friend=True)
    told = photos_of(anybody, made)
    assert [(photo["id"], photo["is_primary"]) for photo in told["photo"]] == [(str(two), 1)]
    assert told["total"] == 1
    sim.world.set_visibility(one, public=True)
    assert len(photos_of(anybody, made)["photo"]) == 2
    sim.world.delete(two)
    sim.world.edit(one, safety=1)
    assert photos_of(anybody, made)["photo"] == []
    sim.world.edit(one, safety=0)
    sim.world.delete_account("haruka")
    assert photos_of(anybody, made)["photo"] == []


def test_only_other_peoples_open_photos_may_hang(sim: Simulator, ingrid: Member) -> None:
    gallery = sim.galleries.of(ingrid)[0]
    closed = next(p.id for p in sim.world.photos_of("haruka") if not p.is_public)
    own = next(p.id for p in sim.world.photos_of("ingrid") if p.is_public and not p.safety)
    for photo_id in (closed, own, 1):
        with pytest.raises(ValueError, match="other people's public and safe"):
            sim.galleries.add(gallery.id, photo_id)
    with pytest.raises(ValueError, match="already"):
        sim.galleries.add(gallery.id, gallery.photo_ids[0])
    with pytest.raises(KeyError):
        sim.galleries.delete(1)


def test_both_forms_of_an_id_open_a_gallery(sim: Simulator, anybody: Phone, ingrid: Member) -> None:
    gallery = sim.galleries.of(ingrid)[0]
    for id_ in (gallery.api_id, gallery.id):
        info = anybody.call("galleries.getInfo", gallery_id=id_)["gallery"]
        assert info["gallery_id"] == str(gallery.id)
        assert info["cover_photos"]["photo"][0]["is_primary"] == 1
    for id_ in ("", "x-y", "5-1", "٣"):
        assert anybody.call("galleries.getInfo", gallery_id=id_)["code"] == 1
        assert anybody.call("galleries.getPhotos", gallery_id=id_)["code"] == 1
    assert anybody.call("galleries.getList", user_id="1@N00")["code"] == 1


def test_galleries_suffer_the_standing_oddities(sim: Simulator, ingrid: Member) -> None:
    phone = Phone(sim, "joaquim")
    nsid = sim.world.member("joaquim").nsid
    largest = max(sim.galleries.of(ingrid), key=lambda one: len(one.items))

    def told() -> list[Any]:
        pages = (1, 2, 3)
        lists = [listed(phone, nsid, per_page=100, page=page) for page in pages]
        return lists + [photos_of(phone, largest, per_page=10, page=page) for page in pages]

    proper = told()
    for oddity in ODDITIES:
        sim.oddities.on(oddity, 1 if oddity == "stale pages" else None)
        odd = told()
        sim.oddities.off(oddity)
        assert odd[:3] != proper[:3], oddity
        assert odd[3:] != proper[3:], oddity


def test_happenings_are_of_every_kind_and_the_same_for_the_same_seed(clock: Clock) -> None:
    worlds = []
    for _ in range(2):
        sim = Simulator(clock=clock, scale=60)
        told = gallery_happenings(sim, 3, 150, who=["ingrid", "max"])
        worlds.append((told, sim.galleries.of(sim.world.big_member)))
    assert worlds[0] == worlds[1]
    assert {one["do"] for one in told} == {
        *("create_gallery", "edit_gallery", "add_to_gallery", "remove_from_gallery"),
        *("reorder_gallery", "delete_gallery", "edit_caption"),
        *("close_photo_of_gallery", "delete_photo_of_gallery"),
    }
    flickr, nsid = flickr_of(sim, "ingrid"), sim.world.big_member.nsid
    read = galleries.get_list(flickr, nsid=nsid).items
    assert [record.api_id for record in read] == [one.api_id for one in worlds[1][1]]
