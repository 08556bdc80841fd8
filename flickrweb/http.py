"""The one session through which every call to Flickr goes."""

from functools import cache
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter


@cache
def flickr_session() -> requests.Session:
    """A session with kept connections, one per process.

    Nothing is retried here: whether a call may be repeated is the engine's decision.
    ``settings.FLICKR_SESSION`` names this function; tests name one that reaches the
    simulator without a socket.
    """
    session = requests.Session()
    session.headers["User-Agent"] = "flickrweb"
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # it serves everybody
    adapter = HTTPAdapter(pool_connections=4, pool_maxsize=16, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
