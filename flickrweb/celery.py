"""The queue. A message is only a nudge: what is due stands in rows (see galleries.sync)."""

import os
import sys

from celery import Celery, signals
from django.conf import settings

from flickrweb.doorstep import NotFit, refuse_another_flickr, refuse_unfit
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


@signals.worker_init.connect
@signals.beat_init.connect
def _refuse_another_flickr(**_told: object) -> None:
    try:
        refuse_another_flickr()
    except NotFit as reason:
        if sys.stderr is not sys.__stderr__ and sys.__stderr__ is not None:
            sys.__stderr__.write(f"{reason}\n")  # beat logs what goes to the other one, too late
        raise
