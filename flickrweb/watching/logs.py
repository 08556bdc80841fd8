"""Lines of logs: JSON where nobody reads along, plain in the demo; no word of anybody's.

Everything still logs by ``logging``. What is written is a list of what may be: our own lines say
codes and ids. Of a request that went wrong, only the name of its address and the status are told,
and of an error its kind and the lines of code, since its message may quote a row, an address or a
title.
"""

import logging
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

OURS = ("accounts", "flickrweb", "galleries")
FRAMES = 12


class Line(structlog.stdlib.ProcessorFormatter):
    """The form of a line; settings.LOGGING names it."""

    def __init__(self, fmt: str | None = None, *, json: bool, **_: Any) -> None:
        last: Processor = (
            structlog.processors.JSONRenderer()
            if json
            else structlog.dev.ConsoleRenderer(colors=False)
        )
        before: list[Processor] = [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ]
        super().__init__(
            foreign_pre_chain=before,
            processors=[
                with_facts,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                last,
            ],
        )

        self.is_plain = not json

    def format(self, record: logging.LogRecord) -> str:
        """Plain lines, for whoever runs it on their own machine, are told in full."""
        if self.is_plain:
            return super().format(record)
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args = event_of(record), ()
        # Else the standard library would write the message of the error below the line.
        told.exc_info = told.exc_text = told.stack_info = None
        told.failed_with = record.exc_info
        return super().format(told)


def with_facts(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Tell of an error what may be told of it."""
    error = getattr(line.get("_record"), "failed_with", None)
    if error is not None and error[1] is not None:
        line.update(facts_of(error[1], error[2]))
    return line


def event_of(record: logging.LogRecord) -> str:
    """What may be said of a record.

    A request      the status and the name of its address
    A task         its name and what became of it
    Our own lines  as they are, but for errors among what they mention
    Others         the sentence, and of what stands in it only numbers and the kinds of errors
    """
    request = getattr(record, "request", None)
    if request is not None and record.name.startswith("django."):
        match = getattr(request, "resolver_match", None)
        route = match.view_name if match is not None else "nowhere"
        return f"{getattr(record, 'status_code', 'no status')} route={route}"
    task = getattr(record, "data", None)
    if record.name.startswith("celery.") and isinstance(task, dict) and "name" in task:
        return f"task={task['name']} {task.get('description', '')}".strip()
    if record.name.split(".", 1)[0] in OURS:
        return record.getMessage()
    if not record.args:
        return str(record.msg) if isinstance(record.msg, str) else type(record.msg).__name__
    return _filled(record)


def facts_of(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    """The kind of an error, its causes', and where: nothing of what it says."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < FRAMES:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return {
        "error": kinds,
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _filled(record: logging.LogRecord) -> str:
    args = record.args
    try:
        if isinstance(args, dict):
            return str(record.msg) % {key: _safe(value) for key, value in args.items()}
        return str(record.msg) % tuple(_safe(value) for value in args or ())
    except (TypeError, ValueError):
        return str(record.msg)


def _safe(value: object) -> object:
    if isinstance(value, int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else "…"


def _short(path: str) -> str:
    """From the package on: where this machine keeps it is nobody's business."""
    return "/".join(path.rsplit("/", 3)[1:])
