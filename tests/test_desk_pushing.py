"""The shelf in an object store: whoever follows it sees the old state or the new one, whenever the pushing stops."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.desk.publishing import pushing
from lib.errors import OutputUnwritable, SettingsError, SnapshotDamaged
from lib.following import follower
from lib.shelf import shelf as shelves
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from tests.origins import Origin, serving
from tests.shelves import put
from tests.test_following import FEWER, files


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Origin]:
    """An object store that holds nothing yet; the shelf that is set is a folder."""
    (tmp_path / "store").mkdir()
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path / "shelf"))
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    with serving(tmp_path / "store") as served:
        yield served
    shelves.opened.cache_clear()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


def written(store: Origin) -> list[str]:
    return [name for name in store.asked if name.startswith(("put ", "delete "))]


def test_a_pushed_shelf_is_followed_whole(
    store: Origin, shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    pushed = {put(shelf), put(shelf, FEWER)}
    assert main(["push", store.store, "--lang", "en"]) == 0
    assert files(store.folder) == files(shelf)
    said = capsys.readouterr().out
    assert all(snapshot_id in said for snapshot_id in pushed)
    assert "s3://bucket/shelf" in said
    assert "secret" not in said
    monkeypatch.setenv("PORTAL_SHELF", store.store)
    assert main(["follow", "--lang", "en"]) == 0
    assert Shelf(shelf).current_id() in capsys.readouterr().out
    assert files(follower.follower().shelf) == files(shelf)


def test_tables_come_before_their_manifest_and_current_comes_last(store: Origin, shelf: Path):
    only = put(shelf)
    assert pushing.push(shelf, store.store) == (only,)
    *tables, manifest, ledger, current = written(store)
    assert (manifest, ledger, current) == (f"put {only}/manifest.json", f"put {LEDGER}", f"put {CURRENT}")
    assert len(tables) == len(list((shelf / only).glob("*.parquet")))


def test_what_lies_there_already_is_not_pushed_again(store: Origin, shelf: Path):
    put(shelf)
    pushing.push(shelf, store.store)
    second = put(shelf, FEWER)
    store.asked.clear()
    assert pushing.push(shelf, store.store) == (second,)
    assert {name.split("/")[0] for name in written(store)} == {f"put {second}", f"put {LEDGER}", f"put {CURRENT}"}


def test_tables_that_were_erased_are_deleted_there(store: Origin, shelf: Path):
    first = put(shelf)
    put(shelf, FEWER)
    pushing.push(shelf, store.store)
    for table in (shelf / first).glob("*.parquet"):
        table.unlink()
    with (shelf / LEDGER).open("a") as file:
        file.write(json.dumps({"what": "erased", "id": first, "reason": "Personal data"}) + "\n")
    assert pushing.push(shelf, store.store) == ()
    assert files(store.folder) == files(shelf)


def test_a_damaged_shelf_is_not_pushed(store: Origin, shelf: Path):
    only = put(shelf)
    (shelf / only / "issues.parquet").write_bytes(b"")
    with pytest.raises(SnapshotDamaged):
        pushing.push(shelf, store.store)
    assert written(store) == []


def test_a_store_that_refuses_is_named_without_its_password(store: Origin, shelf: Path):
    put(shelf)
    store.full = True
    with pytest.raises(OutputUnwritable, match="s3://bucket/shelf: OSError") as refused:
        pushing.push(shelf, store.store)
    assert "secret" not in str(refused.value)
    assert not (store.folder / CURRENT).exists()


@pytest.mark.parametrize("address", ["https://shelf.example.kz/portal", "nowhere://bucket", "bucket", ""])
def test_an_address_that_takes_no_files_is_refused(shelf: Path, address: str):
    put(shelf)
    with pytest.raises(SettingsError):
        pushing.push(shelf, address)


def test_a_folder_has_nothing_to_follow(shelf: Path, store: Origin, capsys: pytest.CaptureFixture):
    put(shelf)
    assert main(["follow", "--lang", "en"]) == 2
    assert "names no address" in capsys.readouterr().err


def test_following_an_address_that_is_away_ends_with_its_reason(
    store: Origin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.setenv("PORTAL_SHELF", store.store)
    shutil.rmtree(store.folder)
    assert main(["follow", "--lang", "en"]) == 3
    assert f"{CURRENT}: is not there" in capsys.readouterr().err
