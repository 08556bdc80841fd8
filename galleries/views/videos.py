"""The files of a video: where a browser finds what it can play."""

from dataclasses import dataclass

from galleries.models import Photo
from galleries.views.links import video_on_flickr

# Flickr makes no more of a video than it is large, and tells in no list which it made. A browser
# tries one after the other. "700" and "site" are the files of older uploads.
_FILES = (
    ("1080p", "(width >= 1400px)"),
    ("720p", "(width >= 600px)"),
    ("360p", ""),
    ("700", ""),
    ("site", ""),
)


@dataclass(frozen=True, slots=True)
class VideoFile:
    """One file of a video.

    media  for which windows it is, as a media query; "" for all
    """

    url: str
    media: str


def video_files(photo: Photo) -> tuple[VideoFile, ...]:
    """What a browser may try to play, best first. Empty for what is no video, or has no secret."""
    if not photo.is_video or not photo.media_ready:
        return ()
    addresses = [
        (video_on_flickr(photo.owner.nsid, photo.pk, photo.secret, size), media)
        for size, media in _FILES
    ]
    return tuple(VideoFile(url, media) for url, media in addresses if url)
