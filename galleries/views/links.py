"""Addresses of Flickr's own pages and pictures, for the Flickr that this installation talks to."""

from urllib.parse import quote

from django.conf import settings

from galleries.flickr import urls


def photo_on_flickr(who: str, photo_id: int) -> str:
    return _here(urls.photo_page(who=who, flickr_id=str(photo_id)))


def video_on_flickr(who: str, photo_id: int, secret: str, size: str) -> str:
    """Where a file of a video is; "" when its address cannot be made."""
    try:
        return _here(urls.video_file(who=who, flickr_id=str(photo_id), secret=secret, size=size))
    except ValueError:
        return ""


def photostream_on_flickr(who: str) -> str:
    return _here(urls.photostream_page(who=who))


def favourites_on_flickr(who: str) -> str:
    return f"{photostream_on_flickr(who)}favorites/"


def albums_on_flickr(who: str) -> str:
    return f"{photostream_on_flickr(who)}albums/"


def album_on_flickr(who: str, album_id: int) -> str:
    return _here(urls.album_page(who=who, album_id=str(album_id)))


def flickr_galleries_on_flickr(who: str) -> str:
    return f"{photostream_on_flickr(who)}galleries/"


def flickr_gallery_on_flickr(who: str, gallery_id: int) -> str:
    return _here(urls.gallery_page(who=who, gallery_id=str(gallery_id)))


def tag_on_flickr(who: str, tag: str) -> str:
    return f"{photostream_on_flickr(who)}tags/{quote(tag, safe='')}/"


def everybodys_tag_on_flickr(tag: str) -> str:
    return _here(f"{urls.SITE}/photos/tags/{quote(tag, safe='')}/")


def friends_on_flickr() -> str:
    return _here(f"{urls.SITE}/photos/friends/")


def person_on_flickr(who: str) -> str:
    return _here(urls.person_page(who=who))


def group_on_flickr(nsid: str) -> str:
    return _here(urls.group_page(group=nsid))


def pool_on_flickr(nsid: str) -> str:
    return _here(urls.pool_page(group=nsid))


def pending_on_flickr(nsid: str) -> str:
    return _here(urls.pending_page(group=nsid))


def groups_on_flickr() -> str:
    return _here(f"{urls.SITE}/groups/")


def _here(address: str) -> str:
    """The demo's Flickr has an address of its own."""
    return str(settings.FLICKR_SITE_URL) + address.removeprefix(urls.SITE)
