"""A page as a complete document: head for people, search engines and messengers, the page itself, then the client's scripts."""

import json
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from lib.settings import LANGUAGES
from lib.views.address import Query, address
from lib.views.blocks import Page
from lib.views.rendering import markup, styling
from lib.views.taking.citing import placed
from lib.web import assets
from lib.web.asked import Asked
from lib.web.client import installed
from lib.words.catalogue import words

FOLDER = Path(__file__).parent / "templates"
SAME_WINDOW = ' target="_self"'
"""What links need only inside the interactive page."""
IMPLIED = re.compile(r"</(?:li|td|th|tr|thead|tbody|option|dt|dd)>\s*")
"""End tags that HTML leaves to the reader (13.1.2.4): the next start tag says the same; some 2,000 bytes of a page of tables."""
DESCRIBED = 300
"""Letters of a description; search engines show fewer."""


@cache
def _environment() -> Environment:
    return markup.environment(FOLDER)


def rendered(template: str, **values: object) -> str:
    """A document of the folder `templates`."""
    return _environment().get_template(template).render(**values)


def document(page: Page, wanted: Asked, *, live: bool = True) -> str:
    """The page as HTML; where `live`, the interactive page takes over once it has something to show."""
    query = wanted.query
    text = words(query.lang)
    body = IMPLIED.sub("", markup.whole(page, query, text).replace(SAME_WINDOW, ""))
    html = rendered(
        "document.html",
        text=text,
        page=page,
        language=query.lang,
        title=f"{page.title} · {text('site.name')}",
        description=page.lead[:DESCRIBED],
        canonical=wanted.origin + address(page.key, query),
        alternates=_alternates(page, query, wanted.origin),
        linked=[_json(part) for part in page.linked],
        picture=wanted.origin + page.picture if page.picture else "",
        style=Markup(styling.needed(body)),
        body=Markup(body),
        client=installed() if live else None,
        takeover=assets.address("takeover.js"),
        copy=assets.address("copy.js"),
        own=assets.address("region.js"),
        announcing=assets.address("announcing.js"),
        choosing=assets.address("choosing.js"),
        paper=assets.address("print.css"),
    )
    return placed(html, wanted.origin)


def _alternates(page: Page, query: Query, origin: str) -> list[tuple[str, str]]:
    """The same view in each language, and where others are sent."""
    made = [(language, origin + address(page.key, query.but(p=query.p, lang=language))) for language in LANGUAGES]
    return [*made, ("x-default", made[0][1])]


def _json(part: dict) -> Markup:
    """Linked data inside a script element: no text of the data can end it."""
    written = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
