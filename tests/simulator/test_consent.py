"""The consent page knows whom a browser acted for last, as Flickr knows who is signed in."""

import re

import pytest
from requests_oauthlib import OAuth1Session

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.http import FORM, Reply, Request
from tests.simulator.conftest import mount

PAGE = "https://www.flickr.com/services/oauth/authorize"


def a_request(sim: Simulator, callback: str = "https://app.example/") -> str:
    """A request token that waits for somebody's answer."""
    session = OAuth1Session(sim.key, sim.secret, callback_uri=callback)
    mount(session, sim)
    return str(
        session.fetch_request_token(PAGE.replace("authorize", "request_token"))["oauth_token"]
    )


def look(sim: Simulator, cookie: str = "", **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in more.items())
    address = f"{PAGE}?oauth_token={a_request(sim)}&perms=write&{query}"
    headers = {"cookie": cookie} if cookie else {}
    return sim.handle(Request("GET", address, headers)).body.decode()


def answer(sim: Simulator, decision: str, callback: str = "https://app.example/") -> Reply:
    body = f"oauth_token={a_request(sim, callback)}&perms=read&{decision}"
    return sim.handle(Request("POST", PAGE, {"content-type": FORM}, body))


def cookie_of(reply: Reply) -> str:
    return next((value for name, value in reply.headers if name == "Set-Cookie"), "")


def members_on(page: str) -> list[str]:
    return re.findall(r'<button class="member[^"]*" name="nsid" value="([^"]+)">', page)


@pytest.mark.parametrize("callback", ["https://app.example/", "oob"])
def test_saying_yes_is_remembered_for_this_page_alone(sim: Simulator, callback: str) -> None:
    nsid = sim.world.member("max").nsid
    cookie = cookie_of(answer(sim, f"nsid={nsid}", callback))
    assert cookie.startswith("acted_for=270077113%40N07; Path=/services/oauth/authorize; Max-Age=")
    assert cookie.endswith("; HttpOnly; SameSite=Lax")


def test_saying_no_or_nothing_is_not_remembered(sim: Simulator) -> None:
    assert cookie_of(answer(sim, "decision=deny")) == ""
    assert cookie_of(answer(sim, "nsid=nobody")) == ""


def test_the_next_time_the_same_member_stands_first(sim: Simulator) -> None:
    max_ = sim.world.member("max")
    cookie = cookie_of(answer(sim, f"nsid={max_.nsid}")).partition(";")[0]
    page = look(sim, f"other=1; {cookie}; more=2")
    everybody = [member.nsid for member in sim.world.members]
    first, *others = members_on(page)
    assert first == max_.nsid
    assert others == [nsid for nsid in everybody if nsid != max_.nsid]
    assert "Allow, as <bdi>&lt;b&gt;Max&lt;/b&gt; &amp; Söhne</bdi>" in page
    assert page.index(f'value="{max_.nsid}"') < page.index("Somebody else") < page.index(others[0])
    assert page.count('value="deny"') == 1


def test_without_the_cookie_everybody_stands_in_their_order(sim: Simulator) -> None:
    page = look(sim)
    assert members_on(page) == [member.nsid for member in sim.world.members]
    assert "Somebody else" not in page
    assert page.count('value="deny"') == 1


@pytest.mark.parametrize(
    "cookie",
    [
        "acted_for=",
        "acted_for=nobody",
        "acted_for",
        "=;;",
        "acted_for=ingridsolvang",
        "acted_for=%FF",
    ],
)
def test_a_cookie_that_names_nobody_is_as_good_as_none(sim: Simulator, cookie: str) -> None:
    assert "Somebody else" not in look(sim, cookie)


def test_whoever_has_closed_their_account_is_forgotten(sim: Simulator) -> None:
    nsid = sim.world.member("max").nsid
    sim.world.delete_account("max")
    assert "Somebody else" not in look(sim, f"acted_for={nsid}")
    assert nsid not in look(sim, f"acted_for={nsid}")


def test_the_one_button_says_yes_for_them(sim: Simulator) -> None:
    nsid = sim.world.member("max").nsid
    form = (
        look(sim, f"acted_for={nsid}").partition('<form class="again"')[2].partition("</form>")[0]
    )
    token = re.search(r'name="oauth_token" value="([^"]+)"', form)
    assert token is not None
    assert members_on(form) == [nsid]
    body = f"oauth_token={token[1]}&perms=write&nsid={nsid}"
    reply = sim.handle(Request("POST", PAGE, {"content-type": FORM}, body))
    assert dict(reply.headers)["Location"].startswith("https://app.example/?oauth_token=")
