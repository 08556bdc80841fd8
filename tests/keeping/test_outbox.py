"""What people did on Flickr after a backup is not done there once more by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from galleries.actions import deeds
from galleries.models.outbox import State
from tests.keeping.house import bring_back, keep
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer, only_item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def aino(make_town: Callable[..., Town]) -> Writer:
    return make_writer(make_town)


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_comment_that_waited_at_the_backup_is_written_once(
    aino: Writer, tmp_path: Path, *, is_sent: bool
) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text="What a light", by=aino.user, now=aino.town.clock())
    keep(tmp_path / "monday")
    if is_sent:
        aino.work()
        assert aino.said(photo) == ["What a light"]
    said = bring_back(tmp_path / "monday", "--replace")
    assert "Waiting to be written to Flickr: 1." in said
    assert only_item().state == State.SENDING, "so that it is looked up first"
    aino.wait(minutes=1)
    assert aino.said(photo) == ["What a light"]
    assert only_item().state == State.SENT
    assert aino.calls("photos.comments.addComment") == 1
    assert aino.calls("photos.comments.getList") == 1


def test_a_fave_that_waited_is_sent_though_only_the_bare_photo_came_back(
    aino: Writer, tmp_path: Path
) -> None:
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    keep(tmp_path / "monday")
    bring_back(tmp_path / "monday", "--replace")
    aino.wait(minutes=1)
    assert aino.faves(photo)
    assert only_item().state == State.SENT
