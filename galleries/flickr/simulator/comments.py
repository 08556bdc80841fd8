"""What people wrote under photos: the beginning by dice, what changed since in the state."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from galleries.flickr.simulator.callers import Caller, sees
from galleries.flickr.simulator.everybody import GONE, Everybody, Named
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import State
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import walk_on
from galleries.flickr.simulator.world import World

# So many within a minute are too fast. Flickr's own numbers are not known.
MOST_AT_ONCE, AT_ONCE_S = 5, 60
FIRST_NUMBER = 72_157_000_000_000_000
FIRST_FRESH_NUMBER = 72_158_000_000_000_000
WALK_ONS = 3000  # this many of them write


@dataclass(frozen=True, slots=True)
class SimComment:
    id: str  # "{number of the owner's account}-{photo}-{number}"
    photo_id: int
    author: str  # NSID
    author_name: str
    author_is_deleted: bool
    created_at: int  # epoch
    text: str  # with HTML

    @property
    def number(self) -> str:
        return self.id.rpartition("-")[2]


class Comments:
    def __init__(
        self,
        world: World,
        state: State,
        clock: Callable[[], float],
        first: Callable[[World, SimPhoto], Sequence[SimComment]],
    ) -> None:
        """first  the comments on a photo at the beginning, oldest first"""
        self._world = world
        self._state = state
        self._clock = clock
        self._everybody = Everybody(world, state)
        self._first = lru_cache(maxsize=4096)(lambda photo: tuple(first(world, photo)))

    # Looking

    def on(self, photo_id: int) -> list[SimComment]:
        """All comments on a photo, oldest first."""
        photo = self._world.photo(photo_id)
        return [] if photo is None else self._on(photo)

    def get(self, comment_id: str) -> SimComment | None:
        photo_id = _photo_id(comment_id)
        return next((one for one in self.on(photo_id) if one.id == comment_id), None)

    def fresh(self, since: int = 0) -> list[tuple[int, str]]:
        """Photos with comments written since the beginning and since a moment, and their ids."""
        found = []
        for key, document in self._state.items("comment"):
            if document.get("at", -1) >= since and not document["deleted"]:
                photo_id, _, id_ = key.partition(" ")
                found.append((int(photo_id), id_))
        return found

    def is_too_fast(self, author: Member) -> bool:
        """Has the member written so much in this minute that Flickr wants no more?"""
        since = int(self._clock()) - AT_ONCE_S
        first, last = f"{author.nsid} {since + 1:012}", f"{author.nsid} ~"
        return len(self._state.items("commented", first, last)) >= MOST_AT_ONCE

    # Changing

    def add(self, author: Member | str, photo_id: int, text: str) -> SimComment:
        """Write a comment now; the same words again are the same comment. Raises KeyError."""
        nsid = author if isinstance(author, str) else author.nsid
        photo = self._world.photo(photo_id)
        if photo is None:
            raise KeyError(photo_id)
        text = text.strip()
        again = [one for one in self._on(photo) if one.author == nsid and one.text == text]
        if again:
            return again[0]
        number = FIRST_FRESH_NUMBER + self._state.count("number", "comments")
        id_ = _id(self._world.member(photo.owner), photo.id, number)
        now = max(int(self._clock()), self._world.beginning)
        document = {"author": nsid, "at": now, "text": text, "deleted": False}
        self._state.put("comment", f"{photo.id} {id_}", document)
        self._state.put("commented", f"{nsid} {now:012} {number}", {})
        self._world.edit(photo.id, comments=photo.comments + 1)
        return self._existing(id_)

    def edit(self, comment_id: str, text: str) -> SimComment:
        """Other words. Raises KeyError."""
        before = self._existing(comment_id)
        key = f"{before.photo_id} {comment_id}"
        document = self._state.get("comment", key) or {"deleted": False}
        self._state.put("comment", key, document | {"text": text.strip()})
        return self._existing(comment_id)

    def delete(self, comment_id: str) -> None:
        """Raises KeyError."""
        before = self._existing(comment_id)
        self._state.put("comment", f"{before.photo_id} {comment_id}", {"deleted": True})
        photo = self._world.photo(before.photo_id)
        if photo is not None:
            self._world.edit(photo.id, comments=max(0, photo.comments - 1))

    def _on(self, photo: SimPhoto) -> list[SimComment]:
        prefix = f"{photo.id} "
        changed = {
            key.removeprefix(prefix): document
            for key, document in self._state.items("comment", prefix, f"{prefix}~")
        }
        then = self._first(self._originally(photo))
        found = []
        for comment in then:
            document = changed.pop(comment.id, {"deleted": False})
            if not document["deleted"]:
                found.append(replace(comment, text=document.get("text", comment.text)))
        found += [
            SimComment(id_, photo.id, doc["author"], "", False, doc["at"], doc["text"])
            for id_, doc in changed.items()
            if not doc["deleted"]
        ]
        found.sort(key=lambda one: (one.created_at, one.number))
        return [self._with_author(one) for one in found]

    def _with_author(self, comment: SimComment) -> SimComment:
        author = self._everybody.person(comment.author)
        return replace(
            comment,
            author_name=comment.author_name if author is None else author.username,
            author_is_deleted=self._everybody.is_deleted(comment.author),
        )

    def _originally(self, photo: SimPhoto) -> SimPhoto:
        """The photo as it was when it was uploaded."""
        owner = next(one for one in self._world.directory.ever if one.nsid == photo.owner)
        return self._world.as_changed(owner, photo.id, {"index": photo.index, "fields": {}})

    def _existing(self, comment_id: str) -> SimComment:
        found = self.get(comment_id)
        if found is None:
            raise KeyError(comment_id)
        return found


def first_comments(world: World, photo: SimPhoto) -> list[SimComment]:
    """As many as the photo says: by members who see it, by walk-ons, by some who are gone."""
    everybody = world.directory.ever
    owner = next(member for member in everybody if member.nsid == photo.owner)
    watchers = [one for one in everybody if sees(Caller(one), photo, owner) and one is not owner]
    # Who comments on an upload after the beginning does so at once, and never in the future.
    latest = photo.uploaded_at if photo.index is None else world.beginning - 1
    comments = []
    for nth in range(photo.comments):
        chance = dice("comment", world.seed, photo.id, nth)
        roll = chance.random()
        author: Member | Named
        if roll < 0.08:
            kind, author = "replies", owner
        elif roll < 0.5 and watchers:
            kind, author = "", chance.choice(watchers)
        elif roll < 0.95:
            kind, author = "", world.member(walk_on(chance.randrange(WALK_ONS)).nsid)
        else:
            kind, author = "", chance.choice(GONE)
        kind = kind or chance.choices(("short", "long", "awards"), (70, 18, 12))[0]
        later_s = int(chance.expovariate(1 / (4 * 86_400)))
        comments.append(
            SimComment(
                id=_id(owner, photo.id, FIRST_NUMBER + (photo.id * 131 + nth) % 10**12),
                photo_id=photo.id,
                author=author.nsid,
                author_name=author.username,
                author_is_deleted=False,
                created_at=min(photo.uploaded_at + 60 + later_s, latest),
                text=chance.choice(_words()[kind]),
            )
        )
    return sorted(comments, key=lambda one: (one.created_at, one.number))


@cache
def _words() -> dict[str, list[str]]:
    file = resources.files("galleries.flickr.simulator").joinpath("comments.toml")
    words: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return words


def _id(owner: Member, photo_id: int, number: int) -> str:
    return f"{owner.account_number}-{photo_id}-{number}"


def _photo_id(comment_id: str) -> int:
    parts = comment_id.split("-")
    known = len(parts) == 3 and parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) < 19
    return int(parts[1]) if known else 0
