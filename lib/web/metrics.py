"""Figures about the portal itself for Prometheus, counted from its own log lines; on a port that visitors cannot reach."""

import logging
import time
from dataclasses import dataclass
from functools import cache
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

from lib import settings
from lib.shelf import shelf
from lib.shelf.shelf import Shown

LOG = logging.getLogger("portal")
REGISTRY = CollectorRegistry()
REQUESTS = Counter("portal_requests", "Requests answered.", ("route", "status"), registry=REGISTRY)
REQUEST_SECONDS = Histogram("portal_request_seconds", "Time until an answer was sent.", ("route",), registry=REGISTRY)
RUN_SECONDS = Histogram(
    "portal_run_seconds", "Time of a page run of the interactive life.", ("page",), registry=REGISTRY
)
SESSIONS = Gauge("portal_sessions", "Interactive pages open now.", registry=REGISTRY)
FAULTS = Counter("portal_faults", "Log lines of level error.", registry=REGISTRY)
AGE = Gauge("portal_snapshot_age_seconds", "Since the snapshot on show was published.", registry=REGISTRY)
TROUBLE = Gauge("portal_shelf_trouble", "1 where what CURRENT names cannot be shown or followed.", registry=REGISTRY)


@dataclass(frozen=True)
class Figures:
    """The small server that tells the figures, and its thread."""

    server: WSGIServer
    thread: Thread


@cache
def start() -> Figures | None:
    """Count from now on, and answer on the address that PORTAL_METRICS names; None where it is not set."""
    if not (where := settings.metrics()):
        return None
    host, port = where
    LOG.addFilter(count)
    return Figures(*start_http_server(port, host, registry=REGISTRY))


def stop(figures: Figures) -> None:
    """Count no more, and close the port."""
    LOG.removeFilter(count)
    figures.server.shutdown()
    figures.server.server_close()
    figures.thread.join()


def count(record: logging.LogRecord) -> bool:
    """Count one log record; always True, so that it is written as well."""
    seen = getattr(record, "seen", {})
    match record.getMessage():
        case "request":
            REQUESTS.labels(seen["route"], seen["status"]).inc()
            REQUEST_SECONDS.labels(seen["route"]).observe(seen["ms"] / 1000)
        case "run":
            RUN_SECONDS.labels(seen["page"]).observe(seen["ms"] / 1000)
        case "session opened":
            SESSIONS.inc()
        case "session ended":
            SESSIONS.dec()
    if record.levelno >= logging.ERROR:
        FAULTS.inc()
    return True


def _shown() -> Shown:
    return shelf.opened(settings.read().shelf).on_show()


def _age() -> float:
    """Seconds; not a number where nothing is on show."""
    snapshot = _shown().snapshot
    return time.time() - snapshot.manifest.published_at.timestamp() if snapshot else float("nan")


AGE.set_function(_age)
TROUBLE.set_function(lambda: float(_shown().trouble is not None))
ProcessCollector(registry=REGISTRY)
