"""About: who runs the portal and what for, the law behind it, licences, privacy, access, contact, and its words."""

from lib.contract.tables import LICENCE, TABLES
from lib.figures.small_numbers import FEWEST_SHOWN
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Facts, Link, Links, Notice, Page, Prose, Section
from lib.views.portal import glossary
from lib.views.reading.open_tables import demonstration
from lib.views.told import contact, norms
from lib.words.catalogue import Words, words

SESSION = "2023-01-31"
"""The day of the Government session whose task the portal carries out, as `sources` writes it."""
PURPOSE = ("task", "people", "not")
PRIVACY = ("visitors", "cookie", "device", "log", "record")
ACCESS = ("aim", "limits", "report")
FIGURES = ("made", "checked")


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/about"."""
    text = words(query.lang)
    return Page(
        key="about",
        title=text("about.title"),
        lead=text("about.lead"),
        sections=(
            Section(text("about.who"), _who(snapshot, text), "who"),
            Section(text("about.purpose"), _purpose(snapshot, text), "purpose"),
            Section(text("about.law"), _law(snapshot, text), "law"),
            Section(text("about.made"), _made(query, text), "figures"),
            Section(text("about.licence"), _licence(text), "licence"),
            Section(text("about.privacy"), (_prose("privacy", PRIVACY, text),), "privacy"),
            Section(text("about.access"), (_prose("access", ACCESS, text),), "access"),
            Section(text("about.glossary"), (glossary.facts(text),), "glossary"),
        ),
    )


def _prose(part: str, names: tuple[str, ...], text: Words) -> Prose:
    return Prose(tuple(text(f"about.{part}.{name}", fewest=FEWEST_SHOWN) for name in names))


def _who(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """Publisher and contacts; while records are demonstrations, that no body has adopted the portal, and what is real."""
    manifest = snapshot.manifest
    office = contact.office(manifest)
    publisher = manifest.publisher.get(text.language) or text("missing.translation")
    given = (("publisher", publisher), ("contact", office), ("press", office), ("security", office))
    who = Facts(tuple((text(f"about.who.{name}"), value) for name, value in given))
    if not manifest.demonstration:
        return (who,)
    entries = tuple(entry for entry in manifest.tables if entry.name in TABLES)
    held, empty = (tuple(entry.name for entry in entries if bool(entry.rows) is filled) for filled in (True, False))
    partly = tuple(name for name in held if name not in manifest.demonstration and demonstration(snapshot, name))
    real = tuple(name for name in held if name not in manifest.demonstration and name not in partly)
    made_up = tuple(name for name in held if name in manifest.demonstration)
    kinds = (
        ("about.real", real),
        ("data.tables.partly", partly),
        ("about.made_up", made_up),
        ("data.tables.empty", empty),
    )
    said = tuple((text(key), "; ".join(text(f"table.{name}") for name in named)) for key, named in kinds if named)
    return (Notice(text("about.demonstration"), "warning"), who, Facts(said))


def _purpose(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """What the portal is for, with what was published of the session that asked for it."""
    rows = snapshot.table("sources").to_pylist()
    told = tuple(
        Link(text("about.source", publisher=row["publisher"], title=row["title"]), row["url"])
        for row in rows
        if row["published_on"] == SESSION and row["url"] and row["title"]
    )
    return (_prose("purpose", PURPOSE, text), *((Links(text("about.session"), told),) if told else ()))


def _law(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """The dated yardsticks in force on the day described, each with its act and how sure it is."""
    newest = sorted(norms.in_force(snapshot), key=lambda norm: norm["valid_from"], reverse=True)
    table = norms.table(newest, text("about.law.caption", day=snapshot.as_of), text)
    said = text("about.law.said", certainty=text("value.certainty.press_summary"))
    return (Prose((said,)), table)


def _made(query: Query, text: Words) -> tuple[Block, ...]:
    ways = (
        Link(text("explain.method"), f"{href('data', query)}#rates"),
        Link(text("data.limits"), f"{href('data', query)}#limits"),
        Link(text("reality-check.title"), href("reality-check", query)),
        Link(text("summary.title"), href("summary", query)),
    )
    return (_prose("made", FIGURES, text), Links(text("about.made"), ways))


def _licence(text: Words) -> tuple[Block, ...]:
    return (
        _prose("licence", ("data", "code", "sources"), text),
        Links(text("about.licence"), (Link(text("about.licence.link"), LICENCE[1]),)),
    )
