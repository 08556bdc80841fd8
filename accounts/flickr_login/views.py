"""The two addresses of a sign-in: where it starts, and where Flickr sends people back to."""

from allauth.core import ratelimit
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.flickr import views as upstream
from allauth.socialaccount.providers.oauth.views import OAuthCallbackView, OAuthLoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from accounts.connections import Grant
from accounts.flickr_login.client import ask_access_token
from accounts.local_paths import next_path
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
        """Flickr sends the person back: change the request token and sign them in."""
        if request.method != "GET":  # HEAD would use the sign-in up and show nothing
            return HttpResponseNotAllowed(["GET"])
        self.next_url = self.keep = ""
        try:
            grant = self.grant(request)
        except SignInTrouble as trouble:
            return problem_page(request, trouble, next_url=self.next_url)
        login = self.adapter.complete_login(request, None, grant)
        # Whoever came back as somebody else has not read what would be copied.
        login.keep = bool(self.keep) and self.keep == grant.nsid
        login.state = {"process": AuthProcess.LOGIN, "next": self.next_url}
        return complete_social_login(request, login)

    @sensitive_variables()
    def grant(self, request: HttpRequest) -> Grant:
        """What the person granted. Raises SignInTrouble; the sign-in is used up either way."""
        provider = self.adapter.get_provider()
        # How Flickr reports a refusal is not documented: perhaps with the token, perhaps with
        # nothing at all. The request token is used up in every case.
        token = request.GET.get("oauth_token") or request.GET.get("denied") or ""
        if not token:
            begun = request.session.pop(STATES_SESSION_KEY, None)
            raise SignInTrouble(Problem.DENIED if begun else Problem.EXPIRED)
        try:
            under_way, self.next_url, self.keep = provider.take_up(request, token)
        except (PermissionDenied, SealBroken):
            raise SignInTrouble(Problem.EXPIRED) from None
        verifier = request.GET.get("oauth_verifier")
        if not verifier:
            raise SignInTrouble(Problem.DENIED)
        app = provider.app
        return ask_access_token(app.client_id, app.secret, under_way=under_way, verifier=verifier)


oauth_login = never_cache(LoginView.adapter_view(FlickrOAuthAdapter))
oauth_callback = never_cache(CallbackView.adapter_view(FlickrOAuthAdapter))
