"""What people do on Flickr through us: how it is sent, and what each answer to it means."""

from collections.abc import Callable
from typing import Any

import pytest

from galleries.flickr import comments, favorites, pools, tags
from galleries.flickr.client import Flickr
from galleries.flickr.errors import (
    FlickrError,
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    PermissionLacking,
    TokenRefused,
    UnexpectedAnswer,
)
from tests.flickr import families
from tests.flickr.scripted import SECRETS, fails, flickr_that, says
from tests.flickr.wire import photo_info, photo_page
from tests.recordings import needs_recordings, recordings

PHOTO = "53000000001"
GROUP = "22222222@N20"
COMMENT = "47267889-53000000001-72158"
TAG = "1-53000000001-297529"
OK = {"stat": "ok"}

type Write = Callable[[Flickr], object]

# The call, the method, its own arguments, and a reply that means it is done.
WRITES: dict[str, tuple[Write, dict[str, str], dict[str, Any]]] = {
    "favorites.add": (
        lambda flickr: favorites.add(flickr, flickr_id=PHOTO),
        {"photo_id": PHOTO},
        OK,
    ),
    "favorites.remove": (
        lambda flickr: favorites.remove(flickr, flickr_id=PHOTO),
        {"photo_id": PHOTO},
        OK,
    ),
    "photos.comments.addComment": (
        lambda flickr: comments.add(flickr, flickr_id=PHOTO, text="I <3 it"),
        {"photo_id": PHOTO, "comment_text": "I <3 it"},
        families.ADDED_COMMENT,
    ),
    "photos.comments.editComment": (
        lambda flickr: comments.edit(flickr, comment_id=COMMENT, text="I like it"),
        {"comment_id": COMMENT, "comment_text": "I like it"},
        OK,
    ),
    "photos.comments.deleteComment": (
        lambda flickr: comments.delete(flickr, comment_id=COMMENT),
        {"comment_id": COMMENT},
        OK,
    ),
    "groups.pools.add": (
        lambda flickr: pools.add(flickr, flickr_id=PHOTO, group_nsid=GROUP),
        {"photo_id": PHOTO, "group_id": GROUP},
        OK,
    ),
    "groups.pools.remove": (
        lambda flickr: pools.remove(flickr, flickr_id=PHOTO, group_nsid=GROUP),
        {"photo_id": PHOTO, "group_id": GROUP},
        OK,
    ),
    "photos.addTags": (
        lambda flickr: tags.add(flickr, flickr_id=PHOTO, tags=["pier", "Night Pier"]),
        {"photo_id": PHOTO, "tags": 'pier "Night Pier"'},
        families.ADDED_TAGS,
    ),
    "photos.removeTag": (
        lambda flickr: tags.remove(flickr, tag_id=TAG),
        {"tag_id": TAG},
        OK,
    ),
}


@pytest.mark.parametrize("method", WRITES)
def test_a_write_is_a_signed_post_that_says_what_to_do(method: str) -> None:
    write, arguments, reply = WRITES[method]
    flickr, wire = flickr_that(says(reply))
    write(flickr)
    assert len(wire.requests) == 1
    assert wire.last.method == "POST"
    assert "?" not in (wire.last.url or "")
    assert "oauth_signature=" in str(wire.last.headers["Authorization"])
    common = {"method": f"flickr.{method}", "format": "json", "nojsoncallback": "1"}
    assert wire.fields() == arguments | common


@pytest.mark.parametrize("method", sorted(WRITES.keys() - {"photos.comments.addComment"}))
def test_the_empty_reply_means_that_it_is_done(method: str) -> None:
    flickr, _ = flickr_that(says(OK))
    assert WRITES[method][0](flickr) is None


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize(
    "other",
    [
        photo_page(),
        photo_info(),
        families.PERSON,
        families.COMMENTS,
        {"tags": {"source": "pier", "tag": [{"_content": "sea"}]}, "stat": "ok"},
    ],
    ids=lambda reply: next(iter(reply)),
)
def test_the_body_of_another_request_is_never_taken_for_success(
    method: str, other: dict[str, Any]
) -> None:
    flickr, wire = flickr_that(says(other))
    with pytest.raises(FlickrUnavailable, match="another request"):
        WRITES[method][0](flickr)
    assert len(wire.requests) == 1, "and nothing is sent twice"


