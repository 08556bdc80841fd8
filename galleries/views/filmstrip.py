"""The thirty photos of a sheet as one strip of HTML, by one function: each a link to its place."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from galleries.queries.sheets import PlaceLine
from galleries.views import desk_words, words
from galleries.views.pictures import renditions

LARGEST_PX = 240


def filmstrip(lines: Iterable[PlaceLine], *, here: PlaceLine, url: str) -> SafeString:
    """The items of the strip, inside ``<ol class="filmstrip">``.

    url  the address of the sheet
    """
    items = [_item(line, is_here=line is here, url=escape(url)) for line in lines]
    return mark_safe("".join(items))  # noqa: S308 - escaped piece by piece below


def _item(line: PlaceLine, *, is_here: bool, url: str) -> str:
    mark = ""
    classes = ["filmstrip__item"]
    if line.verdict is not None and not line.is_open:
        kind = line.verdict.kind
        classes.append(f"filmstrip__item--{kind}")
        said = escape(desk_words.verdict(kind))
        mark = (
            f'<span class="filmstrip__mark" aria-hidden="true">{desk_words.mark(kind)}</span>'
            f'<span class="filmstrip__said visually-hidden">: {said}</span>'
        )
    elif not line.is_there:
        classes.append("filmstrip__item--left")
        mark = f'<span class="visually-hidden">: {escape(_("has left the pool"))}</span>'
    told = " data-open" if line.is_open else ""
    if line.burst > 1:
        told += f' data-burst="{"first" if line.is_first else "more"}"'
    current = ' aria-current="true"' if is_here else ""
    return (
        f'<li class="{" ".join(classes)}" data-place="{line.number}"{told}>'
        f'<a href="{url}?place={line.number}"{current}>'
        f'<span class="visually-hidden">{line.number + 1}: </span>{_picture(line)}{mark}</a></li>'
    )


def _picture(line: PlaceLine) -> str:
    files = renditions(line.photo) if line.is_seen else []
    small = [file for file in files if file.longest_px <= LARGEST_PX] or files[:1]
    if not small:
        told = escape(_("A photo that is not shown to you"))
        return (
            f'<span class="filmstrip__missing"><span class="visually-hidden">{told}</span></span>'
        )
    file = small[-1]
    return (
        f'<img class="filmstrip__picture" src="{escape(file.url)}" width="{file.width_px}"'
        f' height="{file.height_px}" alt="{escape(words.alt(line.photo))}" decoding="async">'
    )
