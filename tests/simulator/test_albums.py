"""Albums: in their owner's order, cut to what the caller may see, and open to change."""

import functools
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import requests

from galleries.flickr import photosets
from galleries.flickr.client import Flickr, Token
from galleries.flickr.records import AlbumItemRecord, Page
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.callers import NOBODY, Caller
from galleries.flickr.simulator.list_happenings import album_happenings
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oddities import ODDITIES
from tests.simulator.conftest import Clock, Phone, mount


def flickr_of(sim: Simulator, who: str) -> Flickr:
    session = requests.Session()
    mount(session, sim)
    return Flickr(key=sim.key, secret=sim.secret, token=Token(*sim.grant(who)), session=session)


def everything[T](read: Callable[[int], Page[T]]) -> list[T]:
    """All pages of a list, as far as it says there are some."""
    first = read(1)
    return [*first.items, *(item for n in range(2, first.pages + 1) for item in read(n).items)]


@pytest.fixture
def ingrid(sim: Simulator) -> Member:
    return sim.world.big_member


def _page_of_album(flickr: Flickr, album: SimAlbum, page: int) -> Page[AlbumItemRecord]:
    return photosets.get_photos(flickr, album_id=str(album.id), owner_nsid=album.owner, page=page)


def listed(phone: Phone, nsid: str, **args: Any) -> Any:
    return phone.call("photosets.getList", user_id=nsid, **args)["photosets"]


def photos_of(phone: Phone, album: SimAlbum, **args: Any) -> Any:
    asked = {"photoset_id": album.id, "user_id": album.owner, **args}
    return phone.call("photosets.getPhotos", **asked)


def test_the_big_member_has_albums_of_every_kind(sim: Simulator, ingrid: Member) -> None:
    albums = sim.albums.of(ingrid)
    assert len(albums) == 24
    sizes = [len(album.photo_ids) for album in albums]
    assert (max(sizes), min(sizes)) == (600, 1)
    assert len({album.id for album in albums}) == 24
    assert {len(str(album.id)) for album in albums} == {17}
    for album in albums:
        photos = sim.albums.photos(album)
        assert tuple(photo.id for photo in photos) == album.photo_ids
        assert {photo.owner for photo in photos} == {ingrid.nsid}
        assert album.primary_id in album.photo_ids
        assert album.created_at <= album.updated_at < sim.world.beginning
        assert sim.albums.get(album.id) == album
    words = [album.title + album.description for album in albums]
    for sign in ("🌊", "  ", "&amp;", "&lt;", "<a href=", "<script>", "九", "ע"):
        assert any(sign in text for text in words), sign
    kinds = {tuple(sorted({p.is_public for p in sim.albums.photos(album)})) for album in albums}
    assert kinds == {(False,), (True,), (False, True)}
    assert any({p.media for p in sim.albums.photos(a)} == {"photo", "video"} for a in albums)


def test_albums_of_a_million_photos_are_found_without_walking_them() -> None:
    sim = Simulator(scale=1_000_000)
    albums = sim.albums.of(sim.world.big_member)
    assert len(albums[0].photo_ids) == 600
    looked_at = sim.world._first_photo.cache_info().misses
    assert looked_at == 0, "ids are arithmetic; no photo was made for them"


def test_the_beginning_is_the_same_every_time() -> None:
    one, other = Simulator(), Simulator()
    for member in one.world.members:
        assert one.albums.of(member) == other.albums.of(other.world.member(member.nsid))


def test_our_own_client_reads_every_album_and_every_photo_in_it(
    sim: Simulator, ingrid: Member
) -> None:
    flickr = flickr_of(sim, "ingrid")
    told = everything(lambda n: photosets.get_list(flickr, nsid=ingrid.nsid, page=n))
    truth = sim.albums.of(ingrid)
    assert [int(album.flickr_id) for album in told] == [album.id for album in truth]
    for record, album in zip(told, truth, strict=True):
        photos = sim.albums.photos(album)
        assert (record.title, record.owner_nsid) == (unescape(album.title), ingrid.nsid)
        assert record.cover_flickr_id == str(album.primary_id)
        assert record.photo_count == sum(photo.media == "photo" for photo in photos)
        assert record.video_count == sum(photo.media == "video" for photo in photos)
        assert (record.view_count, record.comment_count) == (album.views, album.comments)
        args = {"album_id": str(album.id), "owner_nsid": ingrid.nsid}
        items = everything(functools.partial(_page_of_album, flickr, album))
        assert [int(item.photo.flickr_id) for item in items] == list(album.photo_ids)
        [cover] = [item for item in items if item.is_primary]
        assert cover.photo.flickr_id == str(album.primary_id)
        assert photosets.get_info(flickr, **args).title == record.title


