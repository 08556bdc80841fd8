"""Paging by a word that Flickr hands out: 0 first, then what the reply said, -1 at the end."""

from hashlib import blake2b

from galleries.flickr.simulator.paging import Page, page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Call

END = -1
GOOD_FOR_S = 3600
INVALID = Fail(2, "Continuation key is invalid or expired")


def is_asked(call: Call) -> bool:
    return "continuation" in call.args


def continued(call: Call, subject: str, total: int) -> tuple[Page, str | int]:
    """Which page the caller's word stands for, and the word for the next one.

    subject  what is listed: a word for one list opens no other

    Raises Fail with code 2 for a word that is old, made up, or another list's.
    """
    given = call.arg("continuation")
    if given == "0":
        first = page_of(call, total)
        page = Page(1, first.size, total, 1)
    else:
        page = _page(call, subject, given, total)
    following = page.number + 1
    more = following <= page.pages
    now = call.sim.world.now
    return page, _word(call, subject, following, page.size, now) if more else END


def _page(call: Call, subject: str, word: str, total: int) -> Page:
    parts = word.split("-")[:3]
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        raise INVALID
    number, size, issued_at = map(int, parts)
    too_old = call.sim.world.now - issued_at > GOOD_FOR_S
    if too_old or word != _word(call, subject, number, size, issued_at):
        raise INVALID
    # The list may have become shorter since.
    return Page(min(number, max(1, -(-total // size))), size, total, number)


def _word(call: Call, subject: str, number: int, size: int, issued_at: int) -> str:
    written = f"{number}-{size}-{issued_at}"
    sealed = f"{call.sim.secret} {call.args['method']} {call.caller.nsid} {subject} {written}"
    return f"{written}-{blake2b(sealed.encode(), digest_size=6).hexdigest()}"
