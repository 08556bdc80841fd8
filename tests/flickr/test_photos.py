from datetime import UTC, datetime
from typing import Any

import pytest

from galleries.flickr import people, photos
from galleries.flickr.errors import FlickrUnavailable, UnexpectedAnswer
from galleries.flickr.photo_lists import EXTRAS, read_photo, read_photo_page
from galleries.flickr.records import (
    UNSAID,
    ContentType,
    Media,
    Original,
    Page,
    PersonRecord,
    PhotoRecord,
    Place,
    Safety,
    Size,
    TakenAt,
    Visibility,
)
from tests.flickr.scripted import flickr_that, says
from tests.flickr.wire import photo, photo_info, photo_page

METHOD = "people.getPhotos"
IMAGE = "https://live.staticflickr.com/65535/53000000001_5ec2e7aa0"


def test_a_photo_of_a_list_is_read_in_full() -> None:
    assert read_photo(photo()) == PhotoRecord(
        flickr_id="53000000001",
        owner=PersonRecord(
            nsid="11111111@N00",
            username="anna",
            realname="Anna B.",
            path_alias="anna",
            icon_server="5332",
            icon_farm=6,
        ),
        secret="5ec2e7aa01",
        server="65535",
        title="Pier",
        description_html="By the <b>sea</b><br><br>at night",
        visibility=Visibility.PUBLIC,
        safety=Safety.SAFE,
        content_type=ContentType.PHOTO,
        media=Media.PHOTO,
        media_ready=True,
        licence=11,
        uploaded_at=datetime(2025, 12, 30, 13, 6, 40, tzinfo=UTC),
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        taken=TakenAt(moment="2025-12-30 09:00:00", precision=0),
        tags=("pier", "night"),
        machine_tags=("sign:type=neon",),
        views=214,
        faves=7,
        comments=2,
        place=Place(
            latitude=47.648355,
            longitude=-122.343125,
            accuracy=16,
            context=0,
            is_public=True,
            is_contact=False,
            is_friend=False,
            is_family=False,
        ),
        sizes={
            "m": Size(width_px=240, height_px=160, url=f"{IMAGE}1_m.jpg"),
            "": Size(width_px=500, height_px=333, url=f"{IMAGE}1.jpg"),
            "h": Size(width_px=1600, height_px=1067, url=f"{IMAGE}3_h.jpg"),
            "o": Size(width_px=6000, height_px=4000, url=f"{IMAGE}2_o.jpg"),
        },
        original=Original(secret="5ec2e7aa02", format="jpg"),
        rotation=0,
    )


def test_what_a_reply_does_not_speak_of_is_unsaid() -> None:
    bare = read_photo({"id": "5"}, asked=())
    assert bare == PhotoRecord(flickr_id="5")
    assert bare.place is UNSAID
    assert bare.original is UNSAID


def test_the_secret_of_a_photo_shows_in_no_repr() -> None:
    for thing in (read_photo(photo()), photos.parse_info("photos.getInfo", photo_info())):
        assert "5ec2e7" not in repr(thing)


def test_silence_about_the_original_is_a_no_when_we_asked_for_it() -> None:
    withheld = photo(originalsecret=None, originalformat=None)
    assert read_photo(withheld).original is None
    assert read_photo(withheld, asked=()).original is UNSAID


@pytest.mark.parametrize(
    ("public", "friend", "family", "visibility"),
    [
        (1, 0, 0, Visibility.PUBLIC),
        ("1", "1", "0", Visibility.PUBLIC),
        (0, 1, 0, Visibility.FRIENDS),
        (0, 0, 1, Visibility.FAMILY),
        ("0", "1", "1", Visibility.FRIENDS_AND_FAMILY),
        (0, 0, 0, Visibility.PRIVATE),
        ("", None, None, Visibility.PRIVATE),
    ],
)
def test_who_may_see_a_photo(
    public: object, friend: object, family: object, visibility: Visibility
) -> None:
    wire = photo(ispublic=public, isfriend=friend, isfamily=family)
    assert read_photo(wire).visibility is visibility


def test_a_list_that_does_not_say_who_may_see_leaves_it_unsaid() -> None:
    assert read_photo(photo(ispublic=None)).visibility is UNSAID


