"""The line that says whose a photo is. Made here and nowhere else, for every page of a gallery."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from galleries.flickr.licences import licence_of
from galleries.models import Photo
from galleries.views import words
from galleries.views.links import person_on_flickr, photo_on_flickr


def credit_line(photo: Photo) -> SafeString:
    """Photographer, licence with its link, and the photo's page on Flickr, as HTML.

    The photo comes with its owner.
    """
    licence = licence_of(photo.licence)
    person = escape(person_on_flickr(photo.owner.who))
    flickr = escape(photo_on_flickr(photo.owner.who, photo.pk))
    line = (
        f'<span class="credit">{escape(_("Photo by"))} '
        f'<a href="{person}" rel="author noopener nofollow ugc" dir="auto">'
        f"{escape(photo.owner.name)}</a>"
        f' · <a href="{escape(licence.url)}" rel="license noopener nofollow"'
        f' title="{escape(licence.name)}">{escape(words.licence(licence))}</a>'
        f' · <a href="{flickr}" rel="noopener nofollow ugc">{escape(_("on Flickr"))} ↗</a></span>'
    )
    return mark_safe(line)  # noqa: S308 - escaped piece by piece


def credit_text(photo: Photo) -> str:
    """The same as plain text, for feeds, cards and metadata: "Anna · CC BY 4.0"."""
    return f"{photo.owner.name} · {words.licence(licence_of(photo.licence))}"
