"""When signing in does not work: what happened, what is safe, what to do.

A problem says what the person should do next. Flickr's own text never reaches a page: it may
hold parts of a request (``debug_sbs``). A known word of it may stand in small print.
"""

import logging
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """A page about one problem. ``try_again`` is False where trying again cannot help.

    text  may name both accounts, where there are two: {here} and {there}
    """

    status: int
    title: Promise
    text: Promise
    try_again: bool = True


class Problem(Enum):
    DENIED = Words(
        403,
        _("You did not say yes on Flickr"),
        _("Without your permission nobody is signed in. Nothing was stored or changed."),
    )
    MAY_NOT_WRITE = Words(
        403,
        _("You did not say yes on Flickr"),
        _(
            "So this site may not write there in your name. Nothing was stored or changed. "
            "What you wrote is kept: it waits in your outbox, and none of it is sent."
        ),
    )
    OTHER_ACCOUNT = Words(
        403,
        _("Flickr answered for somebody else"),
        _(
            "You are signed in here as {here}, and Flickr answered for {there}. Nothing was "
            "stored or changed. To write as {here}, sign in on Flickr as {here} and try again. "
            "To write as {there}, sign out here first."
        ),
    )
    EXPIRED = Words(
        400,
        _("This sign-in is no longer good"),
        _(
            "It was used before, took longer than ten minutes, or began in another browser. "
            "Nothing was changed. Start again from here."
        ),
    )
    BUSY = Words(
        503,
        _("Flickr asks us to wait"),
        _("Flickr is busy at the moment. Nothing was changed. Try again in a minute."),
    )
    UNREACHABLE = Words(
        503,
        _("Flickr did not answer"),
        _("Flickr did not answer. Nothing was changed. Try again in a minute."),
    )
    ODD_ANSWER = Words(
        502,
        _("Flickr answered something else"),
        _(
            "Flickr's answer was not the one that signing in needs. Nothing was changed. "
            "Try again in a minute."
        ),
    )
    INSTALLATION = Words(
        503,
        _("Flickr does not accept this site"),
        _(
            "Flickr refuses this site's own key or clock, not you. Nothing was changed. "
            "Whoever runs this site has to look at it; the word below tells them where."
        ),
        try_again=False,
    )
    INACTIVE = Words(
        403,
        _("This account is closed here"),
        _(
            "Flickr has confirmed who you are, and whoever runs this site has closed your "
            "account here. Nothing was changed. Your account on Flickr is not affected."
        ),
        try_again=False,
    )
    TOO_OFTEN = Words(
        429,
        _("That was very often"),
        _(
            "Many sign-ins were started from your network in a short time. "
            "Nothing was changed. Try again in ten minutes."
        ),
    )
    NOT_SIGNING_IN = Words(
        400,
        _("This is only for signing in"),
        _("The address asked for something that this page does not do. Nothing was changed."),
    )


class SignInTrouble(Exception):
    """Signing in came to an end. Carries facts only, never what Flickr wrote.

    code    a word from OAuth's published list, such as "timestamp_refused", or ""
    wait_s  seconds before it makes sense to try again, or 0
    here    who is signed in, by name; of OTHER_ACCOUNT alone
    there   whom Flickr answered for, likewise
    """

    def __init__(
        self, problem: Problem, code: str = "", wait_s: int = 0, here: str = "", there: str = ""
    ) -> None:
        super().__init__(problem, code, wait_s, here, there)
        self.problem = problem
        self.code = code
        self.wait_s = wait_s
        self.here = here
        self.there = there


def problem_page(
    request: HttpRequest, trouble: SignInTrouble, *, next_url: str = ""
) -> HttpResponse:
    """The page that says so, with a way back."""
    words = trouble.problem.value
    if trouble.problem is Problem.INSTALLATION:
        log.error("sign-in stopped: Flickr refuses this installation because=%s", trouble.code)
    names = {who: format_html("<bdi>{}</bdi>", getattr(trouble, who)) for who in ("here", "there")}
    context = {
        "words": words,
        "text": format_html(str(words.text), **names),
        "code": trouble.code,
        "next_url": next_url,
    }
    response = render(request, "accounts/problem.html", context, status=words.status)
    if trouble.wait_s:
        response["Retry-After"] = str(trouble.wait_s)
    add_never_cache_headers(response)
    return response
