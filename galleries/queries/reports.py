"""What the operator reads of reports: addresses of public pages, and no more than those show."""

from dataclasses import dataclass

from galleries.models import Report, TakenOff

MOST = 100


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report, with whether what it is about is off the public.

    is_photo_off    for a report about a photo
    is_gallery_off  by the operator's hand
    """

    report: Report
    is_photo_off: bool
    is_gallery_off: bool


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Those that wait, the longest first, and those answered last; of each a hundred at most."""

    waiting: list[ReportLine]
    answered: list[ReportLine]
    waiting_count: int


def reports_page() -> ReportsPage:
    """In four queries."""
    waiting = Report.objects.waiting().select_related("gallery")
    answered = list(Report.objects.answered().select_related("gallery")[:MOST])
    first = list(waiting[:MOST])
    photos = [each.photo_id for each in (*first, *answered) if each.photo_id is not None]
    off = set(TakenOff.objects.filter(photo__in=photos).values_list("photo", flat=True))

    def line(report: Report) -> ReportLine:
        is_gallery_off = report.gallery.taken_off_at is not None
        return ReportLine(report, report.photo_id in off, is_gallery_off)

    return ReportsPage(
        waiting=[line(report) for report in first],
        answered=[line(report) for report in answered],
        waiting_count=waiting.count(),
    )
