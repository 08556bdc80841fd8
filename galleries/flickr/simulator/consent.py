"""The page where a member of the cast allows an application to act for them, or does not."""

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit

from galleries.flickr.simulator.html import page
from galleries.flickr.simulator.http import Reply, Request, redirect
from galleries.flickr.simulator.members import Member

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

ADDRESS = "/services/oauth/authorize"
# Whom this browser acted for last: Flickr itself knows who is signed in.
COOKIE = "acted_for"
COOKIE_S = 180 * 86_400

AT_ONCE = 40  # members on one page; the recorded world has hundreds

DENY = '<button class="deny" name="decision" value="deny">Deny</button>'

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
        return _question(sim, request, token, perms)
    if request.args.get("decision") == "deny":
        return _denied(sim.oauth.deny(token), token)
    member = sim.world.directory.find(request.args.get("nsid", ""))
    if member is None:
        return _question(sim, request, token, perms)
    return _remembering(_allowed(sim, member, token, perms), member)


def _allowed(sim: "Simulator", member: Member, token: str, perms: str) -> Reply:
    callback, verifier = sim.oauth.allow(token, member.nsid, perms)
    if callback == "oob":
        return page(
            "Type this code into the application",
            f'<p class="code">{escape(verifier)}</p><p>It signs you in as '
            f'<b dir="auto">{escape(member.username)}</b>. You can close this page afterwards.</p>',
        )
    return redirect(_with_query(callback, oauth_token=token, oauth_verifier=verifier))


def _remembering(reply: Reply, member: Member) -> Reply:
    cookie = f"{COOKIE}={quote(member.nsid, safe='')}; Path={ADDRESS}; Max-Age={COOKIE_S}"
    return replace(
        reply, headers=(*reply.headers, ("Set-Cookie", f"{cookie}; HttpOnly; SameSite=Lax"))
    )


def _remembered(sim: "Simulator", request: Request) -> Member | None:
    """Whom this browser acted for last, if they still have an account."""
    cookies = (part.partition("=") for part in request.headers.get("cookie", "").split(";"))
    nsid = next(
        (unquote(value.strip()) for name, _, value in cookies if name.strip() == COOKIE), ""
    )
    found = sim.world.directory.living(nsid) if nsid else None
    return found if found is not None and found.nsid == nsid else None


def _question(sim: "Simulator", request: Request, token: str, perms: str) -> Reply:
    find, last = request.args.get("find", ""), _remembered(sim, request)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (("oauth_token", token), ("perms", perms))
    )
    everybody = [one for one in sim.world.members if last is None or one.nsid != last.nsid]
    found = [member for member in everybody if _is_found(member, find)]
    members = "".join(f"<li>{_button(sim, member)}</li>" for member in found[:AT_ONCE])
    return page(
        "Who would you like to be?",
        f"""<p>An application asks to sign you in. Pick one of the members below: one press
allows the application to act for them.</p>
<p class="asks">It asks for <b>{escape(perms)}</b>. {escape(PERMISSIONS[perms])}</p>
{"" if last is None else _again(sim, last, hidden)}
<h2>{"Allow, as" if last is None else "Somebody else"}</h2>
{_search(sim, hidden, find, len(found))}
<form method="post" action="{ADDRESS}">
{hidden}
<ul class="members">{members}</ul>
{DENY if last is None else ""}
</form>""",
    )


def _again(sim: "Simulator", last: Member, hidden: str) -> str:
    """One press for whom it was the last time."""
    return f"""<form class="again" method="post" action="{ADDRESS}">
{hidden}
{_button(sim, last, again=True)}
{DENY}
</form>"""


def _search(sim: "Simulator", hidden: str, find: str, count: int) -> str:
    """A search field, where there are too many members to show them all."""
    if len(sim.world.members) <= AT_ONCE:
        return ""
    shown = f"{count:,} found" + (f", the first {AT_ONCE} shown" if count > AT_ONCE else "")
    return f"""<form class="find" action="{ADDRESS}" role="search">
{hidden}
<label for="find">Find a member</label>
<input id="find" type="search" name="find" value="{escape(find)}" dir="auto">
<button>Find</button> <span>{shown}</span>
</form>"""


def _is_found(member: Member, find: str) -> bool:
    names = (member.username, member.realname, member.path_alias, member.nsid, member.location)
    return any(find.strip().casefold() in name.casefold() for name in names)


def _button(sim: "Simulator", member: Member, *, again: bool = False) -> str:
    name = f"<bdi>{escape(member.username)}</bdi>"
    count = len(sim.world.stream(member))
    photos = "1 photo" if count == 1 else f"{count:,} photos"
    return (
        f'<button class="{"member member--again" if again else "member"}" name="nsid"'
        f' value="{escape(member.nsid)}">'
        f'<img src="{escape(icon_url(sim, member))}" alt="" width="48" height="48">'
        f'<span class="member__name">{f"Allow, as {name}" if again else name}</span>'
        f'<span class="member__facts">{photos} · {escape(member.about)}</span>'
        f'<span class="member__allow">{"" if again else "Allow"}</span></button>'
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
