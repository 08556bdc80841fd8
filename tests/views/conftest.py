"""Pages, as a test client gets them."""

import pytest
from pytest_django import Settings

from tests.views.operator_scenes import named_operator

__all__ = ["named_operator"]


@pytest.fixture(autouse=True)
def _uncollected_files(settings: Settings) -> None:
    """Static files by their plain names: nobody has run ``collectstatic``."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
