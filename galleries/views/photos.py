"""Single photos."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from galleries.flickr.licences import licence_of
from galleries.queries.photos import PhotoPage, photo_page
from galleries.views import words
from galleries.views.links import photo_on_flickr, tag_on_flickr
from galleries.views.page import Request, render_page
from galleries.views.pictures import Rendition, ratio_class, renditions, srcset

# Larger files would only fill the reader's disk: no screen shows them inside 86 % of its height.
LARGEST_ON_A_STAGE_PX = 2048


@dataclass(frozen=True, slots=True)
class Stage:
    """The large picture. ``long`` is the class that keeps it from being blown up."""

    file: Rendition
    srcset: str
    ratio: str
    long: str
    alt: str


@require_safe
def photo(request: Request, who: str, photo_id: int) -> HttpResponse:
    """One photo, large, and what is known of it."""
    shown = photo_page(who, photo_id, request.viewer)
    if shown is None:
        raise Http404
    photo, owner = shown.photo, shown.photo.owner
    files = renditions(photo)
    context = {
        "shown": shown,
        "photo": photo,
        "owner": owner,
        "title": words.title(photo),
        "stage": _stage(shown, files),
        "why_no_picture": words.why_no_picture(photo),
        "files": files[::-1],
        "licence": licence_of(photo.licence),
        "licence_words": words.licence(licence_of(photo.licence)),
        "mark": words.visibility_mark(photo),
        "taken": words.taken(photo),
        "place": words.coordinates(shown.place) if shown.place else "",
        "may_know": words.may_know(shown.place) if shown.place else "",
        "tags": [(tag, tag_on_flickr(owner.who, tag)) for tag in shown.tags],
        "flickr_url": photo_on_flickr(owner.who, photo.pk),
        "here": "you" if shown.is_own else "",
    }
    return render_page(request, "galleries/photos/photo.html", context)


def _stage(shown: PhotoPage, files: list[Rendition]) -> Stage | None:
    files = [file for file in files if file.longest_px <= LARGEST_ON_A_STAGE_PX] or files[:1]
    if not files:
        return None
    largest = files[-1]
    steps = (100, 240, 320, 400, 500, 640, 800, 1024, 1600, 2048)
    long_px = max(step for step in steps if step <= max(largest.longest_px, steps[0]))
    middle = next((file for file in files if file.longest_px >= 1024), largest)
    return Stage(
        file=middle,
        srcset=srcset(files),
        ratio=ratio_class(files),
        long=f"long-{long_px}",
        alt=words.alt(shown.photo),
    )
