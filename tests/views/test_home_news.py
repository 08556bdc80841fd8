"""What is new on the first page: since when, of her contacts, and on her photos."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.formats import date_format

from accounts.models import User
from galleries.models import ContactPhoto, Happening, Photo
from galleries.views.news_words import Names, faved, when
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_contact,
    make_contact_photo,
    make_entry,
    make_person,
    make_photo,
)
from tests.views.news_scenes import (
    AFTER,
    BEFORE,
    HOUR,
    LAST_TIME,
    add,
    alice,
    happen,
    harbour,
    heading,
    home,
    in_step,
    keep_group,
    read,
    upload,
    was_here,
)

__all__ = ["alice", "harbour"]

PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS
MINUTE = timedelta(minutes=1)


def test_the_page_says_since_when_it_tells(cast: Cast, alice: Actor) -> None:
    upload(cast, "A new pier")
    assert heading(home(alice)) == f"Since {date_format(LAST_TIME, 'l, F j')}"
    assert f"<title>{heading(home(alice))} · flickrweb</title>" in home(alice)


TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (TUESDAY - timedelta(hours=3, minutes=30), "8:30 a.m. today"),
        (TUESDAY - timedelta(hours=13), "yesterday"),
        (TUESDAY - timedelta(days=2), "Sunday, November 22"),
        (TUESDAY - timedelta(days=7), "November 17"),
        (TUESDAY - timedelta(days=400), "Oct. 20, 2025"),
    ],
)
def test_the_time_before_is_named_as_people_do(moment: datetime, words: str) -> None:
    assert when(moment, now=TUESDAY) == words


def test_a_reload_and_the_way_back_show_the_same_news(cast: Cast, alice: Actor) -> None:
    upload(cast, "A new pier")
    User.objects.filter(pk=alice.user.pk).update(last_time_at=None, seen_at=LAST_TIME)
    for _ in range(3):
        assert "A new pier" in home(alice)
        assert heading(home(alice)).startswith("Since ")
    alice.user.refresh_from_db()
    assert alice.user.last_time_at == LAST_TIME


def test_what_she_saw_last_time_is_not_new(cast: Cast, alice: Actor, harbour: Photo) -> None:
    group = keep_group(alice)
    upload(cast, "An old pier", uploaded_at=BEFORE)
    happen(cast, harbour, "comment", text_html="Said before", happened_at=BEFORE)
    add(cast, group, "Added before", added_at=BEFORE)
    page = home(alice)
    for words in ("An old pier", "Said before", "Added before"):
        assert words not in page
    assert heading(page).startswith("Nothing new since ")
    assert "All is quiet." in page
    assert "Harbour at dusk" in page


def test_what_flickr_told_late_is_new_though_it_is_older(
    cast: Cast, alice: Actor, harbour: Photo
) -> None:
    group = keep_group(alice)
    seen = (
        upload(cast, "Seen pier", uploaded_at=BEFORE),
        happen(cast, harbour, "comment", text_html="Seen words", happened_at=BEFORE),
        add(cast, group, "Seen entry", added_at=BEFORE),
    )
    was_here(alice, last_time_up_to={row._meta.model_name: row.pk for row in seen})
    upload(cast, "Late pier", uploaded_at=BEFORE)
    happen(cast, harbour, "comment", text_html="Late words", happened_at=BEFORE + HOUR / 2)
    add(cast, group, "Late entry", added_at=BEFORE)
    upload(cast, "Ancient pier", uploaded_at=BEFORE - timedelta(days=5))
    add(cast, group, "Ancient entry", added_at=BEFORE - timedelta(days=5))
    page = home(alice)
    for words in ("Late pier", "Late words", "Late entry"):
        assert words in page
    for words in ("Seen pier", "Seen words", "Seen entry", "Ancient"):
        assert words not in page


def test_how_far_the_copies_are_is_noted_as_she_comes(cast: Cast, alice: Actor) -> None:
    row = upload(cast, "A pier", uploaded_at=BEFORE)
    for seen_at in (NOW - timedelta(days=2), NOW - timedelta(days=1)):
        User.objects.filter(pk=alice.user.pk).update(seen_at=seen_at)
        alice.client.get("/about/")
    alice.user.refresh_from_db()
    reached = {"contactphoto": row.pk, "entry": None, "happening": None}
    assert alice.user.seen_up_to == reached
    assert alice.user.last_time_up_to == reached


def test_a_first_visit_shows_the_newest(cast: Cast, alice: Actor, harbour: Photo) -> None:
    was_here(alice, last_time_at=None)
    group = keep_group(alice)
    upload(cast, "An old pier", uploaded_at=BEFORE)
    happen(cast, harbour, "comment", text_html="Said before", happened_at=BEFORE)
    add(cast, group, "Added before", added_at=BEFORE)
    page = home(alice)
    assert heading(page) == "What is new"
    for words in ("An old pier", "Said before", "Added before"):
        assert words in page
    assert "new photo" not in page, "nobody has seen the others either"


# Of contacts


def test_nine_of_her_contacts_photos_and_the_way_to_the_others(cast: Cast, alice: Actor) -> None:
    for number in range(9):
        upload(cast, f"Upload {number};", uploaded_at=AFTER + number * HOUR)
    page = home(alice)
    assert page.count('class="photo-card ') == 9
    assert page.index("Upload 8;") < page.index("Upload 0;")
    assert "All of them" not in page
    upload(cast, "Upload 9;", uploaded_at=AFTER + 9 * HOUR)
    page = home(alice)
    assert page.count('class="photo-card ') == 9
    assert '<a class="news__all" href="/photos/friends/">All of them</a>' in page
    assert "Upload 0;" not in page


def test_a_contacts_photo_that_she_may_no_longer_see_is_not_shown(cast: Cast, alice: Actor) -> None:
    upload(cast, "For her", visibility=FRIENDS)
    upload(cast, "Closed since", visibility=FRIENDS, narrowed_asked_at=NOW + HOUR)
    stale = upload(cast, "Told a day ago", visibility=FRIENDS)
    ContactPhoto.objects.filter(pk=stale.pk).update(told_at=NOW - timedelta(hours=25))
    upload(cast, "Taken back", gone_at=NOW)
    upload(cast, "Daring", safety=2)
    let_go = upload(cast, "Let go")
    ContactPhoto.objects.filter(pk=let_go.pk).update(gone_at=NOW)
    page = home(alice)
    assert "For her" in page
    for words in ("Closed since", "Told a day ago", "Taken back", "Daring", "Let go"):
        assert words not in page


@pytest.mark.parametrize("who", ["bob", "stranger"])
def test_what_is_new_for_her_is_new_for_nobody_else(
    cast: Cast, alice: Actor, harbour: Photo, who: str
) -> None:
    group = keep_group(alice)
    upload(cast, "Shown to Alice")
    make_contact_photo(alice, make_photo(cast.stranger, "Hers alone", visibility=PUBLIC))
    happen(cast, harbour, "comment", text_html="Said to Alice")
    add(cast, group, "Added for Alice")
    somebody: Actor = getattr(cast, who)
    in_step(somebody)
    was_here(somebody)
    page = home(somebody)
    assert heading(page).startswith("Nothing new since ") or "Nothing hangs here yet." in page
    own_title = "Shown to Alice" if who == "bob" else "Hers alone"
    for words in ({"Shown to Alice", "Hers alone"} - {own_title}) | {"Said to", "Piers of the"}:
        assert words not in page


# On her photos


def test_what_others_did_is_told_photo_by_photo_latest_first(
    cast: Cast, alice: Actor, harbour: Photo
) -> None:
    gate = make_photo(alice, "The gate", visibility=PUBLIC)
    happen(cast, harbour, happened_at=AFTER)
    happen(cast, gate, "comment", text_html="<b>Fine</b> light &amp; air", happened_at=AFTER + HOUR)
    happen(cast, gate, "tag", by=cast.stranger, happened_at=AFTER + 2 * HOUR)
    happen(cast, gate, "note", text_html="Who is this?", happened_at=AFTER + 3 * HOUR)
    page, words = home(alice), read(alice)
    assert page.index("The gate") < page.index("Harbour at dusk")
    assert f'<a href="/photos/alice/{gate.pk}/#talk" dir="auto">The gate</a>' in page
    assert f'href="https://www.flickr.com/photos/alice/{gate.pk}/"' in page
    assert "Bob Brandt faved this" in words
    assert "stranger added tags" in words
    assert "Bob Brandt commented" in words
    assert '<blockquote class="happening__quote" dir="auto">Fine light &amp; air<' in page
    assert "Bob Brandt wrote a note" in words


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Ada"], "Ada faved this"),
        (["Ada", "Bo"], "Bo and Ada faved this"),
        (["Ada", "Bo", "Cy"], "Cy and 2 others faved this"),
        (["Ada", "Bo", "Cy", "Dee", "Ada"], "Ada and 3 others faved this"),
    ],
)
def test_many_faves_are_one_sentence(
    cast: Cast, alice: Actor, harbour: Photo, names: list[str], told: str
) -> None:
    people = {
        name: make_person(name, nsid=f"{700 + place}@N07", realname=name)
        for place, name in enumerate(dict.fromkeys(names))
    }
    for place, name in enumerate(names):
        happen(cast, harbour, by=people[name], happened_at=AFTER + place * HOUR)
    assert f"On Flickr {told}" in read(alice) or f" {told}" in read(alice)


def test_two_comments_are_read_here_and_the_others_on_the_page_of_the_photo(
    cast: Cast, alice: Actor, harbour: Photo
) -> None:
    for number in range(4):
        text = f"Comment {number};"
        happen(cast, harbour, "comment", text_html=text, happened_at=AFTER + number * HOUR)
    page = home(alice)
    assert page.index("Comment 2;") < page.index("Comment 3;")
    assert "Comment 1;" not in page
    assert "2 more comments" in page


def test_awards_and_invitations_are_counted_and_not_quoted(
    cast: Cast, alice: Actor, harbour: Photo
) -> None:
    seen = 'Seen in the group <a href="https://www.flickr.com/groups/x/">Piers</a>'
    for words in (seen, seen, "Lovely light."):
        happen(cast, harbour, "comment", text_html=words)
    page = home(alice)
    assert "Lovely light." in page
    assert "Seen in" not in page
    assert "2 awards and invitations" in page


def test_long_words_are_cut_and_pictures_in_them_are_none(
    cast: Cast, alice: Actor, harbour: Photo
) -> None:
    happen(cast, harbour, "comment", text_html="word " * 400)
    quote = re.search("<blockquote.*?>(.*?)</blockquote>", home(alice))
    assert quote is not None
    assert len(quote[1]) <= 280
    assert quote[1].endswith("…")


def test_what_she_did_herself_is_no_news(cast: Cast, alice: Actor, harbour: Photo) -> None:
    happen(cast, harbour, "comment", by=alice, text_html="My own words")
    group = keep_group(alice)
    make_entry(group, harbour, added_at=AFTER)
    page = home(alice)
    assert "My own words" not in page
    assert "Piers of the North" not in page
    assert heading(page).startswith("Nothing new since ")


def test_a_photo_she_took_back_is_not_spoken_of(cast: Cast, alice: Actor) -> None:
    make_photo(alice, "Still there")
    gone = make_photo(alice, "Taken back", visibility=PUBLIC, gone_at=NOW)
    happen(cast, gone, "comment", text_html="Words under it")
    absent = Happening(photo_id=1, owner=alice.person, by=cast.bob.person, kind="fave")
    absent.happened_at = absent.told_at = AFTER
    absent.save()
    page = home(alice)
    assert "Taken back" not in page
    assert "Words under it" not in page
    assert heading(page).startswith("Nothing new since ")


def test_what_is_said_of_a_photo_of_somebody_else_is_not_told(cast: Cast, alice: Actor) -> None:
    other = make_photo(cast.bob, "Not hers", visibility=PUBLIC)
    Happening.objects.create(
        photo=other,
        owner=alice.person,
        by=cast.stranger.person,
        kind="comment",
        text_html="Odd words",
        happened_at=AFTER,
        told_at=NOW,
    )
    assert "Odd words" not in home(alice)


def test_a_private_photo_of_hers_is_spoken_of_to_her(cast: Cast, alice: Actor) -> None:
    happen(cast, make_photo(alice, "My secret"), "comment", text_html="Fine")
    assert "My secret" in home(alice)


def test_names_lead_to_pages_that_there_are(cast: Cast, alice: Actor, harbour: Photo) -> None:
    followed = make_person("followed", nsid="701@N07")
    make_contact(alice, followed)
    unknown = make_person("unknown", nsid="702@N07")
    make_photo(cast.bob, visibility=PUBLIC)
    for by in (cast.bob, followed, unknown, cast.stranger):
        happen(cast, make_photo(alice), by=by)
    page = home(alice)
    assert 'href="/people/bob/" dir="auto">Bob Brandt</a>' in page
    assert 'href="/people/followed/"' in page
    assert 'href="https://www.flickr.com/photos/unknown/" rel="noopener nofollow ugc"' in page
    assert '"/people/unknown/"' not in page
    for address in set(re.findall('href="(/people/[^"]*)"', page)):
        assert alice.client.get(address).status_code == 200


def test_after_six_photos_the_others_are_told_in_words(cast: Cast, alice: Actor) -> None:
    for number in range(11):
        happen(cast, make_photo(alice, f"Faved {number};"), happened_at=AFTER + number * HOUR)
    page = home(alice)
    assert page.count('class="happening__picture"') == 6
    assert page.count('<li class="happening">') == 11
    assert "And on 5 more photos" in page
    assert "Older ones stand under your photos." not in page


def test_after_twenty_photos_the_page_says_where_the_others_are(cast: Cast, alice: Actor) -> None:
    for number in range(21):
        happen(cast, make_photo(alice, f"Faved {number};"), happened_at=AFTER + number * MINUTE)
    page = home(alice)
    assert page.count('<li class="happening">') == 20
    assert "Faved 0;" not in page
    assert "Older ones stand under your photos." in page


def test_whoever_leaves_while_the_page_is_read_is_somebody() -> None:
    assert faved([4, 5], Names()) == "somebody and somebody faved this"
