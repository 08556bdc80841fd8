"""The invented world: of every kind, the same every time, and open to change."""

import json
from collections import Counter
from pathlib import Path

import pytest

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.simphoto import normalised
from galleries.flickr.simulator.state import FileState, MemoryState, State
from galleries.flickr.simulator.walk_ons import walk_ons as walk_ons_of
from galleries.flickr.simulator.world import World
from tests.simulator.conftest import Clock, Phone


def test_the_cast_is_varied(sim: Simulator) -> None:
    members = sim.world.members
    counts = [len(sim.world.stream(member)) for member in members]
    assert len(members) >= 12
    assert counts[0] == 1200
    assert {0, 30, 31} < set(counts)
    assert any(not member.path_alias for member in members)
    assert any(not member.realname for member in members)
    assert any(not member.location for member in members)
    assert any(not member.iconserver for member in members)
    assert {member.is_pro for member in members} == {True, False}
    assert len({member.nsid for member in members}) == len(members)
    assert len({member.number for member in members}) == len(members)
    known = {member.key for member in members}
    walk_ons = {person.nsid for person in walk_ons_of(1030)}
    assert all(member.relations.keys() <= known | walk_ons for member in members)


def test_the_big_member_has_photos_of_every_kind(sim: Simulator) -> None:
    photos = list(sim.world.photos_of("ingrid"))
    assert {photo.licence for photo in photos} == set(range(17))
    assert {photo.safety for photo in photos} == {0, 1, 2}
    assert {photo.content_type for photo in photos} == {0, 1, 2, 3}
    assert {photo.media for photo in photos} == {"photo", "video"}
    assert {photo.granularity for photo in photos} == {0, 4, 6, 8}
    assert {photo.original_format for photo in photos} == {"jpg", "png"}
    assert {photo.taken[:2] for photo in photos} == {"00", "18", "19", "20"}
    assert any(photo.taken_unknown for photo in photos)
    kinds = Counter((photo.is_public, photo.is_friend, photo.is_family) for photo in photos)
    assert len(kinds) == 5
    places = [photo.geo for photo in photos if photo.geo]
    perms = {(geo.is_public, geo.is_contact, geo.is_friend, geo.is_family) for geo in places}
    assert len(perms) == 6
    assert any(geo.accuracy == 0 for geo in places)
    titles = {photo.title for photo in photos}
    assert "" in titles
    for sign in ("&amp;", "<", "🌅", "九", "م", "נ", "朝"):
        assert any(sign in title for title in titles), sign
    assert any("<blockquote>" in photo.description for photo in photos)
    assert any("\n" in photo.description for photo in photos)
    ratios = {round(photo.width / photo.height, 2) for photo in photos}
    assert min(ratios) == 0.33
    assert max(ratios) == 3.0
    assert min(max(photo.width, photo.height) for photo in photos) < 100
    virtual = [photo for photo in photos if photo.content_type == 3]
    assert all(photo.width == 2 * photo.height for photo in virtual)


def test_two_worlds_are_the_same_and_another_seed_is_another(sim: Simulator) -> None:
    again, other = Simulator(), Simulator(seed=8)
    first = [next(iter(s.world.photos_of("haruka"))) for s in (sim, again, other)]
    assert first[0] == first[1] != first[2]


def test_ids_lead_back_to_their_photos(sim: Simulator) -> None:
    for member in sim.world.members:
        for photo in list(sim.world.photos_of(member))[::17]:
            assert sim.world.photo(photo.id) == photo
            assert sim.world.photo(photo.id + 64) != photo
    assert sim.world.photo("x") is None
    assert sim.world.photo("9" * 30) is None


def test_nothing_is_dated_after_the_beginning_or_out_of_order(sim: Simulator) -> None:
    for photo in sim.world.photos_of("ingrid"):
        assert photo.uploaded_at <= photo.updated_at < sim.world.beginning
        if not photo.taken_unknown:
            assert photo.taken[:4] <= "2026"


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("Bus Stop", "busstop"),
        ("black & white", "blackwhite"),
        ("geo:lat=54.32", "geo:lat=5432"),
        ("台灣", "台灣"),
        ("!!!", ""),
    ],
)
def test_tags_are_normalised(raw: str, normal: str) -> None:
    assert normalised(raw) == normal


