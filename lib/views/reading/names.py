"""Names of what the data hold, in the reader's language; a missing translation is said to be missing, not replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.contract.lists import OTHER
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.words import formats, sorting
from lib.words.catalogue import Words, words

KEYS = {
    "regions": "region_id",
    "districts": "district_id",
    "bodies": "body_id",
    "topics": "topic_id",
    "target_groups": "target_group_id",
}


@dataclass(frozen=True)
class Names:
    """Names of regions, bodies, topics and target groups of one snapshot in one language."""

    snapshot: Snapshot
    language: str

    def rows(self, table: str) -> Mapping[str, dict]:
        return record.rows(self.snapshot, table, KEYS[table])

    def known(self, table: str, code: str) -> bool:
        return code in self.rows(table)

    def of(self, table: str, code: str | None) -> str:
        """The name of a row; the code itself, said to be untranslated, where the language has none; a dash for none."""
        text = words(self.language)
        if code is None:
            return text.write(None)
        row = self.rows(table).get(code, {})
        return text.of(row, "name") or text("missing.name", code=code)

    def region(self, code: str | None) -> str:
        return self.of("regions", code)

    def place(self, row: Mapping[str, str | None]) -> str:
        """Where a meeting or issue belongs: its region, and the district where one is named."""
        region = self.region(row["region_id"])
        return f"{region}, {self.of('districts', row['district_id'])}" if row["district_id"] else region

    def body(self, code: str | None) -> str:
        return self.of("bodies", code)

    def body_inside(self, code: str | None) -> str:
        """The name of a body as it stands inside a sentence."""
        return formats.called(self.body(code), self.language)

    def topic(self, code: str | None) -> str:
        return self.of("topics", code)

    def sorted(self, table: str) -> tuple[tuple[str, str], ...]:
        """Codes and names of a table in the language's alphabetical order; what is called other comes last."""
        return _sorted(self.snapshot, table, self.language)


@lru_cache(maxsize=64)
def _sorted(snapshot: Snapshot, table: str, language: str) -> tuple[tuple[str, str], ...]:
    place = sorting.key(language)
    named = Names(snapshot, language)
    pairs = [(code, named.of(table, code)) for code in named.rows(table)]
    return tuple(sorted(pairs, key=lambda pair: (pair[0] == OTHER, place(sorting.proper(pair[1])))))


def text_of(row: dict, base: str, text: Words) -> str | None:
    """A text of a data row in the reader's language; where only other languages have it, that it is not translated."""
    own = text.of(row, base)
    if own is not None:
        return own
    others = any(row.get(f"{base}_{language}") for language in ("kk", "ru", "en"))
    return text("missing.translation") if others else None


def publisher(snapshot: Snapshot, text: Words) -> str:
    """Who published a snapshot, in the reader's language; that it is not translated where it is not."""
    return snapshot.manifest.publisher.get(text.language) or text("missing.translation")
