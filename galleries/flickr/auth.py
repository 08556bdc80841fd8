"""auth.* and test.login: whose token this is, and what it may do."""

from . import parse, replies
from .client import Flickr
from .parse import Wire
from .records.person import Login, TokenInfo


def check_token(flickr: Flickr) -> TokenInfo:
    """What the caller's own token may do. Raises TokenRefused when it is gone.

    Raises ValueError when the caller has no token.
    """
    if flickr.token is None:
        raise ValueError("there is no token to check")
    method = "auth.oauth.checkToken"
    # The documented argument oauth_token is the one the call is signed with: given once more it
    # would be a protocol parameter sent twice, which OAuth forbids. Other clients omit it too.
    reply = flickr.call(method, expects="oauth")
    return parse_token(method, reply)


def login(flickr: Flickr) -> Login:
    """Who the caller is."""
    method = "test.login"
    return parse_login(method, flickr.call(method, expects="user"))


def parse_token(method: str, reply: Wire) -> TokenInfo:
    """Read ``oauth{token, perms{_content}, user{nsid, username, fullname}}``; drop the token."""
    return replies.record(method, "token", replies.only(method, reply, "oauth"), _read_token)


def parse_login(method: str, reply: Wire) -> Login:
    """Read ``user{id, username{_content}, path_alias}``."""
    return replies.record(method, "user", replies.only(method, reply, "user"), _read_login)


def _read_token(wire: Wire) -> TokenInfo:
    user = parse.one(wire["user"])
    perms = parse.told(wire, "perms", parse.text)
    if perms not in ("none", "read", "write", "delete"):
        raise ValueError("a permission we have never seen")
    return TokenInfo(
        perms=perms,
        nsid=parse.told(user, "nsid", parse.nsid),
        username=parse.name(user.get("username")),
        fullname=parse.text(user.get("fullname")),
    )


def _read_login(wire: Wire) -> Login:
    return Login(
        nsid=parse.told(wire, "id", parse.nsid),
        username=parse.name(wire.get("username")),
        path_alias=parse.said(wire, "path_alias", parse.text),
    )
