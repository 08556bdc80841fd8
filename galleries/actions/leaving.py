"""Leaving: being forgotten here."""

import unicodedata
from typing import Any

from django.utils import timezone

from accounts import leaving
from accounts.models import User
from galleries.models import Forgetting
from galleries.sync.schedule import nudge_forgetting


class NotTheirName(Exception):
    """What was typed is not the person's name: nothing was changed."""


def forget_me(user: User, *, typed: str) -> None:
    """Forget a person for good, once they have typed their name. Raises NotTheirName."""
    if _plain(typed) not in {_plain(str(user)), _plain(user.nsid)}:
        raise NotTheirName
    leaving.forget(user)


def when_forgetting(*, user: User, **_: Any) -> None:
    """Accounts forgets a user: write down that their photos have to go as well."""
    Forgetting.objects.create(nsid=user.nsid, asked_at=timezone.now())
    nudge_forgetting()


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
