"""What differs between two sets of tables: rows that are new or gone, cells that changed, public figures that moved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Table
from lib.contract.keeping import CHANGES
from lib.contract.tables import INTAKE

FIGURES = "figures"
"""The name under which public figures stand among the tables."""
NOT_LISTED = ("about",)
"""Tables that differ by nature: every snapshot describes another day."""
COUNTED_ONLY = ("meeting_events", "issue_events", "appeals")
"""Tables whose new rows are the record growing: they are counted when snapshots are compared, never listed."""
BETWEEN_KEYS = "/"

Tables = Callable[[str], pa.Table]
"""Whatever gives a table by its name, such as the method `table` of a snapshot."""


@dataclass(frozen=True)
class Difference:
    """How a table differs from its earlier self: keys of new and gone rows, and the cells that changed.

    `changed` is one row per cell: row_key | column_name | old_value | new_value, all text.
    """

    new: pa.Array
    gone: pa.Array
    changed: pa.Table

    @property
    def rows_changed(self) -> int:
        return pc.count_distinct(self.changed["row_key"]).as_py()


_CELLS = pa.schema([CHANGES.column(name).arrow for name in ("row_key", "column_name", "old_value", "new_value")])


def keys(table: pa.Table, declared: Table) -> pa.Array:
    """Each row's key as one text: its parts with a stroke between them, nothing for a missing part."""
    parts = [as_text(table[name]) for name in declared.key]
    joined = pc.binary_join_element_wise(*parts, BETWEEN_KEYS, null_handling="replace", null_replacement="")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Cells as the text that an intake would hold: days as 2023-01-31, moments as 2023-01-31T09:00:00Z."""
    text = pc.cast(column, pa.string())
    if not pa.types.is_timestamp(column.type):
        return text
    return pc.replace_substring_regex(text, r"^(\S+) (\S+?)(?:\.000)?Z$", r"\1T\2Z")


def difference(old: pa.Table, new: pa.Table, declared: Table) -> Difference:
    """How `new` differs from `old`, both columns of the declared table; keys occur once."""
    old_keys, new_keys = keys(old, declared), keys(new, declared)
    place = pc.index_in(new_keys, old_keys)
    kept = pc.is_valid(place)
    before, after = old.take(place.filter(kept)), new.filter(kept)
    return Difference(
        new=new_keys.filter(pc.invert(kept)),
        gone=old_keys.filter(pc.invert(pc.is_in(old_keys, new_keys))),
        changed=_cells(before, after, new_keys.filter(kept)),
    )


def _cells(before: pa.Table, after: pa.Table, row_keys: pa.Array) -> pa.Table:
    """The cells that differ between two tables whose rows stand side by side."""
    found = [_CELLS.empty_table()]
    for name in after.column_names:
        differs = _differs(before[name], after[name])
        if not pc.any(differs).as_py():
            continue
        changed = row_keys.filter(differs)
        columns = [
            changed,
            pa.repeat(name, len(changed)),
            as_text(before[name].filter(differs)),
            as_text(after[name].filter(differs)),
        ]
        found.append(pa.table(columns, schema=_CELLS))
    return pa.concat_tables(found)


def _differs(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where two columns differ; two missing cells are the same."""
    unlike = pc.fill_null(pc.not_equal(before, after), False)
    return pc.or_(unlike, pc.xor(pc.is_null(before), pc.is_null(after)))


def differences(old: Tables, new: Tables) -> Iterator[tuple[Table, Difference]]:
    """How each table of an intake differs, in the order of the contract."""
    for declared in INTAKE:
        if declared.name not in NOT_LISTED:
            yield declared, difference(old(declared.name), new(declared.name), declared)


def between(old: Tables, new: Tables, figures: pa.Table | None = None) -> pa.Table:
    """The contract's table `changes` of two sets of tables, and of the figures that `moved` found between them."""
    listed = [CHANGES.empty()]
    for declared, found in differences(old, new):
        if declared.name not in COUNTED_ONLY:
            listed.append(_rows(declared.name, "new", found.new))
        listed.append(_rows(declared.name, "gone", found.gone))
        listed.append(_listed(declared.name, "changed", found.changed))
    if figures is not None:
        listed.append(_listed(FIGURES, "figure", figures))
    return pa.concat_tables(listed)


def moved(old: pa.Table, new: pa.Table) -> pa.Table:
    """Public figures with another value than before, as cells; a figure that only one of the two has did not move.

    Takes    figures as `lib.views.reading.public_figures` gives them: figure | scope | period | unit | value | n.
    """
    figures = {}
    for when, table in (("old", old), ("new", new)):
        parts = (table["figure"], table["scope"], table["period"])
        row_keys = pc.binary_join_element_wise(*parts, BETWEEN_KEYS).combine_chunks()
        figures[when] = (row_keys, table)
    place = pc.index_in(figures["new"][0], figures["old"][0])
    kept = pc.is_valid(place)
    before, after = old.take(place.filter(kept)), new.filter(kept)
    differs = _differs(before["value"], after["value"])
    columns = [
        figures["new"][0].filter(kept).filter(differs),
        after["unit"].filter(differs),
        as_text(before["value"].filter(differs)),
        as_text(after["value"].filter(differs)),
    ]
    return pa.table(columns, schema=_CELLS)


def _rows(table: str, kind: str, row_keys: pa.Array) -> pa.Table:
    """Whole rows, as rows of `changes`."""
    nothing = pa.nulls(len(row_keys), pa.string())
    return _listed(table, kind, pa.table([row_keys, nothing, nothing, nothing], schema=_CELLS))


def _listed(table: str, kind: str, cells: pa.Table) -> pa.Table:
    """Cells as rows of `changes`."""
    given = {"table_name": pa.repeat(table, len(cells)), "kind": pa.repeat(kind, len(cells))}
    columns = [given[name] if name in given else cells[name] for name in CHANGES.names]
    return pa.table(columns, schema=CHANGES.arrow)
