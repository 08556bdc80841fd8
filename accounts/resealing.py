"""Bringing every sealed token under the first key, while the site runs."""

from dataclasses import dataclass

from accounts.models import FlickrConnection
from accounts.sealing import SealBroken, seal_anew


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many tokens were sealed anew, were so already, and none of our keys opens."""

    anew: int
    already: int
    broken: int


def reseal_everything() -> Resealed:
    """Seal all stored tokens with the first key. Doing it twice, or half, does no harm.

    A token that is replaced meanwhile is left alone: what stores it seals with the first key.
    """
    anew = already = broken = 0
    for pk in list(FlickrConnection.objects.order_by("pk").values_list("pk", flat=True)):
        sealed = FlickrConnection.objects.filter(pk=pk).values_list("sealed_token", flat=True)
        before = sealed.first()
        if before is None:
            continue  # disconnected since
        try:
            after = seal_anew(before)
        except SealBroken:
            broken += 1
            continue
        if after == before:
            already += 1
            continue
        same = FlickrConnection.objects.filter(pk=pk, sealed_token=before)
        anew += same.update(sealed_token=after)
    return Resealed(anew, already, broken)
