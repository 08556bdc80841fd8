"""Errors, reported to Sentry where the operator wants that, without a word of anybody's."""

from typing import TYPE_CHECKING, Any

from flickrweb.watching import ids

if TYPE_CHECKING:
    from sentry_sdk.transport import Transport
    from sentry_sdk.types import Event, Hint

KEPT = frozenset(
    {"event_id", "timestamp", "level", "platform", "release", "environment", "logger", "sdk"}
)
KEPT_OF_A_FRAME = frozenset({"filename", "function", "module", "lineno", "in_app"})


def report_to(dsn: str, transport: "type[Transport] | None" = None) -> None:
    """Report errors from now on; nothing at all without a DSN, and once in a process."""
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration

    if sentry_sdk.get_client().is_active() and transport is None:
        return
    sentry_sdk.init(
        dsn=dsn,
        transport=transport,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        trace_propagation_targets=[],  # Flickr is told nothing of it
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        auto_enabling_integrations=False,
        before_send=without_words,
        integrations=[DjangoIntegration(cache_spans=False), CeleryIntegration()],
    )


def without_words(event: "Event", hint: "Hint") -> "Event | None":
    """Only what is known to say nothing: kinds of errors and lines of code. All else stays here.

    A list of what is sent, not of what is left out: what Sentry adds next year stays out too.
    """
    told = event.get("exception") or {}
    if not told:
        return None  # a line of a log: those stay here
    kept: dict[str, Any] = {key: value for key, value in event.items() if key in KEPT}
    kept["exception"] = {"values": [_error(each) for each in told.get("values") or []]}
    if request_id := ids.current():
        kept["tags"] = {"request_id": request_id}
    return kept  # type: ignore[return-value]


def _error(told: dict[str, Any]) -> dict[str, Any]:
    frames = (told.get("stacktrace") or {}).get("frames") or []
    return {
        "type": told.get("type"),
        "module": told.get("module"),
        "stacktrace": {
            "frames": [
                {key: value for key, value in frame.items() if key in KEPT_OF_A_FRAME}
                for frame in frames
            ]
        },
    }
