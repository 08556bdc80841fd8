"""Whatever people wrote on Flickr stands on every page as words, and as nothing else."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from galleries.models import (
    AlbumItem,
    Comment,
    Entry,
    FlickrGalleryItem,
    Group,
    Happening,
    Person,
    PersonInPhoto,
    Photo,
    PhotoTag,
    Stream,
)
from tests.hostile_flickr import TURNED, WORDS, everything_of, make_hostile
from tests.simulated import Town
from tests.views.sound_html import VOID, unsound

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
OURS = {"/static/"}
SCHEMES = {"", "http", "https", "mailto"}
ISOLATING = {"bdi", "title", "textarea"}


class Read(HTMLParser):
    """What a page holds that it must not, and what people wrote where it turns its neighbours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        isolates = tag in ISOLATING or "dir" in told
        if tag not in VOID:
            self._open.append((tag, isolates))
        if tag in ("style", "iframe", "object", "embed", "base", "bdo") and (
            "calls" not in (told.get("class") or "")
        ):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not (told.get("src") or "").startswith("/static/"):
            self.wrong.append(f"a script of somebody else: {told}")
        if tag == "img" and "evil" in (told.get("src") or ""):
            self.wrong.append(f"a picture of somebody else: {told}")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "ping", "srcdoc", "target"):
                self.wrong.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
                address = urlsplit(value or "")
                if address.scheme not in SCHEMES or (not address.scheme and address.netloc):
                    self.wrong.append(f"<{tag} {name}={(value or '')[:60]}>")
        if told.get("id") == "owned":
            self.wrong.append(f"<{tag} id=owned>")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "script" in tags and data.strip():
            self.wrong.append(f"a script in the page: {data[:60]}")
        if "title" in tags:
            if TURNS.search(data):
                self.wrong.append(f"the tab is turned: {data[:60]!r}")
        elif TURNS.search(data) and not any(isolates for _, isolates in self._open):
            self.wrong.append(f"neighbours are turned: <{tags[-1]}> {data.strip()[:60]!r}")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pages(nsid: str, *, each: int = len(WORDS)) -> Iterator[str]:
    """Every kind of page that shows what people wrote; of photos, groups and tags so many."""
    who = Person.objects.get(nsid=nsid).who
    photos = Photo.objects.filter(owner__nsid=nsid).order_by("pk")
    yield from (
        "/",
        "/sync/",
        "/groups/",
        "/photos/friends/",
        "/settings/",
        "/outbox/",
        "/operator/",
    )
    yield "/settings/forget/"
    yield f"/operator/?who={nsid}"
    for name in ("photostream", "favourites", "albums", "flickr_galleries", "person"):
        yield reverse(name, args=[who])
    for photo in photos[:each]:
        yield reverse("photo", args=[who, photo.pk])
    for name in ("pools", "tags", "take_back"):
        yield reverse(name, args=[who, photos[0].pk])
    for item in AlbumItem.objects.filter(album__owner__nsid=nsid).select_related("album")[:3]:
        yield reverse("album", args=[who, item.album_id])
        yield reverse("photo_in", args=[who, item.photo_id, f"album-{item.album_id}"])
    for hung in FlickrGalleryItem.objects.select_related("gallery", "photo__owner")[:3]:
        yield reverse("flickr_gallery", args=[hung.gallery.owner.who, hung.gallery_id])
        gallery = f"gallery-{hung.gallery_id}"
        yield reverse("photo_in", args=[hung.photo.owner.who, hung.photo_id, gallery])
    for group in Group.objects.filter(memberships__person__nsid=nsid)[:each]:
        yield reverse("group", args=[group.nsid])
    for entry in Entry.objects.select_related("group", "photo__owner")[:2]:
        pool = f"pool-{entry.group.nsid}"
        yield reverse("photo_in", args=[entry.photo.owner.who, entry.photo_id, pool])
    for text in PhotoTag.objects.values_list("text", flat=True).distinct()[:each]:
        if "/" not in text:
            yield reverse("tagged", args=[text])
            yield reverse("tagged_by", args=[who, text])
    comment = Comment.objects.filter(photo__owner__nsid=nsid).first()
    assert comment is not None
    yield reverse("photo", args=[who, comment.photo_id])
    yield reverse("delete_comment", args=[who, comment.photo_id, comment.pk])
    for seen in PersonInPhoto.objects.filter(photo__owner__nsid=nsid)[:1]:
        yield reverse("photo", args=[who, seen.photo_id])


@pytest.mark.parametrize(
    "words", [pytest.param(WORDS, id="of every kind"), pytest.param((TURNED,), id="all turned")]
)
def test_words_stay_words_on_every_page(
    make_town: Callable[..., Town], settings: Settings, words: tuple[str, ...]
) -> None:
    town = make_town(scale=60, pool_scale=40)
    make_hostile(town, words)
    ingrid = everything_of(town, "ingrid")
    settings.OPERATOR = [ingrid.nsid]
    client = client_of(ingrid)

    for held in (
        AlbumItem, FlickrGalleryItem, Entry, Comment, Happening, PersonInPhoto, PhotoTag,
    ):  # fmt: skip
        assert held.objects.exists(), f"the story lacks {held.__name__}"
    assert Photo.objects.filter(title=max(words, key=len)).exists(), "nothing is lost on the way"
    assert not Stream.objects.exclude(trouble="").exists()

    wrong = {}
    seen = 0
    for address in pages(ingrid.nsid):
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 404), address
        seen += answer.status_code == 200
        page = answer.content.decode()
        found = unsound(page) + Read(page).wrong
        if found:
            wrong[address[:120]] = found[:5]
    assert wrong == {}
    assert seen > 60
