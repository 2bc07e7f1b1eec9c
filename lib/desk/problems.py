"""What is wrong with an intake, as data: where it stands, what was found and what was expected."""

from dataclasses import dataclass

from lib.words.catalogue import Words

OF_A_KIND = ("wrong-type", "cell-empty")
"""Problems whose `expected` is a kind of column."""
NOTHING_LIKE_IT = "–"
"""What is expected in the place of a column that resembles none."""
REST = "too-many"
"""The problem that stands for all others of a kind; `found` is how many, `expected` the code of the kind."""


@dataclass(frozen=True)
class Problem:
    """One fault of an intake.

    `code` keys the remedy ``problem.<code>`` of the catalogue; `row` is the number that a spreadsheet shows
    (the heading is row 1), None where the fault concerns a whole table or file, or a row that is not there; `found` and
    `expected` are values, never sentences; `place` is the file, or the workbook and its sheet; `snapshot` is the one that
    holds what the intake lost.
    """

    code: str
    table: str
    place: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    snapshot: str = ""

    def sentence(self, words: Words) -> str:
        """The fault in the editor's language, in one line: where it stands, and its remedy."""
        part = "table" if self.row is None else "cell" if self.column else "row"
        where = {"place": self.place or self.table, "row": str(self.row), "column": self.column}
        return words(f"desk.problem.in.{part}", said=self.remedy(words), **where)

    def remedy(self, words: Words) -> str:
        """What was found, what was expected and what to do, for whoever sees where it stands."""
        return words(
            f"problem.{self.code}",
            table=self.table,
            column=self.column,
            found=self.found,
            expected=self.wanted(words),
            snapshot=self.snapshot,
        )

    def wanted(self, words: Words) -> str:
        """What was expected, as the editor reads it: a kind of value is told in words, with an example."""
        if self.code == REST:
            return ""
        if self.expected == NOTHING_LIKE_IT:
            return words("desk.problem.nothing_like_it")
        if self.code not in OF_A_KIND:
            return self.expected
        kinds = (f"kind.{self.expected}.{self.column}", f"kind.{self.expected}")
        return next((words(key) for key in kinds if words.has(key)), self.expected)
