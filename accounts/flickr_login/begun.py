"""What the button that began a sign-in was for. Kept in the session until Flickr sends back."""

from dataclasses import dataclass
from typing import Any

from accounts.models import FlickrConnection
from accounts.problems import Problem, SignInTrouble

Perms = FlickrConnection.Perms


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way, or a raise: somebody signed in lets us write.

    next_url   the local path that it leads to, or ""
    keep_for   the NSID of whoever pressed "Keep my Flickr in step here", or ""
    raise_for  the NSID of whoever is asked for permission to write, or ""
    """

    next_url: str = ""
    keep_for: str = ""
    raise_for: str = ""

    @property
    def perms(self) -> Perms:
        """What Flickr is asked for."""
        return Perms.WRITE if self.raise_for else Perms.READ

    def as_state(self) -> dict[str, str]:
        """What allauth keeps of it beside the ``next_url``."""
        return {"keep": self.keep_for, "raise_for": self.raise_for}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Begun":
        return cls(
            next_url=state.get("next") or "",
            keep_for=state.get("keep") or "",
            raise_for=state.get("raise_for") or "",
        )

    def told_of(self, trouble: SignInTrouble) -> SignInTrouble:
        """The same trouble in the words of a raise, where it was one."""
        if self.raise_for and trouble.problem is Problem.DENIED:
            return SignInTrouble(Problem.MAY_NOT_WRITE, trouble.code, trouble.wait_s)
        return trouble
