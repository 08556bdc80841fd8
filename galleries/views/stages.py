"""The large picture of a photo's page, or the video in its place."""

from dataclasses import dataclass

from galleries.models import Photo
from galleries.views import words
from galleries.views.pictures import Rendition, ratio_class, renditions, srcset
from galleries.views.videos import VideoFile, video_files

# Larger files would only fill the reader's disk: no screen shows them inside 86 % of its height.
LARGEST_ON_A_STAGE_PX = 2048
_STEPS = (100, 240, 320, 400, 500, 640, 800, 1024, 1600, 2048)


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands on it.

    long                   the class that keeps it from being blown up
    largest, whole_srcset  what it is enlarged from
    film                   the files of a video; empty for a photo
    """

    file: Rendition
    srcset: str
    ratio: str
    long: str
    alt: str
    largest: Rendition
    whole_srcset: str
    film: tuple[VideoFile, ...]


def stage_of(photo: Photo, *, alt: str = "") -> Stage | None:
    """None when we know of no file.

    alt  what somebody says that it shows; else what its title says
    """
    whole = renditions(photo)
    files = _on_a_stage(whole)
    if not files:
        return None
    largest = files[-1]
    long_px = max(step for step in _STEPS if step <= max(largest.longest_px, _STEPS[0]))
    return Stage(
        file=next((file for file in files if file.longest_px >= 1024), largest),
        srcset=srcset(files),
        ratio=ratio_class(files),
        long=f"long-{long_px}",
        alt=alt or words.alt(photo),
        largest=whole[-1],
        whole_srcset=srcset(whole),
        film=video_files(photo),
    )


def srcset_ahead(neighbour: Photo | None) -> str:
    """The files that the stage of a neighbour will choose from; "" for none, and for a video."""
    if neighbour is None or neighbour.is_video:
        return ""
    return srcset(_on_a_stage(renditions(neighbour)))


def _on_a_stage(files: list[Rendition]) -> list[Rendition]:
    return [file for file in files if file.longest_px <= LARGEST_ON_A_STAGE_PX] or files[:1]
