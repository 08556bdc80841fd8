"""The page where a member of the cast allows an application to act for them, or does not."""

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

from galleries.flickr.simulator.html import page
from galleries.flickr.simulator.http import Reply, Request, redirect
from galleries.flickr.simulator.members import Member

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

AT_ONCE = 40  # members on one page; the recorded world has hundreds

PERMISSIONS = {
    "read": "See the photos, the private ones too, but change nothing.",
    "write": "See the photos, and edit, fave and comment in the member's name.",
    "delete": "See and edit the photos, and delete them.",
}


def authorize(sim: "Simulator", request: Request) -> Reply:
    """GET shows the page; POST carries the decision and goes back to the application."""
    token = request.args.get("oauth_token", "")
    perms = request.args.get("perms") or "read"
    waiting = sim.oauth.waiting(token)
    if waiting is None:
        return page(
            "This sign-in link is used up",
            "<p>The simulator does not know this request any more. Go back to the application "
            "and start the sign-in again.</p>",
            status=404,
        )
    if perms not in PERMISSIONS:
        return page(
            "Unknown permission",
            "<p>An application may ask for <b>read</b>, <b>write</b> or <b>delete</b>; this one "
            f"asked for <b>{escape(perms)}</b>.</p>",
            status=400,
        )
    if request.method != "POST":
        return _question(sim, token, perms, request.args.get("find", ""))
    if request.args.get("decision") == "deny":
        return _denied(sim.oauth.deny(token), token)
    member = sim.world.directory.find(request.args.get("nsid", ""))
    if member is None:
        return _question(sim, token, perms)
    callback, verifier = sim.oauth.allow(token, member.nsid, perms)
    if callback == "oob":
        return page(
            "Type this code into the application",
            f'<p class="code">{escape(verifier)}</p><p>It signs you in as '
            f'<b dir="auto">{escape(member.username)}</b>. You can close this page afterwards.</p>',
        )
    return redirect(_with_query(callback, oauth_token=token, oauth_verifier=verifier))


def _question(sim: "Simulator", token: str, perms: str, find: str = "") -> Reply:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (("oauth_token", token), ("perms", perms))
    )
    found = [member for member in sim.world.members if _is_found(member, find)]
    members = "".join(f"<li>{_button(sim, member)}</li>" for member in found[:AT_ONCE])
    return page(
        "Who would you like to be?",
        f"""<p>An application asks to sign you in. Pick one of the members below: one press
allows the application to act for them.</p>
<p class="asks">It asks for <b>{escape(perms)}</b>. {escape(PERMISSIONS[perms])}</p>
{_search(sim, hidden, find, len(found))}
<form method="post" action="/services/oauth/authorize">
{hidden}
<h2>Allow, as</h2>
<ul class="members">{members}</ul>
<button class="deny" name="decision" value="deny">Deny</button>
</form>""",
    )


def _search(sim: "Simulator", hidden: str, find: str, count: int) -> str:
    """A search field, where there are too many members to show them all."""
    if len(sim.world.members) <= AT_ONCE:
        return ""
    shown = f"{count:,} found" + (f", the first {AT_ONCE} shown" if count > AT_ONCE else "")
    return f"""<form class="find" action="/services/oauth/authorize" role="search">
{hidden}
<label for="find">Find a member</label>
<input id="find" type="search" name="find" value="{escape(find)}" dir="auto">
<button>Find</button> <span>{shown}</span>
</form>"""


def _is_found(member: Member, find: str) -> bool:
    names = (member.username, member.realname, member.path_alias, member.nsid, member.location)
    return any(find.strip().casefold() in name.casefold() for name in names)


def _button(sim: "Simulator", member: Member) -> str:
    count = len(sim.world.stream(member))
    photos = "1 photo" if count == 1 else f"{count:,} photos"
    return (
        f'<button class="member" name="nsid" value="{escape(member.nsid)}">'
        f'<img src="{escape(icon_url(sim, member))}" alt="" width="48" height="48">'
        f'<span class="member__name" dir="auto">{escape(member.username)}</span>'
        f'<span class="member__facts">{photos} · {escape(member.about)}</span>'
        '<span class="member__allow">Allow</span></button>'
    )


def icon_url(sim: "Simulator", member: Member) -> str:
    if not member.iconserver:
        return f"{sim.site_url}/images/buddyicon.gif"
    return f"{sim.static_url}/{member.iconserver}/buddyicons/{member.nsid}.jpg"


def _denied(callback: str, token: str) -> Reply:
    if callback == "oob":
        return page("Denied", "<p>Nothing was allowed. You can close this page.</p>")
    # What Flickr sends here is not documented; many OAuth 1.0a servers say it like this.
    return redirect(_with_query(callback, oauth_token=token, denied=token))


def _with_query(url: str, **more: str) -> str:
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(more)) if part)
    return urlunsplit(parts._replace(query=query))
