"""Rules that are written down once, and filled in for who looks and when."""

from datetime import timedelta

import pytest
from django.db.models import Q

from galleries.models import Group, Viewer
from galleries.models.visibility import PUBLIC_LASTS, SIGHT_LASTS, written
from tests.cast import Cast, make_group

pytestmark = pytest.mark.django_db


def _told_within_a_day(viewer: Viewer) -> Q:
    return Q(told_at__gte=viewer.now - SIGHT_LASTS)


def _told_within_eight_days(viewer: Viewer) -> Q:
    return Q(told_at__gte=viewer.now - PUBLIC_LASTS)


def _told_within_an_hour(viewer: Viewer) -> Q:
    return Q(told_at__gte=viewer.now - timedelta(hours=1))


def test_a_rule_is_filled_in_with_the_moment_of_each_viewer(cast: Cast) -> None:
    group = make_group("Harbours")
    for rule, lasts in ((_told_within_a_day, SIGHT_LASTS), (_told_within_eight_days, PUBLIC_LASTS)):
        for late, shown in ((-1, True), (1, False)):
            now = group.told_at + lasts + timedelta(seconds=late)
            viewer = Viewer(cast.alice.user, now=now)
            assert Group.objects.filter(written(rule, Group, viewer)).exists() is shown


def test_a_moment_that_nobody_fills_in_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not filled in"):
        written(_told_within_an_hour, Group, Viewer(cast.alice.user))
