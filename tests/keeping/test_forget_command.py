"""``manage.py forget``: for whoever asks the operator and cannot, or will not, sign in."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from galleries.models import Favourite, Forgetting, Forgotten, Person, Photo, marks
from tests.cast import Cast, make_favourite, make_person, make_photo
from tests.keeping.house import bring_back, keep
from tests.simulated import Town

pytestmark = pytest.mark.django_db(transaction=True)


def forget(what: str) -> str:
    out = StringIO()
    call_command("forget", what, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    "what",
    [
        "66666666@N06",
        "https://www.flickr.com/photos/nora/",
        "flickr.com/people/66666666@N06",
        " 66666666@N06 ",
    ],
)
def test_somebody_who_was_never_here_is_forgotten_at_once(cast: Cast, what: str) -> None:
    nora = make_person("nora", nsid="66666666@N06")
    make_favourite(cast.alice, make_photo(nora))
    others = make_photo(cast.alice)
    assert forget(what) == "Forgotten, with 1 photo. It does not come back here."
    assert list(Photo.objects.all()) == [others]
    assert not Favourite.objects.exists()
    assert not Person.objects.filter(nsid=nora.nsid).exists()
    assert not Forgetting.objects.exists()
    assert Forgotten.objects.get().key == nora.nsid
    assert [(mark.kind, mark.key) for mark in marks.read()] == [("person", nora.nsid)]


def test_a_member_goes_with_their_account(cast: Cast) -> None:
    make_photo(cast.alice)
    make_photo(cast.alice)
    assert "with 2 photos" in forget(cast.alice.user.nsid)
    assert not User.objects.filter(nsid=cast.alice.user.nsid).exists()
    assert cast.alice.client.get("/settings/").status_code == 302
    assert User.objects.filter(nsid=cast.bob.user.nsid).exists()


@pytest.mark.parametrize(
    "what",
    ["{id}", "https://www.flickr.com/photos/alice/{id}/in/pool-1@N20/", "{static}"],
)
def test_a_photo_is_named_by_its_number_or_its_address(cast: Cast, what: str) -> None:
    photo, other = make_photo(cast.alice), make_photo(cast.alice)
    static = f"https://live.staticflickr.com/65535/{photo.pk}_abcdef_b.jpg"
    assert "with 1 photo." in forget(what.format(id=photo.pk, static=static))
    assert list(Photo.objects.all()) == [other]
    assert Forgotten.objects.get().key == str(photo.pk)


def test_it_does_not_come_back_from_flickr_nor_from_a_backup(town: Town, tmp_path: Path) -> None:
    member = town.join(town.simulator.world.big_member.nsid)
    town.sync_until_quiet()
    photo = Photo.objects.filter(owner__nsid=member.nsid).order_by("pk")[0]
    keep(tmp_path / "monday", "--with-copies")
    forget(str(photo.pk))
    town.clock.advance(days=8)
    town.sync_until_quiet()
    assert not Photo.objects.filter(pk=photo.pk).exists()
    held = Photo.objects.count()
    assert held > 100
    bring_back(tmp_path / "monday", "--replace")
    assert not Photo.objects.filter(pk=photo.pk).exists()
    town.sync_until_quiet()
    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert Photo.objects.count() == held


def test_twice_is_the_same_as_once_and_what_is_not_here_is_kept_away_too(cast: Cast) -> None:
    for what in ("53123456789", "53123456789", "99999999@N09", "99999999@N09"):
        assert "with 0 photos. It does not come back" in forget(what)
    assert Forgotten.objects.count() == 2
    assert not Forgetting.objects.exists()


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("", "Name a person by their NSID"),
        ("0", "Name a person by their NSID"),
        ("9" * 19, "Name a person by their NSID"),
        ("https://www.flickr.com/groups/piers/", "Name a person by their NSID"),
        ("https://www.flickr.com/photos/alice/albums/72157600000000001", "Name a person by"),
        ("https://example.org/photos/alice/", "Name a person by their NSID"),
        ("https://www.flickr.com/photos/somebody_else/", "Nobody here goes by somebody_else"),
    ],
)
def test_what_names_nobody_changes_nothing(cast: Cast, what: str, sentence: str) -> None:
    make_photo(cast.alice)
    with pytest.raises(CommandError, match=sentence) as refusal:
        forget(what)
    assert str(refusal.value).endswith("Nothing was changed.")
    assert not Forgotten.objects.exists()
    assert Photo.objects.exists()
    assert not marks.read()
