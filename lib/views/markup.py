"""Blocks to HTML, once for both lives of a page: the interactive one and, later, the server-rendered one."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lib.drawing import look
from lib.views.blocks import Block, Page, Section
from lib.words.catalogue import Words

FOLDER = Path(__file__).parent / "templates"
SAFE = ("/", "#", "https://", "http://", "mailto:")
"""How an address in a page may begin; anything else is shown as text, not as a link."""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["safe_href"] = safe_href
    made.filters["template_of"] = template_of
    made.tests["link"] = lambda value: hasattr(value, "href")
    return made


def safe_href(address: str) -> str:
    """The address if it leads within the portal or to a web page; else nothing."""
    if address.startswith("//") or "\\" in address:
        return ""
    return address if address.startswith(SAFE) else ""


def template_of(part: Block) -> str:
    """The template that draws a kind of block."""
    return f"{type(part).__name__.lower()}.html"


def block(part: Block) -> str:
    """A block that needs no widget, as HTML."""
    return _render(template_of(part), part=part)


def heading(section: Section) -> str:
    """The heading of a part of a page, with the name it has in addresses."""
    return _render("heading.html", section=section)


def head(page: Page, text: Words) -> str:
    """What stands above a page's parts: trail, title, lead, marks of the data and notices."""
    return _render("head.html", page=page, text=text)


def foot(page: Page, text: Words) -> str:
    """What stands below them: the marks of the data once more, and where the portal comes from."""
    return _render("foot.html", page=page, text=text)


def _render(template: str, **values: object) -> str:
    return str(Markup(_environment().get_template(template).render(**values)))


@cache
def style() -> str:
    """The style sheet, with the colours of the look."""
    sheet = (FOLDER / "look.css").read_text(encoding="utf-8")
    return f":root {{ {look.variables()} }}\n{sheet}"
