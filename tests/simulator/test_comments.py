"""Comments and faves: what is there, and what members may write."""

from typing import Any

import pytest

from galleries.flickr import comments
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.callers import perm_comment
from galleries.flickr.simulator.comment_happenings import comment_happenings
from galleries.flickr.simulator.everybody import GONE
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.walk_ons import find_walk_on
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Clock, Phone
from tests.simulator.readers import flickr_of


def open_photo(sim: Simulator, who: str = "ingrid", *, perm: int = 3) -> SimPhoto:
    """A public and safe photo on which everybody may write, or contacts only."""
    return next(
        photo
        for photo in sim.world.photos_of(who)
        if photo.is_public and not photo.safety and perm_comment(photo) == perm
    )


def write(phone: Phone, photo: SimPhoto, text: str) -> Any:
    return phone.post("photos.comments.addComment", photo_id=photo.id, comment_text=text)


def test_the_beginning_holds_as_many_comments_as_photos_say(sim: Simulator) -> None:
    for who in ("ingrid", "museum", "max"):
        for photo in sim.world.photos_of(who):
            found = sim.comments.on(photo.id)
            assert len(found) == photo.comments
            moments = [one.created_at for one in found]
            assert moments == sorted(moments)
            assert all(photo.uploaded_at < at < sim.world.beginning for at in moments)


def test_one_photo_of_the_big_member_is_much_talked_about(sim: Simulator) -> None:
    photo = max(sim.world.photos_of("ingrid"), key=lambda one: one.comments)
    found = sim.comments.on(photo.id)
    assert 100 < len(found) < 140
    assert len({one.id for one in found}) == len(found)
    authors = {one.author for one in found}
    assert any(find_walk_on(nsid) for nsid in authors)
    assert authors & {member.nsid for member in sim.world.members}
    assert authors & {person.nsid for person in GONE}
    assert any("<a href" in one.text for one in found)
    assert any("★" in one.text for one in found)


def test_our_client_reads_every_comment_as_it_is(sim: Simulator) -> None:
    flickr = flickr_of(sim, "yael")
    photo = max(sim.world.photos_of("ingrid"), key=lambda one: one.comments)
    told = comments.get_list(flickr, flickr_id=str(photo.id))
    assert [
        (
            one.id,
            one.author.nsid,
            one.author.username,
            one.author_is_deleted,
            int(one.written_at.timestamp()),
        )
        for one in told
    ] == [
        (one.id, one.author, one.author_name, one.author_is_deleted, one.created_at)
        for one in sim.comments.on(photo.id)
    ]
    assert any(one.author_is_deleted for one in told)
    assert all(one.permalink.endswith(one.id.rpartition("-")[2]) for one in told)


def test_a_photo_without_comments_has_an_empty_list(sim: Simulator) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if p.is_public and not p.comments)
    reply = Phone(sim).call("photos.comments.getList", photo_id=photo.id)
    assert reply["comments"] == {"photo_id": str(photo.id)}
    assert comments.get_list(flickr_of(sim, "ingrid"), flickr_id=str(photo.id)) == ()


def test_what_the_photo_hides_its_comments_hide_too(sim: Simulator) -> None:
    photo = sim.world.upload(sim.world.big_member, is_public=False, is_friend=False)
    sim.comments.add(sim.world.big_member, photo.id, "to myself")
    yael = Phone(sim, "yael", "write")
    assert yael.call("photos.comments.getList", photo_id=photo.id)["code"] == 1
    assert write(yael, photo, "?") == {"stat": "fail", "code": 1, "message": "Photo not found."}


def test_the_same_words_twice_are_one_comment(sim: Simulator) -> None:
    photo, yael = open_photo(sim), Phone(sim, "yael", "write")
    before = len(sim.comments.on(photo.id))
    first, again = write(yael, photo, " Salt! "), write(yael, photo, "Salt!")
    assert first == again
    assert first["comment"]["_content"] == "Salt!"
    written = sim.comments.on(photo.id)[-1]
    assert (written.id, written.text) == (first["comment"]["id"], "Salt!")
    assert sim.comments.add(sim.world.member("yael"), photo.id, "Salt! ") == written
    assert len(sim.comments.on(photo.id)) == before + 1


