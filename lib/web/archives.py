"""What a page shows as a zip archive: its tables as CSV, the rows behind them, notes, dictionary, citation and manifest."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa

from lib.prepared import rows
from lib.shelf.snapshot import MANIFEST, Snapshot
from lib.views.address import Query
from lib.views.blocks import Page
from lib.views.rendering import shown
from lib.views.rendering.shown import Shown
from lib.views.taking import citing, file_notes, rows_behind
from lib.views.taking.rows_behind import Behind
from lib.web.asked import Asked
from lib.words.catalogue import words

PART = 2**16
LEVEL = 4
"""Of compression: a tenth longer than at the usual level, in half the time."""
README, CITATION, DICTIONARY = "README.txt", "CITATION.txt", "dictionary.csv"
BREAK = "\r\n"
"""As text editors on every system read it."""


def archive(page: Page, snapshot: Snapshot, wanted: Asked) -> Iterator[bytes]:
    """The archive of a page in parts; the same bytes for the same address, language and snapshot."""
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=LEVEL) as packed:
            for name, parts in _files(page, snapshot, wanted):
                _add(packed, name, parts, snapshot)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _files(page: Page, snapshot: Snapshot, wanted: Asked) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files by name, the notes first."""
    query, text = wanted.query, words(wanted.query.lang)
    found = rows_behind.behind(page.key, snapshot, query)
    pictured = {_name(number, part): part for number, part in enumerate(shown.tables(page, text, entries=not found), 1)}
    behind = {f"rows/{part.name}.csv": part for part in found}
    yield README, _text(_readme(page, snapshot, wanted, pictured, behind))
    yield CITATION, _text(_citations(page, snapshot, query, wanted.origin))
    yield from ((name, rows.csv(_texts(part.columns, part.rows))) for name, part in pictured.items())
    yield from ((name, rows.csv(part.rows)) for name, part in behind.items())
    if behind:
        yield DICTIONARY, rows.csv(_dictionary(found))
    yield MANIFEST, iter([(wanted.shelf.folder / snapshot.id / MANIFEST).read_bytes()])


def _name(number: int, part: Shown) -> str:
    return f"page/{number:02}-{part.anchor or 'part'}.csv"


def _readme(
    page: Page, snapshot: Snapshot, wanted: Asked, pictured: dict[str, Shown], behind: dict[str, Behind]
) -> Iterator[str]:
    """What the archive holds, what was chosen, how many rows, which day and snapshot, and where it comes from."""
    query, text = wanted.query, words(wanted.query.lang)
    yield from (f"{page.title} · {text('site.name')}", "", page.lead, "")
    if page.demonstration:
        yield from (page.demonstration, "")
    yield from (notice.text for notice in page.notices)
    yield citing.chosen(page, snapshot, query, text) or text("file.everything")
    yield citing.placed(citing.frozen(page, snapshot, query), wanted.origin)
    yield ""
    yield from (
        text("file.shown", file=name, heading=part.heading, n=len(part.rows)) for name, part in pictured.items()
    )
    yield from (
        text("file.rows", file=name, table=text(f"table.{part.table}"), n=len(part.rows))
        for name, part in behind.items()
    )
    yield from (text("file.citation", file=CITATION), text("file.manifest", file=MANIFEST))
    if behind:
        yield text("file.dictionary", file=DICTIONARY)
    yield ""
    yield from file_notes.notes(snapshot, {part.table for part in behind.values()}, text)


def _citations(page: Page, snapshot: Snapshot, query: Query, origin: str) -> Iterator[str]:
    for cite in (citing.short, citing.full):
        yield from (citing.placed(cite(page, snapshot, query), origin), "")


def _dictionary(found: tuple[Behind, ...]) -> pa.Table:
    """What the columns of the rows mean, each table once."""
    lines: list[tuple[str, ...]] = []
    for table in dict.fromkeys(part.table for part in found):
        heading, *told = file_notes.dictionary(table)
        lines += [(table, *line) for line in told]
    return _texts(("table", *heading), tuple(lines))


def _texts(columns: tuple[str, ...], lines: tuple[tuple[str, ...], ...]) -> pa.Table:
    """Lines of text as a table."""
    cells = zip(*lines, strict=True) if lines else ((),) * len(columns)
    return pa.table([pa.array(column, pa.string()) for column in cells], names=list(columns))


def _text(lines: Iterator[str]) -> Iterator[bytes]:
    yield (BREAK.join(lines) + BREAK).encode("utf-8", "replace")


def _add(packed: ZipFile, name: str, parts: Iterator[bytes], snapshot: Snapshot) -> None:
    """A file of the archive, dated as the snapshot was published."""
    entry = ZipInfo(name, snapshot.manifest.published_at.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with packed.open(entry, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)
