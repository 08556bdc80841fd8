"""The tag that hangs a wall of photos: ``{% photo_cards photos viewer=request.viewer %}``."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from galleries.models import Photo, Viewer
from galleries.views import cards

register = template.Library()


@register.simple_tag
def photo_cards(
    photos: Iterable[Photo], viewer: Viewer | None = None, context: str = ""
) -> SafeString:
    """All cards of a wall, inside ``<ol class="wall">``. ``context``: see ``cards.photo_cards``."""
    return cards.photo_cards(photos, viewer=viewer, context=context)
