"""The queue. A message is only a nudge: what is due stands in rows (see galleries.sync)."""

import os

from celery import Celery
from django.conf import settings

from flickrweb.doorstep import refuse_unfit
from flickrweb.watching import queue, sentry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")

app = Celery("flickrweb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["galleries.sync", "flickrweb.watching"])
queue.watch(app)


# Not before: whoever reads the settings imports this module on the way to them.
@app.on_after_configure.connect
def _refuse_unfit(**_told: object) -> None:
    refuse_unfit(settings)
    sentry.report_to(settings.SENTRY_DSN)
