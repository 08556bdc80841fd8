"""Signatures: those of the documentation, and those that a server agrees with."""

from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, Client, RequestValidator, ResourceEndpoint

from galleries.flickr.client import Flickr, Token
from tests.flickr.scripted import KEY, SECRET, TOKEN, flickr_that, says

OK = says({"stat": "ok"})


def test_the_signature_is_the_one_of_the_documented_vector() -> None:
    client = Client(
        "aaaabbbbccccddddeeeeffff00001111",
        client_secret="fedcba9876543210",
        resource_owner_key="72157720900000000-0123456789abcdef",
        resource_owner_secret="0f1e2d3c4b5a6978",
        nonce="n0nce1234",
        timestamp="1767225600",
    )
    _, headers, _ = client.sign(
        "https://api.flickr.com/services/rest/",
        "POST",
        body="method=flickr.groups.pools.add&group_id=12345678%40N22&photo_id=53684749845"
        "&format=json&nojsoncallback=1",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert 'oauth_signature="Fh%2F%2FAOZtWAtH2Bhhzd55DWb%2B%2F1M%3D"' in headers["Authorization"]


def test_the_client_signs_the_documented_vector_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oauthlib.oauth1.rfc5849.generate_nonce", lambda: "n0nce1234")
    monkeypatch.setattr("oauthlib.oauth1.rfc5849.generate_timestamp", lambda: "1767225600")
    _, wire = flickr_that(OK)
    session = requests.Session()
    session.mount("https://", wire)
    flickr = Flickr(
        key="aaaabbbbccccddddeeeeffff00001111",
        secret="fedcba9876543210",
        token=Token("72157720900000000-0123456789abcdef", "0f1e2d3c4b5a6978"),
        session=session,
    )
    flickr.call("groups.pools.add", group_id="12345678@N22", photo_id="53684749845")
    assert 'oauth_signature="Fh%2F%2FAOZtWAtH2Bhhzd55DWb%2B%2F1M%3D"' in str(
        wire.last.headers["Authorization"]
    )


class Anybody(RequestValidator):  # type: ignore[misc, unused-ignore]
    """oauthlib's server side, knowing one key and one token."""

    enforce_ssl = True
    client_key_length = (1, 64)
    access_token_length = (1, 64)
    nonce_length = (1, 64)
    dummy_client = dummy_access_token = "nobody"
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)

    def check_client_key(self, client_key: str) -> bool:
        return client_key == KEY

    def check_access_token(self, request_token: str) -> bool:
        return request_token == TOKEN.token

    def check_nonce(self, nonce: str) -> bool:
        return bool(nonce)

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        return client_key == KEY

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        return token == TOKEN.token

    def validate_timestamp_and_nonce(self, *_: Any, **__: Any) -> bool:
        return True

    def validate_realms(self, *_: Any, **__: Any) -> bool:
        return True

    def get_client_secret(self, client_key: str, request: Any) -> str:
        return SECRET

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        return TOKEN.secret


@given(st.text(max_size=80), st.sampled_from(["photos.search", "photos.comments.addComment"]))
def test_whatever_people_write_is_signed_so_that_a_server_agrees(words: str, method: str) -> None:
    flickr, wire = flickr_that(OK)
    flickr.call(method, text=words, user_id="12345678@N00")
    request = wire.last
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    headers = {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in request.headers.items()
    }
    valid, _ = ResourceEndpoint(Anybody()).validate_protected_resource_request(
        request.url or "", http_method=request.method or "", body=body, headers=headers
    )
    assert valid
