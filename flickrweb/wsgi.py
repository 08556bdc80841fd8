"""The WSGI door, for granian or any other server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from flickrweb.doorstep import refuse_another_flickr, refuse_unfit
from flickrweb.watching import sentry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")

refuse_unfit(settings)
refuse_another_flickr()
sentry.report_to(settings.SENTRY_DSN)
application = get_wsgi_application()
