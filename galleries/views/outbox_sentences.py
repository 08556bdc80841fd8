"""Why an item of the outbox waits, and what came of it: a sentence for each, and where to go."""

from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from galleries.models import OutboxItem

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome


class Where(Enum):
    """Where the next step is."""

    HERE = auto()
    PHOTO = auto()  # its page on Flickr
    GROUP = auto()  # its page on Flickr
    THERE = auto()  # the group's page when there is a group, else the photo's


type Meant = tuple[str | Promise, Where]

WAITS: dict[str, Meant] = {
    Wait.NONE: (gettext_lazy("It waits its turn."), Where.HERE),
    Wait.NO_ANSWER: (
        gettext_lazy(
            "Flickr gave no clear answer. It is kept, and we look whether it arrived before it "
            "is sent again."
        ),
        Where.HERE,
    ),
    Wait.TOO_FAST: (
        gettext_lazy("Flickr takes only so many comments a minute. It is kept and sent again."),
        Where.HERE,
    ),
    Wait.LIMIT: (
        gettext_lazy(
            "The group takes only so many photos of each member in a while. It is kept and "
            "sent again."
        ),
        Where.GROUP,
    ),
    Wait.VIDEO: (
        gettext_lazy("Flickr is still working on this video. It is kept and sent again."),
        Where.PHOTO,
    ),
    Wait.GRACE: (gettext_lazy("It waits for a while, so that it can be taken back."), Where.HERE),
}
OUTCOMES: dict[str, Meant] = {
    Outcome.NONE: (gettext_lazy("Nothing has come of it yet."), Where.HERE),
    Outcome.DONE: (gettext_lazy("It is on Flickr."), Where.HERE),
    Outcome.ALREADY: (gettext_lazy("It was so on Flickr already."), Where.HERE),
    Outcome.QUEUED: (
        gettext_lazy(
            "The admins of the group decide whether it goes into the pool. Flickr does not tell "
            "us when they have."
        ),
        Where.GROUP,
    ),
    Outcome.BY_PERSON: (gettext_lazy("You took it back before it was sent."), Where.HERE),
    Outcome.DISCONNECTED: (
        gettext_lazy(
            "Your permission was taken back before it was sent. Give it again, then try again."
        ),
        Where.HERE,
    ),
    Outcome.NO_PERMISSION: (
        gettext_lazy(
            "No permission to write came within a day, so nothing was sent. Try again whenever "
            "you like."
        ),
        Where.HERE,
    ),
    Outcome.NOT_THERE: (
        gettext_lazy(
            "Flickr does not show you this photo. It may have been closed or deleted there."
        ),
        Where.PHOTO,
    ),
    Outcome.OWN_PHOTO: (gettext_lazy("Flickr has no faves for your own photos."), Where.HERE),
    Outcome.BLANK: (
        gettext_lazy("Flickr found no words in it. Write it anew under the photo."),
        Where.HERE,
    ),
    Outcome.NO_COMMENTS: (
        gettext_lazy("Its photographer lets you write no comments under this photo."),
        Where.PHOTO,
    ),
    Outcome.COMMENT_GONE: (
        gettext_lazy("That comment is no longer on Flickr, so there is nothing to change."),
        Where.PHOTO,
    ),
    Outcome.NOT_ALLOWED: (
        gettext_lazy("Flickr does not let you do this. Its own page shows what you may do."),
        Where.THERE,
    ),
    Outcome.BAD_ADDRESS: (
        gettext_lazy(
            "Flickr blocks a web address that stands in it. Leave the address out and write it "
            "anew."
        ),
        Where.HERE,
    ),
    Outcome.TOO_LONG: (
        gettext_lazy("Flickr found it too long. Make it shorter and write it anew."),
        Where.HERE,
    ),
    Outcome.NOT_IN_GROUP: (
        gettext_lazy("Flickr says that you are not in this group. Join it there, then try again."),
        Where.GROUP,
    ),
    Outcome.NO_ROLE: (
        gettext_lazy(
            "Flickr says that you are no longer admin or moderator of this group. Nothing was sent."
        ),
        Where.GROUP,
    ),
    Outcome.ADDED_AGAIN: (
        gettext_lazy(
            "The photo was added to the group again since it was decided. That is a new entry, "
            "and it stays."
        ),
        Where.GROUP,
    ),
    Outcome.GROUP_GONE: (gettext_lazy("This group is no longer on Flickr."), Where.HERE),
    Outcome.TOO_MANY_GROUPS: (
        gettext_lazy(
            "The photo is in as many groups as Flickr allows. Take it out of one, then try again."
        ),
        Where.PHOTO,
    ),
    Outcome.LIMIT_EVER: (
        gettext_lazy(
            "The group has as many of your photos as it takes of each member. Take one of them "
            "out, then try again."
        ),
        Where.GROUP,
    ),
    Outcome.CONTENT: (
        gettext_lazy("The group does not take photos of this kind. Its rules say which it takes."),
        Where.GROUP,
    ),
    Outcome.POOL_FULL: (gettext_lazy("The group’s pool is full."), Where.GROUP),
    Outcome.POOL_CLOSED: (gettext_lazy("The group takes no photos at the moment."), Where.GROUP),
    Outcome.NO_VIDEOS: (gettext_lazy("The group takes no videos."), Where.GROUP),
    Outcome.NO_PHOTOS: (gettext_lazy("The group takes videos, and no photos."), Where.GROUP),
    Outcome.VIDEO_NOT_READY: (
        gettext_lazy("Flickr has not finished this video. When it plays there, try again."),
        Where.PHOTO,
    ),
    Outcome.NO_PHOTOGRAPHS: (
        gettext_lazy("The group takes nothing that was taken with a camera."),
        Where.GROUP,
    ),
    Outcome.NO_SCREENSHOTS: (gettext_lazy("The group takes no screenshots."), Where.GROUP),
    Outcome.NO_ART: (
        gettext_lazy("The group takes no illustrations, art or animations."),
        Where.GROUP,
    ),
    Outcome.NO_RESTRICTED: (
        gettext_lazy("The group takes nothing that is marked restricted."),
        Where.GROUP,
    ),
    Outcome.ONLY_SAFE: (
        gettext_lazy("The group takes only what is marked safe."),
        Where.GROUP,
    ),
    Outcome.NO_PLACE: (
        gettext_lazy(
            "The group takes only photos with a place. Give it one on Flickr, then try again."
        ),
        Where.PHOTO,
    ),
    Outcome.TOO_MANY_TAGS: (
        gettext_lazy("The photo has as many tags as Flickr allows. Remove some, then try again."),
        Where.HERE,
    ),
    Outcome.UNSURE: (
        gettext_lazy(
            "Flickr did not say whether it took it, and we cannot find out. Look there before "
            "you try again."
        ),
        Where.THERE,
    ),
    Outcome.UNEXPECTED: (
        gettext_lazy(
            "Flickr answered something that we do not understand. Try again; if it stays so, "
            "tell whoever runs this site."
        ),
        Where.HERE,
    ),
}
