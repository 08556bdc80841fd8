"""Albums and Flickr galleries for the eye."""

from datetime import timedelta

from galleries.models import Album, AlbumItem, FlickrGallery, FlickrGalleryItem, Stream
from tests.browser.world import World
from tests.cast import NOW, make_entry, make_group, make_stream

FIRST_ALBUM, FIRST_GALLERY = 72157700000000001, 72157800000000001
IN_GALLERY = f"gallery-{FIRST_GALLERY}"
TITLES = (
    "Harbours, 2019 to 2025",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichensammlung im Regen",
    "西湖",
    "",
    "ليل المدينة",
    "Film <script>alert(1)</script> & grain",
    "Two chairs, a table and whoever sat there over one long summer by the sea",
    "k",
)
SAID = (
    "What I saw from the ferry, <b>in the order</b> in which I saw it.\n\n"
    'More of it <a href="https://example.org/" rel="noopener nofollow ugc">here</a>.'
)
CAPTIONS = (
    "I come back to this one whenever it rains.",
    "",
    "The light does <i>all</i> the work here: look at the left edge, where the wall ends and the "
    "water begins, and at the one gull that nobody asked for. I could have picked any of the "
    "series, and this is the quietest.",
    "静けさ。",
    "صورة تعلمت منها الصبر",
)


def albums(world: World) -> None:
    """Forty albums of Alice's; the first holds a hundred photos."""
    alice = world.cast.alice
    make_stream(alice, Stream.Kind.ALBUMS, in_step_at=NOW)
    photos = world.photos
    rows = Album.objects.bulk_create(
        Album(
            id=FIRST_ALBUM + number,
            owner=alice.person,
            position=number,
            title=TITLES[number % len(TITLES)],
            description_html=SAID,
            cover_flickr_id=photos[3 + 4 * number].pk,
            told_at=NOW,
        )
        for number in range(40)
    )
    AlbumItem.objects.bulk_create(
        AlbumItem(album=album, photo=photo, position=position, told_at=NOW)
        for number, album in enumerate(rows)
        for position, photo in enumerate(photos[4 * number :][: 4 if number else 100])
    )


def flickr_galleries(world: World) -> None:
    """A dozen galleries of Alice's on Flickr; the first holds fifty photos with her words."""
    photos = world.favourites
    rows = FlickrGallery.objects.bulk_create(
        FlickrGallery(
            id=FIRST_GALLERY + number,
            api_id=f"1-{FIRST_GALLERY + number}",
            owner=world.cast.alice.person,
            title=TITLES[(number + 6) % len(TITLES)],
            description_html=SAID,
            cover_flickr_id=photos[5 * number].pk,
            created_at=NOW - timedelta(days=30 * number),
            told_at=NOW,
        )
        for number in range(12)
    )
    FlickrGalleryItem.objects.bulk_create(
        FlickrGalleryItem(
            gallery=gallery,
            photo=photo,
            position=position,
            comment_html=CAPTIONS[position % len(CAPTIONS)],
            told_at=NOW,
        )
        for number, gallery in enumerate(rows[:-1])
        for position, photo in enumerate(photos[5 * number :][: 5 if number else 50])
    )


def hung_everywhere(world: World) -> None:
    """The second photo of the first album hangs in groups as well."""
    albums(world)
    alice, photo = world.cast.alice, world.photos[1]
    for title in ("Harbours & piers", "Oberösterreichische Landschaftsfotografiefreundinnen", "k"):
        group = make_group(title)
        stream = make_stream(alice, Stream.Kind.POOL, subject=group.nsid, in_step_at=NOW)
        make_entry(group, photo, stream=stream)
    other = Album.objects.get(pk=FIRST_ALBUM + 1)
    AlbumItem.objects.create(album=other, photo=photo, position=99, told_at=NOW)


SCENES = {
    "albums": albums,
    "album": albums,
    "photo-in-album": hung_everywhere,
    "flickr-galleries": flickr_galleries,
    "flickr-gallery": flickr_galleries,
}
PAGES = {
    "albums": ("alice", "/photos/alice/albums/"),
    "albums-empty": ("bob", "/photos/bob/albums/"),
    "album": ("alice", f"/photos/alice/albums/{FIRST_ALBUM}/"),
    "photo-in-album": ("alice", "in-album"),
    "flickr-galleries": ("alice", "/photos/alice/galleries/"),
    "flickr-gallery": ("alice", f"/photos/alice/galleries/{FIRST_GALLERY}/"),
}


def address_in_album(world: World) -> str:
    return f"/photos/alice/{world.photos[1].pk}/in/album-{FIRST_ALBUM}/"
