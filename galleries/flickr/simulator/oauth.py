"""OAuth 1.0a as Flickr speaks it: request tokens, consent, access tokens, signatures.

Signatures are really checked, with the functions of oauthlib's server side. The failures
are Flickr's own: HTTP 401 with a line of text.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from oauthlib.oauth1.rfc5849 import signature as rfc5849

from galleries.flickr.simulator.callers import LEVELS
from galleries.flickr.simulator.http import Reply, Request, text
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.problems import Fail, OAuthProblem
from galleries.flickr.simulator.state import Document, State

PLAIN = "text/plain;charset=UTF-8"
NEEDED = ("oauth_consumer_key", "oauth_nonce", "oauth_timestamp", "oauth_signature")


@dataclass(frozen=True)
class Signed:
    """The OAuth parameters of a request, and what they signed."""

    params: dict[str, str]
    token: str
    _base_string: str = field(repr=False)
    _signature: str = field(repr=False)

    def check(self, client_secret: str, token_secret: str) -> None:
        given = SimpleNamespace(client_secret=client_secret, resource_owner_secret=token_secret)
        right = rfc5849.sign_hmac_sha1_with_client(self._base_string, given)
        if not secrets.compare_digest(right.encode(), self._signature.encode()):
            raise self.invalid

    @property
    def invalid(self) -> OAuthProblem:
        """What Flickr says of a wrong signature: the base string that it made itself."""
        return OAuthProblem("signature_invalid", f"&debug_sbs={quote(self._base_string, safe='')}")


class OAuth:
    def __init__(
        self, state: State, clock: Callable[[], float], *, key: str, secret: str, tolerance_s: int
    ) -> None:
        self._state = state
        self._clock = clock
        self._key = key
        self._secret = secret
        self._tolerance_s = tolerance_s

    # Signatures

    def signature(self, request: Request) -> Signed | None:
        """The checked envelope of a signed request, None for an unsigned one.

        The signature itself is checked by whoever knows which token belongs there.
        """
        header = _header_params(request)
        everything = [*header, *request.query, *request.form]
        # An argument may be called oauth_token too (checkToken): what was signed with wins.
        params = _oauth_only(header) or _oauth_only(everything)
        if "oauth_signature" not in params and "oauth_consumer_key" not in params:
            return None
        missing = [name for name in NEEDED if not params.get(name)]
        if missing:
            absent = quote("&".join(missing), safe="")
            raise OAuthProblem("parameter_absent", f"&oauth_parameters_absent={absent}")
        if params.get("oauth_signature_method") != "HMAC-SHA1":
            raise OAuthProblem("signature_method_rejected")
        if params.get("oauth_version", "1.0") != "1.0":
            raise OAuthProblem("version_rejected")
        if params["oauth_consumer_key"] != self._key:
            raise OAuthProblem("consumer_key_unknown")
        self._check_moment(params["oauth_timestamp"])
        signed = [(name, value) for name, value in everything if name != "oauth_signature"]
        base_string = rfc5849.signature_base_string(
            request.method,  # type: ignore[arg-type]  # the stub knows some words only
            rfc5849.base_string_uri(request.url),
            rfc5849.normalize_parameters(signed),  # type: ignore[arg-type]  # pairs, not a dict
        )
        token = params.get("oauth_token", "")
        return Signed(params, token, base_string, params["oauth_signature"])

    def _check_moment(self, stamp: str) -> None:
        if not stamp.isdecimal() or abs(self._clock() - int(stamp)) > self._tolerance_s:
            raise OAuthProblem("timestamp_refused")

    def _check(self, signed: Signed, token_secret: str) -> None:
        """The signature first, so that nobody can use up the nonces of others."""
        signed.check(self._secret, token_secret)
        stamp, nonce = signed.params["oauth_timestamp"], signed.params["oauth_nonce"]
        if not self._state.add("nonce", f"{stamp}:{signed.token}:{nonce}", {}):
            raise OAuthProblem("nonce_used")
        if nonce.endswith("0"):  # now and then is enough
            self._state.forget_before("nonce", str(int(self._clock()) - 2 * self._tolerance_s))

    def caller_token(self, signed: Signed) -> Document | None:
        """Whose token signed a REST call: nsid and perms; None when the key alone signed."""
        if not signed.token:
            self._check(signed, "")
            return None
        document = self.token(signed.token)
        if document is None:
            if self._state.get("request_token", signed.token) is not None:
                raise OAuthProblem("verifier_invalid")
            raise Fail(98, "Invalid auth token")
        self._check(signed, document["secret"])
        return document

    # Tokens

    def token(self, token: str) -> Document | None:
        return self._state.get("token", token)

    def grant(self, nsid: str, perms: str) -> tuple[str, str]:
        token, secret = self._new_token(), secrets.token_hex(8)
        self._state.put("token", token, {"secret": secret, "nsid": nsid, "perms": perms})
        return token, secret

    def revoke(self, token: str) -> None:
        self._state.take("token", token)

    def revoke_all(self, nsid: str) -> int:
        """End all tokens of a member; how many there were."""
        return end_tokens(self._state, nsid)

    def lower_all(self, nsid: str, perms: str) -> int:
        """Take from all tokens of a member what goes beyond a level; how many lost something.

        On Flickr nobody can, but a token with less than the application remembers exists there
        too: the member allowed it again, to do less, with another installation.
        """
        lowered = 0
        for token, facts in self._state.items("token"):
            if facts["nsid"] == nsid and LEVELS.index(facts["perms"]) > LEVELS.index(perms):
                self._state.put("token", token, facts | {"perms": perms})
                lowered += 1
        return lowered

    def _new_token(self) -> str:
        return f"7215772{secrets.randbelow(10**10):010}-{secrets.token_hex(8)}"

    # The three steps

    def request_token(self, request: Request) -> Reply:
        signed = self._signed(request)
        callback = signed.params.get("oauth_callback") or request.args.get("oauth_callback")
        if not callback:
            raise OAuthProblem("parameter_absent", "&oauth_parameters_absent=oauth_callback")
        self._check(signed, "")
        token, secret = self._new_token(), secrets.token_hex(8)
        self._state.put("request_token", token, {"secret": secret, "callback": callback})
        granted = {"oauth_callback_confirmed": "true", "oauth_token": token}
        return text(200, urlencode({**granted, "oauth_token_secret": secret}), PLAIN)

    def waiting(self, token: str) -> Document | None:
        """A request token that nobody decided about yet."""
        document = self._state.get("request_token", token)
        return None if document is None or "nsid" in document else document

    def allow(self, token: str, nsid: str, perms: str) -> tuple[str, str]:
        """A member said yes: the callback and the verifier to go back with."""
        document = self._state.take("request_token", token) or {}
        callback = str(document["callback"])
        if callback == "oob":
            digits = f"{secrets.randbelow(10**9):09}"
            verifier = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        else:
            verifier = secrets.token_hex(8)
        decided = {**document, "nsid": nsid, "perms": perms, "verifier": verifier}
        self._state.put("request_token", token, decided)
        return callback, verifier

    def deny(self, token: str) -> str:
        """A member said no: the callback to go back to."""
        return str((self._state.take("request_token", token) or {"callback": "oob"})["callback"])

    def access_token(self, request: Request, member: Callable[[str], Member | None]) -> Reply:
        signed = self._signed(request)
        document = self._state.get("request_token", signed.token)
        if document is None:
            raise OAuthProblem("token_rejected")
        self._check(signed, document["secret"])
        verifier = signed.params.get("oauth_verifier") or request.args.get("oauth_verifier")
        if not verifier:
            raise OAuthProblem("parameter_absent", "&oauth_parameters_absent=oauth_verifier")
        if verifier != document.get("verifier"):
            raise OAuthProblem("verifier_invalid")
        who = member(document["nsid"])
        # Taken by exactly one request, even when two arrive at once.
        if who is None or self._state.take("request_token", signed.token) is None:
            raise OAuthProblem("token_rejected")
        token, secret = self.grant(who.nsid, document["perms"])
        reply = {
            "fullname": who.realname,
            "oauth_token": token,
            "oauth_token_secret": secret,
            "user_nsid": who.nsid,
            "username": who.username,
        }
        return text(200, urlencode(reply, quote_via=quote), PLAIN)

    def _signed(self, request: Request) -> Signed:
        signed = self.signature(request)
        if signed is None:
            absent = quote("&".join(NEEDED), safe="")
            raise OAuthProblem("parameter_absent", f"&oauth_parameters_absent={absent}")
        return signed


def end_tokens(state: State, nsid: str) -> int:
    """Every token of a member ends, those of sign-ins under way too."""
    theirs = [token for token, facts in state.items("token") if facts["nsid"] == nsid]
    for token in theirs:
        state.take("token", token)
    for token, facts in state.items("request_token"):
        if facts.get("nsid") == nsid:
            state.take("request_token", token)
    return len(theirs)


def _header_params(request: Request) -> list[tuple[str, str]]:
    header = request.headers.get("authorization", "")
    if not header.lower().startswith("oauth "):
        return []
    try:
        return rfc5849.collect_parameters(
            headers={"Authorization": header}, exclude_oauth_signature=False
        )
    except ValueError:
        return []


def _oauth_only(params: list[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in params if name.startswith("oauth_")}
