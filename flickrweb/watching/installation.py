"""The installation in numbers, in the words of Prometheus. No label names anybody."""

import platform
from collections.abc import Iterator
from datetime import datetime

import django
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from flickrweb.watching.ready import queued
from galleries.queries.watching import Measured, measured


class Installation(Collector):
    """Read from the database when asked, so that it is the same whichever process is asked."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        found = measured(now=self.now)
        yield from _families(found)
        if (waiting := queued()) is not None:
            yield _one("queue_messages", "Messages that no worker has taken.", waiting)
        versions = InfoMetricFamily("flickrweb", "What runs here.")
        versions.add_metric([], {"python": platform.python_version(), "django": django.__version__})
        yield versions


def installation_registry(*, now: datetime) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Installation(now=now))
    return registry


def _families(found: Measured) -> Iterator[Metric]:
    calls = _family("flickr_calls_last_hour", "Calls to Flickr.", ["method", "result"])
    for (method, result), count in sorted(found.calls.items()):
        calls.add_metric([method, result], count)
    streams = _family("streams", "What is kept in step, and how it stands.", ["kind", "state"])
    for (kind, state), count in sorted(found.streams.items()):
        streams.add_metric([kind, state], count)
    deeds = _family("outbox_deeds", "Open, or ended within a day.", ["state"])
    for state, count in sorted(found.deeds.items()):
        deeds.add_metric([state], count)
    pulses = _family("pulse_age_seconds", "Since a part last showed that it lives.", ["part"])
    for part, age in sorted(found.pulses_s.items()):
        pulses.add_metric([part], age)
    stopped = found.budget.paused_until is not None
    yield from (calls, streams, deeds, pulses)
    yield _one("budget_calls_left", "Calls that could be made at once.", found.budget.left)
    yield _one("budget_calls_held", "As many at most.", found.budget.holds)
    yield _one("budget_paused", "1 while nobody may call.", int(stopped))
    yield _one("oldest_due_seconds", "How long the oldest due work has waited.", found.oldest_s)


def _family(name: str, told: str, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"flickrweb_{name}", told, labels=labels)


def _one(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"flickrweb_{name}", told, value=value)
