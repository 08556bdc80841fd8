"""Headers that Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

# What a page of ours never asks a browser for, and nothing shown in one may.
REFUSED = (
    *("accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in REFUSED)


class HeadersMiddleware:
    """Every answer says what it may do in a browser, and who may keep it.

    What is made for somebody with a session stays in their browser, unless its view says more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Content-Security-Policy" in response.headers:
            response.headers["Reporting-Endpoints"] = f'csp="{settings.CSP_REPORTS}"'
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
        return response
