"""What a person has switched on here: what others see of theirs, and what they see of others."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.connections import is_member
from accounts.models import User

SAFETY_LIMITS = [
    (0, _("Only what is marked safe")),
    (1, _("What is marked moderate too")),
    (2, _("What is marked moderate or restricted too")),
]
FOR_MEMBERS = ("shows_photos", "shows_favourites")


class Switches(forms.Form):
    """A person's own switches. Whoever keeps nothing in step here has nothing to show."""

    shows_photos = forms.BooleanField(required=False)
    shows_favourites = forms.BooleanField(required=False)
    safety_limit = forms.TypedChoiceField(coerce=int, choices=SAFETY_LIMITS)

    def __init__(self, user: User, posted: Mapping[str, Any] | None = None) -> None:
        super().__init__(posted)
        self.user = user
        self.is_member = is_member(user)
        if not self.is_member:
            for name in FOR_MEMBERS:
                del self.fields[name]

    def write(self) -> None:
        """Write what was chosen, after ``is_valid()``."""
        User.objects.filter(pk=self.user.pk).update(**self.cleaned_data)


def switches_of(user: User) -> dict[str, bool | int]:
    """The switches as a person takes them along."""
    return {
        "shows_photos": user.shows_photos,
        "shows_favourites": user.shows_favourites,
        "safety_limit": user.safety_limit,
    }