GONE, NO = NotOnFlickr, FlickrRefused
REFUSALS: list[tuple[str, int, str, type[FlickrError]]] = [
    ("favorites.add", 1, "Photo not found", GONE),
    ("favorites.add", 2, "Photo is owned by you", NO),
    ("favorites.add", 3, "Photo is already in favorites", NO),
    ("favorites.add", 4, "User cannot see photo", GONE),
    ("favorites.remove", 1, "Photo not in favorites", NO),
    ("favorites.remove", 2, "Cannot remove photo from that user's favorites", NO),
    ("photos.comments.addComment", 1, "Photo not found.", GONE),
    ("photos.comments.addComment", 8, "Blank comment.", NO),
    ("photos.comments.addComment", 9, "User is posting comments too fast.", NO),
    ("photos.comments.addComment", 99, "Insufficient permission to comment", NO),
    ("photos.comments.editComment", 1, "Photo not found.", GONE),
    ("photos.comments.editComment", 2, "Comment not found.", GONE),
    ("photos.comments.editComment", 8, "Blank comment.", NO),
    ("photos.comments.deleteComment", 1, "Photo not found.", GONE),
    ("photos.comments.deleteComment", 2, "Comment not found.", GONE),
    *(("groups.pools.add", code, "No", NO) for code in (*range(1, 9), 10, 11, *range(21, 30))),
    ("groups.pools.remove", 1, "Group not found", GONE),
    ("groups.pools.remove", 2, "Photo not in pool", NO),
    ("groups.pools.remove", 3, "Insufficient permission to remove photo", NO),
    ("photos.addTags", 1, "Photo not found", GONE),
    ("photos.addTags", 2, "Maximum number of tags reached", NO),
    ("photos.removeTag", 1, "Tag not found", GONE),
]


@pytest.mark.parametrize(("method", "code", "message", "error"), REFUSALS)
def test_a_refusal_is_sorted_by_what_to_do_next(
    method: str, code: int, message: str, error: type[FlickrError]
) -> None:
    write, arguments, _ = WRITES[method]
    flickr, _ = flickr_that(fails(code, message))
    with pytest.raises(FlickrError) as caught:
        write(flickr)
    assert type(caught.value) is error
    if isinstance(caught.value, NotOnFlickr):
        assert caught.value.subject in arguments.values()
    if isinstance(caught.value, FlickrRefused):
        assert (caught.value.method, caught.value.code) == (method, code)


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        (0, "Sorry", FlickrUnavailable),
        (96, "Invalid signature", InstallationRefused),
        (98, "Invalid auth token", TokenRefused),
        (99, "User not logged in", FlickrRefused),
        (105, "Service currently unavailable", FlickrUnavailable),
        (106, "Write operation failed", FlickrUnavailable),
        (116, "Bad URL found", FlickrRefused),
    ],
)
def test_what_any_write_may_be_told(
    method: str, code: int, message: str, error: type[FlickrError]
) -> None:
    flickr, _ = flickr_that(fails(code, message))
    with pytest.raises(FlickrError) as caught:
        WRITES[method][0](flickr)
    assert type(caught.value) is error


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("granted", ["read", "none"])
def test_a_token_that_may_not_write_says_what_it_needs(method: str, granted: str) -> None:
    message = f"Insufficient permissions. Method requires write privileges; {granted} granted."
    flickr, _ = flickr_that(fails(99, message))
    with pytest.raises(PermissionLacking) as caught:
        WRITES[method][0](flickr)
    assert (caught.value.method, caught.value.needs) == (method, "write")
    assert not any(secret in f"{caught.value!r} {caught.value}" for secret in SECRETS)


