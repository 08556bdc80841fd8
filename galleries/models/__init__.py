"""Everything we keep: people, photos, their lists, streams, and the call budget."""

from galleries.models.albums import Album, AlbumItem
from galleries.models.budget import CallBudget
from galleries.models.calls import CallTally, Turn
from galleries.models.claims import Claim
from galleries.models.contacts import Contact, ContactPhoto
from galleries.models.conversation import (
    Comment,
    Faver,
    PersonInPhoto,
    Talk,
    TalkAllowance,
)
from galleries.models.desk_log import DeskLine
from galleries.models.desks import Desk, DeskReason
from galleries.models.entries import Entry, Sighting
from galleries.models.favourites import Favourite
from galleries.models.flickr_galleries import FlickrGallery, FlickrGalleryItem
from galleries.models.forgetting import Forgetting
from galleries.models.forgotten import Forgotten
from galleries.models.galleries import Curator, FormerAddress, Gallery
from galleries.models.gallery_log import GalleryChange
from galleries.models.groups import Group, GroupMember, Membership, Role
from galleries.models.happenings import Happening
from galleries.models.house import House
from galleries.models.listed import Listed
from galleries.models.listed_licences import ListedLicence
from galleries.models.outbox import Outbox, OutboxAnswer, OutboxItem
from galleries.models.pasted import PastedAddress
from galleries.models.people import Person
from galleries.models.photos import OwnerNote, Photo, PhotoTag
from galleries.models.placements import Placement, Section
from galleries.models.reports import Report, TakenOff
from galleries.models.says import Forbidden, Sentence, Withdrawal
from galleries.models.sheets import Sheet, SheetPlace
from galleries.models.stream_log import StreamLog
from galleries.models.streams import Stream, WalkPage
from galleries.models.tray import TrayItem
from galleries.models.verdicts import Verdict
from galleries.models.viewer import Viewer
from galleries.models.watching import Pulse, Told

__all__ = [
    "Album",
    "AlbumItem",
    "CallBudget",
    "CallTally",
    "Claim",
    "Comment",
    "Contact",
    "ContactPhoto",
    "Curator",
    "Desk",
    "DeskLine",
    "DeskReason",
    "Entry",
    "Faver",
    "Favourite",
    "FlickrGallery",
    "FlickrGalleryItem",
    "Forbidden",
    "Forgetting",
    "Forgotten",
    "FormerAddress",
    "Gallery",
    "GalleryChange",
    "Group",
    "GroupMember",
    "Happening",
    "House",
    "Listed",
    "ListedLicence",
    "Membership",
    "Outbox",
    "OutboxAnswer",
    "OutboxItem",
    "OwnerNote",
    "PastedAddress",
    "Person",
    "PersonInPhoto",
    "Photo",
    "PhotoTag",
    "Placement",
    "Pulse",
    "Report",
    "Role",
    "Section",
    "Sentence",
    "Sheet",
    "SheetPlace",
    "Sighting",
    "Stream",
    "StreamLog",
    "TakenOff",
    "Talk",
    "TalkAllowance",
    "Told",
    "TrayItem",
    "Turn",
    "Verdict",
    "Viewer",
    "WalkPage",
    "Withdrawal",
]
