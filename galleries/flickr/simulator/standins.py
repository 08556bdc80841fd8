"""Small pages that stand where Flickr's own pages would be, so that links lead somewhere."""

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from galleries.flickr.simulator.callers import NOBODY, sees
from galleries.flickr.simulator.html import page
from galleries.flickr.simulator.http import Reply, Request
from galleries.flickr.simulator.wire import View, file_url, sizes_of

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

ADDRESS = re.compile(r"^/(?:photos|people)/([^/]+)(?:/(\d+))?(?:/|$)")


def standin(sim: "Simulator", request: Request) -> Reply | None:
    """The page for an address of the site; None for what is no such address."""
    match = ADDRESS.match(unquote(request.path))
    if match is None:
        return None
    member = sim.world.directory.find(match[1])
    if member is None:
        return page("Nobody of that name", "<p>The simulator has no such member.</p>", status=404)
    name = f'<b dir="auto">{escape(member.username)}</b>'
    if match[2] is None:
        count = sim.world.public_count(member)
        return page(
            "A photostream on Flickr",
            f"<p>Here Flickr would show the photostream of {name}, with {count:,} public "
            f"photos.</p><p>{escape(member.about)}.</p>",
        )
    photo = sim.world.photo(match[2])
    if photo is None or photo.owner != member.nsid or not sees(NOBODY, photo, member):
        text = "<p>The photo is private, deleted, or never was. Flickr would not say which.</p>"
        return page("Nothing to see here", text, status=404)
    view = View(photo, member, NOBODY, sim.static_url, sim.site_url)
    medium = [file for file in sizes_of(view) if file[0].longest <= 800 and not file[0].square]
    size, width, height = medium[-1]
    title = escape(photo.title) or "Untitled"
    return page(
        "A photo on Flickr",
        f"<p>Here Flickr would show “<span dir='auto'>{title}</span>” by {name}.</p>"
        f'<img class="picture" src="{escape(file_url(view, size))}" width="{width}" '
        f'height="{height}" alt="A painted picture of the simulator">',
    )
