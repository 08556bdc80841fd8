"""The outbox page by page: every deed on exactly one, whatever becomes of it meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import OutboxAnswer, OutboxItem
from tests.cast import NOW, Actor, Cast, make_group
from tests.views.deed_scenes import Verb, let_write, public, put
from tests.views.test_outbox import REFUSED, Outcome, listed, read
from tests.views.test_photostream import link

pytestmark = pytest.mark.django_db


def walk(actor: Actor, rel: str, address: str) -> list[list[int]]:
    """Every page from there on, by its links."""
    found = []
    while True:
        page = read(actor, address)
        found.append(listed(page))
        address = link(page, rel)
        if not address:
            return found


def test_every_deed_stands_on_exactly_one_page_whichever_way_one_goes(cast: Cast) -> None:
    let_write(cast.bob)
    photo = public(cast.alice)
    open_ones: list[tuple[timedelta, int]] = []
    over: list[tuple[timedelta, int]] = []
    for number in range(75):
        # Some in the very same moment.
        ago = timedelta(minutes=number // 2)
        fields: dict[str, Any] = {} if number % 2 else REFUSED
        item = put(cast.bob, photo, Verb.COMMENT, ago=ago, text=str(number), **fields)
        (open_ones if item.is_open else over).append((-ago, item.pk))
        put(cast.stranger, photo, Verb.COMMENT, ago=ago, text=str(number), **fields)
    order = [pk for rows in (open_ones, over) for _, pk in sorted(rows, reverse=True)]
    pages = walk(cast.bob, "next", "/outbox/")
    assert [len(page) for page in pages] == [30, 30, 15]
    assert [*pages[0], *pages[1], *pages[2]] == order
    back = walk(cast.bob, "prev", f"/outbox/?after={pages[1][-1]}")
    assert back == [pages[2], pages[1], pages[0]]


def test_a_page_holds_its_place_whatever_becomes_of_its_first_deed(cast: Cast) -> None:
    let_write(cast.bob)
    photo = public(cast.alice)
    for number in range(40):
        ago = timedelta(minutes=number)
        put(cast.bob, photo, Verb.COMMENT, ago=ago, text=str(number), **REFUSED)
    first, second = walk(cast.bob, "next", "/outbox/")
    OutboxItem.objects.filter(pk=first[-1]).update(outcome=Outcome.UNEXPECTED)
    assert listed(read(cast.bob, f"/outbox/?after={first[-1]}")) == second


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=0", "?after=1&before=1", f"?before={'9' * 30}", "?after=%00"]
)
def test_a_key_of_nothing_leads_nowhere(cast: Cast, query: str) -> None:
    assert cast.bob.client.get(f"/outbox/{query}").status_code == 404


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    let_write(cast.bob)
    group = make_group()
    for number in range(45):
        fields: dict[str, Any] = REFUSED if number % 3 else {}
        photo = public(cast.alice, str(number))
        item = put(cast.bob, photo, Verb.ADD_TO_POOL, group=group, **fields)
        OutboxAnswer.objects.create(item=item, at=NOW, answer="ok")
    last = listed(read(cast.bob))[-1]
    for address in ("/outbox/", f"/outbox/?after={last}", f"/outbox/?before={last}"):
        # One page and its answers more for what leads back to the first page.
        with django_assert_max_num_queries(9 if "before" in address else 7):
            read(cast.bob, address)


WATCHES = 'hx-get="/outbox/"'


def test_the_page_looks_again_while_something_is_on_its_way(cast: Cast) -> None:
    let_write(cast.bob)
    item = put(cast.bob, public(cast.alice), Verb.FAVE)
    assert WATCHES in read(cast.bob, "/outbox/")
    part = cast.bob.client.get("/outbox/", headers={"HX-Request-Type": "partial"}).text.strip()
    assert part.startswith('<div class="outbox" id="outbox"')
    OutboxItem.objects.filter(pk=item.pk).update(waits_for=OutboxItem.Wait.LIMIT)
    assert WATCHES not in read(cast.bob, "/outbox/"), "nothing happens before tomorrow"
    OutboxItem.objects.filter(pk=item.pk).update(**REFUSED)
    assert WATCHES not in read(cast.bob, "/outbox/")


def test_the_page_does_not_look_again_while_nothing_may_be_sent(cast: Cast) -> None:
    put(cast.bob, public(cast.alice), Verb.FAVE)
    assert WATCHES not in read(cast.bob, "/outbox/")
