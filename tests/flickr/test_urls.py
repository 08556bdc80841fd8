import pytest
from hypothesis import given
from hypothesis import strategies as st

from galleries.flickr import urls
from galleries.flickr.urls import Kind, Named, base58, from_base58, named_by

VECTORS = [
    (1, "2"),
    (57, "Z"),
    (58, "21"),
    (5628095432, "9zksG9"),
    (53684749845, "2pMWnMg"),
    (72157629121093621, "aHsjyreQsZ"),
    (72177720316549026, "aHBqjBo9BU"),
]


@pytest.mark.parametrize(("number", "letters"), VECTORS)
def test_short_addresses_count_in_base_58(number: int, letters: str) -> None:
    assert base58(number) == letters
    assert from_base58(letters) == number


@given(st.integers(min_value=0, max_value=2**64))
def test_every_id_survives_base_58(number: int) -> None:
    assert from_base58(base58(number)) == number


@pytest.mark.parametrize("letters", ["", "0", "O", "I", "l", "ab c", "é", "2" * 17])
def test_letters_that_are_no_base_58_are_refused(letters: str) -> None:
    with pytest.raises(ValueError, match="base 58"):
        from_base58(letters)


@pytest.mark.parametrize(
    ("suffix", "tail"), [("s", "_s"), ("m", "_m"), ("", ""), ("z", "_z"), ("b", "_b")]
)
def test_sizes_up_to_1024_can_be_computed(suffix: str, tail: str) -> None:
    address = urls.photo_image(
        server="65535", flickr_id="53684749845", secret="a1b2c3d4e5", suffix=suffix
    )
    assert address == f"https://live.staticflickr.com/65535/53684749845_a1b2c3d4e5{tail}.jpg"


def test_pictures_may_come_from_another_host() -> None:
    address = urls.photo_image(server="1", flickr_id="2", secret="c", host="http://127.0.0.1:8099/")
    assert address == "http://127.0.0.1:8099/1/2_c.jpg"


