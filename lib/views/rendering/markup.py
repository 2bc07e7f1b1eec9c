"""Blocks to HTML, once for both lives of a page: the server-rendered one and the interactive one."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lib.drawing import look
from lib.settings import LANGUAGES
from lib.views.address import MENU, Query, address, href
from lib.views.blocks import Block, Chart, Link, Links, Page, Section
from lib.views.rendering import arranging, binding
from lib.words.catalogue import Words

FOLDER = Path(__file__).parent / "templates"
SAFE = ("/", "#", "https://", "http://", "mailto:", "tel:")
"""How an address in a page may begin; anything else is shown as text, not as a link."""


def environment(folder: Path) -> Environment:
    """Templates of a folder: texts of the data become text, never markup; a gap that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["safe_href"] = safe_href
    return made


@cache
def _environment() -> Environment:
    made = environment(FOLDER)
    made.filters["whole"] = binding.whole
    made.filters["both"] = look.both
    made.filters["broken"] = binding.broken
    made.filters["addressed"] = binding.addressed
    made.filters["css_string"] = css_string
    made.filters["template_of"] = template_of
    for filter_ in (
        arranging.mostly_numbers,
        arranging.caption_id,
        arranging.long_columns,
        arranging.long_notes,
        arranging.beside,
        arranging.noted,
    ):
        made.filters[filter_.__name__] = filter_
    made.globals["clear_links"] = lambda link: Links(link.text, (link,))
    made.tests["link"] = lambda value: hasattr(value, "href")
    return made


def safe_href(address: str) -> str:
    """The address if it leads within the portal, to a web page, a message or a call; else nothing."""
    if address.startswith("//") or "\\" in address:
        return ""
    return address if address.startswith(SAFE) else ""


def css_string(words_: str) -> Markup:
    """Words as a string of a style sheet, for an attribute in double quotes: no sign of it means anything in HTML."""
    kept = re.sub(r"[\"'\\\n\r\f<>&]", lambda sign: f"\\{ord(sign[0]):x} ", binding.plainly(words_))
    return Markup(f"'{kept}'")


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


def top(key: str, query: Query, text: Words) -> str:
    """What stands above every page: the portal's name, the languages and the menu, as plain links."""
    languages = tuple(
        Link(code, address(key, query.but(p=query.p, lang=code)), chosen=code == query.lang) for code in LANGUAGES
    )
    menu = tuple(Link(text(f"menu.{name}"), href(name, query), chosen=name == key) for name in MENU)
    return _render("top.html", home=href("home", query), languages=languages, menu=menu, text=text)


def whole(page: Page, query: Query, text: Words) -> str:
    """A page from top to foot without any script: filters are forms, charts are pictures."""
    parts = [f'<div class="block">{section(one)}</div>' for one in page.sections]
    above = f'<div class="block">{head(page, text)}</div>'
    return (
        f'<div class="page"><div class="block">{top(page.key, query, text)}</div><main>{above}{"".join(parts)}</main>'
        f'<div class="block">{foot(page, text)}</div></div>'
    )


def section(part: Section) -> str:
    """A part of a page that needs no widget: its heading and its blocks."""
    return heading(part) + "".join(drawn(one) for one in part.blocks)


def drawn(part: Block) -> str:
    """A block as it stands on a page; a chart with its picture and the ways to take it elsewhere."""
    return block(part) + (picture(part) + ways(part) if isinstance(part, Chart) else "")


def picture(chart: Chart) -> str:
    """A chart's drawing, in the size for the reader's screen."""
    return _render("picture.html", part=chart)


def ways(chart: Chart) -> str:
    """What stands below a drawing: how to take it elsewhere."""
    return _render("ways.html", part=chart)


def foot(page: Page, text: Words) -> str:
    """What stands below them: the marks of the data once more, and where the portal comes from."""
    return _render("foot.html", page=page, text=text)


def _render(template: str, **values: object) -> str:
    return str(Markup(_environment().get_template(template).render(**values)))
