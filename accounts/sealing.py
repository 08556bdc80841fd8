"""Sealing: tokens are encrypted before they touch the database.

The first key of ``SEALING_KEYS`` seals; all of them open. To change keys, put the new one
first, start again, run ``manage.py reseal``, and take the old one away.
"""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.views.decorators.debug import sensitive_variables


class SealBroken(Exception):
    """None of our keys opens this. The person has to connect again."""


@sensitive_variables()
def seal(token: str, secret: str) -> str:
    """Encrypt a token and its secret for storage."""
    return _keys().encrypt(json.dumps([token, secret]).encode()).decode()


@sensitive_variables()
def unseal(sealed: str) -> tuple[str, str]:
    """Open what ``seal`` made: (token, secret). Raises SealBroken."""
    try:
        token, secret = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        raise SealBroken from None
    return token, secret


def seal_anew(sealed: str) -> str:
    """The same under the first key; as it was when it is already. Raises SealBroken."""
    try:
        Fernet(settings.SEALING_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        pass
    else:
        return sealed
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS])
