"""Flickr as a provider of identities, in allauth's terms."""

from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.flickr import provider as upstream
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.connections import Grant
from accounts.flickr_login.begun import Begun
from accounts.flickr_login.client import RequestToken, ask_request_token
from accounts.flickr_login.views import FlickrOAuthAdapter
from accounts.local_paths import next_path
from accounts.models import User
from accounts.problems import Problem, SignInTrouble
from accounts.sealing import seal, unseal


class FlickrAccount(upstream.FlickrAccount):
    """Upstream's reads a profile that we do not keep."""

    def get_profile_url(self) -> str:
        return f"{settings.FLICKR_SITE_URL}/people/{self.account.uid}/"

    def to_str(self) -> str:
        return str(self.account.user)


class FlickrProvider(upstream.FlickrProvider):
    account_class = FlickrAccount
    oauth_adapter_class = FlickrOAuthAdapter
    package = "accounts.flickr_login"

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Of what the query says, only a local ``next`` counts: the rest is decided here.

        Upstream also takes ``auth_params``, ``scope``, ``action`` and ``process``, so that a
        link could have asked for a higher permission in our name. The fields of our own forms
        count for whoever is signed in now: "Keep my Flickr in step here", and a raise.
        """
        return {
            "process": AuthProcess.LOGIN,
            "begun": Begun(
                next_url=next_path(request),
                keep_for=_nsid(request) if request.POST.get("keep") else "",
                raise_for=_nsid(request) if request.POST.get("raise") == "write" else "",
            ),
        }

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponseRedirect:
        """Begin a sign-in or a raise, on Flickr's consent page. Raises SignInTrouble.

        The state is filed under the request token, which Flickr sends back: so two tabs do not
        disturb each other, and a callback that nobody began finds nothing.
        """
        if not self.app.client_id:
            raise SignInTrouble(Problem.INSTALLATION, "no_key")
        begun: Begun = kwargs["begun"]
        callback = request.build_absolute_uri(reverse("flickr_callback"))
        under_way = ask_request_token(self.app.client_id, self.app.secret, callback=callback)
        self.stash_redirect_state(
            request,
            process,
            begun.next_url,
            data=seal(under_way.token, under_way.secret),
            state_id=under_way.token,
            **begun.as_state(),
        )
        query = urlencode({"oauth_token": under_way.token, "perms": begun.perms})
        return HttpResponseRedirect(f"{settings.FLICKR_AUTHORIZE_URL}?{query}")

    def take_up(self, request: HttpRequest, token: str) -> tuple[RequestToken, Begun]:
        """The sign-in that a callback belongs to, and what it is for. For one caller, once.

        Raises PermissionDenied when none was begun here, SealBroken when our keys changed.
        """
        state = self.unstash_redirect_state(request, token)
        return RequestToken(*unseal(state["data"])), Begun.from_state(state)

    def extract_uid(self, data: Grant) -> str:
        return data.nsid

    def extract_common_fields(self, data: Grant) -> dict[str, str]:
        return {"nsid": data.nsid, "name": data.name}

    def extract_extra_data(self, data: Grant) -> dict[str, Any]:
        """Nothing: what we know of a person has its own place."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: Grant) -> SocialLogin:
        login = super().sociallogin_from_response(request, response)
        login.grant = response
        return login


def _nsid(request: HttpRequest) -> str:
    return request.user.nsid if isinstance(request.user, User) else ""


provider_classes = [FlickrProvider]
