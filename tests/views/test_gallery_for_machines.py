"""What machines read of a gallery, read by readers that nobody here wrote."""

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from pyld import jsonld

from galleries.actions.hanging import write
from galleries.actions.publishing import say_about, unpublish
from galleries.models import Gallery, Photo
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
PAGE = "/galleries/the-last-ferries/"
HOSTILE = "</script><script>alert(1)</script> & \u2028 “x”"
SCHEMA = "https://schema.org/"
SITEMAP = Path(__file__).with_name("sitemap.xsd")


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    quay = make_photo(cast.alice, "Quay", visibility=PUBLIC, licence=4)
    horn = make_photo(cast.bob, HOSTILE, visibility=PUBLIC)
    gallery = make_gallery(cast.alice, "The last ferries", quay, horn)
    said: dict[str, Any] = {"by": cast.alice.user, "now": NOW}
    say_about(gallery, introduction=HOSTILE, version=gallery.version, **said)
    first = gallery.placements.in_order()[0]
    write(first, caption=f"*Wet* {HOSTILE}", alt="A quay", version=1, **said)
    return Gallery.objects.get()


def read(cast: Cast, url: str) -> str:
    answer = cast.visitor.client.get(url)
    assert answer.status_code == 200
    return str(answer.text)


def told(page: str) -> dict[str, Any]:
    """The JSON-LD of a page, as a linked-data processor understands it."""
    (text,) = html.fromstring(page).xpath('//script[@type="application/ld+json"]/text()')
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    document["@context"] = {"@vocab": SCHEMA}  # what that address answers, in one line
    (node,) = jsonld.expand(document)
    return dict(node)


def value(node: dict[str, Any], name: str) -> Any:
    (found,) = node[SCHEMA + name]
    return found.get("@value", found)


def test_a_gallery_tells_of_itself_and_of_each_photo_whose_it_is(
    cast: Cast, gallery: Gallery
) -> None:
    node = told(read(cast, PAGE))
    assert node["@type"] == [f"{SCHEMA}ImageGallery"]
    assert value(node, "name") == "The last ferries"
    images = node[f"{SCHEMA}image"]
    assert [value(image, "name") for image in images] == ["Quay", HOSTILE.strip()]
    for image, who in zip(images, ("Alice Ahlgren", "Bob Brandt"), strict=True):
        assert image["@type"] == [f"{SCHEMA}ImageObject"]
        assert value(value(image, "creator"), "name") == who
        assert value(image, "creditText").startswith(who)
        assert value(image, "copyrightNotice").startswith(who)
        assert value(image, "license").startswith("https://")
        assert value(image, "acquireLicensePage").startswith("https://www.flickr.com/photos/")
        assert value(image, "contentUrl").startswith("https://live.staticflickr.com/")
    assert value(images[0], "license") == "https://creativecommons.org/licenses/by/2.0/"
    assert value(images[0], "description") == "A quay"


def test_a_photo_of_a_gallery_tells_of_itself(cast: Cast, gallery: Gallery) -> None:
    quay = Photo.objects.get(title="Quay")
    node = told(read(cast, f"{PAGE}{quay.pk}/"))
    assert node["@type"] == [f"{SCHEMA}ImageObject"]
    assert value(node, "caption").startswith("Wet")
    assert value(node, "url") == f"http://testserver{PAGE}{quay.pk}/"


def test_a_link_to_a_gallery_has_a_card_with_its_picture_and_what_that_shows(
    cast: Cast, gallery: Gallery
) -> None:
    head = html.fromstring(read(cast, PAGE)).head
    card = {meta.get("property"): meta.get("content") for meta in head.findall("meta[@property]")}
    assert card["og:title"] == "The last ferries"
    assert card["og:url"] == f"http://testserver{PAGE}"
    assert card["og:image"].startswith("https://live.staticflickr.com/")
    assert card["og:image:alt"] == "A quay"
    assert head.find('link[@rel="canonical"]').get("href") == f"http://testserver{PAGE}"


def test_the_feed_of_a_gallery_is_atom_with_every_credit(cast: Cast, gallery: Gallery) -> None:
    feed = feedparser.parse(read(cast, f"{PAGE}feed/"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "The last ferries"
    by_author = {entry.author: entry for entry in feed.entries}
    assert set(by_author) == {"Alice Ahlgren", "Bob Brandt"}
    quay = by_author["Alice Ahlgren"]
    assert quay.title == "Quay"
    assert quay.link == quay.id
    assert "Alice Ahlgren" in quay.rights
    assert "creativecommons.org" in quay.rights
    assert 'alt="A quay"' in quay.summary
    assert "<em>Wet</em>" in quay.summary
    assert "<script" not in quay.summary


@pytest.mark.parametrize("url", [f"{PAGE}feed/", "/galleries/feed/"])
def test_a_reader_that_has_the_feed_is_told_so(cast: Cast, gallery: Gallery, url: str) -> None:
    visitor = cast.visitor.client
    etag = visitor.get(url).headers["ETag"]
    assert visitor.get(url, headers={"If-None-Match": etag}).status_code == 304
    first = gallery.placements.in_order()[0]
    write(first, caption="New", alt="", version=first.version, by=cast.alice.user, now=NOW)
    Photo.objects.filter(pk=first.photo_id).update(licence=5)
    assert visitor.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_feed_of_all_tells_of_public_galleries_alone(cast: Cast, gallery: Gallery) -> None:
    make_gallery(cast.alice, "A secret draft", Photo.objects.get(title="Quay"), is_public=False)
    feed = feedparser.parse(read(cast, "/galleries/feed/"))
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["The last ferries"]
    assert feed.entries[0].author == "Alice Ahlgren"
    unpublish(gallery, by=cast.alice.user, now=NOW)
    assert feedparser.parse(read(cast, "/galleries/feed/")).entries == []
    for who in (cast.visitor, cast.alice):
        assert who.client.get(f"{PAGE}feed/").status_code == 404


def test_the_sitemap_leads_to_public_galleries_and_their_photos_and_nowhere_else(
    cast: Cast, gallery: Gallery
) -> None:
    make_gallery(cast.alice, "A secret draft", Photo.objects.get(title="Quay"), is_public=False)
    robots = read(cast, "/robots.txt")
    (index,) = re.findall(r"^Sitemap: http://testserver(/\S+)$", robots, re.MULTILINE)
    found: list[str] = []
    for part in locations(read(cast, index)):
        found += locations(read(cast, part))
    photos = [f"{PAGE}{hung.photo_id}/" for hung in gallery.placements.order_by("pk")]
    assert found == [PAGE, *photos, "/galleries/by/alice/"]
    Photo.objects.update(visibility=Photo.Visibility.FRIENDS)
    assert [locations(read(cast, part)) for part in locations(read(cast, index))] == [
        [PAGE],
        [],
        ["/galleries/by/alice/"],
    ]


def locations(text: str) -> list[str]:
    """The paths that a sitemap, or an index of sitemaps, names."""
    tree = etree.fromstring(text.encode())
    etree.XMLSchema(file=str(SITEMAP)).assertValid(tree)
    names = {"s": etree.QName(tree).namespace}
    return [
        str(each.text).removeprefix("http://testserver") for each in tree.findall(".//s:loc", names)
    ]
