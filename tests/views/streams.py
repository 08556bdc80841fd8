"""Streams as the tests of pages need them."""

from datetime import timedelta
from typing import Any

from galleries.models import Stream
from tests.cast import NOW, Actor


def make_stream(actor: Actor, **fields: Any) -> Stream:
    """The photostream of somebody, due in an hour of the story, quiet unless ``fields`` say so."""
    fields = {"due_at": NOW + timedelta(hours=1), "interval_s": 600} | fields
    return Stream.objects.create(
        connection=actor.connection, kind=Stream.Kind.PHOTOSTREAM, **fields
    )
