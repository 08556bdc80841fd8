"""Who asks, and what they may see: the rules of visibility in one place."""

from dataclasses import dataclass
from hashlib import blake2b

from galleries.flickr.simulator.members import STRANGER, Member, Relation
from galleries.flickr.simulator.simphoto import SimPhoto

LEVELS = ("none", "read", "write", "delete")


@dataclass(frozen=True, slots=True)
class Caller:
    """A member with the level of their token, or nobody."""

    member: Member | None = None
    perms: str = "none"

    @property
    def nsid(self) -> str | None:
        return None if self.member is None else self.member.nsid

    def may(self, needed: str) -> bool:
        return LEVELS.index(self.perms) >= LEVELS.index(needed)

    def owns(self, photo: SimPhoto) -> bool:
        return photo.owner == self.nsid

    def called_by(self, owner: Member) -> Relation:
        """What the owner of something calls the caller."""
        return STRANGER if self.member is None else owner.relations.get(self.member.key, STRANGER)


NOBODY = Caller()


def sees(
    caller: Caller,
    photo: SimPhoto,
    owner: Member,
    safe_search: int | None = None,
    *,
    shares_pool: bool = False,
) -> bool:
    """May the caller see this photo?

    Owner            everything
    Friend, family   what was opened to them, and public ones
    Signed in        public ones, up to their own safe-search
    Nobody           public and safe ones

    shares_pool  it is in the pool of a group of the caller's: as good as opened to them
    """
    if caller.owns(photo):
        return True
    relation = caller.called_by(owner)
    opened = (photo.is_friend and relation.friend) or (photo.is_family and relation.family)
    if not (photo.is_public or opened or shares_pool):
        return False
    wanted = 1 if caller.member is None else caller.member.safe_search
    if safe_search is not None:
        wanted = min(wanted, safe_search)
    return photo.safety < wanted


def knows_place(caller: Caller, photo: SimPhoto, owner: Member) -> bool:
    """May the caller know where this photo was taken?"""
    geo = photo.geo
    if geo is None:
        return False
    relation = caller.called_by(owner)
    return (
        caller.owns(photo)
        or geo.is_public
        or (geo.is_contact and (relation.contact or relation.friend or relation.family))
        or (geo.is_friend and relation.friend)
        or (geo.is_family and relation.family)
    )


def perm_comment(photo: SimPhoto) -> int:
    """Who may comment, in Flickr's numbers: 3 everybody, of some photos 2 contacts."""
    digest = blake2b(b"%d comments" % photo.id, digest_size=1).digest()
    return 2 if digest[0] % 12 == 0 else 3


def may_comment(caller: Caller, photo: SimPhoto, owner: Member) -> bool:
    """May the caller, who sees the photo, write under it?"""
    if caller.member is None:
        return False
    relation = caller.called_by(owner)
    is_contact = relation.contact or relation.friend or relation.family
    return caller.owns(photo) or is_contact or perm_comment(photo) == 3


def may_download(caller: Caller, photo: SimPhoto, owner: Member) -> bool:
    """May the caller have the original? Of a free account nobody, unless it is freely licensed."""
    if withheld(photo, owner):
        return False
    return caller.owns(photo) or photo.can_download or photo.licence != 0


def withheld(photo: SimPhoto, owner: Member) -> bool:
    """Since May 2025, all above 1024 px of free accounts, except what is freely licensed."""
    return not owner.is_pro and photo.licence == 0
