"""What is wrong with an intake, as data: where it stands, what was found and what was expected."""

from dataclasses import dataclass

from lib.words.catalogue import Words

OF_A_KIND = ("wrong-type", "cell-empty")
"""Problems whose `expected` is a kind of column."""


@dataclass(frozen=True)
class Problem:
    """One fault of an intake.

    `code` keys the sentence ``problem.<code>`` of the catalogue; `row` is the number that a spreadsheet shows
    (the heading is row 1), None where the fault concerns a whole table or file; `found` and `expected` are values,
    never sentences; `place` is the file, or the workbook and its sheet.
    """

    code: str
    table: str
    place: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""

    def sentence(self, words: Words) -> str:
        """The fault in the editor's language: what was found, where, what was expected and what to do."""
        return words(
            f"problem.{self.code}",
            table=self.table,
            place=self.place or self.table,
            row="" if self.row is None else str(self.row),
            column=self.column,
            found=self.found,
            expected=self.wanted(words),
        )

    def wanted(self, words: Words) -> str:
        """What was expected, as the editor reads it: a kind of value is told in words, with an example."""
        key = f"kind.{self.expected}"
        return words(key) if self.code in OF_A_KIND and words.has(key) else self.expected
