"""One photo, many tellers: in whatever order their replies are applied, the same is visible."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from galleries.flickr.records import PersonRecord, PhotoRecord, Place, Visibility
from galleries.models import OwnerNote, Photo
from galleries.sync.apply.photos import apply_photos

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OWNER, FRIEND, STRANGER = "11111111@N01", "22222222@N02", "33333333@N03"
HERE = Place(
    latitude=54.5,
    longitude=-3.5,
    accuracy=16,
    context=0,
    is_public=False,
    is_contact=True,
    is_friend=True,
    is_family=True,
)


@dataclass(frozen=True)
class Reply:
    """What one token was told of the photo, and when it asked."""

    teller: str
    visibility: Visibility
    place: Place | None
    asked_s: int

    @property
    def record(self) -> PhotoRecord:
        return PhotoRecord(
            flickr_id="53000000001",
            owner=PersonRecord(nsid=OWNER, username="alice"),
            title="Pier",
            visibility=self.visibility,
            uploaded_at=START,
            secret="aaaaaaaaaa",
            server="65535",
            place=self.place,
        )

    def apply(self, *, now: datetime) -> None:
        began_at = START + timedelta(seconds=self.asked_s)
        apply_photos([self.record], teller_nsid=self.teller, began_at=began_at, now=now)


def told(teller: str) -> st.SearchStrategy[Reply]:
    """A stranger is told public photos only, a friend friends' ones too, and never the place."""
    levels: dict[str, list[Visibility]] = {
        OWNER: list(Visibility),
        FRIEND: [Visibility.PUBLIC, Visibility.FRIENDS, Visibility.FRIENDS_AND_FAMILY],
        STRANGER: [Visibility.PUBLIC],
    }
    places: dict[str, list[Place | None]] = {
        OWNER: [HERE],
        FRIEND: [HERE, None],
        STRANGER: [None],
    }
    return st.builds(
        Reply,
        teller=st.just(teller),
        visibility=st.sampled_from(levels[teller]),
        place=st.sampled_from(places[teller]),
        asked_s=st.integers(0, 50),
    )


REPLIES = st.lists(
    st.sampled_from([OWNER, FRIEND, STRANGER]).flatmap(told),
    min_size=1,
    max_size=5,
    unique_by=lambda reply: reply.asked_s,
)


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(replies=REPLIES, order=st.randoms(use_true_random=False))
def test_replies_end_in_the_same_visible_state_in_every_order(
    replies: list[Reply], order: object
) -> None:
    shuffled = list(replies)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    states = []
    for sequence in (replies, sorted(replies, key=lambda reply: reply.asked_s), shuffled):
        Photo.objects.all().delete()
        for reply in sequence:
            reply.apply(now=START + timedelta(seconds=60))  # all were asked before any arrived
        photo = Photo.objects.get()
        states.append((photo.visibility == Photo.Visibility.PUBLIC, photo.latitude))
    assert len(set(states)) == 1, states
    is_public, latitude = states[0]
    assert latitude is None, "nobody's walk publishes what everybody may not know"
    assert is_public == all(reply.visibility == Visibility.PUBLIC for reply in replies)


@pytest.mark.django_db
def test_a_strangers_walk_never_wipes_what_the_owners_token_learned() -> None:
    Reply(OWNER, Visibility.PUBLIC, HERE, 1).apply(now=START)
    for asked_s in range(2, 9):
        Reply(STRANGER, Visibility.PUBLIC, None, asked_s).apply(now=START)
    note = OwnerNote.objects.get()
    assert (note.latitude, note.longitude) == (54.5, -3.5)
    assert Photo.objects.get().latitude is None