NO_GEO = dict.fromkeys(
    ("place_id", "woeid", "geo_is_public", "geo_is_contact", "geo_is_friend", "geo_is_family")
)


def test_zero_zero_without_the_keys_of_a_real_place_is_no_place() -> None:
    for nothing in (0, "0", 0.0, "0.000000", ""):
        wire = photo(**NO_GEO, latitude=nothing, longitude=nothing, accuracy=nothing)
        assert read_photo(wire).place is None


def test_a_buoy_off_africa_is_a_place() -> None:
    place = read_photo(photo(latitude=0, longitude=0, accuracy=0)).place
    assert place
    assert (place.latitude, place.longitude, place.accuracy) == (0.0, 0.0, 0)


def test_a_place_only_for_friends_is_not_told_as_public() -> None:
    place = read_photo(photo(geo_is_public=0, geo_is_friend="1")).place
    assert place
    assert not place.is_public
    assert place.is_friend


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({"datetakenunknown": "1"}, None),
        ({"datetaken": "0000-00-00 00:00:00"}, None),
        ({"datetaken": ""}, None),
        ({"datetaken": "1825-01-01 00:00:00", "datetakengranularity": "6"},
         TakenAt(moment="1825-01-01 00:00:00", precision=6)),
        ({"datetaken": "2190-02-30 00:00:00"}, TakenAt(moment="2190-02-30 00:00:00", precision=0)),
        ({"datetakenunknown": None, "datetakengranularity": None},
         TakenAt(moment="2025-12-30 09:00:00", precision=0)),
    ],
)  # fmt: skip
def test_when_a_photo_was_taken(changes: dict[str, Any], taken: TakenAt | None) -> None:
    assert read_photo(photo(**changes)).taken == taken


def test_numbers_come_in_three_fashions() -> None:
    for views in (214, "214", {"_content": "214"}, {"_content": 214}, 214.0):
        assert read_photo(photo(views=views)).views == 214
    assert read_photo(photo(views="")).views == 0
    assert read_photo({**photo(), "views": None}).views == 0