def test_a_comment_is_counted_and_moves_the_photo_to_the_front(
    sim: Simulator, clock: Clock
) -> None:
    photo = open_photo(sim)
    clock.now += 5
    write(Phone(sim, "yael", "write"), photo, "Salt!")
    changed = sim.world.photo(photo.id)
    assert changed is not None
    assert changed.comments == photo.comments + 1 == len(sim.comments.on(photo.id))
    news = Phone(sim, "ingrid").call("photos.recentlyUpdated", min_date=int(clock.now) - 1)
    assert [one["id"] for one in news["photos"]["photo"]] == [str(photo.id)]


def test_who_writes_too_fast_has_to_wait(sim: Simulator, clock: Clock) -> None:
    photo, yael = open_photo(sim), Phone(sim, "yael", "write")
    said = [write(yael, photo, f"number {n}").get("code") for n in range(6)]
    assert said == [None] * 5 + [9]
    assert write(yael, photo, "number 1")["stat"] == "ok", "what stands is told again"
    assert write(Phone(sim, "max", "write"), photo, "me")["stat"] == "ok"
    clock.now += 60
    assert write(yael, photo, "number 5")["stat"] == "ok"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_blank_comment_is_none(sim: Simulator, text: str) -> None:
    assert write(Phone(sim, "yael", "write"), open_photo(sim), text)["code"] == 8


def test_some_photos_take_comments_of_contacts_only(sim: Simulator) -> None:
    photo = open_photo(sim, perm=2)
    assert write(Phone(sim, "yael", "write"), photo, "?")["code"] == 99
    assert write(Phone(sim, "tomas", "write"), photo, "!")["stat"] == "ok"
    assert write(Phone(sim, "ingrid", "write"), photo, "me")["stat"] == "ok"
    for who, may in (("yael", 0), ("tomas", 1)):
        info = Phone(sim, who).call("photos.getInfo", photo_id=photo.id)["photo"]
        assert info["editability"]["cancomment"] == may
        assert info["publiceditability"]["cancomment"] == 0


def test_writers_change_their_words_and_owners_may_strike_them(sim: Simulator) -> None:
    photo = open_photo(sim)
    yael, max_, ingrid = (Phone(sim, who, "write") for who in ("yael", "max", "ingrid"))
    id_ = write(yael, photo, "First")["comment"]["id"]
    edit: dict[str, Any] = {"comment_id": id_, "comment_text": "Second"}
    assert max_.post("photos.comments.editComment", **edit)["code"] == 99
    assert ingrid.post("photos.comments.editComment", **edit)["code"] == 99
    assert yael.post("photos.comments.editComment", **edit) == {"stat": "ok"}
    assert sim.comments.on(photo.id)[-1].text == "Second"
    assert yael.post("photos.comments.editComment", **edit | {"comment_text": " "})["code"] == 8
    assert max_.post("photos.comments.deleteComment", comment_id=id_)["code"] == 99
    assert ingrid.post("photos.comments.deleteComment", comment_id=id_) == {"stat": "ok"}
    assert yael.post("photos.comments.deleteComment", comment_id=id_)["code"] == 2
    assert id_ not in {one.id for one in sim.comments.on(photo.id)}
    assert yael.post("photos.comments.deleteComment", comment_id="nonsense")["code"] == 2


def test_comments_of_the_beginning_change_and_go_as_well(sim: Simulator) -> None:
    photo = max(sim.world.photos_of("ingrid"), key=lambda one: one.comments)
    before = sim.comments.on(photo.id)
    sim.comments.edit(before[3].id, "other words")
    sim.comments.delete(before[5].id)
    after = sim.comments.on(photo.id)
    assert [one.id for one in after] == [one.id for one in before if one.id != before[5].id]
    assert after[3].text == "other words"
    with pytest.raises(KeyError):
        sim.comments.edit(before[5].id, "?")


