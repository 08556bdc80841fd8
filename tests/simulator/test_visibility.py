"""Who sees what: the table of API.md 14, asked through the API."""

import pytest

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.simulator.conftest import Phone

# Ingrid calls Joaquim friend and family, Haruka friend, Solveig family, Tomáš a contact.
SEES = {
    "ingrid": {"public", "friends", "family", "both", "private"},
    "joaquim": {"public", "friends", "family", "both"},
    "haruka": {"public", "friends", "both"},
    "solveig": {"public", "family", "both"},
    "tomas": {"public"},
    "yael": {"public"},
    None: {"public"},
}


def name_of(photo: SimPhoto) -> str:
    flags = (photo.is_public, photo.is_friend, photo.is_family)
    return {
        (True, False, False): "public",
        (False, True, False): "friends",
        (False, False, True): "family",
        (False, True, True): "both",
        (False, False, False): "private",
    }[flags]


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_closed_photos_show_to_those_they_were_opened_to(
    sim: Simulator, who: str | None, sees: set[str]
) -> None:
    truth = {p.id: p for p in sim.world.photos_of("ingrid")}
    phone = Phone(sim, who)
    nsid = sim.world.big_member.nsid
    shown: set[int] = set()
    for page in (1, 2, 3):
        reply = phone.call("people.getPhotos", user_id=nsid, per_page=500, page=page)
        shown |= {int(photo["id"]) for photo in reply["photos"]["photo"]}
    assert {name_of(truth[id_]) for id_ in shown} == sees
    # And the single photo says the same as the list, for one photo of each kind.
    for kind in SEES["ingrid"]:
        photo = next(p for p in truth.values() if name_of(p) == kind and p.safety == 0)
        reply = phone.call("photos.getInfo", photo_id=photo.id)
        assert (reply["stat"] == "ok") == (kind in sees)
        if kind not in sees:
            assert (reply["code"], reply["message"]) == (1, "Photo not found")


@pytest.mark.parametrize(
    ("who", "highest"), [(None, 0), ("yael", 0), ("tomas", 0), ("joaquim", 2), ("ingrid", 2)]
)
def test_safe_search_is_the_callers_own(sim: Simulator, who: str | None, highest: int) -> None:
    truth = {p.id: p for p in sim.world.photos_of("ingrid")}
    nsid = sim.world.big_member.nsid
    phone = Phone(sim, who)
    safety = set()
    for page in (1, 2, 3):
        args = {"user_id": nsid, "per_page": 500, "page": page, "safe_search": 3}
        reply = phone.call("people.getPhotos", **args)
        safety |= {truth[int(photo["id"])].safety for photo in reply["photos"]["photo"]}
    assert max(safety) == highest


def test_asking_for_safe_photos_narrows(sim: Simulator) -> None:
    nsid = sim.world.big_member.nsid
    reply = Phone(sim, "joaquim").call(
        "people.getPhotos", user_id=nsid, per_page=500, safe_search=1, extras="safety_level"
    )
    assert {photo["safety_level"] for photo in reply["photos"]["photo"]} == {"0"}


def test_public_photos_never_hold_closed_ones_even_for_the_owner(big: Phone) -> None:
    args = {"user_id": big.sim.world.big_member.nsid, "per_page": 500}
    reply = big.call("people.getPublicPhotos", **args)
    assert {photo["ispublic"] for photo in reply["photos"]["photo"]} == {1}


def test_the_secret_of_a_photo_opens_it_to_anybody(sim: Simulator, anybody: Phone) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if name_of(p) == "private")
    assert anybody.call("photos.getInfo", photo_id=photo.id)["stat"] == "fail"
    reply = anybody.call("photos.getInfo", photo_id=photo.id, secret=photo.secret)
    assert reply["photo"]["id"] == str(photo.id)
    assert reply["photo"]["visibility"] == {"ispublic": 0, "isfriend": 0, "isfamily": 0}


@pytest.mark.parametrize(
    ("who", "perms"),
    [
        ("ingrid", {"public", "contact", "friend", "family", "ff", "private"}),
        ("joaquim", {"public", "contact", "friend", "family", "ff"}),
        ("haruka", {"public", "contact", "friend", "ff"}),
        ("tomas", {"public", "contact"}),
        ("yael", {"public"}),
        (None, {"public"}),
    ],
)
def test_places_show_by_their_own_permissions(
    sim: Simulator, who: str | None, perms: set[str]
) -> None:
    seen = set()
    for photo in sim.world.photos_of("ingrid"):
        geo = photo.geo
        if geo is None or not photo.is_public or photo.safety:
            continue
        flags = (geo.is_public, geo.is_contact, geo.is_friend, geo.is_family)
        kind = {
            (True, False, False, False): "public",
            (False, True, False, False): "contact",
            (False, False, True, False): "friend",
            (False, False, False, True): "family",
            (False, False, True, True): "ff",
            (False, False, False, False): "private",
        }[flags]
        if (kind, True) in seen or (kind, False) in seen:
            continue
        reply = Phone(sim, who).call("photos.getInfo", photo_id=photo.id)["photo"]
        assert ("location" in reply) == ("geoperms" in reply)
        seen.add((kind, "location" in reply))
    assert {kind for kind, shown in seen if shown} == perms


def test_free_accounts_withhold_what_is_larger_than_1024(sim: Simulator) -> None:
    extras = "url_l,url_h,url_k,url_o,original_format,o_dims,license"
    free = Phone(sim, "tomas").call("people.getPhotos", user_id="me", extras=extras, per_page=50)
    large = [photo for photo in free["photos"]["photo"] if "url_l" in photo]
    assert large
    for photo in large:
        assert not {"url_h", "url_k", "url_o", "originalsecret", "o_width"} & photo.keys()
        assert photo["upgrade_sizes"][-1] == "o"
    pro = Phone(sim, "ingrid").call("people.getPhotos", user_id="me", extras=extras, per_page=50)
    assert all({"url_o", "originalsecret"} <= photo.keys() for photo in pro["photos"]["photo"])
    assert not any("upgrade_sizes" in photo for photo in pro["photos"]["photo"])


def test_relations_show_in_people_get_info(sim: Simulator) -> None:
    about = Phone(sim, "solveig").call("people.getInfo", user_id=sim.world.member("aino").nsid)
    person = about["person"]
    assert (person["contact"], person["friend"], person["family"]) == (1, 1, 0)
    assert (person["revcontact"], person["revfriend"], person["revfamily"]) == (1, 0, 0)
