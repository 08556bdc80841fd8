"""What is said to curators."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.actions.galleries import Reason
from galleries.models import Gallery, GalleryChange


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
        Reason.NOBODY: _(
            "Nobody of that name is known here. Write the address of their photos on Flickr, or"
            " their Flickr id; they have to have signed in here, or their photos to be known."
        ),
    }[reason]


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
    }[kind(done.kind)]