@pytest.mark.parametrize("suffix", ["h", "k", "3k", "o", "f", "../x"])
def test_larger_sizes_have_their_own_secret_and_cannot_be_computed(suffix: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        urls.photo_image(server="1", flickr_id="2", secret="c", suffix=suffix)


@pytest.mark.parametrize("secret", ["", "../..", "a/b", "a.b", "a b", "a\n", "a?b"])
def test_no_part_of_a_picture_address_can_leave_its_place(secret: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        urls.photo_image(server="1", flickr_id="2", secret=secret)


def test_icons() -> None:
    assert urls.buddy_icon(nsid="1@N00", server="5332", farm=6) == (
        "https://farm6.staticflickr.com/5332/buddyicons/1@N00.jpg"
    )
    assert urls.buddy_icon(nsid="1@N00", server="7", farm=0, host="http://127.0.0.1:8099/") == (
        "http://127.0.0.1:8099/7/buddyicons/1@N00.jpg"
    )
    for server, farm in (("0", 0), ("", 0), ("nonsense", 1), ("1", 0)):
        assert urls.buddy_icon(nsid="1@N00", server=server, farm=farm).endswith("buddyicon.gif")


def test_pages() -> None:
    site = "https://www.flickr.com"
    assert urls.photo_page(who="anna", flickr_id="5") == f"{site}/photos/anna/5/"
    assert urls.video_file(who="1@N00", flickr_id="5", secret="a1b2", size="720p") == (
        f"{site}/photos/1@N00/5/play/720p/a1b2/"
    )
    assert urls.photostream_page(who="1@N00") == f"{site}/photos/1@N00/"
    assert urls.person_page(who="anna") == f"{site}/people/anna/"
    assert urls.album_page(who="anna", album_id="7") == f"{site}/photos/anna/albums/7"
    assert urls.gallery_page(who="anna", gallery_id="55-7") == f"{site}/photos/anna/galleries/7"
    assert urls.group_page(group="2@N20") == f"{site}/groups/2@N20/"
    assert urls.pool_page(group="harbours") == f"{site}/groups/harbours/pool/"
    assert urls.pending_page(group="harbours") == f"{site}/groups/harbours/admin/pending"
    assert urls.photo_in_pool_page(who="anna", flickr_id="5", group_nsid="2@N20") == (
        f"{site}/photos/anna/5/in/pool-2@N20/"
    )
    assert urls.short_photo_page(flickr_id="53684749845") == "https://flic.kr/p/2pMWnMg"
    assert urls.person_page(who="a/../b?c") == f"{site}/people/a%2F..%2Fb%3Fc/"
    with pytest.raises(ValueError, match="empty"):
        urls.person_page(who="..")


PHOTO = Named(kind=Kind.PHOTO, who="anna", id="53684749845")


@pytest.mark.parametrize(
    ("pasted", "named"),
    [
        ("https://www.flickr.com/photos/anna/53684749845/", PHOTO),
        ("  https://www.flickr.com/photos/anna/53684749845  ", PHOTO),
        ("http://flickr.com/photos/anna/53684749845/in/photostream/", PHOTO),
        ("www.flickr.com/photos/anna/53684749845/in/pool-2@N20/lightbox", PHOTO),
        ("https://www.flickr.com/photos/anna/53684749845/in/album-7/?x=1#c", PHOTO),
        ("https://www.flickr.com/photos/12345678%40N00/5/",
         Named(kind=Kind.PHOTO, who="12345678@N00", id="5")),
        ("https://www.flickr.com/photos/12345678@N00",
         Named(kind=Kind.PERSON, who="12345678@N00")),
        ("https://www.flickr.com/people/anna/", Named(kind=Kind.PERSON, who="anna")),
        ("https://www.flickr.com/photos/anna/albums/72157629121093621",
         Named(kind=Kind.ALBUM, who="anna", id="72157629121093621")),
        ("https://www.flickr.com/photos/anna/sets/7/", Named(kind=Kind.ALBUM, who="anna", id="7")),
        ("https://www.flickr.com/photos/anna/galleries/7/",
         Named(kind=Kind.GALLERY, who="anna", id="7")),
        ("https://www.flickr.com/photos/anna/gallery/55-7",
         Named(kind=Kind.GALLERY, who="anna", id="7")),
        ("https://www.flickr.com/groups/harbours/pool/page2",
         Named(kind=Kind.GROUP, who="harbours")),
        ("https://www.flickr.com/groups/22222222@N20/",
         Named(kind=Kind.GROUP, who="22222222@N20")),
        ("https://flic.kr/p/2pMWnMg", Named(kind=Kind.PHOTO, id="53684749845")),
        ("https://flic.kr/s/aHsjyreQsZ", Named(kind=Kind.ALBUM, id="72157629121093621")),
        ("flic.kr/y/9zksG9", Named(kind=Kind.GALLERY, id="5628095432")),
        ("https://live.staticflickr.com/65535/53684749845_a1b2c3d4e5_b.jpg",
         Named(kind=Kind.PHOTO, id="53684749845")),
        ("http://farm6.static.flickr.com/5161/5_09a033b71f_o_d.jpg",
         Named(kind=Kind.PHOTO, id="5")),
        ("https://www.flickr.com/photo.gne?id=5", Named(kind=Kind.PHOTO, id="5")),
        ("https://www.flickr.com/photos/tags/harbour", None),
        ("https://www.flickr.com/photos/friends/", None),
        ("https://www.flickr.com/", None),
        ("https://www.flickr.com/explore", None),
        ("https://flickr.com.evil.example/photos/anna/5/", None),
        ("https://evil.example/?x=https://www.flickr.com/photos/anna/5/", None),
        ("https://www.flickr.com@evil.example/photos/anna/5/", None),
        ("https://anna:pw@www.flickr.com/photos/anna/5/", None),
        ("https://www.flickr.com:8443/photos/anna/5/", None),
        ("https://www.flickr.com:99999/photos/anna/5/", None),
        ("javascript://www.flickr.com/photos/anna/5/", None),
        ("ftp://www.flickr.com/photos/anna/5/", None),
        ("https://flic.kr/p/0OIl", None),
        ("https://[::1", None),
        ("https://www.flickr.com/photos/anna\n/5/", None),
        ("53684749845", None),
        ("", None),
        ("x" * 5000, None),
    ],
)  # fmt: skip
def test_a_pasted_address_is_known_by_its_pattern_alone(pasted: str, named: Named | None) -> None:
    assert named_by(pasted) == named


@given(st.text(max_size=60))
def test_nothing_that_is_pasted_is_a_crash(pasted: str) -> None:
    named_by(pasted)
    named_by(f"https://www.flickr.com/photos/{pasted}")
    named_by(f"https://flic.kr/{pasted}")
    named_by(f"https://{pasted}.flickr.com/photos/anna/5")
