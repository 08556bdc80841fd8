"""How the installation is doing, in a terminal: the same as on /operator/."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from galleries.queries.calls import Calls
from galleries.queries.operating import Care, Cared, OperatorPage, operator_page
from galleries.views import operating_words as words

NONE = "–"


class Command(BaseCommand):
    help = "Tell how many calls to Flickr are left, what they went into, and what does not go well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--person",
            metavar="NSID",
            default="",
            help="list this person's streams, thirty of them; everybody: those that are nobody's",
        )
        parser.add_argument(
            "--after", metavar="KEY", type=int, default=0, help="go on behind this stream"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = options["person"].strip()
        page = operator_page(now=timezone.now(), who=person, after=options["after"])
        for line in person_lines(page) if page.found else lines(page):
            self.stdout.write(line)


def lines(page: OperatorPage) -> Iterator[str]:
    """Everything but one person's streams."""
    yield words.budget(page.budget)
    yield words.spent_in_hour(page.spent.hour, page.budget)
    yield words.spent_in_day(page.spent.day)
    yield from filter(None, [words.outboxes(page.outboxes)])
    yield from _refused(page)
    for listing in page.listings:
        yield from _heading(f"{words.CARES[listing.care]}: {len(listing.rows) + listing.more}")
        yield from table([_stream(cared, page, named=True) for cared in listing.rows])
        yield from _others(listing.more)
    if page.spent.methods:
        spans = (_("Last hour"), _("24 hours"))
        yield from _heading(_("By method"))
        rows = [_calls(calls, words.method(calls)) for calls in page.spent.methods]
        yield from table([(_("Method"), *spans), *rows])
        yield from _heading(_("By person"))
        rows = [_calls(calls, _caller(calls)) for calls in page.spent.people]
        yield from table([(_("Whose token"), *spans), *rows])
        yield from _others(page.spent.others)
    yield from _heading(_("Streams by kind"))
    yield from _kinds(page)
    if page.deeds:
        yield from _heading(_("What you did"))
        yield from table([(words.clock(deed.log.done_at), words.deed(deed)) for deed in page.deeds])


def person_lines(page: OperatorPage) -> Iterator[str]:
    """The streams that were asked for."""
    found = page.found
    if found is None or not found.rows:
        yield _("There are none: nothing of theirs is kept in step here.")
        return
    yield " ".join(part for part in (found.name, found.who) if part)
    yield from table([_stream(cared, page, named=False) for cared in found.rows])
    if found.after is not None:
        yield _("More: --after %(key)s") % {"key": found.after}


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows of words under each other, two blanks between the columns."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _heading(text: str) -> tuple[str, str]:
    return "", text


def _others(count: int) -> tuple[str, ...]:
    return (_("and %(count)s others") % {"count": count},) if count else ()


def _refused(page: OperatorPage) -> Iterator[str]:
    if not page.refused.rows:
        return
    yield from _heading(_("Refused connections"))
    yield from table(
        (row.nsid, row.name, _("since %(time)s") % {"time": words.clock(row.refused_at)})
        for row in page.refused.rows
    )
    yield from _others(page.refused.more)


def _stream(cared: Cared, page: OperatorPage, *, named: bool) -> tuple[str, ...]:
    why = " ".join(filter(None, (words.why(cared, page.budget), words.small_print(cared))))
    first = (words.whose(cared.nsid, cared.name),) if named else (str(words.CARES[cared.care]),)
    return (str(cared.stream.pk), *first, words.kind(cared.stream), why)


def _caller(calls: Calls) -> str:
    return f"{calls.name} {calls.key}" if calls.name else words.caller(calls)


def _calls(calls: Calls, name: str) -> tuple[str, ...]:
    spans = (
        f"{span.count} ({words.amiss(span)})" if span.amiss else str(span.count)
        for span in (calls.hour, calls.day)
    )
    return (name, *spans)


def _kinds(page: OperatorPage) -> Iterator[str]:
    heads = [_("Kind"), *(str(words.CARES[care]) for care in Care), _("All")]
    rows = [_counts(str(words.KINDS[k.kind]), k.by_care, k.count) for k in page.kinds]
    totals = {care: page.count_of(care) for care in Care}
    return table([heads, *rows, _counts(_("All"), totals, page.count)])


def _counts(name: str, by_care: Mapping[Care, int], count: int) -> list[str]:
    return [name, *(str(by_care.get(care) or NONE) for care in Care), str(count)]
