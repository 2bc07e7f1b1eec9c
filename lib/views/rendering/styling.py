"""The style sheet: the look's colours and the rules of `look.css`, whole or as much of it as one page needs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib.drawing import look
from lib.settings import LANGUAGES
from lib.words.catalogue import words

FILE = Path(__file__).parent / "templates" / "look.css"
COLUMNS = 24
"""Columns of a table whose cells say their heading on phones; wider tables have none."""
STATES = frozenset({"interactive", "scripted", "painted"})
"""Classes that a page gets only in the browser."""
NOT_YET = re.compile(rf":not\(\.(?:{'|'.join(sorted(STATES))})\)")
"""What a selector says of a page before that; it is true of every page."""
RULE = re.compile(r"(@media[^{]+)\{((?:[^{}]+\{[^{}]*\})+)\}|([^{}]+)(\{[^{}]*\})")
CLASS = re.compile(r"\.(-?[a-z][\w-]*)")
USED = re.compile(r'\sclass="([^"]*)"')
CHOICE = re.compile(r",|:is\(|:not\(|:has\(")
"""Signs of a selector that one of several classes is enough for."""
NARROWED = {"; }": "}", " { ": "{", "{ ": "{", "; ": ";", ": ": ":", ", ": ",", "} ": "}", " > ": ">", " !": "!"}
"""Spaces that rules do not need, and what stands in their place."""
LABEL = re.compile(r"var\((--l\d+)\)")


@dataclass(frozen=True)
class _Rule:
    """A rule: what stands around it, its text, the classes its selector names, whether one of them is enough."""

    media: str
    text: str
    classes: frozenset[str]
    choice: bool

    def needed(self, used: frozenset[str], html: str) -> bool:
        """Whether a page with these classes has a place for the rule; the client's own elements it has none."""
        if not self.classes:
            return "data-testid" not in self.text
        label = LABEL.search(self.text)
        placed = bool(self.classes & used) if self.choice else self.classes <= used
        return placed and (label is None or f"{label[1]}:" in html)


@cache
def sheet() -> str:
    """The whole style sheet."""
    rules = FILE.read_text(encoding="utf-8")
    return _packed(f":root {{ {look.variables()} }}\n{rules}\n{look.fills()} {_labels()} {_nothing_found()}")


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_read(sheet(), ""))


def _read(css: str, media: str) -> list[_Rule]:
    rules = []
    for around, inside, selector, declarations in RULE.findall(css):
        if around:
            rules += _read(inside, around)
        else:
            always = NOT_YET.sub("", selector)
            classes, choice = frozenset(CLASS.findall(always)), bool(CHOICE.search(always))
            rules.append(_Rule(media, selector + declarations, classes, choice))
    return rules


def needed(html: str) -> str:
    """The rules that a page's own elements need, in their order."""
    used = STATES.union(*(classes.split() for classes in set(USED.findall(html))))
    return _joined(rule for rule in _rules() if rule.needed(used, html))


def _joined(rules: Iterable[_Rule]) -> str:
    """Rules as a sheet; those of one medium that follow each other share their frame."""
    parts, open_media = [], ""
    for rule in rules:
        if rule.media != open_media:
            parts.append(("}" if open_media else "") + (f"{rule.media}{{" if rule.media else ""))
            open_media = rule.media
        parts.append(rule.text)
    return "".join(parts) + ("}" if open_media else "")


def _labels() -> str:
    """Cells of cards on phones, and of tiles everywhere, say their column's heading, which the table carries once."""
    return f"@media (max-width: 40em) {{ {_headings('table-cards')} }} {_headings('table-tiles')}"


def _headings(kind: str) -> str:
    numbered = range(1, COLUMNS + 1)
    return "".join(f".{kind} td:nth-of-type({n})::before{{content:var(--l{n})}}" for n in numbered)


def _nothing_found() -> str:
    """What a list of choices says when none has the letters typed: the client itself knows it in English only."""
    empty = '[data-testid="stSelectboxVirtualDropdown"] [data-empty] [role="option"]'
    said = (f'{empty}:lang({code})::after{{content:"{words(code)("filter.nothing")}"}}' for code in LANGUAGES)
    return f"{empty} > span {{ display: none }} {empty}::after {{ padding: 8px 12px }} {' '.join(said)}"


def _packed(rules: str) -> str:
    """Rules without comments and the spaces that they do not need; strings in them hold none of these signs."""
    lines = " ".join(line.strip() for line in re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL).splitlines())
    for wide, narrow in NARROWED.items():
        lines = lines.replace(wide, narrow)
    return lines
