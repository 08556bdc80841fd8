"""Everything we keep: people, photos, streams, and the call budget."""

from galleries.models.budget import CallBudget
from galleries.models.favourites import Favourite
from galleries.models.forgetting import Forgetting
from galleries.models.forgotten import Forgotten
from galleries.models.people import Person
from galleries.models.photos import OwnerNote, Photo, PhotoTag
from galleries.models.streams import Claim, Stream, WalkPage
from galleries.models.viewer import Viewer

__all__ = [
    "CallBudget",
    "Claim",
    "Favourite",
    "Forgetting",
    "Forgotten",
    "OwnerNote",
    "Person",
    "Photo",
    "PhotoTag",
    "Stream",
    "Viewer",
    "WalkPage",
]
