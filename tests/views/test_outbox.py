"""Somebody's own outbox: what waits, what was sent, what was refused and why."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.models import CallBudget, OutboxAnswer, OutboxItem, Photo
from galleries.models.outbox import State
from tests.cast import NOW, Actor, Cast, make_group, make_membership
from tests.views.deed_scenes import PRIVATE, Verb, done, flat, let_write, public, put, url

pytestmark = pytest.mark.django_db

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome
OTHERS = ("alice", "stranger", "guest", "operator")
REFUSED = {"state": State.REFUSED, "outcome": Outcome.BAD_ADDRESS}


def read(actor: Actor, address: str = "/outbox/") -> str:
    answer = actor.client.get(address)
    assert answer.status_code == 200
    return flat(answer)


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<li class="deed" id="deed-(\d+)"', page)]


def test_each_deed_is_told_with_its_photo_its_words_and_how_it_stands(cast: Cast) -> None:
    let_write(cast.bob)
    photo, group = public(cast.alice, "Harbour wall", licence=11), make_group("Piers & boats")
    own = public(cast.bob, "Ship")
    make_membership(cast.bob, group)
    put_off = {"waits_for": Wait.TOO_FAST, "due_at": timezone.now() + timedelta(minutes=3)}
    put(cast.bob, photo, Verb.COMMENT, text="How long did you wait?", **put_off)
    refused = {"state": State.REFUSED, "outcome": Outcome.ONLY_SAFE}
    item = put(cast.bob, own, Verb.ADD_TO_POOL, group=group, **refused)
    OutboxAnswer.objects.create(item=item, at=NOW, answer="code 28: <b>No</b>")
    OutboxAnswer.objects.create(item=item, at=NOW, is_look=True, answer="there")
    page = read(cast.bob)
    assert "How long did you wait?" in page
    assert "Flickr takes only so many comments a minute. It is kept and sent again." in page
    assert "Next try: " in page
    assert f'href="{url(photo)}"' in page
    assert "Alice Ahlgren" in page
    assert "CC BY 4.0" in page
    assert "Add to the group “Piers &amp; boats”" in page
    assert "The group takes only what is marked safe." in page
    assert f'href="https://www.flickr.com/groups/{group.nsid}/"' in page
    assert "Sent: code 28: &lt;b&gt;No&lt;/b&gt;" in page
    assert "Looked up: there" in page


def test_what_is_open_stands_on_top_and_the_newest_first(cast: Cast) -> None:
    let_write(cast.bob)
    photo = public(cast.alice)
    ends: tuple[dict[str, Any], ...] = (
        {},
        REFUSED,
        {"state": State.SENDING},
        {"state": State.SENT, "outcome": Outcome.DONE},
    )
    items = [
        put(cast.bob, photo, Verb.COMMENT, ago=timedelta(hours=9 - place), **fields).pk
        for place, fields in enumerate((*ends, {"state": State.WITHDRAWN}))
    ]
    page = read(cast.bob)
    assert listed(page) == [items[2], items[0], items[4], items[3], items[1]]
    over = page.index("Sent, refused and withdrawn")
    assert page.index("Waiting and being sent") < page.index(f'id="deed-{items[0]}"') < over
    assert over < page.index(f'id="deed-{items[4]}"')


def test_nobody_sees_anybody_elses(cast: Cast) -> None:
    item = put(cast.bob, public(cast.alice), Verb.COMMENT, text="A secret", **REFUSED)
    for who in OTHERS:
        actor = getattr(cast, who)
        assert "A secret" not in read(actor)
        for deed in ("withdraw", "again", "change"):
            address = f"/outbox/{item.pk}/{deed}/"
            assert actor.client.post(address, {"text": "A"}).status_code == 404, who
        assert actor.client.get(f"/outbox/{item.pk}/change/").status_code == 404
        assert actor.client.get(f"/outbox/?after={item.pk}").status_code == 404
    assert done() == [("comment", "refused")]


def test_a_visitor_is_led_to_sign_in(cast: Cast) -> None:
    item = put(cast.bob, public(cast.alice), Verb.FAVE)
    visitor = cast.visitor.client
    assert visitor.get("/outbox/").headers["Location"] == "/sign-in/?next=/outbox/"
    for deed in ("withdraw", "again", "change"):
        answer = visitor.post(f"/outbox/{item.pk}/{deed}/")
        assert answer.headers["Location"] == "/sign-in/?next=/outbox/"
    assert done() == [("fave", "waiting")]


def test_nothing_there_yet_reads_well(cast: Cast) -> None:
    assert "Your outbox is empty" in read(cast.bob)


def test_it_is_kept_to_this_browser(cast: Cast) -> None:
    put(cast.bob, public(cast.alice), Verb.FAVE)
    for address in ("/outbox/", "/outbox/permission/"):
        answer = cast.bob.client.get(address)
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("closed", "A photo that is not shown to you any more"),
        ("gone", "A photo that is not shown to you any more"),
        ("purged", "A photo that is no longer here"),
    ],
)
def test_a_photo_that_one_may_not_see_any_more_is_not_shown(
    cast: Cast, what: str, words: str
) -> None:
    let_write(cast.bob)
    photo = public(cast.alice, "Harbour wall")
    put(cast.bob, photo, Verb.COMMENT, text="How long?", **REFUSED)
    not_there = {"state": State.REFUSED, "outcome": Outcome.NOT_THERE}
    put(cast.bob, photo, Verb.FAVE, **not_there)
    assert read(cast.bob).count("Try again<span") == 2
    match what:
        case "closed":
            Photo.objects.update(visibility=PRIVATE)
        case "gone":
            Photo.objects.update(gone_at=NOW)
        case _:
            Photo.objects.all().delete()
    page = read(cast.bob)
    assert page.count(words) == 2
    assert "How long?" in page, "those are Bob's own words"
    for told in ("Harbour wall", "Alice", str(photo.pk), "Try again<span"):
        assert told not in page, told


def test_a_group_that_one_may_not_know_of_any_more_is_not_named(cast: Cast) -> None:
    group = make_group("A closed circle", privacy=1)
    put(cast.bob, public(cast.bob), Verb.ADD_TO_POOL, group=group, **REFUSED)
    page = read(cast.bob)
    assert "closed circle" not in page
    assert group.nsid not in page
    assert "Add to a group" in page


# What can be done there


@pytest.mark.parametrize(
    ("fields", "buttons"),
    [
        ({}, ["Change", "Withdraw"]),
        ({"state": State.SENDING}, []),
        ({"state": State.SENT, "outcome": Outcome.DONE}, []),
        (REFUSED, ["Try again"]),
        ({"state": State.WITHDRAWN, "outcome": Outcome.BY_PERSON}, ["Try again"]),
    ],
)
def test_each_deed_offers_what_can_be_done_with_it(
    cast: Cast, fields: dict[str, Any], buttons: list[str]
) -> None:
    let_write(cast.bob)
    put(cast.bob, public(cast.alice), Verb.COMMENT, text="A", **fields)
    page = read(cast.bob)
    offered = [name for name in ("Change", "Withdraw", "Try again") if f">{name}<" in page]
    assert offered == buttons


def test_what_waits_is_withdrawn_and_sent_again_later(cast: Cast) -> None:
    let_write(cast.bob)
    item = put(cast.bob, public(cast.alice), Verb.COMMENT, text="A")
    for _ in range(2):
        answer = cast.bob.client.post(f"/outbox/{item.pk}/withdraw/")
        assert answer.headers["Location"] == f"/outbox/#deed-{item.pk}"
        assert done() == [("comment", "withdrawn")]
    assert "You took it back before it was sent." in read(cast.bob)
    for _ in range(2):
        answer = cast.bob.client.post(f"/outbox/{item.pk}/again/")
        assert answer.headers["Location"] == f"/outbox/#deed-{item.pk}"
        assert done() == [("comment", "waiting")]
    assert "cannot be sent again" not in read(cast.bob), "twice is once, and no trouble"


@pytest.mark.parametrize("state", [State.SENDING, State.SENT])
def test_it_is_said_when_it_is_too_late_to_take_it_back(cast: Cast, state: State) -> None:
    item = put(cast.bob, public(cast.alice), Verb.FAVE, state=state)
    answer = cast.bob.client.post(f"/outbox/{item.pk}/withdraw/", follow=True)
    assert "It is too late to take that back" in answer.text
    assert done() == [("fave", state)]


def test_what_cannot_be_sent_again_is_said(cast: Cast) -> None:
    let_write(cast.bob)
    photo = public(cast.alice)
    item = put(cast.bob, photo, Verb.FAVE, **REFUSED)
    put(cast.bob, photo, Verb.FAVE)
    answer = cast.bob.client.post(f"/outbox/{item.pk}/again/", follow=True)
    assert "That cannot be sent again" in answer.text
    assert done() == [("fave", "refused"), ("fave", "waiting")]
    OutboxItem.objects.filter(state=State.WAITING).delete()
    Photo.objects.update(visibility=PRIVATE)
    cast.bob.client.post(f"/outbox/{item.pk}/again/")
    assert done() == [("fave", "refused")]


def test_trying_again_without_permission_leads_over_the_page_that_asks_for_it(cast: Cast) -> None:
    item = put(cast.bob, public(cast.alice), Verb.FAVE, **REFUSED)
    answer = cast.bob.client.post(f"/outbox/{item.pk}/again/")
    assert answer.headers["Location"].startswith("/outbox/permission/?next=%2Foutbox%2F")
    assert done() == [("fave", "waiting")]


@pytest.mark.parametrize("deed", ["withdraw", "again"])
def test_reading_an_address_does_nothing(cast: Cast, deed: str) -> None:
    item = put(cast.bob, public(cast.alice), Verb.FAVE, **({} if deed == "withdraw" else REFUSED))
    for method in ("get", "head", "put", "delete"):
        answer = getattr(cast.bob.client, method)(f"/outbox/{item.pk}/{deed}/")
        assert answer.status_code == 405
    headers = {"Sec-Purpose": "prefetch"}
    assert cast.bob.client.post(f"/outbox/{item.pk}/{deed}/", headers=headers).status_code == 204
    assert done() == [("fave", item.state)]


@pytest.mark.parametrize("deed", ["withdraw", "again", "change"])
def test_a_form_that_somebody_else_wrote_does_nothing(cast: Cast, deed: str) -> None:
    item = put(cast.bob, public(cast.alice), Verb.COMMENT, text="A")
    client = cast.client_for(cast.bob)
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/outbox/{item.pk}/{deed}/", {"text": "B"}).status_code == 403
    assert OutboxItem.objects.get().text == "A"
    assert done() == [("comment", "waiting")]


@pytest.mark.parametrize("deed", ["withdraw", "again", "change"])
@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "-1", "x"])
def test_an_address_of_nothing_leads_nowhere(cast: Cast, deed: str, number: str) -> None:
    assert cast.bob.client.post(f"/outbox/{number}/{deed}/").status_code == 404


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_it_leads_to_no_other_site(cast: Cast, bad: str) -> None:
    item = put(cast.bob, public(cast.alice), Verb.COMMENT, text="A")
    for deed in ("change", "withdraw", "again"):
        answer = cast.bob.client.post(f"/outbox/{item.pk}/{deed}/", {"text": "B", "next": bad})
        assert "evil" not in answer.headers["Location"]


# When nothing is sent at all


@pytest.mark.parametrize(
    ("connection", "budget", "words", "button"),
    [
        ({}, {}, "", ""),
        ({"perms": "read"}, {}, "before you let this site write", "See what Flickr will ask"),
        (
            {"refused_at": NOW},
            {},
            "Flickr does not accept your permission any more.",
            "Give the permission again",
        ),
        ({}, {"stop": "busy"}, "Flickr asked this site to slow down.", ""),
        ({}, {"stop": "key"}, "Whoever runs this site has to mend something", ""),
        ({}, {"stop": "clock"}, "Whoever runs this site has to mend something", ""),
    ],
)
def test_it_is_said_on_top_why_nothing_is_sent(
    cast: Cast, connection: dict[str, Any], budget: dict[str, Any], words: str, button: str
) -> None:
    let_write(cast.bob)
    FlickrConnection.objects.filter(user=cast.bob.user).update(**connection)
    if budget:
        until = timezone.now() + timedelta(minutes=3)
        CallBudget.objects.update_or_create(pk=1, defaults=budget | {"paused_until": until})
    photo = public(cast.alice)
    put(cast.bob, photo, Verb.FAVE, state=State.SENT, outcome=Outcome.DONE)
    assert "outbox__hold" not in read(cast.bob), "nothing waits"
    put(cast.bob, photo, Verb.COMMENT, text="A")
    page = read(cast.bob)
    assert ("outbox__hold" in page) is bool(words)
    assert words in page
    assert ("/outbox/permission/?next=/outbox/" in page) is bool(button)
    assert button in page
