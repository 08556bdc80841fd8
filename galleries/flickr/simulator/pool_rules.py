"""Which photos a pool takes, and what Flickr answers when it does not (API.md 15.2)."""

from galleries.flickr.simulator.group_cast import SimGroup
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.simphoto import SimPhoto

DAY_S = 86_400
# Nobody has written down Flickr's windows; here they roll.
WINDOWS_S = {"day": DAY_S, "week": 7 * DAY_S, "month": 30 * DAY_S}
MOST_GROUPS, MOST_GROUPS_OF_PRO = 30, 60
VIDEO_READY_AFTER_S = 60

NOW_PENDING = 6  # the only refusal that took effect

WORDS = {
    1: "Photo not found",
    2: "Group not found",
    3: "Photo already in pool",
    4: "Photo in maximum number of pools",
    5: "Photo limit reached",
    6: "Your Photo has been added to the Pending Queue for this Pool",
    7: "Your Photo has already been added to the Pending Queue for this Pool",
    8: "Content not allowed",
    10: "Maximum number of photos in Group Pool",
    11: "Group Pool is disabled",
    21: "Videos not allowed",
    22: "Photos not allowed",
    23: "Video in invalid state",
    24: "No photo/video allowed",
    25: "No screenshot/screencast allowed",
    26: "No illustration/art/animation/CGI allowed",
    27: "No restricted content allowed",
    28: "No restricted or moderate content allowed",
    29: "Items must be geotagged",
}


def refusal(code: int) -> Fail:
    """What pools.add answers."""
    return Fail(code, WORDS[code])


def content_refusal(group: SimGroup, photo: SimPhoto) -> Fail | None:
    """Why a group does not take what a photo shows; None when it does."""
    code = next((code for code, is_wrong in _wrongs(group, photo) if is_wrong), None)
    return None if code is None else refusal(code)


def _wrongs(group: SimGroup, photo: SimPhoto) -> list[tuple[int, bool]]:
    ok = group.restrictions
    is_video = photo.media == "video"
    return [
        (21, is_video and not ok["videos_ok"]),
        (22, not is_video and not ok["photos_ok"]),
        (24, photo.content_type == 0 and not ok["images_ok"]),
        (25, photo.content_type == 1 and not ok["screens_ok"]),
        (26, photo.content_type == 2 and not ok["art_ok"]),
        (8, photo.content_type == 3 and not ok["virtual_ok"]),
        (8, photo.safety == 0 and not ok["safe_ok"]),
        (28, photo.safety > 0 and not ok["moderate_ok"]),
        (27, photo.safety > 1 and not ok["restricted_ok"]),
        (29, photo.geo is None and ok["has_geo"]),
    ]


def is_ready(photo: SimPhoto, *, now: float) -> bool:
    """A video is worked on for a while after its upload."""
    return photo.media != "video" or now - photo.uploaded_at >= VIDEO_READY_AFTER_S
