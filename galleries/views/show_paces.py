"""How fast a slideshow goes, and where it stands: ``?show``, or ``?show=15`` for the slow one."""

from django.urls import reverse

from galleries.models import Gallery

PACES = {"4": 4, "": 7, "15": 15}  # seconds for each photo, by what the address says


def show_url(gallery: Gallery, photo_id: int, pace: str = "") -> str:
    """The slideshow, standing at that photo. A pace that there is none of is the usual one."""
    page = reverse("placement", args=[gallery.slug, photo_id])
    return f"{page}?show={pace}" if pace and pace in PACES else f"{page}?show"
