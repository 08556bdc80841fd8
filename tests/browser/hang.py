"""A photostream and favourites for the eye: every shape, script and state a photo can have."""

from datetime import timedelta

from django.utils import timezone

from galleries.models import (
    Comment,
    Faver,
    Favourite,
    OwnerNote,
    Person,
    PersonInPhoto,
    Photo,
    PhotoTag,
    Stream,
    Talk,
)
from tests.browser.sizes import sizes
from tests.cast import NOW, Actor, make_stream

FIRST_ID = 54_100_000_000
COUNT = 200
TITLES = (
    "The last ferry",
    "Harbour wall, low tide",
    "",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen im Regen",
    "西湖的早晨",
    "Window",
    "غروب الشمس فوق الميناء القديم",
    "Fog on the pier",
    "Night street <script>alert(1)</script> & rain",
    "Two chairs",
    "IMG_4711",
    "Panorama from the lighthouse",
    "Grandmother’s garden in June",
)
PHOTOGRAPHERS = (
    ("away", "Ava Way"),
    ("", "高橋 花子"),
    ("", "ليلى حداد"),
    ("oberforstmeister", "Oberforstmeisterin Annegret Freifrau von Wolkenstein-Trostburg"),
    ("kx", "k"),
    ("solveig", "Solveig Ødegård"),
)
TAGS = ("harbour", "fog", "night", "street", "garden", "window", "sea", "rain", "blackandwhite")
DESCRIPTION = (
    "<b>Early</b>, before the first boat. The light lasted about four minutes.\n\n"
    'More of that morning <a href="https://example.org/" rel="noopener nofollow ugc">here</a>.'
)

SAID = (
    "Wow.",
    'The <b>light</b>! More of it <a href="https://example.org/" rel="noopener nofollow ugc">'
    "here</a>.\n\nHow long did you wait for the boat?",
    "صورة جميلة جدا، شكرا لك",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde" * 2,
    "静かな朝ですね。",
    "★ Seen in <i>Harbours &amp; piers</i> ★",
)
EXIF = [
    ["Exposure", "0.005 sec (1/200)"],
    ["Aperture", "f/8.0"],
    ["Focal Length", "35 mm"],
    ["ISO Speed", "200"],
    ["Lens Model", "XF23mmF2 R WR with a name that takes more than one line of a phone"],
    ["Software", "Digital Camera X-T3 Ver4.10"],
]


def hang(owner: Actor, host: str, count: int = COUNT) -> list[Photo]:
    """Fill somebody's photostream. Newest first, like the page."""
    photos = [_photo(owner.person, host, number) for number in range(count)]
    Photo.objects.bulk_create(photos)
    PhotoTag.objects.bulk_create(
        PhotoTag(
            photo=photo,
            text=tag,
            position=position,
            owner=photo.owner,
            uploaded_at=photo.uploaded_at,
        )
        for number, photo in enumerate(photos)
        for position, tag in enumerate(TAGS[number % 5 : number % 5 + 4])
    )
    OwnerNote.objects.bulk_create(
        OwnerNote(
            photo=photo,
            latitude=47.61,
            longitude=-122.33,
            accuracy=16,
            place_shown_to=("public contacts friends family", "friends family", "nobody")[
                number % 3
            ],
            original=[6000, 4000, f"{host}/65535/{photo.pk}_c0ffee_k.jpg"],
        )
        for number, photo in enumerate(photos)
        if number % 3 != 1
    )
    return photos[::-1]


def hang_favourites(faver: Actor, host: str, count: int = 75) -> list[Photo]:
    """Fill somebody's favourites with what people took who are not here. Newest fave first."""
    people = [
        Person.objects.create(nsid=f"9000{number}@N09", path_alias=alias, realname=name)
        for number, (alias, name) in enumerate(PHOTOGRAPHERS)
    ]
    photos = [
        _photo(people[number % 7 % len(people)], host, 10_000 + number) for number in range(count)
    ]
    Photo.objects.bulk_create(photos)
    stream = make_stream(faver, Stream.Kind.FAVOURITES, walked_at=NOW, in_step_at=NOW)
    Favourite.objects.bulk_create(
        Favourite(
            person=faver.person,
            photo=photo,
            stream=stream,
            faved_at=NOW - timedelta(days=3 * (count - number)),
            told_at=NOW,
        )
        for number, photo in enumerate(photos)
    )
    return photos[::-1]


def _photo(owner: Person, host: str, number: int) -> Photo:
    photo_id = FIRST_ID + number
    is_lost = number % 47 == 46
    return Photo(
        id=photo_id,
        owner=owner,
        title=TITLES[number % len(TITLES)],
        description_html=DESCRIPTION if number % 2 else "",
        visibility=(1, 1, 1, 5, 2, 1, 3, 1, 4)[number % 9],
        media="video" if number % 23 == 22 else "photo",
        media_ready=not is_lost,
        licence=(0, 11, 4, 0, 15, 9, 2, 7)[number % 8],
        uploaded_at=NOW - timedelta(hours=11 * (COUNT - number % 10_000)),
        taken=("2025-03-12 14:05:09", "1931-06-01 00:00:00", "")[number % 3],
        taken_precision=(0, 8, 0)[number % 3],
        views=1234 + 17 * number,
        faves=number % 60,
        comments=number % 9,
        server="65535",
        secret=f"{photo_id:010x}",
        sizes=sizes(photo_id, host),
        told_at=NOW,
    )


def hang_talk(photos: list[Photo]) -> None:
    """Flickr was asked about all of these a moment ago; under the first forty there is much."""
    now = timezone.now()
    Talk.objects.bulk_create(
        Talk(
            photo=photo,
            asked_at=now,
            told_at=now - timedelta(minutes=12),
            camera="Fujifilm X-T3",
            exif=EXIF,
        )
        for photo in photos
    )
    people = Person.objects.bulk_create(
        Person(
            nsid=f"{900 + place}@N07",
            username=name,
            icon_server="7436" if place % 2 else "0",
            icon_farm=8,
        )
        for place, (_, name) in enumerate(PHOTOGRAPHERS)
    )
    for photo in photos[:40]:
        Comment.objects.bulk_create(
            Comment(
                flickr_id=f"1-{photo.pk}-{place}",
                photo=photo,
                author=person,
                author_is_deleted=place == 4,
                written_at=NOW - timedelta(days=300 - place),
                text_html=words,
            )
            for place, (person, words) in enumerate(zip(people, SAID, strict=True))
        )
        Faver.objects.bulk_create(
            Faver(photo=photo, person=person, faved_at=NOW - timedelta(days=place))
            for place, person in enumerate(people)
        )
        PersonInPhoto.objects.bulk_create(
            PersonInPhoto(photo=photo, person=person, position=place, is_deleted=place == 2)
            for place, person in enumerate(people[:3])
        )
