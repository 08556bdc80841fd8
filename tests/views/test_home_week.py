"""Ingrid's first page, after her first copies and after a week on a simulated Flickr."""

import re

import pytest
from django.test import Client

from accounts.models import User
from accounts.presence import note_visit
from galleries.actions.streams import keep_group
from galleries.flickr.simulator.comment_happenings import comment_happenings
from galleries.flickr.simulator.group_happenings import group_happenings
from galleries.flickr.simulator.happenings import happenings
from galleries.models import Membership
from galleries.queries.since import reached
from tests.simulated import EVERYTHING, Town
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db


def pictures(part: str, page: str) -> int:
    found = re.search(rf'aria-labelledby="{part}-title">(.*?)</section>', page, re.DOTALL)
    return found[1].count("<img ") if found else 0


def news(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def come(user: User, town: Town) -> None:
    """Somebody is here for a moment."""
    note_visit(User.objects.get(pk=user.pk), now=town.clock(), reached=reached)


def a_day(town: Town, user: User, seed: int) -> None:
    """Others upload, talk, fave and add to pools."""
    sim = town.simulator
    others = {one.nsid for one in sim.world.members if one.nsid != user.nsid}
    followed = {one.nsid for one in sim.contacts.of(sim.world.member(user.nsid))} & others
    town.clock.advance(days=1)
    happenings(sim.world, seed, 12, who=sorted(followed))
    comment_happenings(sim, seed, 12, who=[user.nsid])
    group_happenings(sim, seed, 30, who=sorted(others))
    town.sync_until_quiet()


def test_a_week_on_flickr_is_a_page_of_news(town: Town) -> None:
    user = town.join(town.simulator.world.member("ingrid").nsid, *EVERYTHING)
    town.sync_until_quiet()
    for membership in Membership.objects.filter(person__nsid=user.nsid).select_related("group"):
        if membership.group.name.startswith("Harbours"):
            keep_group(user, membership.group, now=town.clock())
    town.sync_until_quiet()
    client = Client()
    client.force_login(user)
    page = client.get("/").text
    assert "<h1>What is new</h1>" in page
    assert pictures("contacts", page) == 9
    assert pictures("groups", page) == 3
    come(user, town)

    for seed in range(3):
        a_day(town, user, seed)
    come(user, town)
    page = client.get("/").text
    assert "<h1>Since " in page
    assert pictures("contacts", page) > 2
    assert pictures("happened", page) > 2
    assert pictures("groups", page) > 0
    assert unsound(page) == []
    assert news(client.get("/").text) == news(page)
