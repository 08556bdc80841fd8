"""A million photos cost nothing until they are read."""

import tracemalloc

from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Phone


def test_a_million_photos_are_paged_in_constant_memory() -> None:
    sim = Simulator(scale=1_000_000)
    phone = Phone(sim, "ingrid")
    extras = "date_upload,last_update,url_l,tags,geo,description"
    tracemalloc.start()
    args = {"user_id": "me", "per_page": 500, "extras": extras}
    pages = [phone.call("people.getPhotos", **args, page=page) for page in (1, 1000, 2000)]
    updates = [
        phone.call("photos.recentlyUpdated", min_date=1, per_page=500, page=page)
        for page in (1, 1000, 2000)
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [len(page["photos"]["photo"]) for page in pages + updates] == [500] * 6
    moments = [int(photo["dateupload"]) for page in pages for photo in page["photos"]["photo"]]
    assert moments == sorted(moments, reverse=True)
    assert most < 30_000_000


def test_a_deep_photo_is_found_by_its_id_and_by_its_moment() -> None:
    sim = Simulator(scale=1_000_000)
    member = sim.world.big_member
    uploads = sim.world.uploads(member)
    for index in (0, 1, 19, 20, 12_345, 500_000, 999_999):
        photo = sim.world.stream(member)[999_999 - index]
        assert photo.index == index
        assert sim.world.photo(photo.id) == photo
        assert uploads.by_update(uploads.rank_by_update(index)) == index
