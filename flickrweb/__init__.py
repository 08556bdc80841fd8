"""Wiring only: settings, addresses, the queue, and the doors a server opens."""

from flickrweb.celery import app as celery_app

__all__ = ["celery_app"]