def test_the_large_album_has_two_pages_of_500(big: Phone, ingrid: Member) -> None:
    album = big.sim.albums.of(ingrid)[0]
    first = photos_of(big, album)["photoset"]
    second = photos_of(big, album, page=2)["photoset"]
    assert (first["pages"], first["total"], len(first["photo"])) == (2, 600, 500)
    assert first["perpage"] == first["per_page"] == 500
    assert len(second["photo"]) == 100
    assert not any("owner" in photo for photo in first["photo"])
    assert {photo["isprimary"] for photo in first["photo"]} <= {"0", "1"}
    assert photos_of(big, album, page=9)["photoset"]["photo"] == second["photo"]


@pytest.mark.parametrize("who", ["joaquim", "haruka", "tomas", None])
def test_others_see_and_count_what_was_opened_to_them(
    sim: Simulator, ingrid: Member, who: str | None
) -> None:
    phone = Phone(sim, who)
    told = {int(album["id"]): album for album in listed(phone, ingrid.nsid)["photoset"]}
    caller = NOBODY if who is None else Caller(sim.world.member(who))
    hidden = 0
    for album in sim.albums.of(ingrid):
        truth = [p.id for p in sim.albums.photos(album) if sim.sees(caller, p, ingrid)]
        reply = photos_of(phone, album)
        if not truth:
            hidden += 1
            assert album.id not in told
            assert (reply["code"], reply["message"]) == (1, "Photoset not found")
            continue
        numbers = range(1, len(album.photo_ids) // 500 + 2)
        pages = [photos_of(phone, album, page=number) for number in numbers]
        shown = [int(photo["id"]) for page in pages for photo in page["photoset"]["photo"]]
        assert shown == truth
        assert told[album.id]["count_photos"] + told[album.id]["count_videos"] == len(truth)
        assert int(told[album.id]["primary"]) in truth
        assert reply["photoset"]["total"] == len(album.photo_ids), "cut after paging"
    assert hidden or who == "joaquim"


def test_counts_are_smaller_for_strangers(sim: Simulator, ingrid: Member) -> None:
    own = listed(Phone(sim, "ingrid"), ingrid.nsid)["photoset"][0]
    stranger = listed(Phone(sim), ingrid.nsid)["photoset"][0]
    assert own["id"] == stranger["id"]
    assert own["count_photos"] > stranger["count_photos"] > 0


def test_privacy_and_media_narrow_an_album(sim: Simulator, big: Phone, ingrid: Member) -> None:
    album = sim.albums.of(ingrid)[0]
    photos = sim.albums.photos(album)
    private = [p.id for p in photos if not (p.is_public or p.is_friend or p.is_family)]
    videos = [photo.id for photo in photos if photo.media == "video"]

    def ids(phone: Phone, **args: Any) -> list[int]:
        return [int(p["id"]) for p in photos_of(phone, album, **args)["photoset"]["photo"]]

    assert ids(big, privacy_filter=5) == private
    assert ids(big, media="videos") == videos
    assert len(ids(big, media="photos")) == 500
    assert len(ids(Phone(sim, "joaquim"), privacy_filter=5)) > len(private), "not one's own"


@pytest.mark.parametrize(
    ("method", "args", "code"),
    [
        ("photosets.getList", {"user_id": "1@N00"}, 1),
        ("photosets.getList", {}, 99),
        ("photosets.getList", {"user_id": "271830942@N05", "continuation": "5"}, 2),
        ("photosets.getInfo", {"photoset_id": "1", "user_id": "271830942@N05"}, 1),
        ("photosets.getInfo", {"photoset_id": "72199990000000000"}, 2),
        ("photosets.getPhotos", {"photoset_id": "x", "user_id": "271830942@N05"}, 1),
        ("photosets.getPhotos", {"photoset_id": "72199990000000000", "user_id": "1@N00"}, 2),
        (
            "photosets.getPhotos",
            {"photoset_id": "72199990000000000", "user_id": "262218465@N01"},
            1,
        ),
    ],
)
def test_what_is_not_there_is_refused(
    anybody: Phone, method: str, args: dict[str, str], code: int
) -> None:
    assert anybody.call(method, **args)["code"] == code


def test_changes_show_and_move_the_date_but_the_order_does_not(
    sim: Simulator, big: Phone, clock: Clock, ingrid: Member
) -> None:
    albums = sim.albums
    photos = [photo.id for photo, _ in zip(sim.world.photos_of("ingrid"), range(4), strict=False)]
    made = albums.create(ingrid, "Fresh", photos[:3], "<b>new</b>")
    assert listed(big, ingrid.nsid)["photoset"][0]["id"] == str(made.id)
    moved = made.updated_at
    order = [photos[3], photos[1], photos[0], photos[2]]
    changes: list[Callable[[], SimAlbum | None]] = [
        lambda: albums.edit(made.id, title="Fresher"),
        lambda: albums.add(made.id, photos[3]),
        lambda: albums.reorder(made.id, order),
        lambda: albums.set_primary(made.id, photos[2]),
        lambda: albums.remove(made.id, photos[2]),
    ]
    for change in changes:
        now = change()
        assert now is not None
        assert now.updated_at > moved, "the clock stands, and still it moves"
        moved = now.updated_at
    assert now is not None
    assert now.title == "Fresher"
    assert now.description == "<b>new</b>"
    assert now.photo_ids == (photos[3], photos[1], photos[0])
    assert now.primary_id == photos[3], "the first stands in for a cover that was taken out"
    ids = [album.id for album in albums.of(ingrid)]
    albums.order(ingrid, [ids[3], ids[1]])
    ordered = [album.id for album in albums.of(ingrid)]
    assert ordered[:2] == [ids[3], ids[1]]
    assert ordered[2:] == sorted(ordered[2:])
    assert albums.get(made.id) == now
    newest = albums.create(ingrid, "Newest", photos[:1])
    assert albums.of(ingrid)[0] == newest
    assert albums.remove(newest.id, photos[0]) is None, "an emptied album disappears"
    albums.delete(made.id)
    assert {newest.id, made.id}.isdisjoint(album.id for album in albums.of(ingrid))
    assert big.call("photosets.getInfo", photoset_id=made.id, user_id=ingrid.nsid)["code"] == 1
    assert sim.world.photo(photos[0]) is not None, "photos stay"


def test_deleted_photos_vanish_from_albums_and_the_last_takes_the_album_along(
    sim: Simulator, big: Phone, ingrid: Member
) -> None:
    photos = [photo.id for photo, _ in zip(sim.world.photos_of("ingrid"), range(2), strict=False)]
    made = sim.albums.create(ingrid, "Two", photos)
    sim.world.delete(photos[0])
    [left] = photos_of(big, made)["photoset"]["photo"]
    assert (left["id"], left["isprimary"]) == (str(photos[1]), "1")
    assert listed(big, ingrid.nsid)["photoset"][0]["primary"] == str(photos[1])
    sim.world.delete(photos[1])
    assert sim.albums.get(made.id) is None
    assert made.id not in {album.id for album in sim.albums.of(ingrid)}


def test_albums_hold_photos_of_their_owner_only(sim: Simulator, ingrid: Member) -> None:
    theirs = next(sim.world.photos_of("haruka")).id
    own = sim.albums.of(ingrid)[0]
    with pytest.raises(ValueError, match="of its owner only"):
        sim.albums.create(ingrid, "Stolen", [theirs])
    with pytest.raises(ValueError, match="cannot be empty"):
        sim.albums.create(ingrid, "Empty", [])
    with pytest.raises(ValueError, match="of its owner only"):
        sim.albums.add(own.id, theirs)
    with pytest.raises(ValueError, match="already"):
        sim.albums.add(own.id, own.photo_ids[0])
    with pytest.raises(KeyError):
        sim.albums.edit(1, title="Nothing")


def test_albums_of_a_closed_account_are_gone(sim: Simulator, anybody: Phone) -> None:
    haruka = sim.world.member("haruka")
    [album, *_] = sim.albums.of(haruka)
    sim.world.delete_account(haruka)
    assert sim.albums.of(sim.world.member(haruka.nsid)) == []
    assert sim.albums.get(album.id) is None
    assert anybody.call("photosets.getList", user_id=haruka.nsid)["code"] == 1


def test_albums_suffer_the_standing_oddities(sim: Simulator, big: Phone, ingrid: Member) -> None:
    album = sim.albums.of(ingrid)[1]
    for oddity in ODDITIES:
        proper = [photos_of(big, album, per_page=50, page=page) for page in (1, 2, 3)]
        sim.oddities.on(oddity, 1 if oddity == "stale pages" else None)
        told = [photos_of(big, album, per_page=50, page=page) for page in (1, 2, 3)]
        sim.oddities.off(oddity)
        assert told != proper, oddity
    sim.oddities.on("short pages", 0.5)
    assert len(listed(big, ingrid.nsid)["photoset"]) < 24


def test_continuation_leads_through_the_albums(big: Phone, ingrid: Member) -> None:
    seen: list[int] = []
    word: str | int = 0
    while word != -1:
        page = listed(big, ingrid.nsid, per_page=10, continuation=word)
        seen += [int(album["id"]) for album in page["photoset"]]
        word = page["continuation"]
    assert seen == [album.id for album in big.sim.albums.of(ingrid)]


def test_happenings_are_of_every_kind_and_the_same_for_the_same_seed(clock: Clock) -> None:
    worlds = []
    for _ in range(2):
        sim = Simulator(clock=clock, scale=60)
        told = album_happenings(sim, 3, 150, who=["ingrid", "solveig"])
        worlds.append((told, sim.albums.of(sim.world.big_member)))
        deeds = {one["do"] for one in told}
        flickr = flickr_of(sim, "ingrid")
        nsid = sim.world.big_member.nsid
        read = photosets.get_list(flickr, nsid=nsid).items
        assert [int(a.flickr_id) for a in read] == [a.id for a in worlds[-1][1]]
    assert worlds[0] == worlds[1]
    assert deeds == {
        *("create_album", "edit_album", "add_to_album", "remove_from_album", "reorder_album"),
        *("set_primary", "order_albums", "delete_album"),
        *("delete_photo_of_album", "close_photo_of_album"),
    }
