"""The headers of every answer, against a table."""

import re

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from accounts.models import User
from flickrweb import settings as written
from flickrweb.headers import PERMISSIONS_POLICY
from tests.cast import Cast, make_photo, switch
from tests.house.hostile_requests import patterns

# Of every answer, whoever asks for whatever.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
# Of every answer that is no static file.
MADE = ALWAYS | {
    "X-Frame-Options": "DENY",
    "Reporting-Endpoints": 'csp="/csp-reports"',
}
POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'"
    " https://*.flickr.com; frame-ancestors 'none'; img-src 'self' data:"
    " https://*.staticflickr.com; manifest-src 'self'; media-src https://live.staticflickr.com"
    " https://www.flickr.com; report-to csp; report-uri /csp-reports; script-src 'self';"
    " style-src 'self'"
)
SAYS_WHAT_IT_RUNS_ON = {"Server", "X-Powered-By", "X-Debug", "Access-Control-Allow-Origin"}
IDS = {"str": "alice", "int": "53000000001", "slug": "harbour", "path": "fog"}
ADDRESSES = sorted(set(patterns(get_resolver())))


@pytest.fixture(autouse=True)
def _https(settings: Settings) -> None:
    """As in production; the tests' own settings have no https."""
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def ask(client: Client, address: str, method: str = "get", **headers: str) -> HttpResponse:
    told = {"X-Forwarded-Proto": "https"} | headers
    answer: HttpResponse = getattr(client, method)(address, headers=told)
    return answer


def filled(address: str) -> str:
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda place: IDS[place[1] or "str"], address)


def wrong(answer: HttpResponse, table: dict[str, str]) -> dict[str, tuple[str, str]]:
    told = answer.headers
    return {
        name: (told.get(name, ""), value)
        for name, value in table.items()
        if told.get(name, "") != value
    }


def policy(answer: HttpResponse) -> str:
    rules = answer.headers.get("Content-Security-Policy", "").split(";")
    return "; ".join(sorted(rule.strip() for rule in rules))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["alice", "visitor"])
@pytest.mark.usefixtures("town")
def test_every_address_answers_with_the_headers_of_the_table(
    cast: Cast, who: str, method: str
) -> None:
    switch(cast.alice, shows_photos=True)
    make_photo(cast.alice, visibility=1, id=53000000001, tags=("fog",))
    client = Client(raise_request_exception=False)
    found = {}
    for address in ADDRESSES:
        user: User | None = getattr(cast, who).maybe_user
        if user is not None and User.objects.filter(pk=user.pk).exists():
            client.force_login(user)
        answer = ask(client, filled(address), method)
        bad = wrong(answer, MADE)
        if policy(answer) != POLICY:
            bad["Content-Security-Policy"] = (policy(answer), POLICY)
        if said := SAYS_WHAT_IT_RUNS_ON & set(answer.headers):
            bad["too much"] = (str(said), "")
        kept = answer.headers.get("Cache-Control", "")
        if who == "alice" and not ("private" in kept or "no-store" in kept):
            bad["Cache-Control"] = (kept, "private")
        if "public" in kept:
            bad["Cache-Control"] = (kept, "not public")
        for cookie in answer.cookies.values():
            taken_away = cookie["max-age"] == 0
            if not taken_away and not (
                cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
            ):
                bad[f"cookie {cookie.key}"] = (cookie.OutputString(), "secure, httponly, Lax")
        if bad:
            found[f"{method} {address} {answer.status_code}"] = bad
    assert not found


@pytest.mark.django_db
def test_errors_answer_with_the_headers_of_the_table(client: Client) -> None:
    for address, headers, status in [
        ("/no-such-page/", {}, 404),
        ("/", {"Host": "evil.example"}, 400),
    ]:
        answer = ask(client, address, **headers)
        assert answer.status_code == status
        assert policy(answer) == POLICY
        # Of what is refused at the door, frames are kept out by the policy alone.
        assert not set(wrong(answer, MADE)) - {"X-Frame-Options"}


@pytest.mark.django_db
def test_plain_http_is_sent_to_https_without_a_cookie(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/photos/alice/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "https://testserver/photos/alice/"
    assert not answer.cookies
    assert "Strict-Transport-Security" not in answer.headers  # nobody may say it over http


@pytest.mark.django_db
def test_static_files_answer_with_the_headers_of_the_table(
    client: Client, settings: Settings
) -> None:
    settings.WHITENOISE_USE_FINDERS = True  # whether or not they were collected
    answer = ask(client, "/static/css/site.css")
    assert answer.status_code == 200
    assert not wrong(answer, ALWAYS)
    assert not answer.cookies
    answer.close()


def test_each_kind_of_thing_that_people_send_has_its_rate() -> None:
    assert set(written.ACCOUNT_RATE_LIMITS) == {
        *("login", "write", "visitor_write", "csp_report", "report")
    }
    assert site.SESSION_COOKIE_HTTPONLY
