"""A photo and a pool in words: what the group takes, whether it would take this one."""

from django.utils.translation import gettext as _

from galleries.actions.deeds import Verb
from galleries.models import Membership, OutboxItem, Photo, Viewer
from galleries.models.outbox import State
from galleries.queries.own_photos import PoolLine
from galleries.views import group_words, outbox_words

SCREENSHOT, ART, VIRTUAL = 1, 2, 3  # Photo.content_type; 0 is a photograph


def rules(membership: Membership, viewer: Viewer) -> list[str]:
    """What a group says before one tries: how many, which kinds."""
    group = membership.group
    said = [group_words.throttle(membership, viewer)]
    takes = group.restrictions.get
    if takes("videos_ok") is False:
        said.append(_("no videos"))
    if takes("photos_ok") is False:
        said.append(_("videos only"))
    if takes("moderate_ok") is False:
        said.append(_("only what is marked safe"))
    elif takes("restricted_ok") is False:
        said.append(_("nothing restricted"))
    if takes("has_geo") is True:
        said.append(_("only with a place"))
    if group.is_pool_moderated:
        said.append(_("additions wait for an admin"))
    if _left(membership, viewer) == 0 and group.throttle_mode in ("day", "week", "month"):
        said.append(_("yours would wait here until it takes more"))
    return [words for words in said if words]


def why_not(membership: Membership, photo: Photo, viewer: Viewer, *, has_place: bool) -> str:
    """Why a group would surely refuse a photo, as far as we know; "" when it might take it."""
    group = membership.group
    if group.throttle_mode == "disabled":
        return _("The group takes no photos at the moment.")
    if group.throttle_mode == "ever" and _left(membership, viewer) == 0:
        return _("The group has as many of your photos as it takes. Take one of them out first.")
    refused = {key for key, is_ok in group.restrictions.items() if is_ok is False}
    return (
        _wrong_kind(photo, refused)
        or _wrong_safety(photo, refused)
        or _wrong_place(group.restrictions.get("has_geo") is True and not has_place)
    )


def state(line: PoolLine, *, may_write: bool) -> str:
    """Where the photo stands; "" when there is nothing to say."""
    item = line.item
    if item is not None and item.is_open:
        return _state_of_open(item) if may_write else outbox_words.under_way(item, may_write=False)
    if line.is_inside:
        return _("In the pool")
    if item is not None and item.outcome == OutboxItem.Outcome.QUEUED:
        return _("Handed to the admins")
    if item is not None and item.state == State.SENT and item.verb == Verb.REMOVE_FROM_POOL:
        return _("Taken out")
    return ""


def _state_of_open(item: OutboxItem) -> str:
    if item.verb == Verb.ADD_TO_POOL:
        return _("Waits to be added") if item.waits_for else _("Being added…")
    return _("Waits to be taken out") if item.waits_for else _("Being taken out…")


def _left(membership: Membership, viewer: Viewer) -> int | None:
    """How many photos one may still add; None when that was not told within a day."""
    told_at = membership.remaining_at
    if told_at is None or told_at < viewer.now - group_words.REMAINING_LASTS:
        return None
    return membership.remaining


def _wrong_kind(photo: Photo, refused: set[str]) -> str:
    if photo.is_video and "videos_ok" in refused:
        return _("This is a video, and the group takes none.")
    if not photo.is_video and "photos_ok" in refused:
        return _("This is a photo, and the group takes only videos.")
    if photo.content_type == SCREENSHOT and "screens_ok" in refused:
        return _("This is a screenshot, and the group takes none.")
    if photo.content_type == ART and "art_ok" in refused:
        return _("This is marked as art or illustration, and the group takes none.")
    if photo.content_type == VIRTUAL and "virtual_ok" in refused:
        return _("This comes from a virtual world, and the group takes no such pictures.")
    if photo.content_type == 0 and "images_ok" in refused:
        return _("This was taken with a camera, and the group takes only other pictures.")
    return ""


def _wrong_safety(photo: Photo, refused: set[str]) -> str:
    match photo.safety:
        case Photo.Safety.SAFE if "safe_ok" in refused:
            return _("This is marked safe, and the group takes only what is not.")
        case Photo.Safety.MODERATE if "moderate_ok" in refused:
            return _("This is marked moderate; the group takes safe ones only.")
        case Photo.Safety.RESTRICTED if "moderate_ok" in refused:
            return _("This is marked restricted; the group takes safe ones only.")
        case Photo.Safety.RESTRICTED if "restricted_ok" in refused:
            return _("This is marked restricted, and the group takes none of these.")
        case _:
            return ""


def _wrong_place(is_wrong: bool) -> str:
    if is_wrong:
        return _("The group takes only photos with a place, and this one has none.")
    return ""
