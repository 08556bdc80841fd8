"""A video of the simulated Flickr can be watched, by whoever knows where it is and may see it."""

import pytest
import requests

from galleries.flickr import urls
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.painting import clip, film, paint
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.simulator.conftest import HOSTS, Phone


@pytest.fixture
def session(sim: Simulator) -> requests.Session:
    session = requests.Session()
    for host in HOSTS:
        session.mount(host, sim.adapter())
    return session


def video(sim: Simulator) -> SimPhoto:
    """One that everybody may see."""
    photo = next(sim.world.photos_of("ingrid"))
    sim.world.set_visibility(photo.id, public=True)
    return sim.world.edit(photo.id, media="video", safety=0)


def address(photo: SimPhoto, size: str = "360p", secret: str = "") -> str:
    return urls.video_file(
        who=photo.owner, flickr_id=str(photo.id), secret=secret or photo.secret, size=size
    )


def test_a_video_is_sent_on_to_a_film_of_its_shape(
    sim: Simulator, session: requests.Session, anybody: Phone
) -> None:
    photo = video(sim)
    told = anybody.call("photos.getSizes", photo_id=photo.id)["sizes"]["size"]
    assert address(photo).split("/play/")[1] in {
        size["source"].partition("/play/")[2] for size in told if size["media"] == "video"
    }
    asked = session.get(address(photo), allow_redirects=False)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("https://live.staticflickr.com/video/")
    played = session.get(asked.headers["Location"])
    assert played.headers["Content-Type"] == "video/webm"
    assert played.content.startswith(b"\x1a\x45\xdf\xa3")
    assert played.content.count(b"\x9d\x01\x2a") == clip.FRAMES, "the sign of a key frame"


def test_a_player_may_jump(sim: Simulator, session: requests.Session) -> None:
    there = session.get(address(video(sim))).url
    whole = session.get(there).content
    part = session.get(there, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole)}"
    rest = session.get(there, headers={"Range": f"bytes={len(whole) - 5}-"})
    assert rest.content == whole[-5:]
    assert session.get(there, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416


def test_what_is_no_video_or_not_for_everybody_does_not_play(
    sim: Simulator, session: requests.Session
) -> None:
    photo = video(sim)
    for wrong in (address(photo, "1080p"), address(photo, secret="0123456789")):
        assert session.get(wrong).status_code == 404
    sim.world.edit(photo.id, is_public=False)
    assert session.get(address(photo)).status_code == 401
    sim.world.edit(photo.id, is_public=True, media="photo")
    assert session.get(address(photo)).status_code == 404


def test_a_film_is_the_same_every_time() -> None:
    picture = paint(53_000_001, 120, 80)
    assert film(picture) == film(picture)
