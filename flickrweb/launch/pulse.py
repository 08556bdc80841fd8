"""The queue with a pulse: worker and beat touch a file while they live.

    celery -A flickrweb.launch.pulse worker      touches STATE_DIR/pulse/worker
    celery -A flickrweb.launch.pulse beat        touches STATE_DIR/pulse/beat

A ping through the broker would say little: on the filesystem broker it may be answered late or
be lost. The worker's pulse comes out of the loop that takes messages, so a loop that is stuck
has none. Beat's comes with each message it sends (the tick, every two seconds).
"""

from functools import partial
from pathlib import Path
from typing import Any

from celery import bootsteps, signals
from django.conf import settings

from flickrweb.celery import app

__all__ = ["app"]

EVERY_S = 3


def touch(name: str) -> None:
    """Say that this process lives."""
    pulse = Path(settings.STATE_DIR, "pulse", name)
    pulse.parent.mkdir(parents=True, exist_ok=True)
    pulse.touch()


class WorkerPulse(bootsteps.StartStopStep):
    """Every few seconds a timer asks the worker's own loop to touch its file."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    timer: Any = None

    def start(self, parent: Any) -> None:
        beat = partial(touch, "worker")
        # The loop runs this only once it has started, so the first touch means: ready.
        parent.call_soon(beat)
        self.timer = parent.timer.call_repeatedly(EVERY_S, parent.call_soon, (beat,))

    def stop(self, parent: Any) -> None:
        if self.timer is not None:
            self.timer.cancel()


@signals.beat_init.connect
def _beat_started(**_: Any) -> None:
    touch("beat")
    signals.after_task_publish.connect(_beat_sent, weak=False)


def _beat_sent(**_: Any) -> None:
    touch("beat")


app.steps["consumer"].add(WorkerPulse)
