"""Entries that a desk decided to remove: somebody's photo, by the token of whoever signed.

A verdict is about one entry. Before anything is sent, Flickr is asked once for each sheet whether
the signer still runs the group, and which photos were added again: those are new entries.
"""

from datetime import datetime, timedelta

from galleries.flickr import groups, pools
from galleries.flickr.client import Flickr
from galleries.models import Entry, Group, OutboxItem, Sheet, Stream, Verdict
from galleries.sync.apply.roles import apply_own_role
from galleries.sync.outbox.verbs.pools import find_entry, send_remove
from galleries.sync.outbox.verbs.verb import Found, Outcome, Success, Verb
from galleries.sync.schedule import wake

SURE_FOR = timedelta(minutes=2)  # what Flickr said of role and pool
UNREAD = timedelta(days=1)  # a sheet is taken from a pool that was read within a day
MOST_PAGES = 10  # of 500 additions since then


def check_entry(flickr: Flickr, item: OutboxItem, now: datetime) -> OutboxItem.Outcome | None:
    """Why it must not be sent; None when it may."""
    verdict = Verdict.objects.filter(item=item).select_related("sheet").first()
    if verdict is None or verdict.sheet is None:
        return Outcome.NOT_THERE
    if item.group is None:
        return Outcome.GROUP_GONE
    sheet = verdict.sheet
    if sheet.checked_at is None or sheet.checked_at < now - SURE_FOR:
        _ask(flickr, sheet, item.group, item.user.nsid, now)
    if sheet.is_role_lost:
        return Outcome.NO_ROLE
    return Outcome.ADDED_AGAIN if item.photo_id in sheet.added_again else None


def look_for_removal(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    """Added again since then, it is another entry, and stays."""
    verdict = Verdict.objects.filter(item=item).first()
    if item.photo is None or verdict is None:
        return Found.UNSURE
    entry = find_entry(flickr, item, item.photo.owner.nsid)
    is_same = entry is not None and entry.added_at == verdict.added_at
    return Found.NOT_THERE if is_same else Found.THERE


def write_removal(item: OutboxItem, reply: object, now: datetime) -> None:
    verdict = Verdict.objects.filter(item=item).first()
    if verdict is not None:
        entry = Entry.objects.filter(group=item.group, photo=item.photo, gone_at=None)
        entry.filter(added_at=verdict.added_at).update(gone_at=now)


def _ask(flickr: Flickr, sheet: Sheet, group: Group, signer: str, now: datetime) -> None:
    """One call about the signer, and one about what was added since the pool was read last."""
    info = groups.get_info(flickr, nsid=group.nsid)
    sheet.is_role_lost = not apply_own_role(info, group=group, nsid=signer, began_at=now)
    sheet.added_again = [] if sheet.is_role_lost else _added_again(flickr, sheet, group.nsid, now)
    sheet.checked_at = now
    sheet.save(update_fields=["is_role_lost", "added_again", "checked_at"])


def _added_again(flickr: Flickr, sheet: Sheet, group_nsid: str, now: datetime) -> list[int]:
    """Photos of this sheet's removals that stand in the pool as another entry now."""
    decided = sheet.verdicts.filter(kind=Verdict.Kind.REMOVE, state=Verdict.State.SIGNED)
    moments = dict(decided.values_list("photo", "added_at"))
    since = sheet.taken_at - UNREAD
    again: set[int] = set()
    for number in range(1, MOST_PAGES + 1):
        page = pools.get_photos(flickr, group_nsid=group_nsid, page=number)
        told = {int(entry.photo.flickr_id): entry.added_at for entry in page.items}
        again |= {key for key, at in told.items() if key in moments and at > moments[key]}
        if page.is_last or not told or min(told.values()) < since:
            break
    if again:
        streams = Stream.objects.filter(kind=Stream.Kind.POOL, subject=group_nsid)
        wake(list(streams), now=now)
    return sorted(again)


REMOVE_ENTRY = Verb(
    send_remove,
    look_for_removal,
    write_removal,
    refusals={1: Outcome.GROUP_GONE, 2: Success(), 3: Outcome.NOT_ALLOWED},
    check=check_entry,
)
