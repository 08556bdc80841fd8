"""The tag that hangs a wall of photos: ``{% photo_cards photos %}``."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from galleries.models import Photo
from galleries.views import cards

register = template.Library()


@register.simple_tag
def photo_cards(photos: Iterable[Photo]) -> SafeString:
    """All cards of a wall, inside ``<ol class="wall">``."""
    return cards.photo_cards(photos)
