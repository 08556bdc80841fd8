"""Pictures, pages for people, and the HTTP door."""

import io
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image
from requests_oauthlib import OAuth1Session

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.sizes import BY_SUFFIX, pixels
from tests.simulator.conftest import Phone, mount


def browser(sim: Simulator) -> requests.Session:
    session = requests.Session()
    mount(session, sim)
    return session


def test_every_size_of_get_sizes_is_a_picture_of_that_size(sim: Simulator, big: Phone) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if max(p.width, p.height) == 2048)
    sizes = big.call("photos.getSizes", photo_id=photo.id)["sizes"]["size"]
    assert [size["label"] for size in sizes][-3:] == ["Large 1600", "Large 2048", "Original"]
    secrets = set()
    for size in sizes:
        secrets.add(size["source"].split("_")[1].split(".")[0])
        if size["width"] > 1100:
            continue  # painting these takes a second each
        reply = browser(sim).get(size["source"])
        assert reply.headers["Content-Type"] == "image/jpeg"
        assert reply.headers["Cache-Control"] == "public, max-age=31536000"
        picture = Image.open(io.BytesIO(reply.content))
        assert picture.size == (size["width"], size["height"]), size["label"]
    assert len(secrets) == 4  # one up to 1024 px, one for each size above, one for the original


@pytest.mark.parametrize(
    ("width", "height", "suffix", "expected"),
    [
        (6000, 4000, "b", (1024, 683)),
        (4000, 6000, "", (333, 500)),
        (6000, 2000, "t", (100, 33)),
        (640, 480, "z", (640, 480)),
        (640, 480, "c", None),
        (70, 90, "t", (70, 90)),
        (70, 90, "s", (75, 75)),
        (8192, 4096, "f", (4096, 2048)),
        (8000, 4096, "f", None),
        (6000, 4000, "o", (6000, 4000)),
    ],
)
def test_sizes(width: int, height: int, suffix: str, expected: tuple[int, int] | None) -> None:
    assert pixels(BY_SUFFIX[suffix], width, height) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "{server}/{id}_0000000000_z.jpg",
        "{server}/{id}_{secret}_h.jpg",
        "{server}/{id}_{secret}_o.jpg",
        "{server}/{id}_{secret}_xx.jpg",
        "1/{id}_{secret}_z.jpg",
        "{server}/1_{secret}_z.jpg",
        "{server}/{id}_{secret}_z.png",
        "{server}/buddyicons/1@N00.jpg",
    ],
)
def test_a_wrong_picture_address_is_404_with_html(sim: Simulator, wrong: str) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if max(p.width, p.height) > 5000)
    path = wrong.format(server=photo.server, id=photo.id, secret=photo.secret)
    reply = browser(sim).get(f"https://live.staticflickr.com/{path}")
    assert reply.status_code == 404
    assert reply.headers["Content-Type"].startswith("text/html")


def test_a_png_original_is_a_png(sim: Simulator, big: Phone) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if p.original_format == "png")
    url = f"https://live.staticflickr.com/{photo.server}/{photo.id}_{photo.original_secret}_o.png"
    picture = Image.open(io.BytesIO(browser(sim).get(url).content))
    assert (picture.format, picture.size) == ("PNG", (photo.width, photo.height))


def test_everybody_has_an_icon(sim: Simulator) -> None:
    for member in sim.world.members[:4]:
        path = f"{member.iconserver}/buddyicons/{member.nsid}.jpg"
        reply = browser(sim).get(f"https://live.staticflickr.com/{path}")
        assert reply.headers["Content-Type"] == "image/jpeg"
    assert browser(sim).get("https://www.flickr.com/images/buddyicon.gif").status_code == 200


def consent_page(sim: Simulator, perms: str = "write") -> requests.Response:
    url = "https://www.flickr.com/services/oauth/"
    session = OAuth1Session(sim.key, sim.secret, callback_uri="https://app.example/")
    mount(session, sim)
    token = session.fetch_request_token(f"{url}request_token")["oauth_token"]
    return browser(sim).get(f"{url}authorize", params={"oauth_token": token, "perms": perms})


def test_the_consent_page_says_what_it_is_and_what_is_asked(sim: Simulator) -> None:
    page = consent_page(sim)
    assert page.status_code == 200
    assert "This is the demo’s simulator, not Flickr" in page.text
    assert "It asks for <b>write</b>" in page.text
    assert page.text.count('name="nsid"') == len(sim.world.members)
    assert "1,200 photos" in page.text
    assert "<script" not in page.text
    assert "Content-Security-Policy" in page.headers
    # Whoever has a name full of HTML is shown by name.
    assert "&lt;b&gt;Max&lt;/b&gt; &amp; Söhne" in page.text
    assert "<b>Max</b>" not in page.text


def test_the_consent_page_refuses_nonsense(sim: Simulator) -> None:
    assert consent_page(sim, "everything<script>").status_code == 400
    assert "<script>" not in consent_page(sim, "everything<script>").text
    reply = browser(sim).get("https://www.flickr.com/services/oauth/authorize?oauth_token=x")
    assert reply.status_code == 404


def test_links_to_flickr_lead_to_a_stand_in(sim: Simulator) -> None:
    photo = next(p for p in sim.world.photos_of("max") if p.is_public)
    for path in ("ingridsolvang/", f"{photo.owner}/", f"{photo.owner}/{photo.id}/"):
        reply = browser(sim).get(f"https://www.flickr.com/photos/{path}")
        assert reply.status_code == 200
        assert "Here Flickr would show" in reply.text
    closed = next(p for p in sim.world.photos_of("ingrid") if not p.is_public)
    for path in ("nobody/", f"ingridsolvang/{closed.id}/", f"ingridsolvang/{photo.id}/"):
        assert browser(sim).get(f"https://www.flickr.com/photos/{path}").status_code == 404


def serve(port: int, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "galleries.flickr.simulator"]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", str(port), "--state", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def wait_for(url: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            requests.get(url, timeout=10)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers at {url}")


def test_the_http_door_serves_keeps_and_stops(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    for round_ in (1, 2):  # the second one finds what the first one left
        server = serve(port, tmp_path)
        try:
            wait_for(f"{url}/healthz")
            assert requests.get(f"{url}/healthz", timeout=5).text == "ok"
            reply = listed(url, user_id="264402891@N08", per_page="1", extras="url_t")
            picture = requests.get(reply["photo"][0]["url_t"], timeout=20)
            assert picture.headers["Content-Type"] == "image/jpeg"
            assert reply["photo"][0]["url_t"].startswith(url)
            if round_ == 1:
                other = serve(port, tmp_path)
                _, sentence = other.communicate(timeout=20)
                assert other.returncode == 2
                assert re.fullmatch(rf"Port {port}: .+ Choose another with --port\.\n", sentence)
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=20)
        assert server.returncode == 0
    lines = (tmp_path / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2


def listed(url: str, **args: str) -> Any:
    asked = {
        "method": "flickr.people.getPublicPhotos",
        "api_key": "5e1ec7ab1e5ca1ab1eca5cade0ff1ce5",
        "format": "json",
        "nojsoncallback": "1",
    }
    return requests.get(f"{url}/services/rest/", params={**asked, **args}, timeout=10).json()[
        "photos"
    ]
