"""A shelf at an address: portals show what it shows, and the last good snapshot while it is away, slow or lies."""

import errno
import fcntl
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from lib import settings
from lib.errors import ShelfUnreachable, ShelfUnwritable, SnapshotArriving
from lib.following import fetching, follower, origin, placing
from lib.following.follower import Follower
from lib.shelf import shelf as shelves
from lib.shelf import signing
from lib.shelf import snapshot as snapshots
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from lib.words.catalogue import words
from tests import fleet, web
from tests.origins import Answer, Origin, flipped
from tests.origins import serving as serving_origin
from tests.shelves import put, rows
from tests.test_shelf_signing import put as put_signed
from tests.test_shelf_signing import write_keys

EN = words("en")
PAGE = b"<html><body>502 Bad Gateway</body></html>"
FEWER = {"issues": rows()["issues"][:3], "issue_events": [], "corrections": []}
"""What makes a second snapshot another one than the first."""


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Origin]:
    """An origin, and a portal whose shelf is its address, with nothing fetched yet."""
    (tmp_path / "published").mkdir()
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(web, "prepare", lambda _: None)
    monkeypatch.setattr(fetching, "SOON", 2)
    with serving_origin(tmp_path / "published") as served:
        monkeypatch.setenv("PORTAL_SHELF", served.web)
        yield served
    shelves.opened.cache_clear()


def following() -> Follower:
    """The follower of the address that is set."""
    shelves.opened.cache_clear()
    return follower.follower()


def to_the_end(one: Follower) -> Shelf:
    """What a portal sees once everything was fetched."""
    while one.look():
        pass
    return shelves.opened(one.shelf)


