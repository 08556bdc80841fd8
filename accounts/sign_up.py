"""Who may have their Flickr kept in step here. Signing in, as proof of who one is, may anybody."""

from django.conf import settings


def may_join(nsid: str) -> bool:
    """Whether ``SIGN_UP`` lets this person become a member. Those who are members stay so."""
    if nsid in settings.OPERATOR or settings.SIGN_UP == "open":
        return True
    return settings.SIGN_UP == "listed" and nsid in settings.MEMBERS
