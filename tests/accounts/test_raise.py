"""Letting us write: asked for by our own button alone, and never a sign-in."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.connections import may_write, token_of
from accounts.models import FlickrConnection, User
from galleries.models import Stream
from tests.accounts.walk import (
    ACCESS_TOKEN,
    START,
    Meanwhile,
    Walk,
    answer_with,
    body,
    callback,
    parts_of,
)
from tests.flickr.scripted import Scripted, plain

WAITING = "/outbox/?after=5-6"
AS = pytest.mark.parametrize("member", [False, True], ids=["guest", "member"])


def arrive(walk: Walk, *, member: bool) -> None:
    if member:
        walk.join("ingrid")
    else:
        walk.sign_in("ingrid")


def standing(walk: Walk) -> tuple[object, ...]:
    """All that a raise which comes to nothing must leave as it was."""
    return (
        walk.signed_in_as,
        walk.client.session.session_key,
        list(User.objects.values()),
        list(FlickrConnection.objects.values()),
        list(SocialAccount.objects.values()),
    )


@AS
def test_somebody_signed_in_lets_us_write_and_goes_on_where_they_were(
    walk: Walk, member: bool
) -> None:
    arrive(walk, member=member)
    consent_page = walk.ask_to_write(WAITING)
    assert consent_page.url.startswith("https://www.flickr.com/services/oauth/authorize?")
    assert parts_of(consent_page.url)["perms"] == "write"

    arrived = walk.come_back(walk.press(consent_page.url, "ingrid"))
    assert (arrived.status_code, arrived.url) == (302, WAITING)
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert may_write(User.objects.get())
    connection = FlickrConnection.objects.get()
    handed_out = walk.simulator.state.get("token", token_of(connection)[0])
    assert handed_out is not None
    assert (handed_out["nsid"], handed_out["perms"]) == (walk.nsid("ingrid"), "write")


def test_a_guest_who_lets_us_write_stays_a_guest_and_nothing_is_copied(walk: Walk) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    assert FlickrConnection.objects.get().in_step_since is None
    assert not Stream.objects.exists()
    assert 'name="keep"' in walk.get("/sync/").text


def test_a_member_who_lets_us_write_stays_a_member(walk: Walk) -> None:
    walk.join("ingrid")
    before = FlickrConnection.objects.get()
    streams = set(Stream.objects.values_list("pk", flat=True))
    walk.let_write("ingrid")
    after = FlickrConnection.objects.get()
    assert (after.pk, after.in_step_since) == (before.pk, before.in_step_since)
    assert token_of(after) != token_of(before)
    assert set(Stream.objects.values_list("pk", flat=True)) == streams


@AS
def test_the_session_key_changes_and_the_session_stays(walk: Walk, member: bool) -> None:
    arrive(walk, member=member)
    back = walk.press(walk.ask_to_write().url, "ingrid")
    session = walk.client.session
    session["a note"] = "of ingrid"
    session.save()
    before = session.session_key
    assert before is not None
    walk.come_back(back)
    assert walk.client.session.session_key != before
    assert not walk.client.session.exists(before)
    assert walk.client.session["a note"] == "of ingrid"
    assert walk.signed_in_as == walk.nsid("ingrid")


@AS
def test_whoever_is_somebody_else_on_flickr_changes_nothing(walk: Walk, member: bool) -> None:
    arrive(walk, member=member)
    before = standing(walk)
    page = walk.let_write("haruka", next=WAITING)
    assert page.status_code == 403
    here, there = (walk.simulator.world.member(who).username for who in ("ingrid", "haruka"))
    assert f"signed in here as <bdi>{here}</bdi>, and Flickr answered for <bdi>{there}" in page.text
    assert "Nothing was stored or changed" in page.text
    assert f'href="{WAITING}">Back to where you were' in page.text
    assert standing(walk) == before


def test_a_name_on_the_page_about_two_accounts_is_no_markup(walk: Walk) -> None:
    walk.sign_in("ingrid")
    User.objects.update(name="{there}<script>")
    page = walk.let_write("haruka")
    assert "<bdi>{there}&lt;script&gt;</bdi>" in page.text


def without_a_word(walk: Walk) -> Any:
    walk.ask_to_write(WAITING)
    return walk.come_back(callback())


def with_the_token(walk: Walk) -> Any:
    return walk.let_write(deny=True, next=WAITING)


def at_the_exchange(walk: Walk) -> Any:
    back = walk.press(walk.ask_to_write(WAITING).url, "ingrid")
    answer_with(Scripted(plain(200, "oauth_problem=permission_denied")), ACCESS_TOKEN)
    return walk.come_back(back)


@AS
@pytest.mark.parametrize("refusal", [without_a_word, with_the_token, at_the_exchange])
def test_saying_no_changes_nothing_and_says_what_became_of_the_words(
    walk: Walk, member: bool, refusal: Any
) -> None:
    arrive(walk, member=member)
    before = standing(walk)
    page = refusal(walk)
    assert page.status_code == 403
    assert "You did not say yes" in page.text
    assert "it waits in your outbox" in page.text
    assert f'href="{WAITING}">Back to where you were' in page.text
    assert standing(walk) == before


def test_saying_no_to_a_sign_in_speaks_of_no_outbox(walk: Walk) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid", deny=True)
    assert "it waits in your outbox" not in body(walk.come_back(walk.consent(deny=True)))


@pytest.mark.parametrize("fault", ["429", "503", "cut", "reset", "html"])
def test_trouble_at_flickr_changes_nothing(walk: Walk, fault: str) -> None:
    walk.sign_in("ingrid")
    before = standing(walk)
    walk.simulator.faults.next(fault, method="oauth/access_token")
    page = walk.let_write("ingrid", next=WAITING)
    assert page.status_code in (502, 503)
    assert f'href="{WAITING}">Back to where you were' in page.text
    assert standing(walk) == before


@pytest.mark.parametrize("said", ["delete", "read", "WRITE", "write ", "1", ""])
def test_no_other_word_in_the_form_asks_for_more(walk: Walk, said: str) -> None:
    walk.sign_in("ingrid")
    started: Any = walk.client.post(START, {"raise": said})
    assert parts_of(started.url)["perms"] == "read"
    walk.come_back(walk.press(started.url, "ingrid"))
    assert not FlickrConnection.objects.exists()


def test_no_link_can_ask_for_it(walk: Walk) -> None:
    walk.sign_in("ingrid")
    calls = len(walk.simulator.journal.calls())
    for method in ("get", "head", "put"):
        response = getattr(walk.client, method)(f"{START}?raise=write&next=/sync/")
        assert (response.status_code, response.url) == (302, "/sign-in/?next=%2Fsync%2F")
    assert len(walk.simulator.journal.calls()) == calls
    linked: Any = walk.client.post(START, query_params={"raise": "write", "perms": "write"})
    assert parts_of(linked.url)["perms"] == "read"
    back = walk.press(linked.url, "ingrid")
    walk.come_back(f"{back}&raise=write&raise_for={walk.nsid('ingrid')}&perms=write")
    assert not FlickrConnection.objects.exists()


def test_the_button_never_asks_for_more_than_writing(walk: Walk) -> None:
    walk.sign_in("ingrid")
    query = {"auth_params": "perms=delete", "perms": "delete", "raise": "delete"}
    started: Any = walk.client.post(START, {"raise": "write"}, query_params=query)
    assert parts_of(started.url)["perms"] == "write"
    assert set(parts_of(started.url)) == {"oauth_token", "perms"}


def test_a_foreign_page_cannot_press_it(walk: Walk) -> None:
    walk.sign_in("ingrid")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = walk.client.cookies
    assert strict.post(START, {"raise": "write"}).status_code == 403


@pytest.mark.parametrize("hostile", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_it_never_leads_away(walk: Walk, hostile: str) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write(hostile).url, "ingrid")
    assert walk.come_back(f"{back}&next={hostile}").url == "/"


def test_the_button_of_somebody_not_signed_in_is_a_sign_in(walk: Walk) -> None:
    started = walk.ask_to_write(WAITING)
    assert parts_of(started.url)["perms"] == "read"
    assert walk.come_back(walk.press(started.url, "ingrid")).url == WAITING
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert not FlickrConnection.objects.exists()


def test_an_account_that_is_closed_meanwhile_may_not_write(walk: Walk) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "ingrid")
    User.objects.update(is_active=False)
    assert walk.come_back(back).status_code == 400
    assert not FlickrConnection.objects.exists()


def test_whoever_has_signed_out_on_the_way_gives_nothing(walk: Walk) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "ingrid")
    walk.client.post("/sign-out/")
    page = walk.come_back(back)
    assert page.status_code == 400
    assert "no longer good" in page.text
    assert walk.signed_in_as is None
    assert not FlickrConnection.objects.exists()


def test_whoever_signs_out_while_flickr_answers_stays_out(walk: Walk) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "ingrid")
    tab = walk.another_tab()
    answer_with(
        Meanwhile(walk.simulator.adapter(), lambda: tab.client.post("/sign-out/")), ACCESS_TOKEN
    )
    assert walk.come_back(back).status_code == 400
    assert walk.signed_in_as is None
    assert not FlickrConnection.objects.exists()


def test_a_raise_that_somebody_else_began_gives_nothing(walk: Walk) -> None:
    """Even if it outlived the change of persons, which ends the session."""
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "haruka")
    begun = walk.client.session["socialaccount_states"]
    walk.sign_in("haruka")
    assert walk.come_back(back).status_code == 400
    session = walk.client.session
    session["socialaccount_states"] = begun
    session.save()
    before = standing(walk)
    page = walk.come_back(back)
    assert (page.status_code, "no longer good" in page.text) == (400, True)
    assert standing(walk) == before
    assert walk.signed_in_as == walk.nsid("haruka")


def test_the_way_back_works_once(walk: Walk) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "ingrid")
    walk.come_back(back)
    before = standing(walk)
    assert walk.come_back(back).status_code == 400
    assert standing(walk) == before


def test_the_way_back_is_of_no_use_in_another_browser(walk: Walk) -> None:
    walk.sign_in("ingrid")
    back = walk.press(walk.ask_to_write().url, "ingrid")
    elsewhere = Walk(walk.simulator)
    elsewhere.sign_in("haruka")
    assert elsewhere.come_back(back).status_code == 400
    assert elsewhere.signed_in_as == walk.nsid("haruka")
    assert not FlickrConnection.objects.exists()


def test_two_tabs_do_not_disturb_each_other(walk: Walk) -> None:
    walk.sign_in("ingrid")
    first = walk.press(walk.ask_to_write("/photos/1/").url, "ingrid")
    second = walk.press(walk.ask_to_write("/photos/2/").url, "ingrid")
    plain_sign_in = walk.consent("ingrid", next="/about/")
    assert walk.come_back(first).url == "/photos/1/"
    assert walk.come_back(second).url == "/photos/2/"
    assert walk.come_back(plain_sign_in).url == "/about/"
    assert FlickrConnection.objects.get().perms == "write"
    assert walk.signed_in_as == walk.nsid("ingrid")


@AS
def test_signing_in_again_does_not_lower_it(walk: Walk, member: bool) -> None:
    arrive(walk, member=member)
    walk.let_write("ingrid")
    before = FlickrConnection.objects.values().get()
    walk.sign_in("ingrid")
    Walk(walk.simulator).sign_in("ingrid")
    assert FlickrConnection.objects.values().get() == before


def test_many_raises_in_a_short_time_are_asked_to_wait(walk: Walk, settings: Settings) -> None:
    walk.sign_in("ingrid")
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/10m/ip"}
    statuses = {walk.ask_to_write(WAITING).status_code for _ in range(3)}
    assert 429 in statuses
