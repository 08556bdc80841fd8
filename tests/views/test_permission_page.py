"""The page that says why Flickr is asked for more, and what waits for that."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from galleries.models import OutboxItem
from tests.cast import Cast
from tests.views.deed_scenes import (
    PART,
    PERMISSION,
    Verb,
    done,
    flat,
    let_write,
    public,
    put,
    url,
)

pytestmark = pytest.mark.django_db

NOT_NOW = f"{PERMISSION}not-now/"


def test_it_shows_what_waits_and_one_button_that_leads_back(cast: Cast) -> None:
    photo = public(cast.alice, "Harbour wall")
    put(cast.guest, photo, Verb.COMMENT, text="How long did you wait?")
    put(cast.stranger, photo, Verb.COMMENT, text="Somebody else's")
    page = flat(cast.guest.client.get(PERMISSION, {"next": url(photo)}))
    assert "May this site write on Flickr for you?" in page
    assert "How long did you wait?" in page
    assert "Harbour wall" in page
    assert "Somebody else" not in page
    assert page.count("button--primary") == 1
    asks = page.partition('action="/sign-in/flickr/"')[2].partition("</form>")[0]
    assert 'name="raise" value="write"' in asks
    assert f'name="next" value="{url(photo)}"' in asks
    assert "Not now" in page
    assert ">Withdraw<span" in page


def test_what_waits_for_permission_says_so_and_names_no_time(cast: Cast) -> None:
    """Not even when it was put off before the permission was taken back."""
    put_off = {
        "waits_for": OutboxItem.Wait.TOO_FAST,
        "due_at": timezone.now() + timedelta(minutes=3),
    }
    put(cast.guest, public(cast.alice), Verb.COMMENT, text="A", **put_off)
    for address in (PERMISSION, "/outbox/"):
        page = flat(cast.guest.client.get(address))
        assert "Waits for your permission" in page
        assert "Next try" not in page
        assert "so many comments a minute" not in page


def test_withdrawing_there_leads_back_there(cast: Cast) -> None:
    item = put(cast.guest, public(cast.alice), Verb.FAVE)
    page = cast.guest.client.get(PERMISSION).text
    assert f'name="next" value="{PERMISSION}"' in page
    answer = cast.guest.client.post(f"/outbox/{item.pk}/withdraw/", {"next": PERMISSION})
    assert answer.headers["Location"] == PERMISSION
    assert "Nothing waits at the moment." in cast.guest.client.get(PERMISSION).text


def test_not_now_withdraws_it_all_and_goes_back(cast: Cast) -> None:
    photo = public(cast.alice)
    put(cast.guest, photo, Verb.FAVE)
    put(cast.guest, photo, Verb.COMMENT, text="A")
    put(cast.stranger, photo, Verb.FAVE)
    for _ in range(2):
        answer = cast.guest.client.post(NOT_NOW, {"next": url(photo)})
        assert answer.headers["Location"] == url(photo)
    assert done() == [("fave", "withdrawn"), ("comment", "withdrawn"), ("fave", "waiting")]
    outcomes = OutboxItem.objects.filter(user=cast.guest.user).values_list("outcome", flat=True)
    assert set(outcomes) == {"by_person"}
    assert "Nothing was sent. You find it in your outbox." in cast.guest.client.get("/outbox/").text


def test_whoever_may_write_already_goes_on_and_loses_nothing(cast: Cast) -> None:
    let_write(cast.guest)
    photo = public(cast.alice)
    put(cast.guest, photo, Verb.FAVE)
    answer: Any = cast.guest.client.get(PERMISSION, {"next": url(photo)})
    assert answer.headers["Location"] == url(photo)
    assert cast.guest.client.get(PERMISSION).headers["Location"] == "/outbox/"
    cast.guest.client.post(NOT_NOW, {"next": url(photo)})
    assert done() == [("fave", "waiting")]


def test_reading_not_now_does_nothing(cast: Cast) -> None:
    put(cast.guest, public(cast.alice), Verb.FAVE)
    for method in ("get", "head", "put"):
        assert getattr(cast.guest.client, method)(NOT_NOW).status_code == 405
    headers = {"Sec-Purpose": "prefetch"}
    assert cast.guest.client.post(NOT_NOW, headers=headers).status_code == 204
    client = cast.client_for(cast.guest)
    client.handler.enforce_csrf_checks = True
    assert client.post(NOT_NOW).status_code == 403
    assert done() == [("fave", "waiting")]


def test_a_visitor_is_led_to_sign_in(cast: Cast) -> None:
    answer = cast.visitor.client.get(PERMISSION)
    assert answer.headers["Location"].startswith("/sign-in/?next=/outbox/permission/")
    assert cast.visitor.client.post(NOT_NOW).headers["Location"] == "/sign-in/?next=/outbox/"


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_it_leads_to_no_other_site(cast: Cast, bad: str) -> None:
    assert "evil" not in cast.guest.client.get(PERMISSION, {"next": bad}, headers=PART).text
    assert cast.guest.client.post(NOT_NOW, {"next": bad}).headers["Location"] == "/outbox/"


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(35):
        put(cast.guest, public(cast.alice), Verb.FAVE)
    with django_assert_max_num_queries(8):
        page = flat(cast.guest.client.get(PERMISSION))
    assert "and 5 more" in page