def test_an_upload_is_the_newest_photo_everywhere(sim: Simulator, big: Phone) -> None:
    first = sim.world.upload("ingrid", title="One", tags=("a", "b"))
    second = sim.world.upload("ingrid", title="Two", is_public=False)
    newest = list(sim.world.photos_of("ingrid"))[:2]
    assert newest == [second, first]
    reply = big.call("people.getPhotos", user_id="me", per_page=2, extras="tags")["photos"]
    assert [photo["title"] for photo in reply["photo"]] == ["Two", "One"]
    assert reply["total"] == 1202
    assert reply["photo"][1]["tags"] == "a b"
    updated = big.call("photos.recentlyUpdated", min_date=first.uploaded_at)["photos"]
    assert [int(photo["id"]) for photo in updated["photo"]] == [second.id, first.id]


def test_an_edit_moves_a_photo_in_recently_updated_and_not_in_the_stream(
    sim: Simulator, big: Phone, clock: Clock
) -> None:
    before = list(sim.world.photos_of("ingrid"))
    old = before[700]
    changed = sim.world.edit(old.id, title="Better title")
    assert changed.updated_at == int(clock.now)
    after = list(sim.world.photos_of("ingrid"))
    assert [photo.id for photo in after] == [photo.id for photo in before]
    assert after[700].title == "Better title"
    updated = big.call("photos.recentlyUpdated", min_date=1, per_page=500)["photos"]
    assert updated["photo"][0]["title"] == "Better title"
    assert updated["total"] == 1200
    everything = set()
    for page in (1, 2, 3):
        args = {"min_date": 1, "per_page": 500, "page": page}
        photos = big.call("photos.recentlyUpdated", **args)["photos"]["photo"]
        everything |= {photo["id"] for photo in photos}
    assert len(everything) == 1200


def test_deleted_photos_leave_no_hole(sim: Simulator, big: Phone) -> None:
    before = [photo.id for photo in sim.world.photos_of("ingrid")]
    for place in (0, 1, 5, 499, 500, 1199):
        sim.world.delete(before[place])
    left = [id_ for n, id_ in enumerate(before) if n not in (0, 1, 5, 499, 500, 1199)]
    assert [photo.id for photo in sim.world.photos_of("ingrid")] == left
    pages = [
        big.call("people.getPhotos", user_id="me", per_page=500, page=page) for page in (1, 2, 3)
    ]
    assert [int(p["id"]) for page in pages for p in page["photos"]["photo"]] == left
    assert big.call("photos.getInfo", photo_id=before[0])["code"] == 1
    assert big.call("photos.recentlyUpdated", min_date=1)["photos"]["total"] == 1194
    with pytest.raises(KeyError):
        sim.world.edit(before[0], title="x")


def test_closing_a_photo_changes_its_secrets(sim: Simulator, anybody: Phone) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if p.is_public and not p.safety)
    nsid = sim.world.big_member.nsid
    count = sim.world.public_count(sim.world.big_member)
    closed = sim.world.set_visibility(photo.id, family=True)
    assert (closed.is_public, closed.is_friend, closed.is_family) == (False, False, True)
    assert closed.secret != photo.secret
    assert closed.original_secret != photo.original_secret
    assert anybody.call("photos.getInfo", photo_id=photo.id)["code"] == 1
    assert sim.world.public_count(sim.world.big_member) == count - 1
    person = anybody.call("people.getInfo", user_id=nsid)["person"]
    assert person["photos"]["count"] == {"_content": count - 1}
    assert sim.world.set_visibility(photo.id, public=True).secret != closed.secret


def test_an_alias_passes_to_its_new_holder(sim: Simulator, anybody: Phone) -> None:
    sim.world.rename_alias("layla", "ingridsolvang")
    user = anybody.call("urls.lookupUser", url="https://www.flickr.com/photos/ingridsolvang/")
    assert user["user"]["id"] == sim.world.member("layla").nsid
    assert sim.world.big_member.path_alias == ""


def test_a_deleted_account_takes_everything_with_it(
    sim: Simulator, big: Phone, anybody: Phone
) -> None:
    member = sim.world.big_member
    photo = next(sim.world.photos_of(member))
    sim.world.delete_account(member)
    assert big.call("people.getPhotos", user_id="me")["code"] == 98
    assert anybody.call("photos.getInfo", photo_id=photo.id)["code"] == 1
    for method in ("people.getInfo", "people.getPhotos"):
        gone = anybody.call(method, user_id=member.nsid)
        assert (gone["code"], gone["message"]) == (5, "User deleted")
    url = f"https://www.flickr.com/photos/{member.path_alias}/"
    assert anybody.call("urls.lookupUser", url=url)["code"] == 1
    assert list(sim.world.photos_of(member)) == []
    assert member.nsid not in {one.nsid for one in sim.world.members}
    assert anybody.session.get(url).status_code == 404
    with pytest.raises(KeyError):
        sim.world.edit(photo.id, title="x")


