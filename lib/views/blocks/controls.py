"""What a reader can set: filters, a search, and the region that is theirs."""

from dataclasses import dataclass

from lib.views.blocks.links import Link


@dataclass(frozen=True)
class Choice:
    """A filter: the parameter it sets, its label, and its options as (code, words); empty code is "all"."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True)
class Search:
    """A box for words; it sets the parameter `q` of the page at `action`."""

    label: str
    placeholder: str
    value: str = ""
    action: str = ""


@dataclass(frozen=True)
class Filters:
    """The filters of a page, and the way back to all.

    Without scripts they are a form that leads to `action`; `kept` are parameters it sends along, `submit` is on its
    button, `more` on the fold of the filters that are used less.
    """

    choices: tuple[Choice, ...]
    search: Search | None = None
    clear: Link | None = None
    action: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    submit: str = ""
    more: str = ""


@dataclass(frozen=True)
class OwnRegion:
    """A region that may be the reader's: its code, the words before its link, and whether the page is about it."""

    code: str
    said: str
    name: str
    href: str
    chosen: bool = False


@dataclass(frozen=True)
class Own:
    """What readers can have remembered on their device; without scripts, and until they ask, nothing of it shows.

    One region with the button to remember it where it is chosen, else a line for each, of which the remembered shows.
    """

    regions: tuple[OwnRegion, ...]
    remember: str
    forget: str