def files(folder: Path) -> dict[str, bytes]:
    """The files of a shelf that anybody reads."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("kind", ["web", "store"])
def test_a_shelf_at_a_web_server_or_object_store_is_fetched_file_by_file(
    at: Origin, monkeypatch: pytest.MonkeyPatch, kind: str
):
    first = put(at.folder)
    second = put(at.folder, FEWER)
    monkeypatch.setenv("PORTAL_SHELF", getattr(at, kind))
    shelf = to_the_end(following())
    assert shelf.on_show() == shelves.Shown(Shelf(at.folder).open(second))
    assert shelf.open(first).id == first
    assert files(shelf.folder) == files(at.folder)
    assert shelf.folder.is_relative_to(settings.read().cache)


def test_what_is_put_on_show_or_undone_there_is_followed_without_a_restart(at: Origin):
    first = put(at.folder)
    portal = following()
    shelf = to_the_end(portal)
    second = put(at.folder, FEWER)
    assert shelf.on_show().snapshot.id == first
    assert to_the_end(portal).on_show().snapshot.id == second
    (at.folder / CURRENT).write_text(first)
    at.asked.clear()
    assert to_the_end(portal).on_show().snapshot.id == first
    assert at.asked == [LEDGER, CURRENT]


def instead(name: str, sent: bytes | Answer) -> Callable:
    """Of files whose name ends so, something else is sent."""
    return lambda asked, content: sent if asked.endswith(name) else content


def changed(name: str, change: Callable[[bytes], bytes | Answer]) -> Callable:
    return lambda asked, content: change(content) if asked.endswith(name) else content


def newer(content: bytes) -> bytes:
    return content.replace(b'"schema_version": ', b'"schema_version": 9')


def with_a_path(content: bytes) -> bytes:
    return content.replace(b'"name": "issues"', b'"name": "../../issues"')


def of_great_size(content: bytes) -> bytes:
    made = json.loads(content)
    made["tables"][0]["bytes"] = 10**15
    return json.dumps(made).encode()


ISSUES, MANIFEST = "issues.parquet", snapshots.MANIFEST
LIES = {
    "a flipped byte": (changed(ISSUES, flipped), "snapshot-damaged"),
    "a file cut off": (changed(ISSUES, lambda content: content[:-9]), "snapshot-damaged"),
    "a longer file": (changed(ISSUES, lambda content: content + b"x"), "snapshot-damaged"),
    "a missing file": (instead(ISSUES, Answer(404, PAGE)), "snapshot-damaged"),
    "a page instead of a table": (instead(ISSUES, PAGE), "snapshot-damaged"),
    "an endless table": (instead(ISSUES, Answer(endless=True)), "snapshot-damaged"),
    "a page instead of the manifest": (instead(MANIFEST, PAGE), "snapshot-damaged"),
    "no manifest": (instead(MANIFEST, Answer(404)), "snapshot-missing"),
    "a newer schema": (changed(MANIFEST, newer), "snapshot-newer"),
    "a table named by a path": (changed(MANIFEST, with_a_path), "snapshot-damaged"),
    "a table of great size": (changed(MANIFEST, of_great_size), "snapshot-damaged"),
    "an endless manifest": (instead(MANIFEST, Answer(endless=True)), "snapshot-damaged"),
    "CURRENT leads nowhere": (instead(CURRENT, b"2031-01-01-00000000"), "snapshot-missing"),
    "CURRENT is a path": (instead(CURRENT, b"../../../etc"), "shelf-empty"),
    "CURRENT is a page": (instead(CURRENT, PAGE), "shelf-empty"),
    "CURRENT is empty": (instead(CURRENT, Answer()), "shelf-empty"),
    "an endless CURRENT": (instead(CURRENT, Answer(endless=True)), "snapshot-damaged"),
    "a ledger cut off": (changed(LEDGER, lambda content: content[:20]), "snapshot-damaged"),
    "a ledger written anew": (instead(LEDGER, b'{"what": "shown"}\n'), "snapshot-damaged"),
    "a page instead of the ledger": (instead(LEDGER, PAGE), "snapshot-damaged"),
}
AWAY = {
    "an error": instead("", Answer(500, PAGE)),
    "forbidden": instead("", Answer(403, PAGE)),
    "led elsewhere": instead("", Answer(302, headers={"Location": "http://127.0.0.1:9/"})),
    "packed": changed("", lambda content: Answer(body=content, headers={"Content-Encoding": "gzip"})),
    "broken off": changed("", lambda content: Answer(body=content[:9], claims=len(content) + 9)),
    "a byte now and then": instead("", Answer(drips=0.02, claims=10**6)),
}


@pytest.mark.parametrize("lie", LIES)
def test_where_the_origin_lies_the_last_good_snapshot_stays_and_every_reader_is_told(
    at: Origin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, lie: str
):
    good = put(at.folder)
    portal = following()
    to_the_end(portal)
    second = put(at.folder, FEWER)
    at.lie, code = LIES[lie]
    for _ in range(2):
        assert not portal.look()
    [line] = faults(caplog)
    assert line.startswith(f"the shelf at {at.web}: ")
    visitor = web.client(monkeypatch, at.folder)
    monkeypatch.setenv("PORTAL_SHELF", at.web)
    said = fleet.words_of(visitor.get("/issues?lang=en").text)
    assert EN("issues.found", n=16) in said
    assert EN("asked.last_good", day=Shelf(portal.shelf).open(good).as_of) in said
    assert visitor.get("/healthz").json() == {"status": "ok", "snapshot": good, "trouble": code}
    assert not (portal.shelf / second).exists()
    assert not [name for name in at.asked if ".." in name]
    at.lie = None
    assert to_the_end(portal).on_show().snapshot.id == second
    assert EN("issues.found", n=3) in fleet.words_of(visitor.get("/issues?lang=en").text)


@pytest.mark.parametrize("way", AWAY)
def test_while_the_origin_is_away_or_slow_readers_notice_nothing_and_those_who_watch_are_told(
    at: Origin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, way: str
):
    good = put(at.folder)
    portal = following()
    to_the_end(portal)
    monkeypatch.setattr(fetching, "SOON", 0.3)
    at.lie = AWAY[way]
    for _ in range(2):
        portal.look()
    [line] = faults(caplog)
    assert line.startswith(f"the shelf at {at.web}: ")
    visitor = web.client(monkeypatch, at.folder)
    monkeypatch.setenv("PORTAL_SHELF", at.web)
    said = fleet.words_of(visitor.get("/issues?lang=en").text)
    assert EN("issues.found", n=16) in said
    assert EN("asked.last_good", day=Shelf(portal.shelf).open(good).as_of) not in said
    assert visitor.get("/healthz").json() == {"status": "ok", "snapshot": good, "trouble": ShelfUnreachable.code}
    at.lie = None
    for _ in fleet.patiently():
        if to_the_end(portal).on_show().trouble is None:
            return
    pytest.fail("the origin is back, but is not followed again.")


def test_a_portal_that_starts_while_the_origin_is_away_says_so_and_then_shows_what_comes(
    at: Origin, monkeypatch: pytest.MonkeyPatch
):
    put(at.folder)
    at.lie = AWAY["an error"]
    portal = following()
    portal.begin()
    visitor = web.client(monkeypatch, at.folder)
    monkeypatch.setenv("PORTAL_SHELF", at.web)
    answer = visitor.get("/issues?lang=en")
    assert answer.status_code == visitor.get("/readyz").status_code == 503
    assert EN("error.shelf-unreachable") in fleet.words_of(answer.text)
    at.lie = None
    portal.look()
    assert visitor.get("/issues?lang=en").status_code == visitor.get("/readyz").status_code == 200


def test_a_portal_that_starts_again_while_the_origin_is_away_shows_what_it_had(at: Origin):
    good = put(at.folder)
    to_the_end(following())
    at.lie = AWAY["an error"]
    again = following()
    again.begin()
    assert shelves.opened(again.shelf).on_show() == shelves.Shown(Shelf(at.folder).open(good))


def test_origins_that_never_end_an_answer_hold_up_a_few_readings_and_no_more(at: Origin):
    put(at.folder)
    at.lie = instead("", Answer(drips=0.02, claims=10**6))
    for _ in range(4):
        assert origin.WAITING.acquire(blocking=False)
    try:
        with pytest.raises(ShelfUnreachable, match="have not ended yet"):
            origin.read(at.web, CURRENT, most=9, within=1)
        assert at.asked == []
    finally:
        for _ in range(4):
            origin.WAITING.release()


def test_a_frozen_address_waits_for_its_snapshot_and_then_shows_it(at: Origin, monkeypatch: pytest.MonkeyPatch):
    """Earlier snapshots follow one by one; until then the address says so, and is neither unknown nor erased."""
    first = put(at.folder)
    second = put(at.folder, FEWER)
    portal = following()
    with monkeypatch.context() as patched:
        patched.setattr(portal, "_fetch_an_earlier_one", lambda: False)
        portal.look()
    visitor = web.client(monkeypatch, at.folder)
    monkeypatch.setenv("PORTAL_SHELF", at.web)
    assert shelves.opened(portal.shelf).on_show().snapshot.id == second
    answer = visitor.get(f"/api/v1/snapshots/{first}")
    assert (answer.status_code, answer.json()["code"]) == (503, SnapshotArriving.code)
    assert EN("error.snapshot-arriving") in fleet.words_of(visitor.get(f"/issues?lang=en&snapshot={first}").text)
    to_the_end(portal)
    assert visitor.get(f"/api/v1/snapshots/{first}").status_code == 200
    assert EN("issues.found", n=16) in fleet.words_of(visitor.get(f"/issues?lang=en&snapshot={first}").text)


def test_an_earlier_snapshot_that_does_not_verify_never_comes_and_stops_nothing(
    at: Origin, caplog: pytest.LogCaptureFixture
):
    first = put(at.folder)
    second = put(at.folder, FEWER)
    at.lie = changed(f"{first}/{ISSUES}", flipped)
    shelf = to_the_end(following())
    assert shelf.on_show() == shelves.Shown(Shelf(at.folder).open(second))
    with pytest.raises(SnapshotArriving):
        shelf.open(first)
    [line] = faults(caplog)
    assert line.startswith("an earlier snapshot of the shelf")
    assert first in line


def test_what_is_erased_there_is_erased_here_and_answered_by_nobody(at: Origin, monkeypatch: pytest.MonkeyPatch):
    first = put(at.folder)
    put(at.folder, FEWER)
    portal = following()
    to_the_end(portal)
    visitor = web.client(monkeypatch, at.folder)
    monkeypatch.setenv("PORTAL_SHELF", at.web)
    frozen = (f"/api/v1/snapshots/{first}", f"/api/v1/snapshots/{first}/tables/regions.json")
    assert visitor.get(frozen[0]).status_code == 200
    derived = settings.read().cache / "tables" / first
    derived.mkdir(parents=True)
    with (at.folder / LEDGER).open("a") as file:
        file.write(json.dumps({"what": "erased", "id": first, "reason": "Personal data"}) + "\n")
    portal.look()
    assert [path.name for path in (portal.shelf / first).iterdir()] == [MANIFEST]
    assert not derived.exists()
    assert [visitor.get(address).status_code for address in frozen] == [410, 410]


def test_where_a_key_is_trusted_only_its_own_chain_is_fetched(
    at: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("PORTAL_PUBLIC_KEY", str(write_keys(tmp_path)[1]))
    put_signed(at.folder, 3)
    second = put_signed(at.folder, 4)
    portal = following()
    shelf = to_the_end(portal)
    assert shelf.on_show() == shelves.Shown(Shelf(at.folder).open(second))
    assert (shelf.folder / second / signing.SIGNATURE).read_bytes() == (
        at.folder / second / signing.SIGNATURE
    ).read_bytes()
    third = put_signed(at.folder, 5)
    (at.folder / third / signing.SIGNATURE).write_bytes(b"x" * 64)
    portal.look()
    assert shelf.on_show().snapshot.id == second
    assert shelf.on_show().trouble.code == "snapshot-unsigned"
    assert len(faults(caplog)) == 1


def test_a_snapshot_that_follows_another_than_it_names_is_not_shown(at: Origin):
    put(at.folder)
    second = put(at.folder, FEWER)
    at.lie = changed(
        f"{second}/{MANIFEST}", lambda content: content.replace(b'"previous_sha256": "', b'"previous_sha256": "0')
    )
    portal = following()
    portal.look()
    assert shelves.opened(portal.shelf).on_show().snapshot is None
    assert "is not what" in str(shelves.opened(portal.shelf).on_show().trouble)


class Killed(BaseException):
    """The process ends here."""


STEPS = ("mkdir", "write_bytes", "replace", "rename", "touch")


def killed_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Every step that writes to the disk is counted; the one after so many is the last."""
    left = iter(range(steps))

    def counted(do: Callable) -> Callable:
        def step(*given: object, **named: object) -> object:
            if next(left, None) is None:
                raise Killed
            return do(*given, **named)

        return step

    for name in STEPS:
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))


