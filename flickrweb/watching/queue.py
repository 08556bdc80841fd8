"""What the queue tells of itself: the id of the request that caused a task, and pulses."""

import logging
import time
from typing import Any

from celery import Celery, Task, bootsteps, signals

from flickrweb.watching import ids

log = logging.getLogger(__name__)

HEADER = "request_id"
EVERY_S = 10  # a pulse


def watch(app: Celery) -> None:
    """Once, when the queue is made."""
    signals.before_task_publish.connect(_carry, weak=False, dispatch_uid="carry the request id")
    signals.task_prerun.connect(_begin, weak=False, dispatch_uid="begin with the request id")
    signals.task_postrun.connect(_end, weak=False, dispatch_uid="end with the request id")
    signals.beat_init.connect(_beat_begins, weak=False, dispatch_uid="beat has a pulse")
    app.steps["consumer"].add(WorkerPulse)


def leave_pulse(part: str) -> None:
    """Write that this part lives. A database that is away stops nothing."""
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from galleries.sync import pulses

    try:
        pulses.leave(part, now=timezone.now())
    except DatabaseError as error:
        log.warning("no pulse of %s because=%s", part, type(error).__name__)
    finally:
        if not connection.in_atomic_block:
            connection.close()  # its children must not inherit it


class WorkerPulse(bootsteps.StartStopStep):
    """The worker's own loop writes it: a loop that is stuck has none."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    timer: Any = None

    def start(self, parent: Any) -> None:
        parent.call_soon(leave_pulse, "worker")
        self.timer = parent.timer.call_repeatedly(
            EVERY_S, parent.call_soon, (leave_pulse, "worker")
        )

    def stop(self, parent: Any) -> None:
        if self.timer is not None:
            self.timer.cancel()


def _beat_begins(**_: Any) -> None:
    """Beat sends a message every two seconds; some of them leave a pulse."""
    last = [-float(EVERY_S)]

    def sent(**_: Any) -> None:
        now = time.monotonic()
        if now - last[0] >= EVERY_S:
            last[0] = now
            leave_pulse("beat")

    signals.after_task_publish.connect(sent, weak=False, dispatch_uid="beat lives")


def _carry(headers: dict[str, Any], **_: Any) -> None:
    if request_id := ids.current():
        headers[HEADER] = request_id


def _begin(task: "Task[Any, Any]", **_: Any) -> None:
    """A nudge goes on with what caused it; a tick, which nothing caused, begins something."""
    if not task.request.is_eager:
        ids.begin(str(task.request.get(HEADER) or ""))


def _end(task: "Task[Any, Any]", **_: Any) -> None:
    if not task.request.is_eager:
        ids.end()
