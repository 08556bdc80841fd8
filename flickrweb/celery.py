"""The queue. A message is only a nudge: what is due stands in rows (see galleries.sync)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")

app = Celery("flickrweb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["galleries.sync"])