def test_killed_at_any_moment_the_old_snapshot_or_the_new_one_is_shown_and_the_next_look_goes_on(
    at: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nothing of a killed process is left but a draft, which the next one clears away."""
    first = put(at.folder)
    second = put(at.folder, FEWER)
    seen = set()
    for steps in range(200):
        monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / f"cache-{steps}"))
        (at.folder / CURRENT).write_text(first)
        portal = following()
        to_the_end(portal)
        (at.folder / CURRENT).write_text(second)
        with monkeypatch.context() as patched:
            patched.setattr(placing.shutil, "rmtree", lambda *_, **__: None)
            killed_after(patched, steps)
            try:
                portal.look()
            except Killed:
                ended = False
            else:
                ended = True
        shown = Shelf(portal.shelf).on_show()
        assert shown.trouble is None
        seen.add(shown.snapshot.id)
        again = to_the_end(following())
        assert again.on_show().snapshot.id == second
        assert not list(again.folder.glob(f"{placing.DRAFT}*"))
        if ended:
            break
    assert seen == {first, second}


def test_a_full_disk_leaves_the_last_good_snapshot_and_says_so_once(
    at: Origin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    first = put(at.folder)
    portal = following()
    shelf = to_the_end(portal)
    second = put(at.folder, FEWER)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        for _ in range(3):
            portal.look()
        assert shelf.on_show().snapshot.id == first
    [line] = faults(caplog)
    assert "No space left on device" in line
    assert to_the_end(portal).on_show().snapshot.id == second


def test_a_copy_that_went_bad_here_is_fetched_again(at: Origin):
    only = put(at.folder)
    portal = following()
    to_the_end(portal)
    (portal.shelf / only / ISSUES).write_bytes(b"")
    again = following()
    again.begin()
    assert shelves.opened(again.shelf).on_show().snapshot is None
    assert to_the_end(again).on_show() == shelves.Shown(Shelf(at.folder).open(only))


def test_of_several_processes_one_follows_at_a_time(at: Origin):
    put(at.folder)
    portal = following()
    portal.shelf.mkdir(parents=True)
    with (portal.shelf / placing.LOCK).open("wb") as other:
        fcntl.flock(other.fileno(), fcntl.LOCK_EX)
        assert not portal.look()
        assert at.asked == []
    assert to_the_end(portal).on_show().snapshot is not None


def test_while_it_serves_a_portal_looks_again_and_again_until_it_is_stopped(
    at: Origin, monkeypatch: pytest.MonkeyPatch
):
    put(at.folder)
    monkeypatch.setattr(follower, "LOOKS_EVERY", 0.01)
    portal, stop = following(), Event()
    thread = Thread(target=portal.go_on, args=(stop,))
    thread.start()
    second = put(at.folder, FEWER)
    try:
        for _ in fleet.patiently():
            if (portal.shelf / CURRENT).is_file() and shelves.opened(portal.shelf).current_id() == second:
                break
        else:
            pytest.fail("the new snapshot was not followed.")
    finally:
        stop.set()
        thread.join(fleet.PATIENCE)
    assert not thread.is_alive()


def test_no_secret_of_an_address_is_logged_or_kept(
    at: Origin, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    put(at.folder)
    caplog.set_level(logging.INFO)
    for address in (at.store, at.web.replace("//", "//user:hidden@") + "?signature=hidden"):
        monkeypatch.setenv("PORTAL_SHELF", address)
        portal = following()
        to_the_end(portal)
        at.lie = instead("", Answer(501, PAGE))
        portal.look()
        at.lie = None
        kept = b"".join(path.read_bytes() for path in portal.shelf.rglob("*") if path.is_file())
        assert portal.shelf.is_dir()
        assert b"hidden" not in kept
        assert b"secret" not in kept
    assert len(faults(caplog)) == 2
    assert "hidden" not in caplog.text
    assert "secret" not in caplog.text


def test_nobody_publishes_on_a_shelf_that_follows_an_address(at: Origin):
    put(at.folder)
    portal = following()
    to_the_end(portal)
    with pytest.raises(ShelfUnwritable, match="only read"):
        put(portal.shelf, FEWER)


def test_a_fresh_portal_on_an_address_serves_what_is_there(at: Origin, tmp_path: Path):
    """A process of its own: by the time it answers, the snapshot is here."""
    published = put(at.folder)
    with fleet.served(at.web, tmp_path) as portal:
        assert published in fleet.httpx.get(f"{portal.address}/issues?lang=kk", timeout=fleet.PATIENCE).text
        assert portal.lines(f"snapshot {published} fetched from {at.web}")
