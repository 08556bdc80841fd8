"""People in passing, and aliases that change hands."""

import pytest

from galleries.flickr.records import PersonRecord
from galleries.models import Person
from galleries.sync.apply.people import apply_people

pytestmark = pytest.mark.django_db


def told(**aliases: str) -> dict[str, str]:
    """What we hold after a page told these: NSID to alias."""
    apply_people(
        PersonRecord(nsid=f"{name[1:]}@N00", username=name, path_alias=alias)
        for name, alias in aliases.items()
    )
    return dict(Person.objects.values_list("nsid", "path_alias"))


def test_an_alias_may_pass_from_one_to_the_other_within_one_page() -> None:
    told(n8="foo")
    assert told(n8="bar", n9="foo") == {"8@N00": "bar", "9@N00": "foo"}
    assert told(n9="bar", n8="foo") == {"8@N00": "foo", "9@N00": "bar"}


def test_an_alias_told_of_two_people_belongs_to_one_of_them() -> None:
    assert sorted(told(n1="Same", n2="same").values()) in (["", "Same"], ["", "same"])


def test_an_alias_seen_with_somebody_new_leaves_its_old_holder() -> None:
    told(n1="pier")
    assert told(n2="Pier") == {"1@N00": "", "2@N00": "Pier"}
