"""The two addresses of a sign-in: where it starts, and where Flickr sends people back to.

A raise goes the same way: somebody signed in lets us write what they write here.
"""

from allauth.core import ratelimit
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.flickr import views as upstream
from allauth.socialaccount.providers.oauth.views import OAuthCallbackView, OAuthLoginView
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from accounts.connections import Grant, let_write
from accounts.flickr_login.begun import Begun
from accounts.flickr_login.client import ask_access_token
from accounts.local_paths import next_path
from accounts.models import User
from accounts.problems import Problem, SignInTrouble, problem_page
from accounts.sealing import SealBroken

TEN_MINUTES_S = 600


class FlickrOAuthAdapter(upstream.FlickrOAuthAdapter):
    """allauth's go-between. Its addresses and its client are not used: see ``client``."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Grant, **kwargs: object
    ) -> SocialLogin:
        """Who signed in, from the access-token reply. No call is made: Flickr has just said so."""
        return self.get_provider().sociallogin_from_response(request, token)


class LoginView(OAuthLoginView):
    def dispatch(self, request: HttpRequest) -> HttpResponse:
        """Start a sign-in, by POST only: a link or a prefetch starts nothing."""
        if request.method != "POST":
            wanted = next_path(request)
            query = f"?{urlencode({'next': wanted})}" if wanted else ""
            return HttpResponseRedirect(reverse("sign_in") + query)
        try:
            return self.start(request)
        except SignInTrouble as trouble:
            return problem_page(request, trouble, next_url=next_path(request))

    def start(self, request: HttpRequest) -> HttpResponse:
        for process in request.GET.getlist("process") + request.POST.getlist("process"):
            if process != AuthProcess.LOGIN:
                raise SignInTrouble(Problem.NOT_SIGNING_IN)
        # "login" in ACCOUNT_RATE_LIMITS, per address of the client.
        if not ratelimit.consume(request, action="login"):
            raise SignInTrouble(Problem.TOO_OFTEN, wait_s=TEN_MINUTES_S)
        return self.get_provider().redirect_from_request(request)


class CallbackView(OAuthCallbackView):
    def dispatch(self, request: HttpRequest) -> HttpResponse:
        """Flickr sends the person back: change the request token, and sign them in or raise."""
        if request.method != "GET":  # HEAD would use the sign-in up and show nothing
            return HttpResponseNotAllowed(["GET"])
        self.begun = Begun()
        try:
            grant = self.grant(request)
            if self.begun.raise_for:
                return self.raised(request, grant)
            return self.signed_in(request, grant)
        except SignInTrouble as trouble:
            told = self.begun.told_of(trouble)
            return problem_page(request, told, next_url=self.begun.next_url)

    def signed_in(self, request: HttpRequest, grant: Grant) -> HttpResponse:
        login = self.adapter.complete_login(request, None, grant)
        # Whoever came back as somebody else has not read what would be copied.
        login.keep = self.begun.keep_for == grant.nsid
        login.state = {"process": AuthProcess.LOGIN, "next": self.begun.next_url}
        return complete_social_login(request, login)

    def raised(self, request: HttpRequest, grant: Grant) -> HttpResponse:
        """Whoever asked for it may write from now on. Raises SignInTrouble, and stores nothing.

        It is never a sign-in: whatever Flickr answers, the session stays whose it was.
        """
        # As the session stands now: Flickr took its time, and there may be other tabs.
        user = get_user(request)
        if not isinstance(user, User) or user.nsid != self.begun.raise_for:
            raise SignInTrouble(Problem.EXPIRED)
        if user.nsid != grant.nsid:
            there = grant.name or grant.nsid
            raise SignInTrouble(Problem.OTHER_ACCOUNT, here=str(user), there=there)
        let_write(user, grant, now=timezone.now())
        request.session.cycle_key()
        return redirect(self.begun.next_url or "home")

    @sensitive_variables()
    def grant(self, request: HttpRequest) -> Grant:
        """What the person granted. Raises SignInTrouble; the sign-in is used up either way."""
        provider = self.adapter.get_provider()
        # How Flickr reports a refusal is not documented: perhaps with the token, perhaps with
        # nothing at all. The request token is used up in every case.
        token = request.GET.get("oauth_token") or request.GET.get("denied") or ""
        if not token:
            states = request.session.pop(STATES_SESSION_KEY, None)
            if not states:
                raise SignInTrouble(Problem.EXPIRED)
            latest, *_ = max(states.values(), key=lambda stashed: stashed[1])
            self.begun = Begun.from_state(latest)
            raise SignInTrouble(Problem.DENIED)
        try:
            under_way, self.begun = provider.take_up(request, token)
        except (PermissionDenied, SealBroken):
            raise SignInTrouble(Problem.EXPIRED) from None
        verifier = request.GET.get("oauth_verifier")
        if not verifier:
            raise SignInTrouble(Problem.DENIED)
        app = provider.app
        return ask_access_token(
            app.client_id,
            app.secret,
            under_way=under_way,
            verifier=verifier,
            perms=self.begun.perms,
        )


oauth_login = never_cache(LoginView.adapter_view(FlickrOAuthAdapter))
oauth_callback = never_cache(CallbackView.adapter_view(FlickrOAuthAdapter))
