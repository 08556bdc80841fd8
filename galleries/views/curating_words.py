"""What is said to curators."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.actions.galleries import Reason
from galleries.models import Gallery, GalleryChange
from galleries.models.putting_up import Hung
from galleries.queries.checking import Why


def cannot(reason: Reason) -> str:
    """Why something was not done, and what to do."""
    return {
        Reason.NOT_A_CURATOR: _("You do not hang this gallery."),
        Reason.NOT_THE_OWNER: _("Only the owner of this gallery does that."),
        Reason.IS_THE_OWNER: _("Hand the gallery over to another curator first."),
        Reason.NO_TITLE: _("A gallery needs a title."),
        Reason.TOO_LONG: _("That is too long to be kept. Nothing was changed."),
        Reason.ADDRESS_TAKEN: _("Another gallery has that address. Choose another one."),
        Reason.NO_ADDRESS: _("An address needs letters or digits."),
        Reason.NOTHING_HANGS: _("Nothing hangs here that everybody may see."),
        Reason.CHANGED: _(
            "Somebody else has changed that since you opened this page. What you see now is theirs;"
            " nothing of it was written over."
        ),
        Reason.NOT_THERE: _("It does not hang here any more."),
        Reason.NO_NUMBER: _("Behind which number? Write it in digits, or leave it out."),
        Reason.TOO_MANY: _("That is more than one gallery holds."),
        Reason.LAST_SECTION: _("A gallery has one section at least."),
        Reason.NO_UNDO: _("That is not taken back by an undo."),
        Reason.NO_ADDRESSES: _("There is no address in that."),
        Reason.TOO_MANY_ADDRESSES: _("At most 500 addresses at a time: paste the rest afterwards."),
        Reason.NOBODY: _(
            "Nobody of that name is known here. Write the address of their photos on Flickr, or"
            " their Flickr id; they have to have signed in here, or their photos to be known."
        ),
    }[reason]


def hung(came: Hung) -> str:
    """What came of hanging many at once."""
    new, already, unseen, refused = map(len, (came.new, came.already, came.unseen, came.refused))
    parts = [
        ngettext("%(count)d photo hangs here now.", "%(count)d photos hang here now.", new)
        % {"count": new}
    ]
    if already:
        parts.append(
            ngettext("%(count)d hung here before.", "%(count)d hung here before.", already)
            % {"count": already}
        )
    if unseen:
        parts.append(
            ngettext(
                "%(count)d is not shown to you by Flickr just now.",
                "%(count)d are not shown to you by Flickr just now.",
                unseen,
            )
            % {"count": unseen}
        )
    if refused:
        parts.append(
            ngettext(
                "%(count)d stays down: its photographer does not want it to hang here.",
                "%(count)d stay down: their photographers do not want them to hang here.",
                refused,
            )
            % {"count": refused}
        )
    return " ".join(parts)


def why_unshown(why: Why) -> str:
    """Why visitors do not see what hangs there, and what becomes of it."""
    return {
        Why.CLOSED: _("Not public on Flickr. It comes back by itself when it opens again."),
        Why.NOT_SAFE: _("Not marked as safe on Flickr. It comes back when it is."),
        Why.GONE: _("Flickr shows it to nobody any more."),
        Why.IN_DOUBT: _("Flickr has not told of it lately. It is asked about, and comes back."),
        Why.WITHDRAWN: _("Its photographer took it down."),
        Why.TAKEN_OFF: _("Whoever runs this site took it off its public pages."),
        Why.FORBIDDEN: _("Its photographer wants none of their work in galleries here."),
    }[why]


def fields() -> dict[str, str]:
    """What is written, by the name of its field."""
    return {
        "title": _("Title"),
        "introduction": _("Introduction"),
        "wall": _("Wall"),
        "layout": _("Layout"),
        "wall_text": _("Wall text"),
        "caption": _("Caption"),
        "alt": _("What the picture shows"),
    }


def walls() -> list[tuple[str, str]]:
    """The twelve walls and the quiet one, by what they are called."""
    wall = Gallery.Wall
    return [
        (wall.QUIET, _("As the visitor’s screen")),
        (wall.CHALK, _("Chalk")),
        (wall.LINEN, _("Linen")),
        (wall.SAND, _("Sand")),
        (wall.MIST, _("Mist")),
        (wall.SAGE, _("Sage")),
        (wall.ROSE, _("Rose")),
        (wall.CLAY, _("Clay")),
        (wall.MOSS, _("Moss")),
        (wall.SLATE, _("Slate")),
        (wall.NIGHT, _("Night")),
        (wall.WINE, _("Wine")),
        (wall.COAL, _("Coal")),
    ]


def layouts() -> list[tuple[str, str, str]]:
    """Each with its name and what it looks like."""
    layout = Gallery.Layout
    return [
        (layout.ROWS, _("Rows"), _("photos side by side, wall texts beside them")),
        (layout.ESSAY, _("Essay"), _("one column, each photo large, its caption below")),
    ]


def state(gallery: Gallery) -> str:
    match gallery.state:
        case Gallery.State.PUBLISHED:
            return _("Published: everybody sees it.")
        case Gallery.State.ARCHIVED:
            return _("Archived: only its curators see it.")
        case _:
            return _("Draft: only its curators see it.")


def change(done: GalleryChange) -> str:
    """What somebody did, for the history."""
    kind, count = GalleryChange.Kind, {"count": done.count}
    match done.kind:
        case kind.HUNG:
            return ngettext("hung %(count)d photo", "hung %(count)d photos", done.count) % count
        case kind.TAKEN_DOWN:
            took = ngettext("took %(count)d photo down", "took %(count)d photos down", done.count)
            return took % count
        case kind.MOVED:
            return ngettext("moved %(count)d photo", "moved %(count)d photos", done.count) % count
    return {
        kind.BEGUN: _("began the gallery"),
        kind.WRITTEN: _("wrote beside a photo"),
        kind.SECTION_ADDED: _("added a section"),
        kind.SECTION_REMOVED: _("removed a section"),
        kind.SECTION_MOVED: _("moved a section"),
        kind.SECTION_WRITTEN: _("wrote a wall text"),
        kind.ABOUT: _("changed what is said of the gallery"),
        kind.PUBLISHED: _("published it"),
        kind.UNPUBLISHED: _("took it back from the public"),
        kind.ARCHIVED: _("archived it"),
        kind.CURATOR_ADDED: _("invited a curator"),
        kind.CURATOR_REMOVED: _("let a curator go"),
        kind.HANDED_OVER: _("handed the gallery over"),
        kind.UNDONE: _("took a change back"),
    }[kind(done.kind)]
