"""What every template knows of the site. Asks the database nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor: ``site.name``, ``site.notice``, ``site.is_demo``, …"""
    return {"site": facts()}


def facts() -> dict[str, Any]:
    return {
        "name": settings.SITE_NAME,
        # Flickr's API terms ask for this sentence; SmugMug owns Flickr.
        "notice": _(
            "This product uses the Flickr API but is not endorsed or certified by SmugMug, Inc."
        ),
        "is_demo": settings.DEMO,
        "flickr_url": settings.FLICKR_SITE_URL,
    }
