"""What others did to a member's photos: comments and faves, item by item."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from galleries.flickr.simulator.comments import Comments
from galleries.flickr.simulator.faves import Faves
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.world import World

# What happened to a photo before the beginning happened soon after its upload.
SOON_S = 60 * 86_400


@dataclass(frozen=True, slots=True)
class SimEvent:
    kind: str  # "comment" or "fave"
    user: str  # NSID
    username: str
    realname: str
    at: int  # epoch
    text: str = ""  # of a comment
    comment_id: str = ""


@dataclass(frozen=True, slots=True)
class SimItem:
    photo: SimPhoto
    events: tuple[SimEvent, ...]  # oldest first


class Activity:
    def __init__(self, world: World, comments: Comments, faves: Faves) -> None:
        self._world = world
        self._comments = comments
        self._faves = faves

    def of(self, member: Member, since: int) -> list[SimItem]:
        """Own photos to which others did something since a moment, last touched first."""
        items = []
        for photo in self._touched(member, since):
            events = [event for event in self._events(photo, member) if event.at >= since]
            if events:
                items.append(SimItem(photo, tuple(sorted(events, key=lambda one: one.at))))
        return sorted(items, key=lambda one: (one.events[-1].at, one.photo.id), reverse=True)

    def _touched(self, member: Member, since: int) -> Iterable[SimPhoto]:
        """The photos that something may have happened to."""
        ids = {photo_id for photo_id, _ in self._comments.fresh(since)}
        ids |= {fave.photo_id for _, fave in self._faves.since(since)}
        if since < self._world.beginning:
            recent = takewhile(
                lambda photo: photo.uploaded_at >= since - SOON_S, self._world.stream(member)
            )
            ids |= {photo.id for photo in recent}
        found = (self._world.photo(id_) for id_ in sorted(ids))
        return [photo for photo in found if photo is not None and photo.owner == member.nsid]

    def _events(self, photo: SimPhoto, owner: Member) -> Iterable[SimEvent]:
        for comment in self._comments.on(photo.id):
            if comment.author != owner.nsid:
                author = self._world.directory.find(comment.author)
                yield SimEvent(
                    kind="comment",
                    user=comment.author,
                    username=comment.author_name,
                    realname="" if author is None else author.realname,
                    at=comment.created_at,
                    text=comment.text,
                    comment_id=comment.number,
                )
        for nsid, at in self._faves.on(photo.id):
            person = self._world.member(nsid)
            yield SimEvent("fave", nsid, person.username, person.realname, at)
