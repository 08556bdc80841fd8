"""Settings, all read from the environment here and nowhere else.

A wrong value stops the start with a sentence that names the variable. ``.env.example``
documents every variable in the order in which they stand below.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# --- The site

SITE_NAME: str = env.str("SITE_NAME", "flickrweb")
DEBUG: bool = env.bool("DEBUG", False)
DEMO: bool = env.bool("DEMO", False)
SECRET_KEY: str = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS: bool = env.bool("HTTPS", False)
# Whose X-Forwarded-For is believed: that of so many proxies before us.
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0))
LANGUAGE_CODE: str = env.str("LANGUAGE_CODE", "en")
TIME_ZONE: str = env.str("TIME_ZONE", "UTC")

# Who may have their Flickr kept in step here: open, listed (the NSIDs in MEMBERS) or closed.
SIGN_UP: str = env.str("SIGN_UP", "open", validate=validate.OneOf(["open", "listed", "closed"]))
MEMBERS: list[str] = env.list("MEMBERS", [], subcast=str.strip)
# The NSIDs of those who run this installation.
OPERATOR: list[str] = env.list("OPERATOR", [], subcast=str.strip)

# --- Where things are kept

STATE_DIR: Path = Path(env.str("STATE_DIR", str(BASE_DIR / "var" / "live"))).resolve()
# What has to outlive the database: the marks of what was forgotten.
KEEP_DIR: Path = Path(env.str("KEEP_DIR", str(STATE_DIR / "keep"))).resolve()
DATABASE_URL: str = env.str("DATABASE_URL", f"sqlite:///{STATE_DIR / 'flickrweb.sqlite3'}")
REDIS_URL: str = env.str("REDIS_URL", "")
SEALING_KEYS: list[str] = env.list("SEALING_KEYS")

# --- Flickr

FLICKR_KEY: str = env.str("FLICKR_KEY", "")
FLICKR_SECRET: str = env.str("FLICKR_SECRET", "")
FLICKR_API_URL: str = env.str("FLICKR_API_URL", "https://api.flickr.com/services/rest/")
FLICKR_OAUTH_URL: str = env.str("FLICKR_OAUTH_URL", "https://www.flickr.com/services/oauth")
FLICKR_AUTHORIZE_URL: str = env.str(
    "FLICKR_AUTHORIZE_URL", "https://www.flickr.com/services/oauth/authorize"
)
FLICKR_SITE_URL: str = env.str("FLICKR_SITE_URL", "https://www.flickr.com")
FLICKR_STATIC_URL: str = env.str("FLICKR_STATIC_URL", "https://live.staticflickr.com")

# Flickr allows 3,600 an hour for a key; what this installation takes of them.
FLICKR_CALLS_AN_HOUR: int = env.int("FLICKR_CALLS_AN_HOUR", 3000)

# --- Watching

# Opens /metrics and the details of /readyz: Authorization: Bearer <token>. Empty: nobody's.
WATCH_TOKEN: str = env.str("WATCH_TOKEN", "")
SENTRY_DSN: str = env.str("SENTRY_DSN", "")
OPERATOR_EMAIL: str = env.str("OPERATOR_EMAIL", "")
EMAIL: dict[str, Any] = env.dj_email_url("EMAIL_URL", "smtp://localhost:25")
EMAIL_FROM: str = env.str("EMAIL_FROM", "flickrweb@localhost")

# --- Nothing below reads the environment

FLICKR_PER_PAGE = 500  # the most that a page of photos may hold
CLAIM_FOR = timedelta(seconds=90)  # after that another worker takes over from a dead one
FLICKR_SESSION = "flickrweb.http.flickr_session"
FLICKR_BEFORE_SIGN_IN_CALL = "galleries.sync.budget.take_for_sign_in"
FLICKR_AFTER_BUSY_SIGN_IN = "galleries.sync.budget.busy_at_sign_in"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "accounts.flickr_login",
    "django_htmx",
    "lucide",
    "accounts",
    "galleries",
]

MIDDLEWARE = [
    "flickrweb.watching.requests.RequestMiddleware",
    "galleries.views.kept_pages.KeptPagesMiddleware",
    "flickrweb.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "flickrweb.sessions.SoundSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "flickrweb.limits.LimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "galleries.views.viewer.ViewerMiddleware",
]

ROOT_URLCONF = "flickrweb.urls"
WSGI_APPLICATION = "flickrweb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "galleries.views.site.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "galleries.templatetags.icons",
            ],
        },
    }
]

# --- Database, cache, sessions

DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 600
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A writer waits for the one before it instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # What is deleted is overwritten: "forget me" has to hold for the file as well.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        ),
    }
elif _database["ENGINE"].endswith("postgresql"):
    # Compiling the question about who may see a photo takes ten times as long as answering it. And
    # no disk has a head to move any more: told so, it walks a list's index instead of sorting it.
    _tuned = "-c jit=off -c random_page_cost=1.1"
    _database.setdefault("OPTIONS", {}).setdefault("options", _tuned)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Pages of public galleries: how long a process believes what it read of one, and keeps the bytes.
KEPT_PAGE_TRUSTED_S = 0.9  # with the answer itself less than a second
KEPT_PAGE_LASTS_S = 60

# --- Queue

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_TIME_LIMIT = 300  # seconds; a task that hangs is ended, and its row found again
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "find due streams": {"task": "galleries.sync.tasks.tick", "schedule": timedelta(seconds=2)},
    "purge": {"task": "galleries.sync.tasks.purge", "schedule": timedelta(hours=1)},
    "tell the operator": {
        "task": "flickrweb.watching.tasks.tell_operator",
        "schedule": timedelta(minutes=5),
    },
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its messages would only lie in the folder
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # One folder both ways: what is put in by the web server is taken out by the worker.
        "data_folder_in": str(STATE_DIR / "broker" / "messages"),
        "data_folder_out": str(STATE_DIR / "broker" / "messages"),
        "processed_folder": str(STATE_DIR / "broker" / "processed"),
        "control_folder": str(STATE_DIR / "broker" / "control"),
        "store_processed": False,
        "polling_interval": 0.05,  # seconds: a nudge waits no longer
    }

# --- Sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody ever sees a mail page; allauth's own checks want to be told a way in.
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# In the cache that all web processes share.
ACCOUNT_RATE_LIMITS = {
    "login": "60/10m/ip",
    "write": "600/10m/user",
    "visitor_write": "120/10m/ip",
    "csp_report": "60/10m/ip",
    "report": "10/10m/ip",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "flickr": {
        "provider_class": "accounts.flickr_login.provider.FlickrProvider",
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True

# --- Safety

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # bytes; nothing is uploaded here but words
DATA_UPLOAD_MAX_NUMBER_FILES = 0
CSP_REPORTS = "/csp-reports"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


_picture_hosts = [_origin(FLICKR_STATIC_URL)] if DEMO else ["https://*.staticflickr.com"]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    # Signing in posts here and is sent on to Flickr's consent page, and by Flickr to its own
    # sign-in when need be: browsers hold every step of that to this rule.
    "form-action": [CSP.SELF, _origin(FLICKR_AUTHORIZE_URL) if DEMO else "https://*.flickr.com"],
    "frame-ancestors": [CSP.NONE],
    "img-src": [CSP.SELF, "data:", *_picture_hosts],
    "manifest-src": [CSP.SELF],
    "media-src": _picture_hosts
    if DEMO
    else ["https://live.staticflickr.com", "https://www.flickr.com"],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "report-uri": [CSP_REPORTS],  # for browsers that do not know the next one
    "report-to": ["csp"],  # see flickrweb.headers
}

# --- Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS: list[str | Path | tuple[str, str | Path]] = [
    BASE_DIR / "static",
    # From npm, at the version in package-lock.json.
    ("photoswipe", BASE_DIR / "node_modules" / "photoswipe" / "dist"),
    ("sortablejs", BASE_DIR / "node_modules" / "sortablejs" / "modular"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "flickrweb.storage.StaticFiles"},
}

# --- Words

USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = [("en", "English")]

# --- Mail, to nobody but the operator

_mail_options = {
    "host": EMAIL["EMAIL_HOST"],
    "port": EMAIL["EMAIL_PORT"],
    "username": EMAIL["EMAIL_HOST_USER"] or "",
    "password": EMAIL["EMAIL_HOST_PASSWORD"] or "",
    "use_tls": EMAIL["EMAIL_USE_TLS"],
    "use_ssl": EMAIL["EMAIL_USE_SSL"],
    "timeout": 10,  # seconds
}
MAILERS = {
    "default": {"BACKEND": EMAIL["EMAIL_BACKEND"]}
    | ({"OPTIONS": _mail_options} if EMAIL["EMAIL_BACKEND"].endswith("smtp.EmailBackend") else {})
}
DEFAULT_FROM_EMAIL = EMAIL_FROM

# --- Watching

# Web processes count their requests in files that each of them can add up. The library that
# does it looks for the folder in the environment, when it is first imported.
METRICS_DIR = STATE_DIR / "metrics"
METRICS_SHARED = bool(WATCH_TOKEN)
if METRICS_SHARED:
    METRICS_DIR.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(METRICS_DIR))

# --- Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "flickrweb.watching.logs.Line", "json": not (DEBUG or DEMO)}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG or DEMO else "WARNING"},
    # They would write a line for every tick, every two seconds.
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("celery.worker.strategy", "celery.app.trace", "celery.beat")
    }
    | {"kombu.connection": {"level": "ERROR"}}
    # Django has handlers of its own for these two: a second line, with words in it.
    | {"django": {"handlers": []}, "django.server": {"handlers": [], "propagate": True}},
}
