"""The two calls of the OAuth dance: ask for a request token, change it for an access token.

Nothing is kept here, and nothing is put into a session. Keys, tokens and verifier travel in
the Authorization header, so no address in a log holds them.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import requests
from django.conf import settings
from django.utils.module_loading import import_string
from django.views.decorators.debug import sensitive_variables
from requests_oauthlib import OAuth1

from accounts.connections import Grant, Perms
from accounts.models import User
from accounts.problems import Problem, SignInTrouble

TIMEOUT_S = (5, 30)  # to connect, to read
NSID = re.compile(r"[0-9]{1,13}@N[0-9]{2}")
TOKEN = re.compile(r"[A-Za-z0-9._~-]{1,200}")
RETRY_AFTER_S = 60
LONGEST_RETRY_AFTER_S = 3600

# What each oauth_problem means for the person: OAuth's problem reporting list, API.md section 3.
PROBLEMS = {
    "user_refused": Problem.DENIED,
    "permission_denied": Problem.DENIED,
    "token_expired": Problem.EXPIRED,
    "token_rejected": Problem.EXPIRED,
    "token_revoked": Problem.EXPIRED,
    "token_used": Problem.EXPIRED,
    "verifier_invalid": Problem.EXPIRED,
    "nonce_used": Problem.EXPIRED,
    "consumer_key_refused": Problem.INSTALLATION,
    "consumer_key_rejected": Problem.INSTALLATION,
    "consumer_key_unknown": Problem.INSTALLATION,
    "parameter_absent": Problem.INSTALLATION,
    "parameter_rejected": Problem.INSTALLATION,
    "signature_invalid": Problem.INSTALLATION,
    "signature_method_rejected": Problem.INSTALLATION,
    "timestamp_refused": Problem.INSTALLATION,
    "version_rejected": Problem.INSTALLATION,
}


@dataclass(frozen=True, slots=True)
class RequestToken:
    """A sign-in under way. Good for one exchange."""

    token: str
    secret: str = field(repr=False)


class LentSession:
    """The installation's one session, lent for a call: leaving the block does not close it."""

    def __init__(self) -> None:
        self.session: requests.Session = import_string(settings.FLICKR_SESSION)()

    def __enter__(self) -> "LentSession":
        return self

    def __exit__(self, *_: object) -> None:
        """Others go on using it."""

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", TIMEOUT_S)
        # A redirect is never part of this dance, and following one would carry the signature.
        kwargs.setdefault("allow_redirects", False)
        return self.session.request(method, url, **kwargs)

    def get(self, url: str, **kwargs: Any) -> requests.Response:
        return self.request("GET", url, **kwargs)

    def post(self, url: str, **kwargs: Any) -> requests.Response:
        return self.request("POST", url, **kwargs)


@sensitive_variables()
def ask_request_token(key: str, secret: str, *, callback: str) -> RequestToken:
    """Step 1. Raises SignInTrouble."""
    reply = _post("request_token", OAuth1(key, client_secret=secret, callback_uri=callback))
    if reply.get("oauth_callback_confirmed") != "true":
        raise SignInTrouble(Problem.ODD_ANSWER)
    return RequestToken(*_token_and_secret(reply))


@sensitive_variables()
def ask_access_token(
    key: str, secret: str, *, under_way: RequestToken, verifier: str, perms: Perms
) -> Grant:
    """Step 3: who it is, and what they granted. Raises SignInTrouble.

    perms  what the consent page asked for; the reply does not say what was given
    """
    signature = OAuth1(
        key,
        client_secret=secret,
        resource_owner_key=under_way.token,
        resource_owner_secret=under_way.secret,
        verifier=verifier,
    )
    reply = _post("access_token", signature)
    token, token_secret = _token_and_secret(reply)
    nsid = reply.get("user_nsid", "")
    if not NSID.fullmatch(nsid):
        raise SignInTrouble(Problem.ODD_ANSWER)
    name = _clean(reply.get("username", "")) or _clean(reply.get("fullname", ""))
    return Grant(nsid=nsid, name=name, token=token, secret=token_secret, perms=perms)


@sensitive_variables()
def _post(step: str, signature: OAuth1) -> dict[str, str]:
    """One signed call. Returns the fields of the reply; raises SignInTrouble for anything else."""
    _count_the_call()
    try:
        with LentSession() as session:
            response = session.post(f"{settings.FLICKR_OAUTH_URL}/{step}", auth=signature)
    except requests.RequestException:
        # Not chained: the text of a connection error may hold the whole request.
        raise SignInTrouble(Problem.UNREACHABLE, wait_s=RETRY_AFTER_S) from None
    if response.status_code == 429:
        _tell_everybody_to_wait(_retry_after_s(response))
    if response.status_code == 429 or response.status_code >= 500:
        raise SignInTrouble(Problem.BUSY, wait_s=_retry_after_s(response))
    fields = _fields(response.content)
    code = fields.get("oauth_problem", "")
    if code in PROBLEMS:
        raise SignInTrouble(PROBLEMS[code], code)
    if response.status_code == 401:
        # Refused without a word that we know: seen for a disabled key (gallery-dl#9562).
        raise SignInTrouble(Problem.INSTALLATION, "401")
    if response.status_code != 200:
        raise SignInTrouble(Problem.ODD_ANSWER)
    return fields


def _count_the_call() -> None:
    """Sign-in calls count too: ask whoever keeps the budget how long to wait, if at all."""
    wait_for_budget = getattr(settings, "FLICKR_BEFORE_SIGN_IN_CALL", "")
    wait_s: int = import_string(wait_for_budget)() if wait_for_budget else 0
    if wait_s:
        raise SignInTrouble(Problem.BUSY, wait_s=wait_s)


def _tell_everybody_to_wait(wait_s: int) -> None:
    """Flickr counts all calls of one key together: whoever keeps the budget has to know."""
    pause = getattr(settings, "FLICKR_AFTER_BUSY_SIGN_IN", "")
    if pause:
        import_string(pause)(wait_s)


def _fields(body: bytes) -> dict[str, str]:
    """A form-encoded reply as fields. An HTML page or any other text gives none that we ask for."""
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace").strip(), max_num_fields=50))
    except ValueError:
        return {}


def _token_and_secret(reply: dict[str, str]) -> tuple[str, str]:
    token, secret = reply.get("oauth_token", ""), reply.get("oauth_token_secret", "")
    if not (TOKEN.fullmatch(token) and TOKEN.fullmatch(secret)):
        raise SignInTrouble(Problem.ODD_ANSWER)
    return token, secret


def _retry_after_s(response: requests.Response) -> int:
    said = response.headers.get("Retry-After", "")
    if not re.fullmatch(r"[0-9]{1,6}", said):
        return RETRY_AFTER_S
    return min(max(int(said), 1), LONGEST_RETRY_AFTER_S)


def _clean(name: str) -> str:
    """A name without control characters (PostgreSQL refuses NUL), short enough to keep."""
    kept = "".join(letter for letter in name if unicodedata.category(letter) != "Cc")
    return kept.strip()[: User._meta.get_field("name").max_length]
