"""Comments are shown to whoever is signed in and may see the photo they stand under."""

import pytest

from galleries.models import Comment, Photo
from tests.cast import NOW, make_cast, make_photo, switch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize(
    ("visibility", "shown_to"),
    [
        (Photo.Visibility.PUBLIC, {"alice", "bob", "stranger", "guest", "operator"}),
        (Photo.Visibility.PRIVATE, {"alice"}),
        (Photo.Visibility.FRIENDS, {"alice"}),
    ],
)
def test_a_comment_shows_to_whom_its_photo_shows_and_to_no_visitor(
    visibility: Photo.Visibility, shown_to: set[str], opened: bool
) -> None:
    cast = make_cast()
    switch(cast.alice, shows_photos=opened)
    photo = make_photo(cast.alice, visibility=visibility)
    comment = Comment.objects.create(
        flickr_id="1-2-3", photo=photo, author=cast.bob.person, written_at=NOW, text_html="Nice"
    )
    everybody = (cast.alice, cast.bob, cast.stranger, cast.guest, cast.operator, cast.visitor)
    shown = {who.name for who in everybody if comment in Comment.objects.visible_to(who.viewer)}
    assert shown == shown_to
