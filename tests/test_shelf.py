"""The shelf as visitors' programs see it: whatever is done to its files, the last good snapshot stays on show."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.contract.tables import SCHEMA_VERSION, TABLES
from lib.desk.publishing import publish as publishing
from lib.errors import (
    ShelfEmpty,
    SnapshotDamaged,
    SnapshotMissing,
    SnapshotNewer,
    SnapshotWithdrawn,
)
from lib.shelf import decoding, verifying
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import Manifest, snapshot_id
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from tests import shelves

LATER = shelves.AS_OF + timedelta(days=5)


@pytest.fixture
def two(tmp_path) -> tuple[Path, str, str]:
    """A shelf with two snapshots, the later on show."""
    return tmp_path, shelves.put(tmp_path), put_later(tmp_path)


def put_later(shelf: Path, days: int = 5) -> str:
    as_of = shelves.AS_OF + timedelta(days=days)
    return shelves.put(shelf, as_of=as_of, now=shelves.NOW + timedelta(days=days))


def manifest_fields(folder: Path) -> dict:
    return json.loads((folder / snapshots.MANIFEST).read_text())


def rewrite(folder: Path, **fields: object) -> None:
    """Change fields of a manifest, as nobody should."""
    (folder / snapshots.MANIFEST).write_text(json.dumps(manifest_fields(folder) | fields))


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def rename(file: Path) -> None:
    file.rename(file.with_name("issues-old.parquet"))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def swap(file: Path) -> None:
    file.write_bytes(file.with_name("topics.parquet").read_bytes())


DAMAGES = (truncate, flip, rename, empty, swap)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_leaves_the_last_good_snapshot_on_show_with_the_trouble_said(two, damage):
    folder, first, second = two
    damage(folder / second / "issues.parquet")
    shown = Shelf(folder).on_show()
    assert shown.snapshot.id == first
    assert isinstance(shown.trouble, SnapshotDamaged)
    assert "issues.parquet" in str(shown.trouble)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_snapshot_is_refused_when_it_is_asked_for(two, damage):
    folder, first, _ = two
    damage(folder / first / "issues.parquet")
    with pytest.raises(SnapshotDamaged, match=r"issues\.parquet"):
        Shelf(folder).open(first)


def test_where_all_are_damaged_nothing_is_shown_and_the_trouble_is_said(two):
    folder, *ids = two
    for named in ids:
        truncate(folder / named / "topics.parquet")
    shown = Shelf(folder).on_show()
    assert shown.snapshot is None
    assert isinstance(shown.trouble, SnapshotDamaged)


def test_a_snapshot_open_already_stays_on_show_while_its_files_are_damaged(two):
    folder, _, second = two
    shelf = Shelf(folder)
    shelf.on_show()
    truncate(folder / second / "issues.parquet")
    assert shelf.on_show().snapshot.id == second
    assert len(shelf.on_show().snapshot.table("issues")) == 16


def test_a_damaged_new_snapshot_leaves_the_one_that_was_on_show(two):
    folder, _, second = two
    shelf = Shelf(folder)
    shelf.on_show()
    third = put_later(folder, 6)
    flip(folder / third / "meetings.parquet")
    assert shelf.on_show().snapshot.id == second
    assert isinstance(shelf.on_show().trouble, SnapshotDamaged)


def test_a_damaged_snapshot_that_is_put_right_is_shown_without_a_restart(two):
    folder, first, second = two
    file = folder / second / "issues.parquet"
    good = file.read_bytes()
    flip(file)
    shelf = Shelf(folder)
    assert shelf.on_show().snapshot.id == first
    file.write_bytes(good)
    assert shelf.on_show().snapshot.id == second
    assert shelf.on_show().trouble is None


def test_trouble_is_looked_into_once_not_on_every_visit(two, monkeypatch):
    folder, _, second = two
    flip(folder / second / "issues.parquet")
    shelf = Shelf(folder)
    shelf.on_show(), shelf.on_show()
    monkeypatch.setattr(snapshots, "read", lambda _: pytest.fail("read again"))
    assert shelf.on_show().trouble is not None


@pytest.mark.parametrize(
    "content", [None, b"", b"\n", b"../elsewhere", b"/etc", b".", b"2023-01-31", b"\x00", b"\xff\xfe"]
)
def test_a_current_that_names_no_snapshot_leaves_the_last_good_one_on_show(two, content):
    folder, _, second = two
    if content is None:
        (folder / CURRENT).unlink()
    else:
        (folder / CURRENT).write_bytes(content)
    shown = Shelf(folder).on_show()
    assert shown.snapshot.id == second
    assert isinstance(shown.trouble, ShelfEmpty)


def test_a_current_that_names_a_snapshot_that_is_not_there_leaves_the_last_good_one(two):
    folder, _, second = two
    (folder / CURRENT).write_text("2023-01-31-00000000\n")
    shown = Shelf(folder).on_show()
    assert shown.snapshot.id == second
    assert isinstance(shown.trouble, SnapshotMissing)


@pytest.mark.parametrize("made", [True, False])
def test_an_empty_shelf_shows_nothing_and_says_so(tmp_path, made):
    folder = tmp_path if made else tmp_path / "nowhere"
    shown = Shelf(folder).on_show()
    assert shown.snapshot is None
    assert isinstance(shown.trouble, ShelfEmpty)
    assert Shelf(folder).listed() == ()
    assert Shelf(folder).ledger() == ()


def test_the_first_publication_appears_without_a_restart(tmp_path):
    shelf = Shelf(tmp_path)
    assert shelf.on_show().snapshot is None
    first = shelves.put(tmp_path)
    assert shelf.on_show().snapshot.id == first
    assert shelf.on_show().trouble is None


def test_a_new_snapshot_and_its_undoing_appear_without_a_restart(two):
    folder, first, second = two
    shelf = Shelf(folder)
    assert shelf.on_show().snapshot.id == second
    third = put_later(folder, 6)
    assert shelf.on_show().snapshot.id == third
    publishing.show(folder, first, reason="", now=shelves.NOW)
    assert shelf.on_show().snapshot.id == first


def test_a_snapshot_is_opened_once_while_it_stays_on_show(two):
    shelf = Shelf(two[0])
    assert shelf.on_show().snapshot is shelf.on_show().snapshot
    assert shelf.open(two[1]) is shelf.open(two[1])


def test_only_a_few_snapshots_stay_open(tmp_path):
    ids = [put_later(tmp_path, days) for days in range(6)]
    shelf = Shelf(tmp_path)
    opened = [shelf.open(named) for named in ids]
    assert shelf.open(ids[-1]) is opened[-1]
    assert shelf.open(ids[0]) is not opened[0]


def test_an_undone_publication_does_not_come_back_as_the_last_good_one(two):
    folder, first, second = two
    third = put_later(folder, 6)
    publishing.show(folder, second, reason="third was wrong", now=shelves.NOW)
    truncate(folder / second / "issues.parquet")
    assert Shelf(folder).on_show().snapshot.id == first
    assert third not in Shelf(folder)._shown_before()


def test_a_withdrawn_snapshot_does_not_come_back_as_the_last_good_one(two):
    folder, first, second = two
    with (folder / LEDGER).open("a") as ledger:
        ledger.write(json.dumps({"what": "withdrawn", "id": first}) + "\n")
    truncate(folder / second / "issues.parquet")
    assert Shelf(folder).on_show().snapshot is None


def test_without_a_ledger_the_latest_whole_snapshot_is_the_last_good_one(two):
    folder, first, second = two
    (folder / LEDGER).unlink()
    truncate(folder / second / "issues.parquet")
    assert Shelf(folder).on_show().snapshot.id == first


@pytest.mark.parametrize("named", ["", "..", "../x", "a/b", ".draft-1", "\x00", "2023-01-31", "2023-01-31-XYZ01234"])
def test_only_ids_are_looked_for_on_the_shelf(two, named):
    with pytest.raises(SnapshotMissing):
        Shelf(two[0]).open(named)


def test_an_unknown_id_is_missing(two):
    with pytest.raises(SnapshotMissing):
        Shelf(two[0]).open("2023-01-31-00000000")


# Manifests ------------------------------------------------------------------------------------------------------------


def test_a_newer_schema_is_refused_and_the_last_good_snapshot_stays(two):
    folder, first, second = two
    rewrite(folder / second, schema_version=SCHEMA_VERSION + 1, unheard_of="x")
    shown = Shelf(folder).on_show()
    assert shown.snapshot.id == first
    assert isinstance(shown.trouble, SnapshotNewer)


GARBAGE = {
    "empty": b"",
    "not json": b"{",
    "not utf-8": b"\xff\xfe\xfd",
    "a list": b"[]",
    "a number": b"1",
    "nested": b"[" * 200_000,
    "no fields": b'{"schema_version": 1}',
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE.keys())
def test_a_manifest_that_is_garbage_is_damage(two, content):
    folder, first, second = two
    (folder / second / snapshots.MANIFEST).write_bytes(content)
    shown = Shelf(folder).on_show()
    assert shown.snapshot.id == first
    assert isinstance(shown.trouble, SnapshotDamaged)
    assert [manifest.id for manifest in Shelf(folder).listed()] == [first]


@pytest.mark.parametrize(
    "fields",
    [
        {"as_of": "31.01.2023"},
        {"as_of": 20230131},
        {"published_at": "2023-02-01T06:30:00"},
        {"published_at": None},
        {"publisher": "press office"},
        {"note": None},
        {"previous_id": "../elsewhere"},
        {"previous_id": "2023-02-30-3f9c1a2b"},
        {"id": 7},
        {"tables": None},
        {"tables": [{"name": "issues"}]},
        {"tables": [{"name": 1, "origin": "published", "rows": 1, "bytes": 1, "sha256": "0"}]},
        {"tables": [{"name": "issues", "origin": "published", "rows": "1", "bytes": 1, "sha256": "0"}]},
        {"unheard_of": 1},
    ],
)
def test_a_manifest_with_a_field_that_cannot_be_is_damage(two, fields):
    folder, first, second = two
    rewrite(folder / second, **fields)
    assert isinstance(Shelf(folder).on_show().trouble, SnapshotDamaged)
    assert [manifest.id for manifest in Shelf(folder).listed()] == [first]


@pytest.mark.parametrize("version", ["1", None, True, 1.0])
def test_a_schema_version_that_is_no_number_cannot_be_read(two, version):
    folder, _, second = two
    rewrite(folder / second, schema_version=version)
    with pytest.raises(SnapshotNewer):
        Shelf(folder).open(second)


def test_a_folder_under_another_name_is_damage(two):
    folder, first, _ = two
    (folder / first).rename(folder / "2023-01-31-00000000")
    with pytest.raises(SnapshotDamaged, match="names snapshot"):
        Shelf(folder).open("2023-01-31-00000000")


def test_a_manifest_that_lists_other_hashes_than_its_id_holds_is_damage(two):
    folder, _, second = two
    fields = manifest_fields(folder / second)
    fields["tables"][0]["origin"] = "demonstration"
    rewrite(folder / second, **fields)
    with pytest.raises(SnapshotDamaged, match="do not give the id"):
        Shelf(folder).open(second)


def test_a_manifest_without_its_file_is_missing(two):
    folder, first, _ = two
    (folder / first / snapshots.MANIFEST).unlink()
    with pytest.raises(SnapshotMissing):
        Shelf(folder).open(first)


def test_a_snapshot_whose_tables_were_erased_is_withdrawn(two):
    folder, first, _ = two
    for file in (folder / first).glob("*.parquet"):
        file.unlink()
    with pytest.raises(SnapshotWithdrawn):
        Shelf(folder).open(first)
    assert verifying.faults(folder) == ()
    assert snapshots.is_erased(folder / first)


# Schemas --------------------------------------------------------------------------------------------------------------


def forge(folder: Path, table: str, change: Callable[[pa.Table], pa.Table]) -> str:
    """A snapshot as another version of the portal might have written it: one table changed, all hashes right."""
    file = folder / f"{table}.parquet"
    pq.write_table(change(pq.read_table(file)), file)
    manifest = snapshots.read_manifest(folder)
    content = file.read_bytes()
    entries = []
    for entry in manifest_fields(folder)["tables"]:
        if entry["name"] == table:
            rows = pq.read_metadata(file).num_rows
            entry |= {"rows": rows, "bytes": len(content), "sha256": snapshots.sha256(content).hexdigest()}
        entries.append(entry)
    named = snapshot_id(manifest.as_of, tuple(type(manifest.tables[0])(**entry) for entry in entries))
    rewrite(folder, tables=entries, id=named)
    folder.rename(folder.parent / named)
    (folder.parent / CURRENT).write_text(named)
    return named


def test_an_older_snapshot_without_an_optional_column_reads_as_missing(tmp_path):
    folder = tmp_path / shelves.put(tmp_path)
    forge(folder, "issues", lambda table: table.drop_columns(["followup_appeal_on", "title_en"]))
    opened = Shelf(tmp_path).on_show()
    assert opened.trouble is None
    issues = opened.snapshot.table("issues")
    assert issues.schema.equals(TABLES["issues"].arrow)
    assert issues["followup_appeal_on"].null_count == issues["title_en"].null_count == len(issues) == 16
    assert issues["issue_id"].to_pylist()[0] == "i-01"


def test_the_next_publication_after_an_older_schema_works(tmp_path):
    folder = tmp_path / shelves.put(tmp_path)
    forge(folder, "issues", lambda table: table.drop_columns(["title_en"]))
    put_later(tmp_path)
    rows = Shelf(tmp_path).on_show().snapshot.table("changes").to_pylist()
    changed = [row for row in rows if row["column_name"] == "title_en"]
    assert len(changed) == 16
    assert verifying.faults(tmp_path) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.drop_columns(["outcome"]),
        lambda table: table.append_column("extra", pa.nulls(len(table), pa.string())),
        lambda table: table.set_column(0, "issue_id", pa.array(range(len(table)))),
    ],
    ids=["a required column absent", "a column too many", "another type"],
)
def test_a_table_that_is_not_the_contracts_is_damage(tmp_path, change):
    folder = tmp_path / shelves.put(tmp_path)
    forge(folder, "issues", change)
    shown = Shelf(tmp_path).on_show()
    assert isinstance(shown.trouble, SnapshotDamaged)
    assert "issues.parquet" in str(shown.trouble)


@pytest.mark.parametrize("field", ["rows", "bytes"])
def test_a_file_of_another_size_than_listed_is_damage(two, field):
    folder, _, second = two
    fields = manifest_fields(folder / second)
    fields["tables"][0][field] += 1
    rewrite(folder / second, **fields)
    with pytest.raises(SnapshotDamaged, match="the manifest lists"):
        Shelf(folder).open(second)


def test_a_table_that_the_contract_does_not_know_is_damage(two):
    folder, _, second = two
    fields = manifest_fields(folder / second)
    fields["tables"][0]["name"] = "../../secret"
    manifest = snapshots.read_manifest(folder / second)
    entries = tuple(type(manifest.tables[0])(**entry) for entry in fields["tables"])
    named = snapshot_id(manifest.as_of, entries)
    rewrite(folder / second, tables=fields["tables"], id=named)
    (folder / second).rename(folder / named)
    with pytest.raises(SnapshotDamaged, match="no table"):
        Shelf(folder).open(named)


def test_a_file_that_is_no_parquet_is_damage_even_where_its_hash_is_right(tmp_path):
    folder = tmp_path / shelves.put(tmp_path)
    content = b"PAR1 nothing PAR1"
    (folder / "topics.parquet").write_bytes(content)
    entry = snapshots.read_manifest(folder).entry("topics")
    right = type(entry)("topics", "published", 3, len(content), snapshots.sha256(content).hexdigest())
    with pytest.raises(SnapshotDamaged, match="no Parquet"):
        snapshots.read_file(folder, right)


# What a snapshot gives ------------------------------------------------------------------------------------------------


def test_tables_read_with_codes_say_the_same_as_whole_ones(tmp_path):
    shelves.put(tmp_path)
    snapshot = Shelf(tmp_path).on_show().snapshot
    for name, declared in TABLES.items():
        coded = snapshot.coded(name)
        assert coded.schema.names == list(declared.names)
        assert coded.to_pylist() == snapshot.table(name).to_pylist()


def test_some_columns_come_in_the_contracts_order_and_a_repeated_text_as_a_code(tmp_path):
    shelves.put(tmp_path)
    coded = Shelf(tmp_path).on_show().snapshot.coded("issues", "outcome", "issue_id")
    assert coded.schema.names == ["issue_id", "outcome"]
    assert [pa.types.is_dictionary(kind) for kind in coded.schema.types] == [False, True]


def test_the_rows_of_one_id_are_those_that_the_whole_table_has(tmp_path):
    shelves.put(tmp_path)
    snapshot = Shelf(tmp_path).on_show().snapshot
    events = snapshot.table("issue_events").to_pylist()
    for code in {row["issue_id"] for row in events} | {"", "nobody", "\uffff"}:
        found = snapshot.of_key("issue_events", code)
        assert found.to_pylist() == [row for row in events if row["issue_id"] == code]
        assert found.schema == TABLES["issue_events"].arrow


def test_a_row_of_an_id_is_found_in_whichever_part_of_a_file_it_lies():
    declared = TABLES["meeting_events"]
    rows = shelves.tables({}, as_of=shelves.AS_OF)["meeting_events"].slice(0, 1).to_pylist()[0]
    table = pa.Table.from_pylist([{**rows, "meeting_id": f"m{number}"} for number in range(100, 110)], declared.arrow)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, row_group_size=3)
    for number in range(99, 111):
        found = decoding.of_key(sink.getvalue(), declared, f"m{number}")["meeting_id"].to_pylist()
        assert found == ([f"m{number}"] if 100 <= number < 110 else [])


def test_whole_numbers_too_wide_for_four_bytes_stay_as_they_are():
    table = decoding.narrow(pa.table({"few": [1, None, -5], "many": [1, 2**31, 3]}))
    assert table.to_pydict() == {"few": [1, None, -5], "many": [1, 2**31, 3]}
    assert [str(kind) for kind in table.schema.types] == ["int32", "int64"]


def test_snapshots_are_equal_by_their_manifest_and_usable_as_cache_keys(two):
    folder, first, second = two
    a, b = Shelf(folder), Shelf(folder)
    assert a.open(first) == b.open(first) != b.open(second)
    assert len({a.open(first), b.open(first), b.open(second)}) == 2


def test_a_table_absent_from_an_older_snapshot_reads_as_empty(tmp_path):
    shelves.put(tmp_path)
    opened = Shelf(tmp_path).on_show().snapshot
    opened._files.pop("corrections")
    assert opened.table("corrections").num_rows == 0
    with pytest.raises(KeyError, match="no table 'nothing'"):
        opened.manifest.entry("nothing")


def test_snapshots_are_listed_latest_publication_first(two):
    folder, first, second = two
    (folder / "2022-01-01-aaaaaaaa").mkdir()
    listed = Shelf(folder).listed()
    assert [manifest.id for manifest in listed] == [second, first]
    assert all(isinstance(manifest, Manifest) for manifest in listed)


def test_snapshots_of_one_second_are_listed_in_the_order_in_which_they_came_on_show(tmp_path):
    topics = shelves.rows()["topics"]
    given = [{"topics": topics[:count], "issues": [], "issue_events": []} for count in (3, 2, 1)]
    made = [shelves.put(tmp_path, rows, now=shelves.NOW) for rows in given]
    assert [manifest.id for manifest in Shelf(tmp_path).listed()] == made[::-1]


def test_a_ledger_line_that_cannot_be_read_is_left_out(two):
    folder, first, second = two
    with (folder / LEDGER).open("ab") as ledger:
        ledger.write(b'{"what": "sho\n[]\n\xff\n' + b"[" * 100_000 + b"\n")
    assert [line["id"] for line in Shelf(folder).ledger()] == [first, second]


# Verifying ------------------------------------------------------------------------------------------------------------


def test_verifying_names_every_file_that_is_wrong(two):
    folder, first, second = two
    truncate(folder / first / "issues.parquet")
    rename(folder / second / "issues.parquet")
    (folder / second / "topics.parquet").write_bytes(b"")
    found = [fault.file for fault in verifying.faults(folder)]
    assert found == [
        f"{first}/issues.parquet",
        f"{second}/topics.parquet",
        f"{second}/issues.parquet",
        f"{second}/issues-old.parquet",
    ]


def test_verifying_finds_a_manifest_that_was_changed_after_the_next_publication(two):
    folder, first, second = two
    rewrite(folder / first, note="something else")
    (fault,) = verifying.faults(folder)
    assert fault.file == f"{first}/manifest.json"
    assert second in str(fault.error)
    assert verifying.faults(folder, snapshot_id=first) == ()


def test_verifying_finds_a_hole_in_the_chain(two):
    folder, first, _ = two
    (folder / first).rename(folder.parent / "elsewhere")
    (fault,) = verifying.faults(folder)
    assert fault.file == f"{first}/manifest.json"
    assert isinstance(fault.error, SnapshotMissing)


def test_verifying_says_an_unreadable_manifest_once(two):
    folder, first, _ = two
    (folder / first / snapshots.MANIFEST).write_bytes(b"{")
    (fault,) = verifying.faults(folder)
    assert fault.file == f"{first}/manifest.json"
    assert not snapshots.is_erased(folder / first)


def test_verifying_finds_listed_hashes_that_do_not_give_the_id(two):
    folder, _, second = two
    fields = manifest_fields(folder / second)
    fields["tables"][0]["sha256"] = "0" * 64
    rewrite(folder / second, **fields)
    assert [fault.file for fault in verifying.faults(folder)] == [
        f"{second}/manifest.json",
        f"{second}/about.parquet",
    ]


@pytest.mark.parametrize(("content", "error"), [("", ShelfEmpty), ("2023-01-31-00000000", SnapshotMissing)])
def test_verifying_finds_a_current_that_names_nothing(two, content, error):
    folder, *_ = two
    (folder / CURRENT).write_text(content)
    (fault,) = verifying.faults(folder)
    assert fault.file == CURRENT
    assert isinstance(fault.error, error)


def test_verifying_an_unknown_snapshot_is_refused(two):
    for named in ("2023-01-31-00000000", ".."):
        with pytest.raises(SnapshotMissing):
            verifying.faults(two[0], snapshot_id=named)


def test_nothing_is_wrong_with_an_empty_shelf(tmp_path):
    assert verifying.faults(tmp_path) == ()
    assert verifying.faults(tmp_path / "nowhere") == ()


def test_the_day_of_a_snapshot_is_its_manifests(tmp_path):
    shelves.put(tmp_path, as_of=date(2023, 3, 1))
    assert Shelf(tmp_path).on_show().snapshot.as_of == date(2023, 3, 1)
