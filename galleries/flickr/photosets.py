"""photosets.*: albums. On screen and in our code they are albums; the module has Flickr's name."""

from . import parse, replies
from .client import Flickr
from .parse import Wire, first_said, said
from .persons import word_said
from .photo_lists import EXTRAS, html, read_photo
from .records.album import AlbumRecord
from .records.person import PersonRecord
from .records.photo import AlbumItemRecord
from .records.values import UNSAID, Page, Unsaid


def get_list(flickr: Flickr, *, nsid: str, page: int = 1, per_page: int = 500) -> Page[AlbumRecord]:
    """One page of a person's albums in their own order."""
    method = "photosets.getList"
    reply = flickr.call(method, expects="photosets", user_id=nsid, page=page, per_page=per_page)
    return parse_list(method, reply)


def get_photos(
    flickr: Flickr, *, album_id: str, owner_nsid: str, page: int = 1, per_page: int = 500
) -> Page[AlbumItemRecord]:
    """One page of an album in its own order."""
    method = "photosets.getPhotos"
    reply = flickr.call(
        method,
        expects="photoset",
        photoset_id=album_id,
        user_id=owner_nsid,
        page=page,
        per_page=per_page,
        extras=EXTRAS,
    )
    replies.ensure_about(replies.only(method, reply, "photoset").get("id"), album_id)
    return parse_photos(method, reply)


def get_info(flickr: Flickr, *, album_id: str, owner_nsid: str) -> AlbumRecord:
    """One album. Raises NotOnFlickr for an album or an owner that is not there."""
    method = "photosets.getInfo"
    reply = flickr.call(method, expects="photoset", photoset_id=album_id, user_id=owner_nsid)
    replies.ensure_about(replies.only(method, reply, "photoset").get("id"), album_id)
    return parse_info(method, reply)


def parse_list(method: str, reply: Wire) -> Page[AlbumRecord]:
    """Read ``photosets{page, pages, perpage, total, photoset[]}``."""
    return replies.page(method, "album", reply.get("photosets"), "photoset", _read_album)


def parse_photos(method: str, reply: Wire) -> Page[AlbumItemRecord]:
    """Read ``photoset{id, owner, ownername, page, pages, photo[]{isprimary, …}}``.

    The photos do not name their owner; the album does.
    """
    album = replies.only(method, reply, "photoset")
    owner = replies.record(method, "album", album, _owner_of)

    def read(wire: Wire) -> AlbumItemRecord:
        return AlbumItemRecord(
            photo=read_photo(wire, owner=owner), is_primary=parse.flag(wire.get("isprimary"))
        )

    return replies.page(method, "photo", album, "photo", read)


def parse_info(method: str, reply: Wire) -> AlbumRecord:
    """Read ``photoset{id, owner, primary, title{_content}, …}``."""
    return replies.record(method, "album", replies.only(method, reply, "photoset"), _read_album)


def _read_album(wire: Wire) -> AlbumRecord:
    return AlbumRecord(
        flickr_id=parse.told(wire, "id", parse.digits),
        owner_nsid=said(wire, "owner", parse.nsid),
        owner_username=first_said(wire, ("username", "ownername"), parse.name),
        title=said(wire, "title", parse.title),
        description_html=said(wire, "description", html),
        cover_flickr_id=said(wire, "primary", parse.digits_or_none),
        cover_secret=word_said(wire, "secret"),
        cover_server=word_said(wire, "server"),
        photo_count=first_said(wire, ("count_photos", "photos"), parse.count),
        video_count=first_said(wire, ("count_videos", "videos"), parse.count),
        view_count=said(wire, "count_views", parse.count),
        comment_count=said(wire, "count_comments", parse.count),
        created_at=said(wire, "date_create", parse.epoch),
        changed_at=said(wire, "date_update", parse.epoch),
    )


def _owner_of(album: Wire) -> PersonRecord | Unsaid:
    if not parse.text(album.get("owner")):
        return UNSAID
    return PersonRecord(
        nsid=parse.told(album, "owner", parse.nsid),
        username=said(album, "ownername", parse.name),
    )
