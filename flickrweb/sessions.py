"""Sessions are only looked for under what can be a key of one."""

import re

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

KEY = re.compile(r"[a-z0-9]{32}")


class SoundSessionMiddleware(SessionMiddleware):
    """Django's. A cookie that no session ever had is as good as none.

    PostgreSQL refuses to look for a key with a zero byte in it.
    """

    def process_request(self, request: HttpRequest) -> None:
        if not KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)
