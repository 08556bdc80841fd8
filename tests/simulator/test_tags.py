"""Tags: what owners add and take off, and that a tag is the same wherever it is told."""

from collections.abc import Callable
from typing import Any

import pytest

from galleries.flickr import photos, tags
from galleries.flickr.errors import FlickrRefused, NotOnFlickr
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.methods.tags import MOST_TAGS
from tests.simulator.conftest import Clock, Phone
from tests.simulator.pooling import own, who_is
from tests.simulator.readers import flickr_of


def told(sim: Simulator, photo_id: int) -> dict[str, str]:
    """Ids by tag as typed, which getInfo and getListPhoto tell alike."""
    flickr = flickr_of(sim, "ingrid")
    info = photos.get_info(flickr, flickr_id=str(photo_id))
    listed = tags.get_list_photo(flickr, flickr_id=str(photo_id))
    assert info.tags == listed
    assert {tag.author_nsid for tag in listed} <= {who_is(sim, "ingrid")}
    return {tag.raw: tag.id for tag in listed}


def add(sim: Simulator, photo_id: int, words: list[str], who: str = "ingrid") -> None:
    tags.add(flickr_of(sim, who, "write"), flickr_id=str(photo_id), tags=words)


def remove(sim: Simulator, tag_id: str, who: str = "ingrid") -> None:
    tags.remove(flickr_of(sim, who, "write"), tag_id=tag_id)


def test_what_our_client_adds_arrives_as_it_was_typed(sim: Simulator) -> None:
    photo = own(sim, "ingrid", tags=("pier",))
    words = ["Night Walk", "sea", "geo:lat=54.3", "place:name=West Pier", "🌅", "מים", "!!!", "a,b"]
    add(sim, photo.id, words)
    assert list(told(sim, photo.id)) == ["pier", *words]
    assert told(sim, photo.id)["Night Walk"].split("-")[1] == str(photo.id)


def test_a_tag_keeps_its_id_while_others_come_and_go(sim: Simulator) -> None:
    photo = own(sim, "ingrid", tags=("one", "two", "three"))
    before = told(sim, photo.id)
    assert len(set(before.values())) == 3
    remove(sim, before["one"])
    add(sim, photo.id, ["four"])
    after = told(sim, photo.id)
    assert list(after) == ["two", "three", "four"]
    assert {raw: after[raw] for raw in ("two", "three")} == {
        raw: before[raw] for raw in ("two", "three")
    }
    add(sim, photo.id, ["one"])
    assert told(sim, photo.id)["one"] == before["one"]


def test_every_tag_of_the_big_member_can_be_told_from_the_others(sim: Simulator) -> None:
    for photo in sim.world.photos_of("ingrid"):
        view = Phone(sim, "ingrid").call("tags.getListPhoto", photo_id=photo.id)
        ids = [tag["id"] for tag in view["photo"]["tags"]["tag"]]
        assert len(ids) == len(set(ids)) == len(photo.tags)
        if photo.index == 1100:
            break


def test_a_tag_that_is_there_is_not_added_again(sim: Simulator) -> None:
    photo = own(sim, "ingrid", tags=("Night Walk",))
    phone = Phone(sim, "ingrid", "write")
    sent: dict[str, Any] = {"photo_id": photo.id, "tags": '"night walk" nightwalk sea SEA'}
    reply = phone.post("photos.addTags", **sent)
    assert [tag["raw"] for tag in reply["tags"]["tag"]] == ["sea"]
    assert phone.post("photos.addTags", **sent) == {"stat": "ok"}
    assert list(told(sim, photo.id)) == ["Night Walk", "sea"]


@pytest.mark.parametrize(
    ("sent", "stands"),
    [
        ("a b", ["a", "b"]),
        ('"a b" c', ["a b", "c"]),
        ('name:first="Ann B" c', ["name:first=Ann B", "c"]),
        ('"a b', ["a b"]),
        ('"" x', ["x"]),
        ("  ", []),
    ],
)
def test_tags_are_words_and_phrases_in_quotes(sim: Simulator, sent: str, stands: list[str]) -> None:
    photo = own(sim, "ingrid", tags=())
    Phone(sim, "ingrid", "write").post("photos.addTags", photo_id=photo.id, tags=sent)
    assert list(told(sim, photo.id)) == stands


def test_of_too_many_tags_none_is_added(sim: Simulator) -> None:
    photo = own(sim, "ingrid", tags=tuple(f"n{n}" for n in range(MOST_TAGS - 1)))
    with pytest.raises(FlickrRefused) as refused:
        add(sim, photo.id, ["one", "two"])
    assert refused.value.code == 2
    assert len(told(sim, photo.id)) == MOST_TAGS - 1
    add(sim, photo.id, ["one", "n0"])
    assert len(told(sim, photo.id)) == MOST_TAGS


def test_a_change_of_tags_is_news_about_the_photo(sim: Simulator, clock: Clock) -> None:
    photo = own(sim, "ingrid", tags=("pier",))
    ingrid = Phone(sim, "ingrid")

    def news() -> list[str]:
        clock.now += 10
        reply = ingrid.call("photos.recentlyUpdated", min_date=int(clock.now) - 5)
        return [one["id"] for one in reply["photos"]["photo"]]

    assert news() == []
    clock.now += 10
    add(sim, photo.id, ["pier"])
    assert news() == [], "nothing was added"
    changes: list[Callable[[], None]] = [
        lambda: add(sim, photo.id, ["sea"]),
        lambda: remove(sim, told(sim, photo.id)["pier"]),
    ]
    for change in changes:
        clock.now += 10
        change()
        clock.now -= 8
        assert news() == [str(photo.id)]


def test_only_owners_change_tags(sim: Simulator) -> None:
    photo = own(sim, "ingrid", tags=("pier",))
    tag_id = told(sim, photo.id)["pier"]
    writes: list[Callable[[], None]] = [
        lambda: add(sim, photo.id, ["x"], "yael"),
        lambda: remove(sim, tag_id, "yael"),
    ]
    for write in writes:
        with pytest.raises(FlickrRefused) as refused:
            write()
        assert refused.value.code == 99
    sim.world.set_visibility(photo.id)
    for write in writes:
        with pytest.raises(NotOnFlickr):
            write()
    assert list(told(sim, photo.id)) == ["pier"]


@pytest.mark.parametrize("tag_id", ["", "nonsense", "1-2", "1-2-3", "{}0", "1{}", "{}-1", "²-²-²"])
def test_no_such_tag_is_no_tag(sim: Simulator, tag_id: str) -> None:
    photo = own(sim, "ingrid", tags=("pier",))
    with pytest.raises(NotOnFlickr):
        remove(sim, tag_id.format(told(sim, photo.id)["pier"]))
    assert list(told(sim, photo.id)) == ["pier"]


def test_a_persons_words_are_those_of_their_photos(sim: Simulator) -> None:
    nsid = who_is(sim, "yael")
    photo = own(sim, "yael", tags=("Only Here",))
    closed = own(sim, "yael", tags=("hidden word",), is_public=False)
    others, owner = (
        tags.get_list_user(flickr_of(sim, who), nsid=nsid) for who in ("ingrid", "yael")
    )
    assert "onlyhere" in others
    assert "hiddenword" not in others
    assert "hiddenword" in owner
    for one in (photo, closed):
        sim.world.delete(one.id)
    assert "onlyhere" not in tags.get_list_user(flickr_of(sim, "ingrid"), nsid=nsid)
