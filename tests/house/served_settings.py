"""The site in processes of its own, beside a test: nobody has collected its files."""

from flickrweb.settings import *  # noqa: F403
from flickrweb.settings import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
