"""Closed issues: which are, and their days as numbers."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.contract.lists import NOT_RESOLVED


def is_closed(issues: pa.Table) -> pa.ChunkedArray:
    """Whether each issue has come to an end, good or bad: a closing day, and an outcome that is an end.

    Takes    `record.ISSUES` (uses outcome, closed_on).
    Returns  one boolean per issue; a reopened issue back in work is not closed, whatever day still stands with it.
    """
    ended = pc.invert(pc.is_in(issues["outcome"], pa.array(NOT_RESOLVED)))
    return pc.and_(ended, pc.is_valid(issues["closed_on"]))


def stands_closed(issue: Mapping[str, object]) -> bool:
    """The same of a single issue: `issue` holds the values of those columns by name, None where one is empty."""
    return issue["closed_on"] is not None and issue["outcome"] not in NOT_RESOLVED


def number_of(days: pa.ChunkedArray) -> NDArray[np.int64]:
    """Days as whole numbers from 1 January 1970; -1 where there is none."""
    return pc.fill_null(pc.cast(days, pa.int32()), -1).to_numpy().astype(np.int64)
