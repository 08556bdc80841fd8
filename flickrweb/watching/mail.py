"""Mail to the operator: each matter once a day, summed up, and no word of people's own.

What was told stands in rows. A try that fails, or that is cut off, is made once more later: the
row without ``sent_at`` says so.
"""

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from galleries.models import Told
from galleries.queries.watching import Wrong, wrong

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=15)  # longer than any try takes
Matter = Told.Matter


def tell(*, now: datetime) -> bool:
    """Send what the operator does not know yet, in one mail. Whether one was sent."""
    if not settings.OPERATOR_EMAIL:
        return False
    found = wrong(now=now)
    ours = [matter for matter in found.matters if _claim(matter, now=now)]
    if not ours:
        return False
    with override(settings.LANGUAGE_CODE):
        message = EmailMessage(
            subject=_("%(site)s: something wants a look") % {"site": settings.SITE_NAME},
            body=_body(found, ours),
            to=[settings.OPERATOR_EMAIL],
        )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("the operator was not told because=%s", type(error).__name__)
        return False
    Told.objects.filter(matter__in=ours, day=now.date()).update(sent_at=now)
    return True


def _claim(matter: Matter, *, now: datetime) -> bool:
    """Whether it is for this caller to tell it now: for one at a time, and once a day."""
    told, is_new = Told.objects.get_or_create(
        matter=matter, day=now.date(), defaults={"began_at": now}
    )
    if is_new:
        return True
    cut_off = Q(sent_at=None, began_at__lte=now - AGAIN_AFTER)
    return Told.objects.filter(cut_off, pk=told.pk).update(began_at=now) == 1


def _body(found: Wrong, matters: list[Matter]) -> str:
    sentences = {
        Matter.CONNECTIONS: lambda: _connections(found),
        Matter.STREAMS: lambda: _streams(found),
        Matter.INSTALLATION: lambda: _installation(found),
        Matter.REPORTS: lambda: _reports(found),
    }
    told = [sentences[matter]() for matter in matters]
    more = _("How everything stands: %(address)s") % {"address": f"{_site()}/operator/"}
    rest = _("You get at most one mail a day about each of these.")
    return "\n\n".join([*told, more, rest]) + "\n"


def _connections(found: Wrong) -> str:
    return ngettext(
        "Flickr no longer accepts the permission of %(count)d person. It stays as it is until"
        " they sign in again; their pages tell them so.",
        "Flickr no longer accepts the permissions of %(count)d people. It stays as it is until"
        " they sign in again; their pages tell them so.",
        found.refused,
    ) % {"count": found.refused}


def _streams(found: Wrong) -> str:
    count = sum(found.streams.values())
    kinds = ", ".join(f"{kind} {number}" for kind, number in found.streams.items())
    return ngettext(
        "%(count)d list that is kept in step with Flickr is stuck (%(kinds)s).",
        "%(count)d lists that are kept in step with Flickr are stuck (%(kinds)s).",
        count,
    ) % {"count": count, "kinds": kinds}


def _installation(found: Wrong) -> str:
    because = {
        "key": _("Flickr refuses the key of this site. Nothing is copied or sent meanwhile."),
        "signature": _(
            "Flickr refuses our signatures: the secret may not belong to the key. Nothing is"
            " copied or sent meanwhile."
        ),
        "clock": _(
            "Flickr refuses our calls because the clock of this machine is wrong. Nothing is"
            " copied or sent meanwhile."
        ),
    }
    return because[found.stop]


def _reports(found: Wrong) -> str:
    told = ngettext(
        "%(count)d report about a public gallery waits for your answer.",
        "%(count)d reports about public galleries wait for your answer.",
        found.reports,
    ) % {"count": found.reports}
    return f"{told} {_site()}{reverse('reports')}"


def _site() -> str:
    if settings.CSRF_TRUSTED_ORIGINS:
        return str(settings.CSRF_TRUSTED_ORIGINS[0])
    return f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
