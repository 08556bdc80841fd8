"""What an installation that others can reach must not start with.

Web, worker and beat ask before they do anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "testserver"})
FLICKR = ("flickr.com", "staticflickr.com")
ADDRESSES = (
    *("FLICKR_API_URL", "FLICKR_OAUTH_URL", "FLICKR_AUTHORIZE_URL"),
    *("FLICKR_SITE_URL", "FLICKR_STATIC_URL"),
)
SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 15  # different ones: a word said ten times is long as well
SIGNING_KEY_MAKER = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
SEALING_KEY_MAKER = (
    'python3 -c "import base64, secrets;'
    ' print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"'
)


class NotFit(SystemExit):
    """The start is refused; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What the settings say of it. ``flickr`` are Flickr's addresses by the names of theirs."""

    debug: bool
    demo: bool
    https: bool
    secret_key: str
    sealing_keys: tuple[str, ...]
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    flickr: Mapping[str, str]

    @classmethod
    def of(cls, settings: Any) -> Self:
        return cls(
            debug=settings.DEBUG,
            demo=settings.DEMO,
            https=settings.HTTPS,
            secret_key=settings.SECRET_KEY,
            sealing_keys=tuple(settings.SEALING_KEYS),
            hosts=tuple(settings.ALLOWED_HOSTS),
            origins=tuple(settings.CSRF_TRUSTED_ORIGINS),
            flickr={name: getattr(settings, name) for name in ADDRESSES},
        )

    @property
    def is_public(self) -> bool:
        """It answers to a name that other machines can know."""
        return not LOCAL.issuperset(self.hosts)


def refuse_unfit(settings: Any) -> None:
    """Raises NotFit with every reason at once."""
    if found := refusals(Installation.of(settings)):
        reasons = "\n".join(f"  * {sentence}" for sentence in found)
        raise NotFit(f"flickrweb does not start where others can reach it like this:\n{reasons}")


def refuse_another_flickr() -> None:
    """Raises NotFit when the database belongs to another Flickr. One that is away is not asked."""
    import django
    from django.db import DatabaseError, connection

    django.setup()
    from galleries.keeping import belonging

    try:
        theirs = belonging.theirs()
    except DatabaseError:
        return
    finally:
        connection.close()  # a worker's children must not inherit it
    if theirs:
        raise NotFit(belonging.sentence(theirs))


def refusals(installation: Installation) -> list[str]:
    """Why it must not start, each a sentence that says what to type. Empty when it may."""
    if not installation.is_public:
        return []
    found = [*_secrets(installation), *_addresses(installation)]
    if installation.debug:
        found.append("DEBUG shows our insides to everybody. Write DEBUG=false.")
    if installation.demo:
        found.append(
            "DEMO lets everybody sign in as anybody. Write DEMO=false, or"
            " ALLOWED_HOSTS=127.0.0.1,localhost to try it on this machine alone."
        )
    return found


def _secrets(installation: Installation) -> list[str]:
    found = []
    secret, keys = installation.secret_key, installation.sealing_keys
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS:
        found.append(f"SECRET_KEY can be guessed. Write what this prints: {SIGNING_KEY_MAKER}")
    if not keys or not all(map(_seals, keys)):
        found.append(f"SEALING_KEYS holds no key. Write what this prints: {SEALING_KEY_MAKER}")
    return found


def _addresses(installation: Installation) -> list[str]:
    found = []
    if "*" in installation.hosts:
        found.append(
            "ALLOWED_HOSTS takes any name. Write the name of this site: ALLOWED_HOSTS=example.org"
        )
    if not installation.https:
        found.append(
            "Everybody on the way can read what is sent without https. Write HTTPS=true, and put a"
            " proxy with a certificate in front."
        )
    if not all(map(_is_https, installation.origins)):
        wanted = ",".join(f"https://{urlsplit(each).netloc}" for each in installation.origins)
        found.append(f"CSRF_TRUSTED_ORIGINS trusts plain http. Write CSRF_TRUSTED_ORIGINS={wanted}")
    for name, address in installation.flickr.items():
        if not _is_flickr(address):
            found.append(f"{name} says {address}, which is not Flickr. Leave {name} out.")
    return found


def _seals(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def _is_https(address: str) -> bool:
    return address.startswith("https://")


def _is_flickr(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    is_theirs = any(host == domain or host.endswith(f".{domain}") for domain in FLICKR)
    return is_theirs and _is_https(address)