def test_a_machine_tag_is_no_tag_even_when_nobody_says_so() -> None:
    record = read_photo(photo(machine_tags=None, tags="a sign:type=neon  b a"))
    assert (record.tags, record.machine_tags) == (("a", "b"), ("sign:type=neon",))


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Tom &amp; Jerry's", "Tom & Jerry's"),
        ("Front page & explored!", "Front page & explored!"),
        ("I <3 <b>boats</b>", "I <3 boats"),
        ("R&D &copy 5 < 6", "R&D &copy 5 < 6"),
        ({"_content": "  two\nlines "}, "two lines"),
        ({}, ""),
        (2014, "2014"),
        ("nul\x00\ud83d", "nul"),
        ("\u202eright to left\u200b", "\u202eright to left\u200b"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_title_is_plain_text(told: object, title: str) -> None:
    assert read_photo(photo(title=told)).title == title


def test_old_addresses_of_pictures_become_safe_ones() -> None:
    wire = photo(url_z="http://farm4.staticflickr.com/1/5_a_z.jpg?zz=1", width_z=1, height_z="1")
    sizes = read_photo(wire).sizes
    assert sizes
    assert sizes["z"].url == "https://farm4.staticflickr.com/1/5_a_z.jpg"


def test_a_size_without_its_measures_is_left_out() -> None:
    sizes = read_photo(photo(width_m="", url_h=None)).sizes
    assert sizes
    assert set(sizes) == {"m", "o"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"media": "hologram"}, "media"),
        ({"safety_level": 7}, "safety_level"),
        ({"content_type": "9"}, "content_type"),
        ({"views": True}, "views"),
        ({"views": "many"}, "views"),
        ({"license": 10**30}, "license"),
        ({"dateupload": "99999999999999"}, "dateupload"),
        ({"datetakengranularity": 11}, "precision"),
        ({"datetaken": "yesterday"}, "date taken"),
        ({"latitude": float("nan")}, "decimal"),
        ({"latitude": "91"}, "globe"),
        ({"owner": "anna"}, "owner"),
        ({"url_m": "javascript:alert(1)"}, "address"),
        ({"url_m": 'https://x.example/"><script>'}, "address"),
        ({"url_m": "https://[::1"}, "address"),
        ({"secret": "../../x"}, "secret"),
        ({"title": ["a", "b"]}, "title"),
        ({"title": {"_content": {"_content": "x"}}}, "title"),
        ({"ispublic": "maybe"}, "ispublic"),
    ],
)
def test_nonsense_is_one_error_that_names_method_and_photo(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(UnexpectedAnswer) as caught:
        read_photo_page(METHOD, photo_page(photo(id="5"), photo(**changes)))
    assert caught.value.method == METHOD
    assert "photo '53000000001'" in caught.value.detail
    assert words in caught.value.detail
    assert "5ec2e7" not in str(caught.value)
    assert "../../x" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("strange", [{"id": "x"}, {"id": ""}, {"id": ["5", "6"]}, {"id": 5.5}])
def test_a_photo_without_a_usable_id_is_an_error_that_shows_no_text(
    strange: dict[str, Any],
) -> None:
    with pytest.raises(UnexpectedAnswer, match="without id"):
        read_photo_page(METHOD, photo_page(photo(**strange)))


def test_a_page_says_where_in_the_list_it_stands() -> None:
    reply = photo_page(photo(), page="2", pages=5, perpage="1", total="4")
    page = read_photo_page(METHOD, reply)
    assert (page.page, page.pages, page.per_page, page.total) == (2, 5, 1, 4)
    assert not page.is_last


@pytest.mark.parametrize("empty", [[], None, "", {}])
def test_an_empty_list_is_a_last_page(empty: object) -> None:
    page = read_photo_page(METHOD, photo_page(photo=empty, pages=0, total=""))
    assert page == Page(items=(), page=1, pages=0, per_page=500, total=0)
    assert page.is_last


@pytest.mark.parametrize("nothing", [None, [], {}, ""])
def test_a_list_that_says_nothing_at_all_is_not_taken_for_an_empty_one(nothing: object) -> None:
    with pytest.raises(UnexpectedAnswer, match="nothing at all"):
        read_photo_page(METHOD, {"photos": nothing, "stat": "ok"})


@pytest.mark.parametrize("total", [None, "many", [], True, float("nan")])
def test_a_total_that_cannot_be_read_is_no_total(total: object) -> None:
    assert read_photo_page(METHOD, photo_page(total=total)).total is None


def test_one_photo_that_is_no_list_is_a_list_of_one() -> None:
    assert len(read_photo_page(METHOD, photo_page(photo=photo())).items) == 1


# --- photos.getInfo, photos.getSizes ------------------------------------------------------------


def test_a_photo_page_is_read_in_full() -> None:
    info = photos.parse_info("photos.getInfo", photo_info())
    record = info.photo
    assert record.visibility is Visibility.FRIENDS
    assert record.uploaded_at == datetime(2025, 12, 30, 13, 6, 40, tzinfo=UTC)
    assert record.owner
    assert record.owner.path_alias == ""
    assert (record.tags, record.machine_tags) == (("nightpier",), ("sign:type=neon",))
    assert record.place
    assert (record.place.is_public, record.place.is_contact) == (False, True)
    assert record.comments == 2
    assert record.sizes is UNSAID
    assert record.faves is UNSAID
    assert info.permissions
    assert info.permissions.comment == 3
    assert info.usage
    assert (info.usage.can_download, info.usage.can_blog) == (True, False)
    assert info.notes[0].text_html == "a <i>gull</i>"
    assert (info.tags[0].raw, info.tags[1].is_machine) == ("Night Pier", True)
    assert info.place_names
    assert (info.place_names.locality, info.place_names.region) == ("Seattle", "")
    assert (info.can_comment, info.is_favourite, info.has_people) == (True, False, False)


def test_what_is_not_for_the_caller_is_told_by_silence() -> None:
    wire = photo_info(
        location=None, geoperms=None, originalsecret=None, originalformat=None, permissions=None
    )
    info = photos.parse_info("photos.getInfo", wire)
    assert info.photo.place is None
    assert info.place_names is None
    assert info.photo.original is None
    assert info.permissions is UNSAID


def test_a_video_says_when_it_can_be_played() -> None:
    info = photos.parse_info("photos.getInfo", photo_info(media="video", video={"ready": 0}))
    assert (info.photo.media, info.photo.media_ready) == (Media.VIDEO, False)


def test_a_permission_that_cannot_be_is_nonsense() -> None:
    wire = photo_info(permissions={"permcomment": 9, "permaddmeta": 0})
    with pytest.raises(UnexpectedAnswer, match="0 to 3"):
        photos.parse_info("photos.getInfo", wire)


def test_empty_parts_of_a_photo_page_say_nothing() -> None:
    wire = photo_info(owner=[], location=[], dates={}, tags={}, notes="")
    info = photos.parse_info("photos.getInfo", wire)
    assert info.photo.owner is UNSAID
    assert info.photo.taken is UNSAID
    assert (info.photo.place, info.place_names) == (None, None)
    assert (info.photo.tags, info.notes) == ((), ())


def test_the_same_photo_is_told_alike_by_list_and_page() -> None:
    listed = read_photo(photo(ispublic=0, isfriend=1, tags="nightpier sign:type=neon"))
    paged = photos.parse_info("photos.getInfo", photo_info()).photo
    for fact in ("secret", "title", "visibility", "licence", "taken", "tags", "machine_tags",
                 "views", "uploaded_at", "changed_at", "original", "rotation"):  # fmt: skip
        assert getattr(listed, fact) == getattr(paged, fact), fact


def test_sizes_are_known_by_the_suffix_of_their_file() -> None:
    reply = {
        "sizes": {
            "canblog": 0, "canprint": 0, "candownload": 1,
            "size": [
                {"label": "Square", "width": 75, "height": "75", "source": f"{IMAGE}1_s.jpg"},
                {"label": "Large 1600", "width": "1600", "height": 1067,
                 "source": f"{IMAGE}3_h.jpg", "media": "photo"},
                {"label": "Holographic", "width": 1, "height": 1, "source": f"{IMAGE}9_y.jpg"},
                {"label": "Site MP4", "width": "", "height": "", "media": "video",
                 "source": "https://www.flickr.com/photos/anna/5/play/site/5ec2e7aa01/"},
            ],
        },
        "stat": "ok",
    }  # fmt: skip
    flickr, _ = flickr_that(says(reply))
    sizes = photos.get_sizes(flickr, flickr_id="53000000001")
    assert {suffix: size.width_px for suffix, size in sizes.sizes.items()} == {"s": 75, "h": 1600}
    assert sizes.videos["Site MP4"].width_px == 0
    assert sizes.can_download


# --- the calls ----------------------------------------------------------------------------------


def test_a_photostream_is_asked_for_in_pages_of_five_hundred() -> None:
    flickr, wire = flickr_that(says(photo_page(photo())))
    page = people.get_photos(flickr, page=3)
    assert page.items[0].flickr_id == "53000000001"
    fields = wire.fields()
    assert fields["method"] == "flickr.people.getPhotos"
    assert (fields["user_id"], fields["page"], fields["per_page"]) == ("me", "3", "500")
    assert fields["extras"].split(",") == list(EXTRAS)
    assert wire.last.method == "GET"


def test_changes_are_asked_for_since_the_whole_second_before() -> None:
    flickr, wire = flickr_that(says(photo_page()))
    photos.recently_updated(flickr, since=datetime(2026, 1, 1, 0, 0, 0, 999_999, tzinfo=UTC))
    assert wire.fields()["min_date"] == "1767225600"


def test_somebody_elses_photostream_is_another_requests_body() -> None:
    flickr, _ = flickr_that(says(photo_page(photo())))
    assert people.get_photos(flickr, user_id="11111111@N00").items
    with pytest.raises(FlickrUnavailable, match="another request"):
        people.get_photos(flickr, user_id="22222222@N00")


def test_another_photos_page_is_another_requests_body() -> None:
    flickr, _ = flickr_that(says(photo_info()))
    assert photos.get_info(flickr, flickr_id="53000000001")
    with pytest.raises(FlickrUnavailable, match="another request"):
        photos.get_info(flickr, flickr_id="5")
