"""3,600 calls an hour, for all users of a key together."""

from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Clock, Phone


def test_the_hour_is_full_and_empties_as_time_passes(clock: Clock) -> None:
    sim = Simulator(clock=clock, limit=5)
    one, other = Phone(sim), Phone(sim)
    for _ in range(3):
        assert one.get("test.echo").status_code == 200
    clock.now += 1800
    for _ in range(2):
        assert other.get("test.echo").status_code == 200
    reply = one.get("test.echo")
    assert reply.status_code == 429
    assert reply.headers["Content-Type"] == "text/html"
    assert "<h1>429 Too Many Requests</h1>" in reply.text
    assert "Retry-After" not in reply.headers
    clock.now += 1801
    assert [one.get("test.echo").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_signing_in_counts_and_is_refused_as_well(clock: Clock) -> None:
    sim = Simulator(clock=clock, limit=1)
    phone = Phone(sim, "yael")
    url = "https://www.flickr.com/services/oauth/request_token?oauth_callback=oob"
    assert phone.session.get(url).status_code != 429
    assert phone.session.get(url).status_code == 429
    assert [call.status for call in sim.journal.calls("oauth/request_token")][-1] == 429


def test_pictures_and_pages_do_not_count(clock: Clock) -> None:
    sim = Simulator(clock=clock, limit=1)
    phone = Phone(sim)
    for _ in range(3):
        assert phone.session.get("https://www.flickr.com/photos/nobody/").status_code == 404
    assert phone.get("test.echo").status_code == 200
