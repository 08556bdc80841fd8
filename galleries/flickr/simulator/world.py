"""The world: members, their photos, and what happened to them since the beginning.

The beginning is a pure function of the seed (``photos``); what changed since is an overlay in
the state. So a photo is made only when somebody looks at it, and a stream of a million costs
nothing until it is read.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.directory import Directory
from galleries.flickr.simulator.first_albums import first_albums
from galleries.flickr.simulator.first_galleries import first_galleries
from galleries.flickr.simulator.galleries import SimGallery
from galleries.flickr.simulator.happenings import Happening, happenings
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oauth import end_tokens
from galleries.flickr.simulator.photos import base_photo, fresh_photo, secret_of, visibility_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.simphoto import (
    ID_STEP,
    SimPhoto,
    as_document,
    owner_and_moment,
    photo_id,
    with_fields,
)
from galleries.flickr.simulator.state import Document, State
from galleries.flickr.simulator.streams import Overlay, Stream, Updates
from galleries.flickr.simulator.uploads import Uploads

BEGINNING = 1_793_491_200  # 2026-11-01 00:00 UTC
SEED = 7

# What belongs to the identity of a photo, or is kept in step by the functions below.
FIXED = frozenset(
    {"id", "index", "owner", "uploaded_at", "updated_at", "secret", "original_secret"}
)


class World:
    def __init__(
        self,
        state: State,
        clock: Callable[[], float],
        *,
        seed: int = SEED,
        beginning: int = BEGINNING,
        big_photo_count: int = 1200,
        pool_fillers_count: int = 0,
    ) -> None:
        self.seed = seed
        self.beginning = beginning
        self._state = state
        self._clock = clock
        self.directory = Directory(state, big_photo_count, pool_fillers_count)
        self._first_photo = lru_cache(maxsize=4096)(self.first_photo)

    @property
    def now(self) -> int:
        """Epoch; never before the beginning: changes stand in front of what did not change."""
        return max(int(self._clock()), self.beginning)

    # Members

    @property
    def members(self) -> list[Member]:
        return self.directory.all()

    @property
    def big_member(self) -> Member:
        """The member with 1,200 photos of every kind (or as many as the scale says)."""
        return self.members[0]

    def member(self, who: str) -> Member:
        """By NSID, alias or key, deleted or not; raises KeyError."""
        found = self.directory.find(who)
        return found if found is not None else self.directory.by_key(who)

    def rename_alias(self, member: Member | str, alias: str) -> None:
        """An alias passes from one to the other; an empty one leaves the NSID alone."""
        self.directory.rename(self.member(self._nsid(member)).nsid, alias)

    def rename(
        self, member: Member | str, *, username: str | None = None, realname: str | None = None
    ) -> None:
        """Another name on the screen, another name in life; what is not given stays."""
        names = {"username": username, "realname": realname}
        given = {name: value for name, value in names.items() if value is not None}
        self.directory.change(self.member(self._nsid(member)).nsid, **given)

    def set_icon(self, member: Member | str, server: int) -> None:
        """Another buddy icon; 0 for none."""
        self.directory.change(self.member(self._nsid(member)).nsid, iconserver=server)

    def delete_account(self, member: Member | str) -> None:
        """For good: photos, alias and tokens end, and the NSID is a deleted user."""
        nsid = self.member(self._nsid(member)).nsid
        self.directory.change(nsid, is_deleted=True)
        end_tokens(self._state, nsid)

    def happenings(self, seed: int, count: int, **options: Any) -> list[Happening]:
        """So many changes of every kind, by seeded dice, and what they were."""
        return happenings(self, seed, count, **options)

    # Photos, one at a time

    def photo(self, id_: int | str) -> SimPhoto | None:
        """The photo as it is now, or None when there is none (any more)."""
        number = int(id_) if str(id_).isdecimal() and len(str(id_)) < 19 else 0
        member_number, moment = owner_and_moment(number)
        member = self.directory.by_number(member_number)
        if member is None or member.is_deleted or number <= 0:
            return None
        document = self._state.get("photo", _key(member, number))
        if document is not None:
            return None if document.get("deleted") else self.as_changed(member, number, document)
        index = self.uploads(member).index_at(moment)
        return None if index is None else self.base(member, index)

    def upload(self, member: Member | str, **fields: Any) -> SimPhoto:
        """A new photo now. Facts that are not given are made up."""
        _check_names(fields)
        owner = self.member(self._nsid(member))
        if owner.is_bystander:
            raise ValueError(f"{owner.username} stays in the background and uploads nothing")
        newest = [photo_id(owner.number, max(int(self._clock()), self.beginning))]
        newest += [id_ + ID_STEP for id_ in self._overlay(owner).changed]
        id_ = max(newest)
        # Taken by somebody in another thread or process: the next second is as good.
        while not self._state.add("photo", _key(owner, id_), _new(id_)):
            id_ += ID_STEP
        return self._write(owner, id_, None, fields)

    def edit(self, id_: int, *, quietly: bool = False, **fields: Any) -> SimPhoto:
        """Change facts of a photo; moves it to the front of recentlyUpdated. Raises KeyError.

        quietly  its date of change stays, as was seen now and then: no list of news tells it
        """
        _check_names(fields)
        return self._change(id_, fields, quietly=quietly)

    def set_visibility(
        self,
        id_: int,
        *,
        public: bool = False,
        friend: bool = False,
        family: bool = False,
        quietly: bool = False,
    ) -> SimPhoto:
        """Open or close a photo. As on Flickr its secrets change, so old addresses end."""
        seen_by = {
            "is_public": public,
            "is_friend": friend and not public,
            "is_family": family and not public,
        }
        return self._change(id_, seen_by | self._new_secrets(id_), quietly=quietly)

    def change_secrets(self, id_: int) -> SimPhoto:
        """New addresses for the same photo, as after a replaced file. Raises KeyError."""
        return self._change(id_, self._new_secrets(id_))

    def _new_secrets(self, id_: int) -> dict[str, str]:
        generation = (self._existing(id_).secret, int(self._clock()))
        return {
            "secret": secret_of(self.seed, id_, generation),
            "original_secret": secret_of(self.seed, id_, generation, "o"),
        }

    def delete(self, id_: int) -> None:
        """Remove a photo for good. Raises KeyError."""
        photo = self._existing(id_)
        owner = self.member(photo.owner)
        document: Document = {"index": photo.index, "fields": {}, "deleted": True}
        self._state.put("photo", _key(owner, id_), document)

    # Photos, many at a time

    def photos_of(self, nsid: Member | str) -> Iterator[SimPhoto]:
        """All photos of one member as they are now, newest upload first."""
        member = self.member(self._nsid(nsid))
        return iter(()) if member.is_deleted else iter(self.stream(member))

    def stream(self, member: Member) -> Sequence[SimPhoto]:
        """The photostream, newest upload first, made where it is read."""
        if member.is_deleted:
            raise Fail(5, "User deleted")
        return Stream(self, member, self._overlay(member))

    def updates(self, member: Member, since: int) -> Sequence[SimPhoto]:
        """What changed since a moment, latest change first, made where it is read."""
        return Updates(self, member, self._overlay(member), since)

    def photos_by_id(self, member: Member, ids: Sequence[int]) -> list[SimPhoto]:
        """Photos of one member as they are now, in this order; others and gone ones are left out.

        Asks the state once, whatever their number.
        """
        if member.is_deleted:
            return []
        changed = self._overlay(member).changed
        photos: list[SimPhoto | None] = []
        for id_ in ids:
            if id_ not in changed:
                photos.append(self._first_photo(member.number, id_))
            elif not changed[id_].get("deleted"):
                photos.append(self.as_changed(member, id_, changed[id_]))
        return [photo for photo in photos if photo is not None]

    def deleted_photos(self, member: Member) -> set[int]:
        """Ids of the photos that a member deleted."""
        changed = self._overlay(member).changed
        return {id_ for id_, document in changed.items() if document.get("deleted")}

    def first_photo(self, member_number: int, id_: int) -> SimPhoto | None:
        """A photo as it was in the beginning, if it is that member's."""
        number, moment = owner_and_moment(id_)
        if id_ <= 0 or number != member_number or number >= len(self.directory.ever):
            return None
        member = self.directory.ever[number]
        index = self.uploads(member).index_at(moment)
        return None if index is None else self.base(member, index)

    # Lists of the beginning

    def first_albums(self, member: Member) -> tuple[SimAlbum, ...]:
        return first_albums(self, member)

    def first_galleries(self, member: Member) -> tuple[SimGallery, ...]:
        return first_galleries(self, member)

    def first_owner(self, kind: str, id_: int) -> Member | None:
        """Whose album or gallery has an id that does not tell it; here all ids do."""
        return None

    def uploads(self, member: Member) -> Uploads:
        return Uploads(self.seed, member.number, member.photo_count, member.since, self.beginning)

    def public_count(self, member: Member) -> int:
        """How many photos of a member everybody may see, safe or not."""
        if member.is_deleted:
            return 0
        count = _public_in_the_beginning(self.seed, member)
        overlay = self._overlay(member)
        for id_, document in overlay.changed.items():
            index = document["index"]
            if index is not None:
                count -= visibility_of(self.seed, member, index).is_public
            if not document.get("deleted"):
                count += self.as_changed(member, id_, document).is_public
        return count

    def _nsid(self, member: Member | str) -> str:
        return member if isinstance(member, str) else member.nsid

    def base(self, member: Member, index: int) -> SimPhoto:
        """A photo as it was at the beginning, whatever happened to it since."""
        return base_photo(self.seed, member, self.uploads(member), index)

    def as_changed(self, member: Member, id_: int, document: Document) -> SimPhoto:
        """A photo with what its document in the overlay says."""
        index = document["index"]
        if index is None:
            photo = fresh_photo(self.seed, member, id_, owner_and_moment(id_)[1])
        else:
            photo = self.base(member, index)
        return with_fields(photo, document["fields"])

    def _existing(self, id_: int) -> SimPhoto:
        photo = self.photo(id_)
        if photo is None:
            raise KeyError(id_)
        return photo

    def _change(self, id_: int, fields: dict[str, Any], *, quietly: bool = False) -> SimPhoto:
        photo = self._existing(id_)
        owner = self.member(photo.owner)
        now = photo.updated_at if quietly else max(self.now, photo.updated_at)
        return self._write(owner, id_, photo.index, {**fields, "updated_at": now})

    def _write(
        self, owner: Member, id_: int, index: int | None, fields: dict[str, Any]
    ) -> SimPhoto:
        before = self._state.get("photo", _key(owner, id_)) or {"fields": {}}
        document: Document = {"index": index, "fields": before["fields"] | as_document(fields)}
        self._state.put("photo", _key(owner, id_), document)
        return self.as_changed(owner, id_, document)

    def _overlay(self, member: Member) -> Overlay:
        documents = self._state.items("photo", f"{member.number:03}:", f"{member.number:03}:~")
        return Overlay({int(key.partition(":")[2]): document for key, document in documents})


def _check_names(fields: dict[str, Any]) -> None:
    wrong = fields.keys() - {field.name for field in dataclasses.fields(SimPhoto)}
    if wrong:
        raise TypeError(f"a photo has no {', '.join(sorted(wrong))}")
    fixed = FIXED & fields.keys()
    if fixed:
        raise ValueError(f"these facts of a photo cannot be set: {', '.join(sorted(fixed))}")


def _new(id_: int) -> Document:
    return {"index": None, "fields": {"updated_at": owner_and_moment(id_)[1]}}


def _key(member: Member, id_: int) -> str:
    return f"{member.number:03}:{id_:020}"


@lru_cache(maxsize=64)
def _public_in_the_beginning(seed: int, member: Member) -> int:
    return sum(visibility_of(seed, member, i).is_public for i in range(member.photo_count))