def test_names_and_icons_change(sim: Simulator, anybody: Phone) -> None:
    world, nsid = sim.world, sim.world.big_member.nsid
    world.rename(nsid, username="New on the screen")
    world.set_icon(nsid, 0)
    person = anybody.call("people.getInfo", user_id=nsid)["person"]
    assert person["username"]["_content"] == "New on the screen"
    assert person["realname"]["_content"] == "Ingrid Solvang"
    assert person["iconserver"] == 0
    assert person["path_alias"] == "ingridsolvang"


def test_a_quiet_edit_is_no_news(sim: Simulator, big: Phone) -> None:
    photos = list(sim.world.photos_of("ingrid"))
    sim.world.edit(photos[9].id, quietly=True, title="Quiet")
    sim.world.set_visibility(photos[8].id, family=True, quietly=True)
    since = int(sim.world.beginning)
    assert big.call("photos.recentlyUpdated", min_date=since)["photos"]["total"] == 0
    assert sim.world.photo(photos[9].id).title == "Quiet"  # type: ignore[union-attr]
    assert big.call("photos.recentlyUpdated", min_date=1)["photos"]["total"] == 1200


def test_new_secrets_end_old_addresses(sim: Simulator) -> None:
    photo = next(sim.world.photos_of("ingrid"))
    changed = sim.world.change_secrets(photo.id)
    assert changed.secret != photo.secret
    assert changed.original_secret != photo.original_secret
    assert changed.is_public == photo.is_public


def test_happenings_are_the_same_for_the_same_seed_and_of_every_kind() -> None:
    worlds = [World(MemoryState(), lambda: 1_800_000_000.0, big_photo_count=40) for _ in range(3)]
    first, again, other = (
        world.happenings(seed, 120, who=["ingrid", "haruka"], quietly=True)
        for world, seed in zip(worlds, (1, 1, 2), strict=True)
    )
    assert first == again != other
    assert len(first) == 120
    deeds = {"upload", "edit", "set_visibility", "delete", "change_secrets", "rename"}
    assert deeds | {"rename_alias", "set_icon"} == {happening["do"] for happening in first}
    assert len({happening["nsid"] for happening in first}) == 2
    photos = [list(world.photos_of("ingrid")) for world in worlds]
    assert photos[0] == photos[1] != photos[2]


@pytest.mark.parametrize("form", ["memory", "file"])
def test_both_forms_of_the_state_behave_alike(form: str, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    state: State = MemoryState() if form == "memory" else FileState(path)
    assert state.get("a", "1") is None
    assert state.add("a", "1", {"n": 1})
    assert not state.add("a", "1", {"n": 2})
    state.put("a", "2", {"text": "ü😀"})
    assert state.items("a") == [("1", {"n": 1}), ("2", {"text": "ü😀"})]
    assert state.items("a", "2", "3") == [("2", {"text": "ü😀"})]
    assert state.take("a", "2") == {"text": "ü😀"}
    assert state.take("a", "2") is None
    assert [state.count("c", "x") for _ in range(3)] == [1, 2, 3]
    state.forget_before("a", "2")
    assert state.items("a") == []


def test_what_happened_survives_a_restart(tmp_path: Path) -> None:
    folder = tmp_path
    first = Simulator(folder=folder)
    token, secret = first.grant("haruka", "write")
    uploaded = first.world.upload("haruka", title="Kept")
    Phone(first).call("test.echo", hello="there")
    second = Simulator(folder=folder)
    assert second.oauth.token(token) == {
        "secret": secret,
        "nsid": second.world.member("haruka").nsid,
        "perms": "write",
    }
    assert next(second.world.photos_of("haruka")) == uploaded
    lines = (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["args"]["hello"] == "there"


def test_a_world_can_be_made_alone() -> None:
    world = World(MemoryState(), lambda: 0.0, big_photo_count=3)
    assert len(list(world.photos_of("ingrid"))) == 3


def test_facts_that_do_not_exist_or_are_not_free_are_refused(sim: Simulator) -> None:
    photo = next(sim.world.photos_of("ingrid"))
    with pytest.raises(TypeError, match="a photo has no colour"):
        sim.world.upload("ingrid", colour="red")
    with pytest.raises(ValueError, match="cannot be set: secret"):
        sim.world.edit(photo.id, secret="abc")
    assert next(sim.world.photos_of("ingrid")) == photo
