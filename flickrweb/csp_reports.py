"""Where browsers report what the content security policy kept out.

A report holds addresses that somebody looked at, and more that anybody can make up. Only the
name of the rule and the host of what was kept out reach the log, when they look like it.
"""

import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = logging.getLogger(__name__)

LARGEST = 16 * 1024  # bytes
MOST = 10  # of the reports that browsers send together
HOST = re.compile(r"[a-z0-9.-]{1,100}")
NO_ADDRESS = frozenset({"inline", "eval", "data", "blob", "self", "wasm-eval"})


@csrf_exempt  # browsers send it by themselves, and it changes nothing
@require_POST
def csp_reports(request: HttpRequest) -> HttpResponse:
    """Take a report, in the old form or the new one. Nonsense is dropped without a word."""
    if not ratelimit.consume(request, action="csp_report"):
        return ratelimit.respond_429(request)
    if len(request.body) <= LARGEST:
        for rule, source in list(_kept_out(request.body))[:MOST]:
            logger.warning("kept out by the content security policy rule=%s from=%s", rule, source)
    return HttpResponse(status=204)


def _kept_out(body: bytes) -> Iterator[tuple[str, str]]:
    """(the name of the rule, the host or kind of what it kept out)."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return
    for one in told if isinstance(told, list) else [told]:
        if not isinstance(one, dict):
            continue
        report = one.get("csp-report", one.get("body"))
        if not isinstance(report, dict):
            continue
        rule = report.get("effectiveDirective") or report.get("effective-directive")
        blocked = report.get("blockedURL") or report.get("blocked-uri")
        if _rule_of(rule) in settings.SECURE_CSP:
            yield str(rule), _source(blocked)


def _rule_of(rule: object) -> str:
    """ "script-src" of "script-src-elem"."""
    return re.sub("-(elem|attr)$", "", rule) if isinstance(rule, str) else ""


def _source(blocked: object) -> str:
    if not isinstance(blocked, str):
        return "unknown"
    if blocked in NO_ADDRESS:
        return blocked
    try:
        host = urlsplit(blocked).hostname or ""
    except ValueError:
        return "unknown"
    return host if HOST.fullmatch(host) else "unknown"
