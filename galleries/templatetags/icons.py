"""``{% lucide "heart" size=20 %}``, as lucide's own tag, but each icon is drawn once.

There are ten on every page, and to draw them all took as long as half its photos.
"""

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide as drawn

register = template.Library()


@register.simple_tag
@cache
def lucide(name: str, *, size: int = 24, **attributes: str | float) -> SafeString:
    """An icon as SVG. Names and attributes stand in templates, so there are not many."""
    return mark_safe(drawn(name, size=size, **attributes))  # noqa: S308 - nobody wrote it
