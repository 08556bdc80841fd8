"""galleries.*: Flickr's own galleries. Those that are curated here have nothing to do with it."""

from . import parse, replies
from .client import Flickr
from .parse import Wire, said
from .persons import word_said
from .photo_lists import EXTRAS, html, read_items_page, read_photo
from .records.gallery import FlickrGalleryRecord
from .records.photo import GalleryItemRecord
from .records.values import Page


def get_list(
    flickr: Flickr, *, nsid: str, page: int = 1, per_page: int = 500
) -> Page[FlickrGalleryRecord]:
    """One page of a person's Flickr galleries, newest first."""
    method = "galleries.getList"
    reply = flickr.call(method, expects="galleries", user_id=nsid, page=page, per_page=per_page)
    return parse_list(method, reply)


def get_photos(
    flickr: Flickr, *, api_id: str, page: int = 1, per_page: int = 500
) -> Page[GalleryItemRecord]:
    """One page of a Flickr gallery in its own order, with the curator's comments."""
    method = "galleries.getPhotos"
    reply = flickr.call(
        method, expects="photos", gallery_id=api_id, page=page, per_page=per_page, extras=EXTRAS
    )
    return parse_photos(method, reply)


def get_info(flickr: Flickr, *, api_id: str) -> FlickrGalleryRecord:
    """One Flickr gallery by its compound id. Raises NotOnFlickr when it is not there."""
    method = "galleries.getInfo"
    found = parse_info(method, flickr.call(method, expects="gallery", gallery_id=api_id))
    replies.ensure_about(found.gallery_id, _plain_id(api_id))
    return found


def parse_list(method: str, reply: Wire) -> Page[FlickrGalleryRecord]:
    """Read ``galleries{page, pages, per_page, total, gallery[]}``."""
    return replies.page(method, "gallery", reply.get("galleries"), "gallery", read_gallery)


def parse_photos(method: str, reply: Wire) -> Page[GalleryItemRecord]:
    """Read ``photos.photo[]`` with ``is_primary``, ``has_comment``, ``comment{_content}``."""
    return read_items_page(method, reply, _read_item)


def parse_info(method: str, reply: Wire) -> FlickrGalleryRecord:
    """Read ``gallery{id, title{_content}, …}``; urls.lookupGallery answers the same."""
    return replies.record(method, "gallery", replies.only(method, reply, "gallery"), read_gallery)


def read_gallery(wire: Wire) -> FlickrGalleryRecord:
    """Read one gallery. Replies of 2014 lack the plain id; it is the end of the compound one."""
    api_id = parse.told(wire, "id", parse.word)
    return FlickrGalleryRecord(
        api_id=api_id,
        gallery_id=_plain_id(parse.text(wire.get("gallery_id")) or api_id),
        owner_nsid=said(wire, "owner", parse.nsid),
        owner_username=said(wire, "username", parse.name),
        title=said(wire, "title", parse.title),
        description_html=said(wire, "description", html),
        cover_flickr_id=said(wire, "primary_photo_id", parse.digits_or_none),
        cover_secret=word_said(wire, "primary_photo_secret"),
        cover_server=word_said(wire, "primary_photo_server"),
        photo_count=said(wire, "count_photos", parse.count),
        video_count=said(wire, "count_videos", parse.count),
        view_count=said(wire, "count_views", parse.count),
        comment_count=said(wire, "count_comments", parse.count),
        created_at=said(wire, "date_create", parse.epoch),
        changed_at=said(wire, "date_update", parse.epoch),
    )


def _read_item(wire: Wire) -> GalleryItemRecord:
    return GalleryItemRecord(
        photo=read_photo(wire),
        is_primary=parse.flag(wire.get("is_primary")),
        comment_html=html(wire.get("comment")),
    )


def _plain_id(api_id: str) -> str:
    return parse.digits(api_id.rpartition("-")[2])
