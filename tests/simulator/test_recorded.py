"""The recorded world: real replies in, the same facts out, and none of them kept here."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import requests
from requests_oauthlib import OAuth1Session

from flickrweb.launch.parts import parts_of
from flickrweb.launch.refusal import Refusal
from flickrweb.launch.worlds import BASE_DIR, demo_world
from galleries.flickr import people
from galleries.flickr.client import Flickr, Token
from galleries.flickr.records import PersonRecord, PhotoRecord, Visibility
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.recorded.merged import Merged
from galleries.flickr.simulator.recorded.replies import read_all
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Clock, Phone, mount

OAUTH = "https://www.flickr.com/services/oauth/"
WORDS = ("title", "description")


@cache
def merged() -> Merged:
    return Merged(read_all(FOLDER))


@pytest.fixture(scope="module")
def recorded() -> Simulator:
    """For looking only: whoever changes the world makes one of their own."""
    return Simulator(recordings=FOLDER, limit=10**6)


@pytest.fixture(scope="module")
def world(recorded: Simulator) -> RecordedWorld:
    assert isinstance(recorded.world, RecordedWorld)
    return recorded.world


def flickr_of(sim: Simulator, member: Member) -> Flickr:
    session = requests.Session()
    mount(session, sim)
    token = Token(*sim.grant(member))
    return Flickr(key=sim.key, secret=sim.secret, token=token, session=session)


def copy_of(sim: Simulator, member: Member) -> list[PhotoRecord]:
    """All pages of a stream, through our own client, as the product reads them."""
    flickr, number = flickr_of(sim, member), 1
    copied: list[PhotoRecord] = []
    while True:
        page = people.get_photos(flickr, page=number, per_page=500)
        copied += page.items
        if number >= page.pages:
            return copied
        number += 1


@needs_recordings
def test_everybody_in_the_recordings_can_be_copied_by_our_own_client(
    recorded: Simulator, world: RecordedWorld
) -> None:
    copied = 0
    for member in world.members:
        theirs = copy_of(recorded, member)
        for photo, known in zip(theirs, world.photos_of(member), strict=True):
            assert _told(photo) == _known(known, member)
        copied += len(theirs)
    assert copied == len(merged().photos), "as many as there are distinct photos"


def _told(photo: PhotoRecord) -> list[object]:
    assert isinstance(photo.owner, PersonRecord)
    assert isinstance(photo.tags, tuple)
    assert isinstance(photo.machine_tags, tuple)
    return [
        *(photo.flickr_id, photo.owner.nsid, photo.owner.username, photo.title),
        *(photo.licence, photo.media, photo.visibility is Visibility.PUBLIC, photo.views),
        *(photo.uploaded_at, photo.changed_at, {*photo.tags, *photo.machine_tags}),
    ]


def _known(photo: SimPhoto, owner: Member) -> list[object]:
    uploaded_at = datetime.fromtimestamp(photo.uploaded_at, tz=UTC)
    changed_at = datetime.fromtimestamp(photo.updated_at, tz=UTC)
    return [
        *(str(photo.id), owner.nsid, owner.username, photo.title),
        *(photo.licence, photo.media, photo.is_public, photo.views),
        *(uploaded_at, changed_at, {tag for tag in photo.normal_tags if tag}),
    ]


@needs_recordings
def test_the_richest_of_all_replies_about_a_photo_wins(world: RecordedWorld) -> None:
    rich = [facts for facts in merged().photos.values() if facts.get("raw_tags")]
    assert rich
    for facts in rich:
        photo = world.photo(facts["id"])
        assert photo is not None
        assert photo.tags == facts["raw_tags"], "as typed, not as searched"
        assert photo.title == facts["title"]
        assert photo.description == facts["description"]


@needs_recordings
def test_members_with_many_photos_come_first_and_all_have_a_name(world: RecordedWorld) -> None:
    counts = [member.photo_count for member in world.members]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 0
    assert all(member.username for member in world.members)
    assert [member.number for member in world.members] == list(range(len(counts)))


@needs_recordings
def test_streams_are_newest_first_and_updates_latest_first(world: RecordedWorld) -> None:
    for member in world.members[:50]:
        uploads = [photo.uploaded_at for photo in world.stream(member)]
        assert uploads == sorted(uploads, reverse=True)
        changes = [photo.updated_at for photo in world.updates(member, 0)]
        assert changes == sorted(changes, reverse=True)
        assert len(changes) == len(uploads)
        middle = changes[len(changes) // 2]
        assert all(photo.updated_at >= middle for photo in world.updates(member, middle))


@needs_recordings
def test_members_upload_edit_close_and_delete_in_the_recorded_world(clock: Clock) -> None:
    recorded = Simulator(clock=clock, recordings=FOLDER)
    world = recorded.world
    member = world.big_member
    before, public = len(world.stream(member)), world.public_count(member)
    old = world.stream(member)[2]
    new = world.upload(member, title="New here", tags=("one", "two"))
    newer = world.upload(member, title="Newer")
    assert [photo.id for photo in world.stream(member)[:2]] == [newer.id, new.id]
    assert world.photo(new.id) == new
    clock.now += 60
    world.edit(old.id, title="Another title")
    assert world.updates(member, 0)[0].title == "Another title"
    world.set_visibility(old.id)
    world.delete(newer.id)
    assert world.photo(newer.id) is None
    assert len(world.stream(member)) == before + 1
    assert world.public_count(member) == public
    assert [photo.title for photo in copy_of(recorded, member)][:1] == ["New here"]


@needs_recordings
def test_a_closed_account_takes_its_photos_along_and_nobody_elses(clock: Clock) -> None:
    sim = Simulator(recordings=FOLDER, clock=clock)
    gone, other = sim.world.members[1], sim.world.members[2]
    theirs, others = next(sim.world.photos_of(gone)), next(sim.world.photos_of(other))
    sim.world.delete_account(gone)
    assert sim.world.photo(theirs.id) is None
    assert sim.world.photo(others.id) == others, "the other members keep their places"
    assert sim.world.directory.by_number(other.number) == other


@needs_recordings
def test_what_a_member_changed_is_there_after_a_restart(clock: Clock, tmp_path: Path) -> None:
    first = Simulator(clock=clock, recordings=FOLDER, folder=tmp_path)
    new = first.world.upload(first.world.big_member, title="Kept")
    first.state.close()
    again = Simulator(clock=clock, recordings=FOLDER, folder=tmp_path)
    assert again.world.photo(new.id) == new
    again.state.close()


@needs_recordings
def test_every_photo_of_a_member_has_a_picture_of_its_own_shape(
    recorded: Simulator, world: RecordedWorld
) -> None:
    phone = Phone(recorded)
    for member in world.members[:3]:
        photo = world.stream(member)[0]
        listing = phone.call("photos.getSizes", photo_id=photo.id)["sizes"]["size"]
        small = next(size for size in listing if size["label"] == "Thumbnail")
        answer = phone.session.get(small["source"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert small["width"] / small["height"] == pytest.approx(
            photo.width / photo.height, rel=0.05
        )


@needs_recordings
def test_albums_galleries_pools_and_comments_are_there_to_be_served(world: RecordedWorld) -> None:
    people_with_albums = {album.owner for album in world.curated.albums.values() if album.owner}
    assert any(len(album.photo_ids) > 1 for album in world.curated.albums.values())
    assert all(world.albums_of(nsid) for nsid in people_with_albums)
    assert any(gallery.photo_ids for gallery in world.curated.galleries.values())
    pools = [world.pool(nsid) for nsid in world.curated.groups]
    assert any(len(pool) > 1 for pool in pools)
    assert any(world.comments_on(photo_id) for photo_id in world.curated.comments)


@needs_recordings
def test_hundreds_of_members_are_found_on_the_consent_page_by_name(
    recorded: Simulator, world: RecordedWorld
) -> None:
    app = OAuth1Session(recorded.key, recorded.secret, callback_uri="https://app.example/back")
    mount(app, recorded)
    app.fetch_request_token(f"{OAUTH}request_token")
    asked = {"oauth_token": app.token["oauth_token"], "perms": "read"}
    page = app.get(f"{OAUTH}authorize", params=asked).text
    assert page.count('class="member"') == 40
    last = world.members[-1]
    page = app.get(f"{OAUTH}authorize", params={**asked, "find": last.nsid}).text
    assert page.count('class="member"') == 1
    assert f'value="{last.nsid}"' in page


@needs_recordings
def test_nothing_of_the_recordings_lies_in_the_repository() -> None:
    texts = {str(facts.get(key, "")) for facts in merged().photos.values() for key in WORDS}
    telling = [text.strip().encode() for text in texts if len(text.strip()) > 24]
    sample = sorted(telling)[::8]
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=BASE_DIR,
        capture_output=True,
        check=True,
    )
    kept = [BASE_DIR / name.decode() for name in listing.stdout.split(b"\0") if name]
    everything = b"\n".join(path.read_bytes() for path in kept if path.is_file())
    assert [text for text in sample if text in everything] == []


def test_without_recordings_the_recorded_world_refuses_in_one_sentence(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "WORLD": "recorded",
        "RECORDED_REPLIES": str(tmp_path / "nothing"),
        "DEMO_STATE": str(tmp_path / "state"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "flickrweb.launch", "demo"],
        env=environment,
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / "nothing") in done.stderr
    assert "RECORDED_REPLIES" in done.stderr
    assert not (tmp_path / "state").exists()


def test_a_world_of_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="recorded"):
        demo_world({"WORLD": "real"}, state=tmp_path)


def test_the_simulator_is_told_where_the_recordings_are(tmp_path: Path) -> None:
    replies = tmp_path / "replies"
    (replies / "flickr.test.null").mkdir(parents=True)
    (replies / "flickr.test.null" / "001.json").write_text("{}")
    said = {"WORLD": "recorded", "RECORDED_REPLIES": str(replies)}
    command = parts_of(demo_world(said, state=tmp_path / "state"))[0].command
    assert command[command.index("--recordings") + 1] == str(replies)
    assert "--recordings" not in parts_of(demo_world({}, state=tmp_path / "demo"))[0].command
