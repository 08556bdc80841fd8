"""Whether the installation can do its work: database, broker, and a pulse of beat and worker."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError

from flickrweb.celery import app
from galleries.queries.watching import PARTS, pulses

LIVES_FOR_S = 60  # after the last pulse
WAIT_S = 2  # for the broker


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found; ``pulses_s`` as ``galleries.queries.watching`` has it."""

    database: bool
    broker: bool
    pulses_s: dict[str, float]

    @property
    def parts(self) -> dict[str, bool]:
        told = {part: self.pulses_s.get(part) for part in PARTS}
        return {part: age is not None and age <= LIVES_FOR_S for part, age in told.items()}

    @property
    def is_ready(self) -> bool:
        return self.database and self.broker and all(self.parts.values())

    @property
    def details(self) -> dict[str, Any]:
        return {
            "ready": self.is_ready,
            "database": self.database,
            "broker": self.broker,
            **self.parts,
            "pulses_s": {part: round(age, 1) for part, age in self.pulses_s.items()},
        }


def readiness(*, now: datetime) -> Readiness:
    """Ask each. One query, and one call to the broker."""
    try:
        ages, database = pulses(now=now), True
    except DatabaseError:
        ages, database = {}, False
    return Readiness(database, _broker_answers(), ages)


def queued() -> int | None:
    """How many messages wait; None when the broker does not answer."""
    try:
        if settings.REDIS_URL:
            with _redis() as broker:
                return int(broker.llen(app.conf.task_default_queue))
        return sum(1 for _ in _folder().iterdir())
    except (redis.RedisError, OSError):
        return None


def _broker_answers() -> bool:
    return queued() is not None


def _redis() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=WAIT_S, socket_timeout=WAIT_S
    )


def _folder() -> Path:
    return Path(app.conf.broker_transport_options["data_folder_in"])
