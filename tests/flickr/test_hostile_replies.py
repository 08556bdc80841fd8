"""Whatever Flickr sends, the parsers know only two outcomes: a record or UnexpectedAnswer."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from galleries.flickr import (
    activity,
    auth,
    comments,
    contacts,
    details,
    favorites,
    galleries,
    groups,
    licences,
    lookups,
    people,
    photos,
    photosets,
    pools,
    tags,
)
from galleries.flickr.errors import UnexpectedAnswer
from galleries.flickr.photo_lists import read_photo_page
from tests.flickr import families, wire

REPLIES: list[tuple[str, Callable[[str, dict[str, Any]], object], dict[str, Any]]] = [
    ("people.getPhotos", read_photo_page, wire.photo_page(wire.photo(), wire.photo(id="5"))),
    ("photos.getInfo", photos.parse_info, wire.photo_info()),
    ("photos.getSizes", photos.parse_sizes, families.SIZES),
    ("favorites.getList", favorites.parse_list, wire.photo_page(wire.photo(date_faved="9"))),
    ("groups.pools.getPhotos", pools.parse_photos, wire.photo_page(wire.photo(dateadded="9"))),
    ("galleries.getPhotos", galleries.parse_photos, families.GALLERY_PHOTOS),
    ("galleries.getList", galleries.parse_list, families.GALLERIES),
    ("photosets.getList", photosets.parse_list, families.ALBUMS),
    ("photosets.getPhotos", photosets.parse_photos, families.ALBUM_PHOTOS),
    ("people.getInfo", people.parse_info, families.PERSON),
    ("people.getGroups", people.parse_groups, families.GROUPS),
    ("groups.getInfo", groups.parse_info, families.GROUP),
    ("groups.members.getList", groups.parse_members, families.MEMBERS),
    ("contacts.getList", contacts.parse_list, families.CONTACTS),
    ("photos.comments.getList", comments.parse_list, families.COMMENTS),
    ("photos.getFavorites", comments.parse_favers, families.FAVERS),
    ("photos.getExif", details.parse_exif, families.EXIF),
    ("photos.getAllContexts", details.parse_contexts, families.CONTEXTS),
    ("photos.people.getList", details.parse_people, families.PEOPLE),
    ("photos.licenses.getLicenseHistory", details.parse_licence_history, families.HISTORY),
    ("photos.licenses.getInfo", licences.parse_info, families.LICENCES),
    ("activity.userPhotos", activity.parse_items, families.ACTIVITY),
    ("tags.getListUser", tags.parse_list_user, families.USER_TAGS),
    ("tags.getListPhoto", tags.parse_list_photo, families.PHOTO_TAGS),
    ("auth.oauth.checkToken", auth.parse_token, families.TOKEN_REPLY),
    ("test.login", auth.parse_login, families.LOGIN),
    ("urls.lookupUser", lookups.parse_user, families.FOUND_USER),
    ("urls.lookupGroup", lookups.parse_group, families.FOUND_GROUP),
]

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([10**40, -(10**40), 2**63, -1, 0, "", "0", "1", "-1", "1e400", "NaN"])
    | st.text(st.characters(codec=None), max_size=8)
    | st.sampled_from(["javascript:alert(1)", "<script>", "&amp;#0;", "\ud800", "\x00", "٣"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_content", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a reply."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(inside):
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


@st.composite
def mutated(draw: st.DrawFn, reply: dict[str, Any]) -> dict[str, Any]:
    """A reply with a few things dropped, wrapped, unwrapped or replaced."""
    reply = copy.deepcopy(reply)
    for _ in range(draw(st.integers(1, 3))):
        every = [path for path in places(reply) if path != ("stat",)]
        if not every:
            break
        *way, last = draw(st.sampled_from(every))
        holder: Any = reply
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(["drop", "replace", "wrap", "list", "text"])):
            case "drop":
                del holder[last]
            case "replace":
                holder[last] = draw(json_values)
            case "wrap":
                holder[last] = {"_content": holder[last]}
            case "list":
                holder[last] = [holder[last]]
            case _:
                holder[last] = str(holder[last])
    return reply


def storable(value: object) -> None:
    """A record holds only what any database takes."""
    if isinstance(value, str):
        value.encode()
        assert "\x00" not in value
    elif isinstance(value, int):
        assert abs(value) < 2**63
    elif isinstance(value, tuple):
        for inner in value:
            storable(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            storable(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            storable(getattr(value, name))


@pytest.mark.parametrize(("method", "parse", "reply"), REPLIES, ids=[r[0] for r in REPLIES])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_a_broken_reply_is_a_record_or_one_error(
    method: str,
    parse: Callable[[str, dict[str, Any]], object],
    reply: dict[str, Any],
    data: st.DataObject,
) -> None:
    broken = data.draw(mutated(reply))
    outcome: object
    try:
        outcome = parse(method, broken)
    except UnexpectedAnswer as error:
        outcome = (error.method, error.detail)
        said = str(error)
    else:
        said = ""
    storable(outcome)
    assert "5ec2e7" not in said
    assert "<script>" not in said


@pytest.mark.parametrize(("method", "parse", "reply"), REPLIES, ids=[r[0] for r in REPLIES])
def test_a_whole_reply_is_a_record(
    method: str, parse: Callable[[str, dict[str, Any]], object], reply: dict[str, Any]
) -> None:
    storable(parse(method, reply))
