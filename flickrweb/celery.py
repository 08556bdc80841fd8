"""The queue. A message is only a nudge: what is due stands in rows (see galleries.sync)."""

import os

from celery import Celery
from django.conf import settings

from flickrweb.doorstep import refuse_unfit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")

refuse_unfit(settings)
app = Celery("flickrweb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["galleries.sync"])
