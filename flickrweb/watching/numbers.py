"""Requests, counted by every web process for all of them.

Several processes answer, and any of them is asked for the numbers. So each counts in files of its
own in STATE_DIR/metrics, and whoever is asked adds all of them up: that costs a request no query,
where counting in the database would cost each one a write.
"""

import os
import socket
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = settings.METRICS_SHARED  # else nobody may ask, and each counts for itself
if SHARED:
    # Machines may share the folder, and a number of a process be given twice.
    values.ValueClass = values.MultiProcessValue(lambda: f"{socket.gethostname()}-{os.getpid()}")  # type: ignore[no-untyped-call]

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
UNUSED_S = 24 * 3600  # then the file of a process that has ended is removed
REQUESTS = Histogram(
    "flickrweb_request_seconds",
    "Requests, by the name of their address.",
    ["route", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)


def count_request(request: HttpRequest, status: int, *, seconds: float) -> None:
    """Count one. Its route is the name of the address: what people put into it says too much."""
    match = request.resolver_match
    route = "nowhere" if match is None else match.view_name or "unnamed"
    if "." in route:  # the path of a view that has no name
        route = "unnamed"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(route, method, str(status)).observe(seconds)


def requests_registry() -> CollectorRegistry:
    """The requests of all web processes."""
    registry = CollectorRegistry()
    if SHARED:
        _sweep(settings.METRICS_DIR)
        MultiProcessCollector(registry, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
    return registry


def _sweep(folder: Path) -> None:
    oldest = time.time() - UNUSED_S
    for file in folder.glob("*.db"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