# Words


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('She said "look" & left', 'She said "look" & left'),
        ("two\nlines\n\nand more", "two\nlines\n\nand more"),
        ("🌅 מים <b>bold</b> 100% a+b", "🌅 מים <b>bold</b> 100% a+b"),
        ("half \ud83d a \x00character", "half  a character"),
        (" as typed ", " as typed "),
    ],
)
def test_whatever_people_write_arrives_as_they_wrote_it(text: str, sent: str) -> None:
    flickr, wire = flickr_that(says(families.ADDED_COMMENT), says(OK))
    comments.add(flickr, flickr_id=PHOTO, text=text)
    assert wire.fields()["comment_text"] == sent
    comments.edit(flickr, comment_id=COMMENT, text=text)
    assert wire.fields()["comment_text"] == sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        (["pier"], "pier"),
        (["Night Pier", "sea"], '"Night Pier" sea'),
        (["a, b"], '"a, b"'),
        (["a,b"], '"a,b"'),
        (["two\nlines"], '"two lines"'),
        (["wide\u3000blank"], '"wide blank"'),
        ([" edge "], "edge"),
        (['the "old" pier'], '"the old pier"'),
        (['"'], None),
        (["", "  ", "\ud83d", "\x00"], None),
        ([], None),
        (['"', "sea"], "sea"),
        (["geo:lat=54.3", "place:name=West Pier"], 'geo:lat=54.3 "place:name=West Pier"'),
        (["🌅", "מים", "!!!"], "🌅 מים !!!"),
        (["half\ud83d"], "half"),
    ],
)
def test_tags_are_sent_as_flickr_reads_them(typed: list[str], sent: str | None) -> None:
    flickr, wire = flickr_that(says(OK))
    if sent is None:
        with pytest.raises(ValueError, match="no tag to add"):
            tags.add(flickr, flickr_id=PHOTO, tags=typed)
        assert not wire.requests
    else:
        tags.add(flickr, flickr_id=PHOTO, tags=typed)
        assert wire.fields()["tags"] == sent


# What a comment became


@pytest.mark.parametrize("key", ["_content", "text"])
def test_a_comment_tells_what_became_of_it(key: str) -> None:
    wire = dict(families.ADDED_COMMENT["comment"])
    wire[key] = f"{wire.pop('_content')}<script>x</script>"
    flickr, _ = flickr_that(says({"comment": wire, "stat": "ok"}))
    comment = comments.add(flickr, flickr_id=PHOTO, text="I <3 it")
    assert (comment.id, comment.author.nsid) == (COMMENT, "11111111@N00")
    assert (comment.text_html, comment.author_is_deleted) == ("I &lt;3 it", False)
    assert comment.written_at.timestamp() == 1701773361
    assert comment.permalink.endswith("#comment72158")


@pytest.mark.parametrize("key", ["id", "author", "datecreate"])
def test_a_comment_that_does_not_say_which_it_is_is_a_surprise(key: str) -> None:
    wire = {name: v for name, v in families.ADDED_COMMENT["comment"].items() if name != key}
    flickr, _ = flickr_that(says({"comment": wire, "stat": "ok"}))
    with pytest.raises(UnexpectedAnswer):
        comments.add(flickr, flickr_id=PHOTO, text="I <3 it")


@pytest.mark.parametrize("told", [{}, {"tags": {}}, {"tags": {"tag": []}}, families.ADDED_TAGS])
def test_added_tags_are_told_or_not(told: dict[str, Any]) -> None:
    flickr, wire = flickr_that(says(told | OK))
    tags.add(flickr, flickr_id=PHOTO, tags=["Night Pier"])
    assert len(wire.requests) == 1


@needs_recordings
def test_a_comment_and_tags_that_were_really_added_are_understood() -> None:
    [recorded] = [r for r in recordings("photos.addTags") if r.body["stat"] == "ok"]
    flickr, _ = flickr_that(says(recorded.body))
    tags.add(flickr, flickr_id="14276354684", tags=["sign"])
    added = [
        comments.parse_added("photos.comments.addComment", recorded.body)
        for recorded in recordings("photos.comments.addComment")
        if isinstance(recorded.body, dict) and recorded.body["stat"] == "ok"
    ]
    assert {comment.id.split("-")[1] for comment in added} == {"53373661077", "14276359614"}
    assert any(comment.text_html for comment in added)
