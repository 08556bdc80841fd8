"""One's own groups, and the switch that keeps a group's pool in step."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Group, Membership, Role, Stream
from tests.cast import NOW, Actor, Cast, make_stream

URL = "/groups/"


def make_membership(actor: Actor, name: str, number: int, **fields: Any) -> Membership:
    """A group by that name which somebody is in. Facts of the group begin with ``group_``."""
    of_group = {key[6:]: fields.pop(key) for key in list(fields) if key.startswith("group_")}
    of_group = {"privacy": Group.Privacy.PUBLIC, "told_at": NOW} | of_group
    group, _ = Group.objects.get_or_create(nsid=f"{number}@N20", defaults={"name": name} | of_group)
    fields = {"role": Role.MEMBER, "told_at": NOW} | fields
    return Membership.objects.create(person=actor.person, group=group, **fields)


def text(actor: Actor, url: str = URL) -> str:
    page = actor.client.get(url).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


def names(actor: Actor, url: str = URL) -> list[str]:
    page = actor.client.get(url).content.decode()
    return re.findall(r'<h2 class="group__name"><a [^>]*><bdi>([^<]+)</bdi>', page)


def link(actor: Actor, url: str, rel: str) -> str:
    page = actor.client.get(url).content.decode()
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found[1] if found else ""


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    assert cast.visitor.client.get(URL).headers["Location"] == "/sign-in/?next=/groups/"


def test_a_guest_reads_why_nothing_is_here_and_what_to_do(cast: Cast) -> None:
    page = text(cast.guest)
    assert "Your groups are not here" in page
    assert "once you keep your Flickr in step here" in page
    assert "See what would be copied" in page


def test_groups_on_their_way_and_no_groups_at_all_read_differently(cast: Cast) -> None:
    assert "Your groups are on their way" in text(cast.alice)
    make_stream(cast.alice, Stream.Kind.GROUPS, in_step_at=NOW)
    assert "You are in no group" in text(cast.alice)


def test_what_is_known_of_a_group_is_said_in_words(cast: Cast) -> None:
    make_membership(
        cast.alice,
        "Harbours & piers <i>",
        1,
        role=Role.ADMIN,
        remaining=1,
        remaining_at=NOW,
        group_member_count=812,
        group_entry_count=9041,
        group_throttle_mode="day",
        group_throttle_count=2,
        group_is_pool_moderated=True,
        group_rules_html="No <b>boats</b>.",
        group_icon_server="7436",
        group_icon_farm=8,
    )
    page = text(cast.alice)
    assert "Harbours & piers <i>" in page
    for words in (
        "Admin 812 members 9,041 photos Anybody may join",
        "Additions wait for an admin",
        "2 photos a day, 1 left",
        "Takes about 21 calls to Flickr",
    ):
        assert words in page
    html = cast.alice.client.get(URL).content.decode()
    assert "No <b>boats</b>." in html
    assert 'href="https://www.flickr.com/groups/1@N20/"' in html
    assert 'src="https://live.staticflickr.com/7436/buddyicons/1@N20.jpg"' in html


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"group_throttle_mode": "none"}, "Anybody may join on Flickr"),
        ({"group_throttle_mode": "week", "group_throttle_count": 1}, "1 photo a week"),
        ({"group_throttle_mode": "ever", "group_throttle_count": 25}, "25 photos at any one time"),
        ({"group_throttle_mode": "disabled"}, "Nobody may add photos at the moment"),
        ({"group_throttle_mode": "fortnight", "group_throttle_count": 3}, "Anybody may join on F"),
        ({"group_privacy": Group.Privacy.INVITE_ONLY}, "By invitation"),
        ({"group_privacy": Group.Privacy.PRIVATE}, "Private"),
        ({"group_is_adult": True}, "For adults"),
        ({"role": Role.MODERATOR}, "Moderator"),
        ({"group_asked_at": NOW}, "It has no written rules."),
        ({"group_member_count": 1, "group_entry_count": 1}, "1 member 1 photo Anybody"),
        ({"group_member_count": 501, "group_entry_count": 500}, "Takes about 3 calls to Flickr"),
    ],
)
def test_limits_doors_and_roles_have_words(cast: Cast, facts: dict[str, Any], words: str) -> None:
    make_membership(cast.alice, "Fog", 1, **facts)
    assert words in text(cast.alice)


def test_what_one_may_still_add_is_not_said_from_memory(cast: Cast) -> None:
    make_membership(
        cast.alice,
        "Fog",
        1,
        remaining=1,
        remaining_at=NOW - timedelta(days=2),
        group_throttle_mode="day",
        group_throttle_count=2,
    )
    page = text(cast.alice)
    assert "2 photos a day" in page
    assert "1 left" not in page


def test_groups_one_runs_come_first_and_then_by_name(cast: Cast) -> None:
    make_membership(cast.alice, "Zebras", 1, role=Role.ADMIN)
    make_membership(cast.alice, "apples", 2)
    make_membership(cast.alice, "Birds", 3)
    make_membership(cast.alice, "Yaks", 4, role=Role.MODERATOR)
    assert names(cast.alice) == ["Yaks", "Zebras", "apples", "Birds"]


def test_every_group_stands_on_one_page_there_and_back(cast: Cast) -> None:
    for number in range(75):
        role = Role.ADMIN if number % 25 == 0 else Role.MEMBER
        make_membership(cast.alice, f"Group {number // 2:02}", number, role=role)
    pages, url = [names(cast.alice)], URL
    while url := link(cast.alice, url, "next"):
        pages.append(names(cast.alice, url))
        last = url
    assert [len(page) for page in pages] == [30, 30, 15]
    assert len([name for page in pages for name in page]) == 75
    assert pages[0][:3] == ["Group 00", "Group 12", "Group 25"]
    assert [name for page in pages for name in page][3:] == sorted(
        name for page in pages for name in page[3 if page is pages[0] else 0 :]
    )
    back = link(cast.alice, last, "prev")
    assert names(cast.alice, back) == pages[1]
    first = link(cast.alice, back, "prev")
    assert names(cast.alice, first) == pages[0]
    assert link(cast.alice, first, "prev") == ""
    assert names(cast.alice, link(cast.alice, first, "next")) == pages[1]


def test_a_key_holds_its_place_when_one_has_left_that_group(cast: Cast) -> None:
    rows = [make_membership(cast.alice, f"Group {number:02}", number) for number in range(40)]
    rows[29].gone_at = NOW
    rows[29].save()
    assert names(cast.alice, f"{URL}?after={rows[29].pk}")[0] == "Group 30"
    page = text(cast.alice, f"{URL}?after={rows[29].pk}")
    assert "Group 29" not in page


def test_behind_the_last_group_there_is_a_way_back(cast: Cast) -> None:
    row = make_membership(cast.alice, "Fog", 1)
    assert "To your first groups" in text(cast.alice, f"{URL}?after={row.pk}")


@pytest.mark.parametrize("query", ["after=x", "before=-1", "after=1&before=1", "after=" + "9" * 19])
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    make_membership(cast.alice, "Fog", 1)
    assert cast.alice.client.get(f"{URL}?{query}").status_code == 404


def test_somebody_elses_membership_is_no_key(cast: Cast) -> None:
    theirs = make_membership(cast.bob, "Fog", 1)
    assert cast.alice.client.get(f"{URL}?after={theirs.pk}").status_code == 404


def test_only_ones_own_groups_are_listed(cast: Cast) -> None:
    make_membership(cast.alice, "Mine", 1)
    make_membership(cast.alice, "Left", 2, gone_at=NOW)
    make_membership(cast.bob, "His", 3)
    assert names(cast.alice) == ["Mine"]
    assert "Mine" not in text(cast.stranger)


def test_the_switch_copies_pool_and_members_and_goes_back_to_where_one_was(cast: Cast) -> None:
    row = make_membership(cast.alice, "Fog", 1)
    back = f"{URL}?after={row.pk}#group-1"
    answer = cast.alice.client.post("/groups/1@N20/keep/", {"next": back})
    assert answer.headers["Location"] == back
    streams = Stream.objects.filter(connection=cast.alice.connection, subject="1@N20")
    assert sorted(streams.values_list("kind", flat=True)) == ["members", "pool"]
    page = text(cast.alice)
    assert "The pool of “Fog” is being copied." in page
    assert "Being copied Stop" in page
    streams.update(in_step_at=NOW)
    assert "Kept in step Stop" in text(cast.alice)
    answer = cast.alice.client.post("/groups/1@N20/stop/", {"next": "https://example.org/"})
    assert answer.headers["Location"] == URL
    assert not streams.exists()
    assert "Keep its pool in step" in text(cast.alice)


def test_somebody_elses_switch_is_not_mine(cast: Cast) -> None:
    make_membership(cast.alice, "Fog", 1)
    make_membership(cast.bob, "Fog", 1)
    make_stream(cast.bob, Stream.Kind.POOL, subject="1@N20", in_step_at=NOW)
    assert "Kept in step" not in text(cast.alice)
    assert "Kept in step" in text(cast.bob)
    cast.alice.client.post("/groups/1@N20/stop/")
    assert "Kept in step" in text(cast.bob)


@pytest.mark.parametrize("verb", ["keep", "stop"])
@pytest.mark.parametrize("who", ["bob", "stranger", "guest"])
def test_a_group_that_one_is_not_in_is_not_there(cast: Cast, who: str, verb: str) -> None:
    make_membership(cast.alice, "Fog", 1)
    client = getattr(cast, who).client
    assert client.post(f"/groups/1@N20/{verb}/").status_code == 404
    assert client.post(f"/groups/9@N99/{verb}/").status_code == 404
    assert not Stream.objects.exists()


@pytest.mark.parametrize("verb", ["keep", "stop"])
def test_the_switch_wants_a_post_and_somebody_signed_in(cast: Cast, verb: str) -> None:
    make_membership(cast.alice, "Fog", 1)
    url = f"/groups/1@N20/{verb}/"
    assert cast.alice.client.get(url).status_code == 405
    assert cast.visitor.client.post(url).headers["Location"].startswith("/sign-in/")


def test_who_has_disconnected_sees_what_is_here_and_no_switch(cast: Cast) -> None:
    make_membership(cast.alice, "Fog", 1)
    cast.alice.connection.delete()
    page = text(cast.alice)
    assert "Fog" in page
    assert "As they were when you kept your Flickr in step here." in page
    assert "Keep its pool in step" not in page
    assert cast.alice.client.post("/groups/1@N20/keep/").status_code == 404


def test_the_page_is_kept_to_this_browser_and_out_of_search(cast: Cast) -> None:
    make_membership(cast.alice, "Fog", 1)
    answer = cast.alice.client.get(URL)
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request-Type"} <= set(answer.headers["Vary"].split(", "))


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [make_membership(cast.alice, f"Group {n:03}", n) for n in range(100)]
    for number in range(0, 100, 7):
        make_stream(cast.alice, Stream.Kind.POOL, subject=f"{number}@N20")
    with django_assert_max_num_queries(5):
        cast.alice.client.get(URL)
    for query in (f"after={rows[40].pk}", f"before={rows[40].pk}"):
        with django_assert_max_num_queries(6):
            cast.alice.client.get(f"{URL}?{query}")
    with django_assert_max_num_queries(7):  # it leads back to the first page
        cast.alice.client.get(f"{URL}?before={rows[3].pk}")
