"""The WSGI door, for granian or any other server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from flickrweb.doorstep import refuse_unfit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")

refuse_unfit(settings)
application = get_wsgi_application()
