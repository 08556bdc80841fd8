"""Where allauth's flow meets ours: who may come in, and what is kept of them.

allauth also knows passwords, e-mail addresses and several accounts per person. None of that
exists here, so each of those doors is shut.
"""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import clean_client_ip
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.connections import Grant, welcome
from accounts.flickr_login.client import LentSession
from accounts.leaving import guest_leaves
from accounts.local_paths import is_local_path
from accounts.models import User
from accounts.problems import Problem, SignInTrouble, problem_page


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url: str) -> bool:
        """allauth would also go to other hosts of ours; a local path is enough."""
        return is_local_path(url)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody fills in a form: who signs in with Flickr is known (see pre_social_login)."""
        return False

    def get_login_stages(self) -> list[str]:
        """No codes, e-mails or phones stand between Flickr's word and signing in."""
        return []

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows shows who is signed in; allauth's sentences are not ours."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who counts as one client for rate limits; behind a Unix socket there is no address.

        X-Forwarded-For is read from its end, for as many proxies as are trusted: what stands
        before that, anybody can write. Who comes past a proxy is known by their own address.
        """
        told = request.headers.get("X-Forwarded-For", "").split(",")
        proxies = settings.TRUSTED_PROXIES
        address = told[-proxies] if 0 < proxies <= len(told) else ""
        return clean_client_ip(address or request.META.get("REMOTE_ADDR", "")) or "unknown"

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return problem_page(request, SignInTrouble(Problem.INACTIVE))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> LentSession:
        return LentSession()

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one key of this installation. A row in the database cannot put another beside it."""
        return [
            SocialApp(
                provider="flickr",
                name="Flickr",
                client_id=settings.FLICKR_KEY,
                secret=settings.FLICKR_SECRET,
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]
    ) -> User:
        user = cast(User, sociallogin.user)
        user.nsid = data["nsid"]
        user.name = data["name"]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Welcome whom the grant names, before they are signed in.

        A member's grant is kept here, a guest's goes no further. The user exists from here on,
        so allauth's sign-up (which would put the token into the session) is never reached.
        Whoever else was signed in in this browser is signed out by it.
        """
        grant: Grant = sociallogin.grant  # type: ignore[attr-defined]  # put there by our provider
        keep: bool = sociallogin.keep  # type: ignore[attr-defined]
        user = welcome(grant, now=timezone.now(), keep=keep)
        if user is None:
            raise ImmediateHttpResponse(problem_page(request, SignInTrouble(Problem.INACTIVE)))
        if isinstance(request.user, User) and request.user != user:
            guest_leaves(request.user)
        sociallogin.account, _ = SocialAccount.objects.update_or_create(
            provider=sociallogin.account.provider,
            uid=sociallogin.account.uid,
            defaults={"user": user, "extra_data": {}},
        )
        sociallogin.user = user
