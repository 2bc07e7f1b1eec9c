"""The addresses of the catalogue."""

import json

from starlette.routing import BaseRoute, Route

from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.api.answering import by_language
from lib.web.api.opening import open_route
from lib.web.asked import Asked
from lib.web.catalogue import datapackage, dcat, health, sitemap
from lib.web.serving import served

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
LINKED = "application/ld+json"
CLOSED = ("/_stcore/", "/component/", "/media/")
"""Addresses of the interactive page's own traffic, in which there is nothing to find."""


def routes() -> list[BaseRoute]:
    """One route for each part; what holds many addresses or changes by the second is not kept in memory."""
    return [
        Route("/robots.txt", served(robots)),
        Route("/sitemap.xml", served(sitemap.index)),
        Route("/sitemap-{name}.xml", served(sitemap.part, keep=False)),
        open_route("/datapackage.json", served(package)),
        open_route("/catalog.jsonld", served(catalogue)),
        open_route("/healthz", served(health.alive, keep=False)),
        open_route("/readyz", served(health.ready, keep=False)),
    ]


def robots(wanted: Asked) -> Answer:
    """Every robot may read every page."""
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    said = f"User-agent: *\nAllow: /\n{closed}\nSitemap: {wanted.origin}/sitemap.xml\n"
    return Answer(said.encode(), TEXT)


def package(wanted: Asked) -> Answer:
    """The snapshot's tables as a data package."""
    return _json(datapackage.described(wanted.snapshot(), wanted.query, origin=wanted.origin), JSON, wanted)


def catalogue(wanted: Asked) -> Answer:
    """The snapshot's tables as a DCAT catalogue."""
    return _json(dcat.described(wanted.snapshot(), wanted.query, origin=wanted.origin), LINKED, wanted)


def _json(said: dict, media_type: str, wanted: Asked) -> Answer:
    written = json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return Answer(written, media_type, FROZEN if wanted.frozen else LIVE, headers=by_language(wanted))
