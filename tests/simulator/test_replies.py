"""The wire: wrapper, formats, errors; keys and types against API.md and against recordings."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.rest import METHODS
from galleries.flickr.simulator.seen import seen_in
from galleries.flickr.simulator.wire import EXTRAS
from tests.recordings import needs_recordings, recordings, xml_as_json
from tests.simulator.conftest import REST, Phone
from tests.simulator.group_replies import ask_about_groups

URLS = ["sq", "q", "t", "s", "n", "w", "m", "z", "c", "l", "h", "k", "3k", "4k", "5k", "6k", "f"]
ALL_EXTRAS = ",".join([*EXTRAS, *(f"url_{size}" for size in [*URLS, "o"])])

# API.md 7.2, column "today". A key may have several types where Flickr itself has.
TEXT, NUMBER = str, int
TODAY: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(
        """id owner secret server nsid title dateupload dateuploaded posted lastupdate datetaken
        taken views license safety_level content_type datetakenunknown takenunknown count_faves
        count_comments count_views o_width o_height place_id woeid media media_status ownername
        realname originalsecret originalformat tags machine_tags raw author authorname
        username isprimary primary gallery_id primary_photo_id primary_photo_secret date_create
        date_update dateadded favedate datecreate dateactivity permalink commentid""".split(),  # noqa: SIM905
        (TEXT,),
    ),
    **dict.fromkeys(
        """farm iconfarm ispublic isfriend isfamily isfavorite rotation geo_is_public
        geo_is_contact geo_is_friend geo_is_family context page pages perpage total
        datetakengranularity takengranularity candownload canblog canprint canshare cancomment
        canaddmeta haspeople ispro is_deleted width height per_page count_photos count_videos
        count_total cancreate can_comment visibility_can_see_set needs_interstitial is_primary
        has_comment is_video ignored rev_ignored friend family membertype is_member
        is_moderator is_admin is_founder ispoolmoderated eighteenplus invitation_only remaining
        author_is_deleted tagspaceid is_muted count_photo count_video""".split(),  # noqa: SIM905
        (NUMBER,),
    ),
    **dict.fromkeys(("latitude", "longitude", "accuracy", "iconserver"), (TEXT, NUMBER)),
    **dict.fromkeys(("path_alias", "pathalias"), (TEXT, type(None))),
}

COUNTS = ("count_views", "count_comments")


def pairs(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key with its path and value; places in lists do not count."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.{key}", key, item
            yield from pairs(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from pairs(item, f"{path}[]")


def replies(sim: Simulator) -> dict[str, list[Any]]:
    """Replies of every method, for callers who see much and for callers who see little."""
    ingrid, yael, anybody = Phone(sim, "ingrid"), Phone(sim, "yael"), Phone(sim)
    me = sim.world.big_member.nsid
    photos = list(sim.world.photos_of(me))[:120]
    some = [p for p in photos if p.geo][:2] + [p for p in photos if p.media == "video"][:1]
    some += [next(sim.world.photos_of("museum")), next(sim.world.photos_of("yael"))]
    shown: dict[str, list[Any]] = {}

    def add(method: str, phone: Phone, **args: Any) -> None:
        shown.setdefault(method, []).append(phone.call(method, **args))

    for who in ("ingrid", "tomas", "layla", "aino", "solveig", "max"):
        nsid = sim.world.member(who).nsid
        for phone in (ingrid, yael, anybody):
            add("people.getInfo", phone, user_id=nsid)
            add("people.getPhotos", phone, user_id=nsid, extras=ALL_EXTRAS, per_page=200)
            add("people.getPublicPhotos", phone, user_id=nsid, extras=ALL_EXTRAS, per_page=200)
        add("favorites.getList", ingrid, user_id=nsid, extras=ALL_EXTRAS, per_page=200)
        add("favorites.getPublicList", anybody, user_id=nsid, extras=ALL_EXTRAS, per_page=200)
    for photo in some:
        for phone in (ingrid, yael, anybody):
            add("photos.getInfo", phone, photo_id=photo.id)
            add("photos.getSizes", phone, photo_id=photo.id)
    named = [p for p in photos if seen_in(sim.world, p)]
    for photo in (*some[:1], *named):
        add("photos.people.getList", ingrid, photo_id=photo.id)
        add("photos.people.getList", anybody, photo_id=named[0].id)
    for phone in (ingrid, yael):
        add("photos.recentlyUpdated", phone, min_date="1", extras=ALL_EXTRAS, per_page=200)
        add("test.login", phone)
        add("test.null", phone)
        add("people.getUploadStatus", phone)
        add("auth.oauth.checkToken", phone)
    for who in ("ingrid", "museum"):
        member = sim.world.member(who)
        [album, gallery] = sim.albums.of(member)[0], sim.galleries.of(member)[0]
        for phone in (ingrid, yael, anybody):
            asked = {"user_id": member.nsid, "primary_photo_extras": ALL_EXTRAS}
            add("photosets.getList", phone, **asked)
            add("photosets.getList", phone, **asked, continuation=0, per_page=5)
            of_album = {"photoset_id": album.id, "user_id": member.nsid}
            add("photosets.getInfo", phone, **of_album)
            add("photosets.getPhotos", phone, **of_album, extras=ALL_EXTRAS)
            add("galleries.getList", phone, **asked)
            add("galleries.getList", phone, **asked, continuation=0, per_page=5)
            add("galleries.getInfo", phone, gallery_id=gallery.api_id)
            of_gallery = {"gallery_id": gallery.api_id, "get_gallery_info": 1}
            add("galleries.getPhotos", phone, **of_gallery, extras=ALL_EXTRAS)
            add("contacts.getPublicList", phone, user_id=member.nsid)
    for phone in (ingrid, yael):
        add("contacts.getList", phone)
        add("photos.getContactsPhotos", phone, extras=ALL_EXTRAS, count=50, include_self=1)
    ask_about_groups(
        sim, add, lambda name, reply: shown.setdefault(name, []).append(reply), ALL_EXTRAS
    )
    add("photos.licenses.getInfo", anybody)
    add("urls.lookupUser", anybody, url="https://www.flickr.com/photos/ingridsolvang/")
    add("test.echo", anybody, hello="there")
    return shown


@pytest.fixture(scope="module")
def shown() -> dict[str, list[Any]]:
    return replies(Simulator())


def test_every_method_is_asked_here(shown: dict[str, list[Any]]) -> None:
    assert set(METHODS) <= set(shown)


def test_every_value_has_todays_type(shown: dict[str, list[Any]]) -> None:
    wrong = set()
    for method, bodies in shown.items():
        if method in ("photos.licenses.getInfo", "test.echo", "people.getUploadStatus"):
            continue  # their numbers are of another kind; the recordings are asked below
        for body in bodies:
            for path, key, value in pairs(body):
                if key not in TODAY or isinstance(value, dict):
                    continue  # a number inside {"_content": ...} is asked of the recordings
                if path.endswith(("gallery[]." + key, "gallery." + key)) and key in COUNTS:
                    assert isinstance(value, int), "of galleries they are numbers"
                    continue
                if (".size" in path and value == "") or ".video." in path:
                    continue  # videos come without width and height, or with texts
                if type(value) not in TODAY[key]:
                    wrong.add((method, path, type(value).__name__))
    assert not wrong


def test_a_place_is_text_where_there_is_one_and_zero_where_not(big: Phone) -> None:
    photos = big.call("people.getPhotos", user_id="me", per_page=200, extras="geo")
    for photo in photos["photos"]["photo"]:
        known = "geo_is_public" in photo
        assert type(photo["latitude"]) is (str if known else int)
        assert known or photo["latitude"] == photo["longitude"] == photo["accuracy"] == 0


# What recordings of the same family may lend: photo lists share their keys.
LISTS = [
    "people.getPhotos",
    "people.getPublicPhotos",
    "photos.recentlyUpdated",
    "photos.search",
    "photosets.getPhotos",
    "galleries.getPhotos",
    "groups.pools.getPhotos",
    "favorites.getList",
    "interestingness.getList",
]
FAMILY = dict.fromkeys([*LISTS[:3], "favorites.getList", "favorites.getPublicList"], LISTS)
FAMILY |= {
    method: [method, *LISTS]
    for method in ("photosets.getPhotos", "photosets.getList", "photos.getContactsPhotos")
}
FAMILY |= {
    method: ["galleries.getList", "galleries.getInfo", *LISTS]
    for method in ("galleries.getPhotos", "galleries.getList")
}
FAMILY |= {
    "groups.pools.getPhotos": LISTS,
    "groups.getInfo": ["groups.getInfo", "people.getGroups"],
    "people.getPublicGroups": ["people.getPublicGroups", "people.getGroups"],
}
# Most writes answer with the wrapper alone.
FAMILY |= {
    f"{what}.{verb}": ["test.null"]
    for what, verbs in (
        ("groups.pools", ("add", "remove")),
        ("favorites", ("add", "remove")),
        ("photos", ("removeTag",)),
        ("photos.comments", ("editComment", "deleteComment")),
    )
    for verb in verbs
}
# Keys that nobody recorded, and where they are described.
DOCUMENTED = {
    **{f"url_{s}": "extras" for s in URLS},
    **{f"height_{s}": "extras" for s in URLS},
    **{f"width_{s}": "extras" for s in URLS},
    "count_faves": "API.md 12, undocumented extras",
    "count_comments": "API.md 12",
    "count_views": "API.md 12",
    "content_type": "API.md 12",
    "rotation": "API.md 12",
    "isfavorite": "API.md 12",
    "upgrade_sizes": "API.md 12",
    "path_alias": "API.md 11.2, test.login",
    "continuation": "API.md 8",
    **dict.fromkeys(("is_member", "is_moderator", "is_admin", "topic_count"), "API.md 11.2"),
    "is_founder": "API.md 11.4, groups.getInfo",
    "virtual_ok": "API.md 11.4, groups.getInfo",
    "remaining": "API.md 15.3",
    "is_muted": "API.md 11.7, activity",
    "realname": "API.md 11.7, activity",
}


@needs_recordings
@pytest.mark.parametrize("method", sorted(set(METHODS) - {"auth.oauth.checkToken", "test.echo"}))
def test_every_key_was_seen_in_a_recording(shown: dict[str, list[Any]], method: str) -> None:
    known = set()
    for relative in FAMILY.get(method, [method]):
        for recording in recordings(relative):
            known |= {key for _, key, _ in pairs(recording.body)}
    sent = {key for body in shown[method] for _, key, _ in pairs(body)}
    assert sent - known - set(DOCUMENTED) == set()


@needs_recordings
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("photos.getInfo", "flickr.photos.getInfo/084"),
        ("people.getInfo", "flickr.people.getInfo/041"),
        ("photos.getSizes", "flickr.photos.getSizes/052"),
        ("people.getPhotos", "flickr.people.getPhotos/002"),
        ("photos.licenses.getInfo", "flickr.photos.licenses.getInfo/006"),
        ("people.getUploadStatus", "flickr.people.getUploadStatus/001"),
        ("test.login", "flickr.test.login/002"),
        ("urls.lookupUser", "flickr.urls.lookupUser/022"),
        ("photosets.getList", "flickr.photosets.getList/002"),
        ("photosets.getInfo", "flickr.photosets.getInfo/013"),
        ("photosets.getPhotos", "flickr.photosets.getPhotos/095"),
        ("galleries.getList", "flickr.galleries.getList/002"),
        ("galleries.getInfo", "flickr.galleries.getInfo/002"),
        ("galleries.getPhotos", "flickr.galleries.getPhotos/039"),
        ("contacts.getList", "flickr.contacts.getList/002"),
        ("photos.comments.getList", "flickr.photos.comments.getList/010"),
        ("photos.getAllContexts", "flickr.photos.getAllContexts/007"),
        ("photos.getExif", "flickr.photos.getExif/007"),
        ("photos.people.getList", "flickr.photos.people.getList/006"),
        ("photos.addTags", "flickr.photos.addTags/001"),
        ("tags.getListPhoto", "flickr.tags.getListPhoto/001"),
        ("tags.getListUser", "flickr.tags.getListUser/001"),
    ],
)
def test_types_are_those_of_the_newest_recording(
    shown: dict[str, list[Any]], method: str, name: str
) -> None:
    [recording] = [r for r in recordings(method) if r.name == name]
    recorded: dict[str, set[str]] = {}
    for path, _, value in pairs(recording.body):
        recorded.setdefault(path, set()).add(type(value).__name__)
    wrong = set()
    for body in shown[method]:
        for path, key, value in pairs(body):
            kinds = {kind.__name__ for kind in TODAY.get(key, ())}
            if method == "photos.getSizes" and value == "":
                continue
            allowed = recorded.get(path, set()) | (kinds if path in recorded else set())
            # machine_tag is a boolean only where it is false; nobody recorded a true one.
            if allowed and type(value).__name__ not in allowed and key != "machine_tag":
                wrong.add((path, type(value).__name__, tuple(sorted(allowed))))
    assert not wrong


@pytest.mark.parametrize("method", ["people.getInfo", "people.getPhotos", "photos.getInfo"])
def test_xml_says_the_same_as_json(sim: Simulator, big: Phone, method: str) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if p.tags and p.geo and p.title)
    nsid = sim.world.big_member.nsid
    args = {"photo_id": str(photo.id)} if method == "photos.getInfo" else {"user_id": nsid}
    args |= {"extras": ALL_EXTRAS, "per_page": "20"}
    json = big.call(method, **args)
    reply = big.get(method, **args, format="rest")
    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert flat(xml_as_json(reply.text)) == flat(json)


def flat(body: Any) -> set[tuple[str, str]]:
    """Leaves as texts, so that formats can be compared. XML has no null and no boolean."""
    leaves = set()
    for path, _, value in pairs(body):
        if not isinstance(value, dict | list) and "gift" not in path:
            text = "" if value is None else str(int(value)) if value is False else str(value)
            leaves.add((path, text))
    return leaves


def test_every_title_survives_both_formats(sim: Simulator, big: Phone) -> None:
    truth = {str(p.id): p.title for p in sim.world.photos_of("ingrid")}
    for page in (1, 2, 3):
        args = {"user_id": "me", "per_page": 500, "page": page, "extras": "description"}
        for photo in big.call("people.getPhotos", **args)["photos"]["photo"]:
            assert photo["title"] == truth[photo["id"]]
        root = ET.fromstring(big.get("people.getPhotos", **args, format="rest").text)  # noqa: S314
        for element in root.iter("photo"):
            assert element.get("title") == truth[element.get("id", "")]


def test_json_without_nojsoncallback_is_wrapped(anybody: Phone) -> None:
    asked = {"method": "flickr.test.echo", "format": "json", "api_key": anybody.sim.key}
    text = anybody.session.get(REST, params=asked).text
    assert text.startswith("jsonFlickrApi({")
    assert text.endswith(")")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ({"method": "flickr.nothing.here"}, 112, 'Method "flickr.nothing.here" not found'),
        ({"method": "test.echo"}, 112, 'Method "test.echo" not found'),
        ({"api_key": "short"}, 100, "Invalid API Key (Key has invalid format)"),
        ({"api_key": "0" * 32}, 100, "Invalid API Key (Key not found)"),
        ({"method": "flickr.people.getInfo", "user_id": "x"}, 1, "User not found"),
        ({"method": "flickr.people.getPhotos"}, 1, "Required arguments missing"),
        ({"method": "flickr.people.getPhotos", "user_id": "1@N00"}, 2, "Unknown user"),
        (
            {"method": "flickr.photos.getInfo", "photo_id": "1"},
            1,
            'Photo "1" not found (invalid ID)',
        ),
        ({"method": "flickr.photos.getSizes", "photo_id": "1"}, 1, "Photo not found"),
        ({"method": "flickr.urls.lookupUser", "url": "https://x.example/"}, 1, "User not found"),
    ],
)
def test_failures_come_with_status_200(
    anybody: Phone, args: dict[str, str], code: int, message: str
) -> None:
    reply = anybody.get("test.echo", **args)
    assert reply.status_code == 200
    assert reply.json() == {"stat": "fail", "code": code, "message": message}
    body = anybody.get("test.echo", **{**args, "format": "rest"}).text
    assert xml_as_json(body) == {"stat": "fail", "code": code, "message": message}


def test_an_unknown_format_is_named(anybody: Phone) -> None:
    reply = anybody.get("test.echo", format="yaml")
    assert xml_as_json(reply.text)["code"] == 111


def test_post_is_as_good_as_get_for_reading(anybody: Phone) -> None:
    assert anybody.post("test.echo", hello="there")["hello"] == {"_content": "there"}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.flickr.com/photos/ingridsolvang/",
        "https://www.flickr.com/people/ingridsolvang",
        "https://www.flickr.com/photos/271830942@N05/albums/72157",
        "flickr.com/photos/271830942%40N05",
    ],
)
def test_any_address_of_a_person_leads_to_them(anybody: Phone, url: str) -> None:
    user = anybody.call("urls.lookupUser", url=url)["user"]
    assert user == {"id": "271830942@N05", "username": {"_content": "Ingrid Solvang"}}


@pytest.mark.parametrize(
    "asked",
    [
        {"photo_id": "٣"},
        {"photo_id": "-1"},
        {"photo_id": "9" * 400},
        {"photo_id": "\x00"},
        {"photo_id": "\ud800".encode("utf-8", "surrogatepass")},
    ],
)
def test_nonsense_is_answered_and_never_a_crash(anybody: Phone, asked: dict[str, str]) -> None:
    assert anybody.call("photos.getInfo", **asked)["code"] == 1
    assert 'code="1"' in anybody.get("photos.getInfo", **asked, format="rest").text