def test_words_outlive_the_account_of_who_wrote_them(sim: Simulator) -> None:
    photo = max(sim.world.photos_of("ingrid"), key=lambda one: one.comments)
    here = next(one for one in sim.comments.on(photo.id) if find_walk_on(one.author))
    sim.world.delete_account(here.author)
    gone = sim.comments.get(here.id)
    assert gone is not None
    assert (gone.author_is_deleted, gone.text) == (True, here.text)
    reply = Phone(sim).call("photos.comments.getList", photo_id=photo.id)["comments"]
    told = next(one for one in reply["comment"] if one["id"] == here.id)
    assert told["author_is_deleted"] == 1


@needs_recordings
def test_recorded_comments_are_served_as_they_were_written() -> None:
    sim = Simulator(recordings=FOLDER, limit=10**6)
    assert isinstance(sim.world, RecordedWorld)
    served = 0
    for photo_id, known in sim.world.curated.comments.items():
        photo = sim.world.photo(photo_id)
        if photo is not None and photo.is_public:
            flickr = flickr_of(sim, photo.owner)
            told = comments.get_list(flickr, flickr_id=str(photo_id))
            assert [(one.id, one.author.nsid, one.author.username) for one in told] == [
                (one.id, one.author, said.author_name)
                for one, said in zip(known, sim.comments.on(photo_id), strict=True)
            ]
            served += 1
    assert served


# Faves


def test_our_client_reads_who_faved_a_photo(sim: Simulator) -> None:
    fave = sim.faves.of(sim.world.member("tomas"))[3]
    told = comments.get_favers(flickr_of(sim, "tomas"), flickr_id=str(fave.photo_id))
    assert [(one.person.nsid, int(one.faved_at.timestamp())) for one in told.items] == (
        sim.faves.on(fave.photo_id)
    )
    assert (sim.world.member("tomas").nsid, fave.faved_at) in sim.faves.on(fave.photo_id)


def test_faves_by_photo_and_by_member_say_the_same(sim: Simulator) -> None:
    sim.faves.add(sim.world.member("max"), open_photo(sim).id, at=sim.world.now)
    by_member = {
        (fave.photo_id, member.nsid, fave.faved_at)
        for member in sim.world.members
        for fave in sim.faves.of(member)
    }
    some = [*sorted({photo_id for photo_id, _, _ in by_member})[::10], open_photo(sim).id]
    by_photo = {(id_, nsid, at) for id_ in some for nsid, at in sim.faves.on(id_)}
    assert by_photo == {one for one in by_member if one[0] in some}


def test_a_fave_is_given_once_and_taken_back_once(sim: Simulator) -> None:
    photo, max_ = open_photo(sim), Phone(sim, "max", "write")
    sim.faves.remove(sim.world.member("max"), photo.id)

    def fave(verb: str, photo_id: int = photo.id) -> Any:
        return max_.post(f"favorites.{verb}", photo_id=photo_id).get("code", 0)

    assert [fave("add"), fave("add"), fave("remove"), fave("remove")] == [0, 3, 0, 1]
    assert fave("add", 1) == 1
    assert fave("add", next(sim.world.photos_of("max")).id) == 2
    closed = sim.world.upload(sim.world.big_member, is_public=False)
    assert fave("add", closed.id) == 4


def test_every_kind_of_talk_happens_and_counts_stay_right(sim: Simulator) -> None:
    done = comment_happenings(sim, 5, 200, who=("ingrid", "tomas"))
    kinds = {happening["do"] for happening in done}
    assert kinds >= {"write_comment", "edit_comment", "delete_comment", "fave"}
    assert "close_account_of_commenter" in kinds
    for who in ("ingrid", "tomas"):
        for photo in sim.world.photos_of(who):
            assert len(sim.comments.on(photo.id)) == photo.comments
