"""Photos of others that members see because of what they do: favourites, and contacts' photos."""

from collections.abc import Iterator, Mapping

from galleries.models import ContactPhoto, Favourite, Photo, Stream
from galleries.seed.photos import DAY_S, Photos, moment
from galleries.seed.plan import CONTACT_PHOTOS, CONTACTS, dice
from galleries.seed.table import Row, Table

FAVOURITES = Table(Favourite, ("person_id", "photo_id", "stream_id", "faved_at", "told_at"))
CONTACT_PHOTOS_TABLE = Table(
    ContactPhoto, ("person_id", "photo_id", "stream_id", "uploaded_at", "told_at")
)
FAVED_WITHIN_S = 30 * DAY_S
MAY_BE_FAVED = (Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS)


def favourite_rows(photos: Photos, streams: Mapping[tuple[int, str], Stream]) -> Iterator[Row]:
    """What each member faved: public photos of others, and some that are for friends."""
    plan = photos.plan
    told_at = photos.told[True]
    for faver, wanted in enumerate(plan.fave_counts):
        person, stream = photos.owners[faver], streams[faver, Stream.Kind.FAVOURITES].pk
        found = 0
        for place in range(plan.photos):
            if found == wanted:
                break
            photo = plan.scattered(faver, place)
            if photos.visibility(photo) not in MAY_BE_FAVED or plan.owner_of(photo) == faver:
                continue
            found += 1
            uploaded_s = photos.uploaded_s(photo)
            within_s = min(FAVED_WITHIN_S, photos.now_s - uploaded_s) + 1
            faved_s = uploaded_s + dice(photo, faver, within_s)
            yield person, photos.key(photo), stream, moment(faved_s), told_at


def contact_photo_rows(photos: Photos, streams: Mapping[tuple[int, str], Stream]) -> Iterator[Row]:
    """The newest public photos of those whom the first member follows."""
    plan, stream = photos.plan, streams[0, Stream.Kind.CONTACTS_PHOTOS].pk
    told_at, left = photos.told[True], plan.part(CONTACT_PHOTOS)
    for photo in reversed(range(plan.photos)):
        is_followed = 1 <= plan.owner_of(photo) <= plan.part(CONTACTS, at_least=5)
        if is_followed and photos.visibility(photo) == Photo.Visibility.PUBLIC:
            uploaded_at = moment(photos.uploaded_s(photo))
            yield photos.owners[0], photos.key(photo), stream, uploaded_at, told_at
            left -= 1
        if left == 0:
            break
