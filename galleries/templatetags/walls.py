"""The tags that hang a wall of photos, ``{% photo_cards photos viewer=request.viewer %}``, or of
albums: ``{% cover_cards covers %}``."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.safestring import SafeString

from galleries.models import Photo, Viewer
from galleries.queries.covers import Cover
from galleries.views import cards
from galleries.views import covers as covers_

register = template.Library()


@register.simple_tag
def photo_cards(
    photos: Iterable[Photo],
    viewer: Viewer | None = None,
    context: str = "",
    captions: Mapping[int, str] | None = None,
    in_tray: bool = False,
) -> SafeString:
    """All cards of a wall, inside ``<ol class="wall">``. The rest: see ``cards.photo_cards``."""
    return cards.photo_cards(
        photos, viewer=viewer, context=context, captions=captions, in_tray=in_tray
    )


@register.simple_tag
def cover_cards(covers: Iterable[Cover]) -> SafeString:
    """All covers of a page, inside ``<ol class="covers">``."""
    return covers_.cover_cards(covers)
