"""Titles, tags and descriptions of single photos, from the words of their theme."""

from random import Random

from galleries.flickr.simulator.members import Theme

# What people really do to titles. Written as stored: the wire escapes them where it must.
ODD_TITLES = (
    "",
    "Fish &amp; chips &lt;3",  # somebody pasted HTML: the entities are part of the title
    "5 < 6 & \"quotes\" 'n' all",
    "  leading blank",
    "🌅🌊",
    "#️⃣ 12/365 — “ordinary” light…",
    "A very long title, because the program that I upload with puts the whole caption here: the "
    "ferry was late, the light was not, and we stood at the rail until our hands were too cold to "
    "hold the camera, which is when the sun came out",
    "<script>alert('title')</script>",
    "Ünïcödé Z͑ä̈l̃g̊ö̂",
    "עברית and English, mixed",
    "\u202eright to left\u202c",
)

# Longer texts with the HTML that Flickr lets through.
ODD_NOTES = (
    'More of this walk <a href="https://example.org/walks" rel="noreferrer nofollow">on my '
    "page</a>.\n\n<b>Camera:</b> an old one\n<i>Lens:</i> an older one",
    "<blockquote>The sea has no country.</blockquote>\nWritten on the wall behind me.",
    "Line one\nLine two\n\nLine four, after an empty one",
    "Please do not use this picture without asking. Tom &amp; I are easy to reach &lt;at&gt; the "
    "usual place.",
    "שורה בעברית\nand one in English",
    "See also https://example.org/a?b=1&amp;c=2",
)

ODD_TAGS = (
    "geo:lat=54.32",
    "upload:app=harbourmaster",
    "Camera:Model=Box 44",
    "365:day=212",
    "black & white",
    "2nd try!",
    "😀",
    "!!!",  # nothing is left of it once it is normalised
)

ROMAN = ("", " II", " III", " IV", " V", " VI", " VII")


def title(titles: tuple[str, ...], place: int, chance: Random, camera_title: str) -> str:
    """The title of number ``place`` of a series; now and then none, or the camera's."""
    roll = chance.random()
    if roll < 0.08:
        return "" if roll < 0.05 else camera_title
    again, which = divmod(place, len(titles))
    return titles[which] + ROMAN[again % len(ROMAN)]


def description(theme: Theme, chance: Random, odd: bool) -> str:
    roll = chance.random()
    if odd and roll < 0.2:
        return chance.choice(ODD_NOTES)
    return chance.choice(theme.notes) if theme.notes and roll < 0.5 else ""


def tags(theme: Theme, chance: Random, odd: bool, content_type: int) -> tuple[str, ...]:
    if odd and chance.random() < 0.15:
        return ()
    least = min(3, len(theme.tags))
    chosen = chance.sample(theme.tags, chance.randint(least, len(theme.tags)))
    if content_type == 3:
        chosen += ["360", "panorama", "equirectangular"]
    if odd and chance.random() < 0.35:
        chosen.append(chance.choice(ODD_TAGS))
    return tuple(chosen)
