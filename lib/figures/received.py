"""Appeals received by half-year and by kind, topic or addressee; small counts withheld in all these tables at once."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.figures import halves
from lib.figures.small_numbers import withhold

MONTHS = 6
"""Months of a half-year; a record that has fewer of them counts fewer appeals."""


class Withheld(NamedTuple):
    """What not to publish: of the cells of each table, and of the half-years' totals."""

    cells: tuple[pd.DataFrame, ...]
    totals: pd.Series


def received(appeals: pa.Table, *, by: str) -> pd.DataFrame:
    """Appeals received, by half-year and by one column.

    Takes    appeals: `record.APPEALS` (uses month_starts_on, received and the column).
    Returns  one row per value of the column, in their order; one column per half-year of the record, oldest first;
             int, appeals; 0 where the record has none.
    """
    coded = pa.table({by: pc.cast(appeals[by], pa.string()), "received": appeals["received"]}).append_column(
        "half", halves.code(appeals["month_starts_on"])
    )
    sums = coded.group_by([by, "half"]).aggregate([("received", "sum")]).to_pandas()
    return sums.pivot_table(index=by, columns="half", values="received_sum", fill_value=0, aggfunc="sum").astype(
        "int64"
    )


def months(appeals: pa.Table) -> dict[str, int]:
    """How many months of each half-year the record has, by the half-year's code."""
    distinct = pc.unique(appeals["month_starts_on"])
    counted = pc.value_counts(halves.code(distinct)).to_pylist()
    return {pair["values"]: pair["counts"] for pair in counted}


def withheld(tables: Sequence[pd.DataFrame]) -> Withheld:
    """Cells and totals to withhold where several tables part the same half-years, each in its own way.

    Takes    tables as `received` returns them, of the same appeals; only the totals of half-years are published with
             them, none of rows.
    Returns  `cells` bool, one table for each in its shape | `totals` bool by half-year, true where withheld.
    Counts   a half-year at a time, as `small_numbers.withhold`. Where one table needs the total withheld, the others
             would give it away by their sum: then every count of that half-year is withheld in all of them.
    Source   design, section 6: small numbers.
    """
    found = [_by_half(table) for table in tables]
    totals = pd.concat([hidden for _, hidden in found], axis=1).any(axis=1)
    cells = tuple(mask | ((table > 0) & totals) for table, (mask, _) in zip(tables, found, strict=True))
    return Withheld(cells, totals)


def _by_half(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Of one table the cells and totals to withhold, each half-year by itself."""
    cells, totals = pd.DataFrame(False, index=table.index, columns=table.columns), {}
    for half in table.columns:
        hidden = withhold(table[[half]])
        cells[half], totals[half] = hidden.cells[half], bool(hidden.column_totals[half])
    return cells, pd.Series(totals, dtype=bool)
