"""Galleries of ours for the eye: on quiet and on coloured walls, and where they are hung."""

from django.utils import timezone

from galleries.actions.curators import invite
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang, write
from galleries.actions.pasting import paste
from galleries.actions.publishing import publish, say_about
from galleries.actions.reports import hash_of, report
from galleries.actions.sections import add_section, write_section
from galleries.actions.tray import put_aside
from galleries.models import Gallery, Photo, Report, Sentence
from tests.browser.world import World

INTRODUCTION = (
    "Every winter the ferries come *fewer*, and later.\n\nThese are the mornings on which they"
    " came, by those who waited for them on the quays.\n\n> Nobody speaks before the horn.\n\n"
    "More at [the harbour museum](https://example.org/museum)."
)
CAPTIONS = ("The first boat, eleven minutes late.", "*Rain*, of course.", "الصباح", "")
SAID = "The photographer is my aunt.\n\n<b>Donaudampfschifffahrtsgesellschaftskapitänsmütze</b>"
KEY = "the-key-of-a-report-xx"
PAGES = {
    "galleries": ("visitor", "/galleries/"),
    "galleries-own": ("alice", "/galleries/"),
    "gallery": ("visitor", "/galleries/the-last-ferries/"),
    "gallery-night": ("visitor", "/galleries/night-shift/"),
    "galleries-by": ("visitor", "/galleries/by/bob/"),
    "placement": ("visitor", "placement"),
    "placement-talk": ("bob", "placement"),
    "show": ("visitor", "show"),
    "edit-gallery": ("alice", "/galleries/the-last-ferries/edit/"),
    "edit-gallery-empty": ("alice", "/galleries/nothing-yet/edit/"),
    "gallery-curators": ("alice", "/galleries/the-last-ferries/edit/curators/"),
    "gallery-words": ("alice", "/galleries/the-last-ferries/edit/words/"),
    "check-gallery": ("alice", "/galleries/the-last-ferries/edit/check/"),
    "as-visitor": ("alice", "/galleries/the-last-ferries/edit/preview/visitor/"),
    "pasted": ("alice", "/galleries/the-last-ferries/edit/pasted/"),
    "tray": ("alice", "/galleries/tray/"),
    "own-work": ("alice", "/galleries/work/"),
    "hang": ("alice", "hang"),
    "report": ("visitor", "/galleries/the-last-ferries/report/"),
    "report-photo": ("visitor", "report-photo"),
    "report-state": ("visitor", f"/galleries/report/{KEY}/"),
    "reports": ("operator", "/operator/reports/"),
}


def galleries(world: World) -> None:
    """Two public galleries of Alice's, one of them Bob hangs as well, and an empty draft."""
    alice, now = world.cast.alice.user, timezone.now()
    public = Photo.Visibility.PUBLIC
    own = [photo.pk for photo in world.photos if photo.visibility == public][:24]
    theirs = [photo.pk for photo in world.favourites if photo.visibility == public][:16]
    for title, wall, layout in (
        ("The last ferries", "", "rows"),
        ("Night shift", "night", "essay"),
        ("Nothing yet", "", "rows"),
    ):
        gallery = begin(title, by=alice, now=now)
        if title == "Nothing yet":
            continue
        said = {"introduction": INTRODUCTION, "wall": wall, "layout": layout}
        gallery = say_about(gallery, by=alice, now=now, version=gallery.version, **said)
        morning = gallery.sections.get()
        write_section(
            morning,
            title="I. Morning",
            wall_text="Six o'clock. The ramp is wet.",
            version=morning.version,
            by=alice,
            now=now,
        )
        hang(own, gallery=gallery, by=alice, now=now)
        evening = add_section(gallery, title="II. Evening", by=alice, now=now)
        hang(theirs, gallery=gallery, by=alice, now=now, section=evening)
        for hung, caption in zip(gallery.placements.in_order(), CAPTIONS, strict=False):
            write(hung, caption=caption, alt="A quay", by=alice, now=now, version=hung.version)
        publish(gallery, by=alice, now=now)
    ferries = Gallery.objects.get(slug="the-last-ferries")
    invite(ferries, world.cast.bob.person, by=alice, now=now)
    addresses = "https://flic.kr/p/2pMWnMg\nflickr.com/photos/alice/albums/7/\nMy list of boats"
    paste(addresses, gallery=ferries, by=alice, now=now)
    for key in own[:5]:
        put_aside(key, by=alice, now=now)
    second = placement(world)
    Sentence.objects.create(
        gallery=ferries, photo_id=second, text="It was colder than it looks.", said_at=now
    )
    report(ferries, second, reason=Report.Reason.CREDIT, words=SAID, now=now)
    Report.objects.update(key_hash=hash_of(KEY))
    report(ferries, None, reason=Report.Reason.OTHER, words="", now=now)


def placement(world: World) -> int:
    """The number of the photo that is looked at."""
    ferries = Gallery.objects.get(slug="the-last-ferries")
    return ferries.placements.in_order()[1].photo_id


SCENES = dict.fromkeys(PAGES, galleries)
