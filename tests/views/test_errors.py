"""Pages for what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from flickrweb.urls import urlpatterns as real_urls
from galleries.views import errors
from tests.cast import Cast


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the reason stays in the log")


urlpatterns = [*real_urls, path("forbidden/", forbidden), path("broken/", broken)]
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken


@pytest.mark.parametrize("who", ["alice", "visitor"])
def test_what_is_not_there_has_a_page_with_a_way_on(cast: Cast, who: str) -> None:
    answer = getattr(cast, who).client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "Nothing hangs here." in answer.content.decode()
    assert "To the first page" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_what_one_may_not_do_is_said_in_words(cast: Cast) -> None:
    answer = cast.alice.client.get("/forbidden/")
    assert answer.status_code == 403
    assert "You may not do this here." in answer.content.decode()


@pytest.mark.urls(__name__)
def test_what_broke_says_so_without_asking_the_database(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "Something broke here." in answer.content.decode()
    assert "the reason" not in answer.content.decode()


def test_even_without_templates_there_is_a_sentence(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> str:
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", refuse)
    answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500
    assert answer.content == b"Something broke here."


def test_a_form_that_is_too_old_is_asked_for_again(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice.user)
    answer = client.post("/sync/1/look/")
    assert answer.status_code == 403
    assert "Please press the button again." in answer.content.decode()
