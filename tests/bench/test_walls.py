"""The pieces that measure pages run; what they measure is for people to read."""

from dataclasses import replace

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from galleries.models import Photo
from galleries.seed.plan import Plan
from galleries.seed.run import seed, sign_in
from tests.bench.addresses import asked
from tests.bench.desks import furnish_a_desk
from tests.bench.hanging import hanging
from tests.bench.plans import questions, ways
from tests.bench.shares import PARTS
from tests.bench.tables import differences, same_plans, table, why_not_faster
from tests.bench.walls import answered, get


@pytest.mark.django_db(transaction=True)
def test_every_page_of_the_invented_world_answers_at_every_place() -> None:
    seed(Plan(2_000), now=timezone.now().replace(microsecond=0), say=lambda line: None)
    furnish_a_desk()
    application, session = get_wsgi_application(), sign_in(0)
    pages = list(asked())
    assert {page.name for page in pages} >= {"photostream", "favourites", "pool", "album", "home"}
    statuses = {}
    for page in pages:
        cookie = "" if page.by_visitor else f"sessionid={session}"
        statuses[page.name, page.place] = get(application, page.address, cookie=cookie)[0]
    redirected = {where for where, status in statuses.items() if status == 302}
    assert redirected == {("jump to a month", "")}
    assert set(statuses.values()) == {200, 302}

    by_hand = list(hanging(1, count=40))
    assert "a gallery of 40 photos" in by_hand[0]
    assert "a drop writes 1 row of the wall" in by_hand[-1]

    found = [answered(application, page, session=session, rounds=1) for page in pages[:3]]
    assert [one.queries > 2 for one in found] == [True] * 3
    assert [one.size > 20_000 for one in found] == [True] * 3
    lines = list(table(found))
    assert [line.split()[:2] for line in lines[1:]] == [
        ["photostream", place] for place in ("first", "middle", "last")
    ]
    sorted_ = replace(found[1], plan=f"{found[1].plan}\nUSE TEMP B-TREE FOR ORDER BY")
    assert same_plans([found[0], sorted_]) == ["", "OTHER"]
    assert "    + USE TEMP B-TREE FOR ORDER BY" in differences([found[0], sorted_])
    assert list(differences([found[0], found[0]])) == []

    assert [min(one.spent[part] for part in PARTS) > 0 for one in found] == [True] * 3
    told = list(why_not_faster(found))
    assert [line.split()[:2] for line in told[1:]] == [line.split()[:2] for line in lines[1:]]


@pytest.mark.django_db
def test_a_plan_is_the_same_for_other_values() -> None:
    plans = []
    for owner in (1, 22):
        with questions() as seen:
            list(Photo.objects.filter(owner=owner).newest_first()[:30])
        plans.append(seen.plans())
    assert plans[0] == plans[1] != ""


def test_how_each_row_is_asked_about_is_no_other_way_to_the_rows() -> None:
    walked = "Limit\n  ->  Index Scan using pool_page on entry\n        SubPlan ?\n"
    one_by_one = f"{walked}          ->  Index Scan using by_photo on favourite"
    at_once = f"{walked}          ->  Seq Scan on favourite"
    assert ways(one_by_one) == ways(at_once) == ["Index Scan using pool_page on entry"]
    by_index, by_key = (
        f"SCAN entry\n  CORRELATED SCALAR SUBQUERY ?\n    SEARCH own USING {way}" for way in "ab"
    )
    assert ways(by_index) == ways(by_key) == ["SCAN entry"]
    assert ways("Sort\n  ->  Seq Scan on entry") == ["Seq Scan on entry", "Sort"]
