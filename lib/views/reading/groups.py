"""Numbers in groups, kept as two arrays: whose members are found without looking at anybody else's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEW = 500
"""Groups up to which copying them one by one is faster than finding the place of every member."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Those of group i are `members[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int32]
    members: NDArray[np.int32]

    def of(self, groups: NDArray[np.integer]) -> NDArray[np.int32]:
        """The members of several groups, one group after another."""
        starts, ends = self.starts[groups], self.starts[groups + 1]
        if 0 < len(groups) <= FEW:
            return np.concatenate([self.members[start:end] for start, end in zip(starts, ends, strict=True)])
        sizes = ends - starts
        shifts = np.repeat(ends - np.cumsum(sizes), sizes)
        return self.members[shifts + np.arange(len(shifts))]

    def size(self, groups: NDArray[np.integer]) -> int:
        """How many members several groups have together."""
        return int((self.starts[groups + 1] - self.starts[groups]).sum())


def grouped(groups: NDArray[np.integer], members: NDArray[np.int32], count: int) -> Groups:
    """Members sorted by group, in their own order inside one."""
    starts = np.concatenate(([0], np.cumsum(np.bincount(groups, minlength=count))))
    return Groups(starts.astype(np.int32), members[np.argsort(groups, kind="stable")])
