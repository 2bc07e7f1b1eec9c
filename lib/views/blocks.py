"""The parts a page is made of, as plain data: texts in the reader's language, links as addresses.

One file, though a long one: whoever draws pages draws every kind of block, and reads them here in one list.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """A place to go; `chosen` marks where the reader is."""

    text: str
    href: str
    chosen: bool = False


@dataclass(frozen=True)
class Notice:
    """A line that stands apart: kind is quiet, warning or problem."""

    text: str
    kind: str = "quiet"
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Paragraphs of running text."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One number with its name, what it means here and what it rests on; `mark` sets off one number of a screen."""

    name: str
    value: str
    meaning: str = ""
    basis: str = ""
    href: str = ""
    mark: bool = False


@dataclass(frozen=True)
class Figures:
    """Numbers side by side."""

    items: tuple[Figure, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, perhaps a link, a quiet second line, and whether it is a number.

    `links` are further places to go, side by side.
    """

    text: str
    href: str = ""
    note: str = ""
    number: bool = False
    shade: int | str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row is its heading. Headings say when their column holds numbers."""

    caption: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    narrow: bool = False
    """Kept as a table on phones; otherwise rows become cards there."""
    calendar: bool = False
    """A month: seven columns, no row headings."""
    matrix: bool = False
    """Many narrow columns: the first one stays in sight while the others scroll."""


@dataclass(frozen=True)
class Folded:
    """Blocks that open when asked for; without scripts too."""

    summary: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Bar:
    """One line of a bar list: a name, its number in words, its part of the whole from 0 to 1, and a colour role."""

    name: str
    value: str
    share: float
    role: str = "plain"
    href: str = ""


@dataclass(frozen=True)
class Bars:
    """Counts as labelled bars; the list is its own table for a screen reader."""

    caption: str
    items: tuple[Bar, ...]


@dataclass(frozen=True)
class Card:
    """An entry of a list: title with link, a line above it, short facts below, and tags."""

    title: str
    href: str
    above: str = ""
    lines: tuple[str, ...] = ()
    tags: tuple["Tag", ...] = ()


@dataclass(frozen=True)
class Tag:
    """A word for a state, with the colour role that goes with it."""

    text: str
    role: str = "plain"


@dataclass(frozen=True)
class Cards:
    """A list of entries, or what to say when there is none."""

    items: tuple[Card, ...]
    empty: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms and what holds for them; a value may be a link."""

    rows: tuple[tuple[str, str | Link], ...]


@dataclass(frozen=True)
class Step:
    """A dated step of a path: state is done, next, late or ghost (a promised day that moved)."""

    when: str
    title: str
    state: str = "done"
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Path:
    """Steps in order, drawn as a line."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Mark:
    """A shape and colour of a chart, and what it stands for."""

    shape: str
    colour: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing as a file: its address, width and height in pixels, and the screens it is for as a media query."""

    address: str
    width: int
    height: int
    media: str = ""


@dataclass(frozen=True)
class Copied:
    """A text to take along: its name, the text, how many lines to show, and the words of its button before and after."""

    label: str
    text: str
    copy: str
    copied: str
    lines: int = 2


@dataclass(frozen=True)
class Ways:
    """How to take a chart elsewhere: its files, and the HTML that shows it on another site."""

    summary: str
    files: "Links"
    code: Copied


@dataclass(frozen=True)
class Chart:
    """A drawing: title, subtitle with what is shown and n, a Vega-Lite spec, what its marks mean, alternative text.

    `name` is what it is called on other sites, `pictures` the same drawing as SVG, the widest screens last, `ways`
    how to take it elsewhere; a chart without a name has neither.
    """

    title: str
    subtitle: str
    spec: dict = field(hash=False, compare=False)
    alt: str = ""
    key: tuple[Mark, ...] = ()
    name: str = ""
    pictures: tuple[Picture, ...] = ()
    ways: Ways | None = None


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


@dataclass(frozen=True)
class Pager:
    """Which part of a list is shown, and the way to the others."""

    text: str
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True)
class Links:
    """Links in a row, with a name for the group."""

    label: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Tile:
    """A region on the tile map: its place, short name, value, shade from 0 (least) to 4, and where it leads.

    `brief` is the name for a tile on a phone, where it is too long.
    """

    row: int
    column: int
    name: str
    value: str
    shade: int | str
    href: str
    label: str
    chosen: bool = False
    brief: str = ""


@dataclass(frozen=True)
class Tiles:
    """A map of equal tiles, so that cities count; `scale` says what the shades mean."""

    caption: str
    items: tuple[Tile, ...]
    scale: str = ""


@dataclass(frozen=True)
class Around:
    """What goes with a page: its frozen address, how to cite it, its files, and how to follow and share it."""

    frozen: Copied
    summary: str
    citations: tuple[Copied, ...]
    links: tuple[Links, ...]


Block = (
    Around
    | Own
    | Tiles
    | Folded
    | Notice
    | Prose
    | Figures
    | Table
    | Bars
    | Cards
    | Facts
    | Path
    | Chart
    | Filters
    | Pager
    | Links
)


@dataclass(frozen=True)
class Section:
    """A part of a page under its own heading; `anchor` names it in addresses."""

    heading: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Page:
    """A whole page: its title, a sentence on what it answers, its parts, and what it must say of its data.

    `trail` leads back; `found` is false for an item that is not here; `marks` say which day the data describe,
    whether they are demonstration records, and where they come from. `feeds` are addresses to follow the page,
    `picture` that of its picture for messengers, `linked` what it says as linked data (JSON-LD). `mistake` is the way to
    report a mistake on the page.
    """

    key: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    notices: tuple[Notice, ...] = ()
    marks: tuple[str, ...] = ()
    demonstration: str = ""
    trail: tuple[Link, ...] = ()
    found: bool = True
    feeds: tuple[Link, ...] = ()
    picture: str = ""
    mistake: Link | None = None
    linked: tuple[dict, ...] = field(default=(), hash=False, compare=False)
