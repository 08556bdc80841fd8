"""The nudge to look whether the operator should know something."""

from celery import shared_task
from django.utils import timezone

from flickrweb.watching.mail import tell


@shared_task(expires=60)
def tell_operator() -> None:
    """Tell the operator what they do not know yet. Safe to run twice, or never."""
    tell(now=timezone.now())
