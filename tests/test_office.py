"""The desk's screens in three languages, at every stage of an intake; and nobody sees or does what is not theirs."""

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.testing.v1 import AppTest

from lib.desk import actors, disk, recalling, trail, writing
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import states, working
from lib.office import people, problems, screen, written
from lib.office.door import Door
from lib.settings import LANGUAGES, ROOT
from lib.shelf.shelf import Shelf
from lib.words import formats
from lib.words.catalogue import words
from tests import desks, intakes, shelves
from tests.seen import Seen, seen


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A desk and a shelf of the test's own."""
    for name in ("desk", "shelf"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"PORTAL_{name.upper()}", str(tmp_path / name))
    monkeypatch.setattr(people, "is_here", lambda: True)
    return tmp_path / "desk"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


def visit(language: str = "kk", **asked: str) -> AppTest:
    """Somebody at this machine opens a screen of the desk."""
    at = AppTest.from_file(ROOT / "lib" / "office" / "main.py", default_timeout=30)
    at.query_params["lang"] = language
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def read(at: AppTest) -> Seen:
    """What stands on the screen, without its markup."""
    bodies = [element.proto.body for element in at.get("html") if "<style" not in element.proto.body]
    return seen(" ".join(bodies))


def press(at: AppTest, key: str) -> AppTest:
    """Press the button of this text; the screen is drawn anew."""
    language = at.query_params["lang"]
    language = language[0] if isinstance(language, list) else language
    label = words(language)(key)
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ["", *screen.ROOMS, "nonsense"])
def test_every_screen_opens_on_an_empty_shelf_and_desk(language, room):
    at = visit(language, room=room)
    assert at.title[0].value == words(language)("desk.title")
    assert words(language)("desk.local") in read(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_opens_with_snapshots_intakes_and_a_log(language, desk, shelf, tmp_path):
    shown = desks.publish(desk, shelf, desks.waiting(desk))
    desks.checked(desk, shelf, intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"}))
    said = {"intakes": words(language)("desk.stage.problems", n=1), "shelf": shown, "log": "publisher@example.kz"}
    for room in screen.ROOMS:
        assert said.get(room, words(language)("desk.correct.said")) in read(visit(language, room=room)), room


def test_an_intake_named_by_its_folder_is_taken_in_and_its_check_begins(desk, tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(working, "start", lambda folder, made, actor: started.append(made))
    at = visit("ru")
    at.text_input[0].input(str(intakes.write(tmp_path / "intake")))
    press(at, "desk.check")
    (made,) = states.listed(desk)
    assert started == [made.id]
    assert made.made_by == actors.LOCAL.name
    assert made.language == "ru"


def test_nothing_chosen_and_a_folder_that_is_not_there_are_said(desk):
    at = press(visit("ru"), "desk.check")
    assert words("ru")("desk.nothing_chosen") in read(at)
    at.text_input[0].input("/nowhere/at/all")
    press(at, "desk.check")
    assert words("ru")("error.intake-unreadable") in read(at)
    assert states.listed(desk) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_stand_in_a_table_with_place_and_what_to_do_and_can_be_filtered(language, desk, shelf, tmp_path):
    faulty = intakes.write(
        tmp_path / "faulty", issues={(3, "outcome"): "nonsense"}, topics={(2, "parent_id"): "nowhere"}
    )
    made = desks.checked(desk, shelf, faulty)
    at = visit(language, intake=made.id)
    text = words(language)
    assert text("desk.problems.shown", n=2, of=2) in read(at)
    topics, issues = text("table.topics"), text("table.issues")
    assert text("desk.problem.at", table=issues, row="3") in read(at)
    assert at.selectbox[0].options == [text("desk.all"), f"{topics} (topics) · 1", f"{issues} (issues) · 1"]
    at.selectbox[0].select("topics").run()
    assert text("desk.problems.shown", n=1, of=1) in read(at)
    assert "nonsense" not in read(at)
    at.selectbox[0].select("").run()
    at.text_input[0].input("NONSENSE").run()
    assert text("desk.problems.shown", n=1, of=1) in read(at)
    assert "nonsense" in read(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_names_its_column_in_words_and_its_place_once(language, desk, shelf, tmp_path):
    text = words(language)
    made = desks.checked(desk, shelf, intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"}))
    said = read(visit(language, intake=made.id))
    assert said.count("issues.csv") == 1
    assert text("column.outcome") in said


def test_many_problems_of_one_kind_hide_no_other(desk, shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "SHOWN", problems.ALIKE + 1)
    plans = [dict(intakes.ROWS["plans"][0], plan_id=f"P-{number}", approved_on="x") for number in range(1, 10)]
    made = desks.checked(
        desk, shelf, intakes.write(tmp_path / "faulty", plans=plans, issues={(3, "outcome"): "nonsense"})
    )
    assert "nonsense" in read(visit("en", intake=made.id))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_is_lost_is_expected_by_its_key_and_called_what_it_is(language, desk, shelf, tmp_path):
    text = words(language)
    shown = desks.publish(desk, shelf, desks.waiting(desk))
    steps = intakes.ROWS["issue_events"][1:]
    made = desks.checked(desk, shelf, intakes.write(tmp_path / "lost", issue_events=steps, corrections=[]))
    said = read(visit(language, intake=made.id))
    step, correction = (
        text(f"problem.{code}-gone", expected=key, snapshot=shown)
        for code, key in (("event", "I-1/1"), ("correction", "C-1"))
    )
    dash = text.write(None)
    assert f"{text('table.issue_events')} issue_events.csv {dash} {dash} I-1/1 {step}" in said
    assert f"{text('table.corrections')} corrections.csv {dash} {dash} C-1 {correction}" in said


def test_problems_that_one_screen_holds_stand_by_table_and_row(desk, shelf, tmp_path):
    plans = [dict(intakes.ROWS["plans"][0], plan_id=f"P-{number}", approved_on=f"x{number}") for number in range(1, 10)]
    faulty = intakes.write(tmp_path / "faulty", plans=plans, issues={(3, "outcome"): "nonsense"})
    said = read(visit("en", intake=desks.checked(desk, shelf, faulty).id))
    rows = [said.index(f" x{number} ") for number in range(1, 10)]
    assert rows == sorted(rows)
    assert not rows[0] < said.index(" nonsense ") < rows[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clean_intake_shows_what_would_change_and_is_published_by_the_same_person(language, desk, shelf, tmp_path):
    text = words(language)
    shelves.put(shelf)
    rows = shelves.rows(as_of=shelves.AS_OF + timedelta(days=3))
    rows["issues"].append(shelves.issue("i-99"))
    made = hand_in_tables(desk, shelf, rows)
    at = visit(language, intake=made.id)
    said = read(at)
    assert text("desk.clean", n=made.rows) in said
    assert text("desk.unusual.none") in said
    assert text("desk.publish.press") in said
    for box in at.checkbox:
        box.check()
    press(at, "desk.unusual.go_on")
    assert states.read(desk / made.id).stage == states.ACKNOWLEDGED
    at.text_input[0].input("Жаңа мәселе")
    press(at, "desk.publish.now")
    published = states.read(desk / made.id)
    assert Shelf(shelf).current_id() == published.published
    assert Shelf(shelf).on_show().snapshot.manifest.note == "Жаңа мәселе"
    assert text("desk.done.said", id=published.published) in read(at)
    assert f"http://localhost:8501/?lang={language}&snapshot={published.published}" in read(at)
    assert trail.read(desk)[-1]["who"] == actors.LOCAL.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_intake_that_was_only_uploaded_says_what_comes_next_and_when_its_rows_are_known(
    language, desk, tmp_path, monkeypatch
):
    started = []
    monkeypatch.setattr(working, "start", lambda folder, made, actor: started.append(made))
    made = desks.hand_in(desk, intakes.write(tmp_path / "intake"))
    text = words(language)
    at = visit(language, intake=made.id)
    said = read(at)
    assert text("desk.uploaded", button=text("desk.check")) in said
    assert text("desk.made.rows.later") in said
    assert [button.label for button in at.button] == [text("desk.check"), text("desk.discard")]
    press(at, "desk.check")
    assert started == [made.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_that_is_still_to_do_is_not_told_as_done(language, desk, shelf, tmp_path):
    made = desks.checked(desk, shelf, intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"}))
    text = words(language)
    said = read(visit(language, intake=made.id))
    assert text("desk.step.uploaded") in said
    for step in states.STAGES[1:]:
        assert text(f"desk.step.{step}.next") in said
        assert text(f"desk.step.{step}") not in said


def hand_in_tables(desk: Path, shelf: Path, rows: dict[str, list[dict]]) -> states.Submission:
    """The tiny tables as an intake of Parquet files, checked and compared."""
    folder = desk.parent / "tables"
    folder.mkdir(exist_ok=True)
    for name, table in shelves.tables(rows).items():
        pq.write_table(table, folder / f"{name}.parquet")
    made = desks.hand_in(desk, folder, actor=actors.LOCAL)
    working.run(desk / made.id, shelf)
    return states.read(desk / made.id)


def test_a_step_that_failed_says_why_and_offers_to_begin_again(desk, shelf, tmp_path):
    made = desks.hand_in(desk, intakes.write(tmp_path / "intake"))
    (shelf / "CURRENT").write_text("2022-01-01-00000000\n")
    working.run(desk / made.id, shelf)
    at = visit("ru", intake=made.id)
    assert words("ru")("error.snapshot-missing") in read(at)
    assert words("ru")("desk.check_again") in [button.label for button in at.button]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_shelf_is_said_with_its_place_and_what_to_do_and_the_button_stays(language, desk, shelf, monkeypatch):
    at = visit(language, intake=desks.waiting(desk).id)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "write", full)
        press(at, "desk.publish.now")
    text = words(language)
    assert text("desk.disk.full", place=str(shelf)) in read(at)
    press(at, "desk.publish.now")
    assert text("desk.done.said", id=Shelf(shelf).current_id()) in read(at)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shelf_that_is_gone_is_said_on_every_screen_that_needs_it_and_the_intake_can_be_checked_again(
    language, desk, shelf
):
    waits = desks.waiting(desk)
    desks.publish(desk, shelf, waits)
    states.write(desk / waits.id, waits)
    shutil.rmtree(shelf)
    text = words(language)
    said = text("desk.of_the_shelf", said=text("error.shelf-gone"), place=str(shelf))
    for asked in ({"intake": waits.id}, {"room": "shelf"}, {"room": "correct"}):
        at = visit(language, **asked)
        assert said in read(at)
        if "intake" in asked:
            assert text("desk.check_again") in [button.label for button in at.button]
            assert text("desk.publish.now") not in [button.label for button in at.button]


@pytest.mark.parametrize("means", [disk.FULL, disk.CLOSED, disk.GONE, disk.OTHER])
def test_a_disk_that_stopped_a_check_is_said_with_the_desks_folder(means, desk):
    made = desks.waiting(desk)
    trouble = states.Trouble("check", working.DISK_REFUSES, "detail", means)
    states.change(desk / made.id, stage=states.UPLOADED, trouble=trouble)
    assert words("kk")(f"desk.disk.{means}", place=str(desk)) in read(visit("kk", intake=made.id))


def test_an_intake_that_is_not_there_is_said(desk):
    said = read(visit("ru", intake="../../etc/passwd"))
    assert words("ru")("error.submission-missing") in said
    assert words("ru")("desk.list.to") in said


def test_when_another_was_quicker_the_screen_says_who_and_offers_to_compare_again(desk, shelf, tmp_path, monkeypatch):
    first = desks.waiting(desk)
    other = intakes.write(tmp_path / "other", topics={(2, "name_en"): "Roads and bridges"})
    second = desks.acknowledged(desk, shelf, other)
    shown = desks.publish(desk, shelf, first, note="Алдымен")
    at = visit("kk", intake=second.id)
    said = read(at)
    text, at_ten = words("kk"), formats.moment(desks.NOW, "kk", zone="UTC")
    who = text("desk.overtaken.by", who="publisher@example.kz", at=at_ten)
    assert f"{text('desk.overtaken', id=shown)} {who} {text('desk.overtaken.note', note='Алдымен')}" in said
    assert words("kk")("desk.publish.now") not in [button.label for button in at.button]
    monkeypatch.setattr(working, "start", lambda folder, made, actor: working.run(folder / made, shelf))
    compared = press(at, "desk.check_again")
    assert words("kk")("desk.changes") in read(compared)
    assert words("kk")("desk.publish.press") in read(compared)
    assert states.read(desk / second.id).against == shown


def test_a_publication_can_be_set_for_its_time_and_taken_back(desk, shelf, tmp_path):
    made = desks.waiting(desk)
    at = visit("ru", intake=made.id)
    at.text_input[1].input("2099-12-01 10:00")
    press(at, "desk.publish.now")
    assert states.read(desk / made.id).publish_at == datetime(2099, 12, 1, 10, tzinfo=UTC)
    assert list(shelf.iterdir()) == []
    set_for = formats.moment(datetime(2099, 12, 1, 10, tzinfo=UTC), "ru", zone="UTC")
    assert words("ru")("desk.publish.set.here", at=set_for) in read(at)
    assert words("ru")("desk.log.for", at=set_for) in read(visit("ru", room="log"))
    press(at, "desk.publish.unset")
    assert states.read(desk / made.id).publish_at is None


@pytest.mark.parametrize("typed", ["someday", "2001-01-01 10:00"])
def test_a_time_that_cannot_be_read_or_has_passed_is_refused(desk, shelf, tmp_path, typed):
    made = desks.waiting(desk)
    at = visit("ru", intake=made.id)
    at.text_input[1].input(typed)
    press(at, "desk.publish.now")
    assert words("ru")("error.moment-wrong") in read(at)
    assert states.read(desk / made.id).publish_at is None
    assert list(shelf.iterdir()) == []


def test_a_snapshot_is_shown_again_withdrawn_or_erased_only_with_a_reason(desk, shelf):
    first = shelves.put(shelf)
    second = shelves.put(shelf, {"topics": shelves.rows()["topics"][:2]} | {"issues": []} | {"issue_events": []})
    at = visit("ru", room="shelf")
    at.selectbox[0].select(first)
    press(at, "desk.recall.show.do")
    assert words("ru")("error.reason-missing") in read(at)
    assert Shelf(shelf).current_id() == second
    at.text_area[0].input("Ошибка в темах")
    press(at, "desk.recall.show.do")
    assert Shelf(shelf).current_id() == first
    assert publishing.on_show(shelf).id == first


def test_data_are_erased_only_by_whoever_says_that_they_know_what_it_means(desk, shelf):
    shown = shelves.put(shelf)
    at = visit("kk", room="shelf")
    at.radio[0].set_value("erase").run()
    press(at, "desk.recall.erase.do")
    assert words("kk")("desk.recall.tick", box=words("kk")("desk.recall.sure")) in read(at)
    assert Shelf(shelf).current_id() == shown


def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"OIDC": "https://idp", "CLIENT": "desk", "CLIENT_SECRET": "s", "COOKIE_SECRET": "c"}
    for name, value in {**given, "ADDRESS": "https://desk.example.kz"}.items():
        monkeypatch.setenv(f"PORTAL_DESK_{name}", value)


@pytest.mark.parametrize("room", ["", *screen.ROOMS])
def test_whoever_is_not_signed_in_sees_nothing_but_the_way_in(desk, shelf, tmp_path, monkeypatch, room):
    made = desks.checked(desk, shelf, intakes.write(tmp_path / "intake"))
    configured(monkeypatch)
    for asked in ({"room": room}, {"intake": made.id}):
        at = visit("ru", **asked)
        assert [button.label for button in at.button] == [words("ru")("desk.sign_in")]
        assert not [*at.selectbox, *at.text_input, *at.text_area, *at.checkbox]
        assert made.name not in read(at)
        assert words("ru")("desk.sign_in_first") in read(at)


def client(*, open_to_all: bool, host: str = "127.0.0.1", base: str = "http://localhost:8502") -> TestClient:
    async def answer(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    routes = [
        Route("/{path:path}", lambda request: PlainTextResponse("in"), methods=["GET", "PUT", "POST", "DELETE"]),
        WebSocketRoute("/_stcore/stream", answer),
    ]
    return TestClient(Door(Starlette(routes=routes), open_to_all=open_to_all), base_url=base, client=(host, 5000))


def test_without_sign_in_this_machine_is_let_in():
    for base in ("http://localhost:8502", "http://127.0.0.1:8502", "http://[::1]:8502"):
        assert client(open_to_all=False, base=base).get("/").text == "in"


FORGED = [
    {"X-Forwarded-For": "127.0.0.1"},
    {"Forwarded": "for=127.0.0.1"},
    {"X-Real-IP": "127.0.0.1"},
    {"Via": "1.1 proxy"},
    {"Host": "desk.example.kz"},
    {"Host": "localhost.attacker.example"},
    {"Origin": "https://attacker.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: next(iter(headers.items())))
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_without_sign_in_nobody_comes_through_a_proxy_or_under_another_name(headers, method):
    inside = client(open_to_all=False)
    assert inside.request(method, "/_stcore/upload_file/a/b", headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect), inside.websocket_connect("/_stcore/stream", headers=headers):
        pass


@pytest.mark.parametrize("host", ["10.0.0.7", "192.168.1.2", "8.8.8.8", "2001:db8::1", "testclient"])
def test_without_sign_in_no_other_machine_is_let_in_whatever_it_says(host):
    outside = client(open_to_all=False, host=host)
    headers = {"X-Forwarded-For": "127.0.0.1", "Cookie": "_streamlit_user=forged"}
    assert outside.get("/").status_code == 403
    assert outside.get("/", headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect), outside.websocket_connect("/_stcore/stream"):
        pass


def test_with_sign_in_the_door_is_open_but_for_what_nobody_needs():
    inside = client(open_to_all=True, host="8.8.8.8", base="https://desk.example.kz")
    assert inside.get("/").text == "in"
    assert inside.get("/_stcore/metrics").status_code == 403
    assert inside.post("/_stcore/agent/run").status_code == 403


def test_a_script_run_without_the_door_serves_this_machine_only(monkeypatch):
    monkeypatch.setattr(people, "is_here", lambda: False)
    at = visit("ru")
    assert words("ru")("desk.elsewhere") in read(at)
    assert not at.button


def test_every_file_of_the_upload_is_kept_under_the_limit_that_make_desk_sets():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--server.address=127.0.0.1" in makefile
    assert "--server.maxUploadSize=150" in makefile
    assert "150" in words("ru")("desk.files.drop")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_is_corrected_by_the_form_and_becomes_an_intake(language, desk, shelf, monkeypatch):
    started = []
    monkeypatch.setattr(working, "start", lambda folder, made, actor: started.append(made))
    shown = shelves.put(shelf)
    text = words(language)
    at = visit(language, room="correct")
    at.text_input[0].input("i-77").run()
    assert text("desk.correct.no_row", row_key="i-77") in read(at)
    at.text_input[0].input("i-01").run()
    at.selectbox[1].select("outcome").run()
    assert text("desk.correct.choice") in [choice.label for choice in at.selectbox]
    assert text("value.outcome.fixed") in read(at)
    at.selectbox[1].select("citizens").run()
    press(at, "desk.correct.do")
    assert text("error.reason-missing") in read(at)
    fields = {field.label: field for field in at.text_input}
    next(field for label, field in fields.items() if label.startswith(text("desk.correct.new", rules="")[:5])).input(
        "3"
    )
    fields[text("desk.correct.reason", language=text("rule.language_kk"))].input("Қате есептелген")
    press(at, "desk.correct.do")
    (made,) = states.listed(desk)
    assert (started, made.correction_of) == ([made.id], shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officials_contact_is_allowed_by_the_form_and_shown_to_the_publisher(
    language, desk, shelf, tmp_path, monkeypatch
):
    monkeypatch.setattr(working, "start", lambda folder, made, actor: working.run(folder / made, shelf))
    text = words(language)
    phone = "8 7132 54 50 00"
    faults = {(row, "next_step_ru"): f"Приёмная: {phone}" for row in (2, 3)}
    made = desks.checked(desk, shelf, intakes.write(tmp_path / "intake", issues=faults))
    at = visit(language, intake=made.id)
    assert text("desk.allow") in read(at)
    place = text("desk.problem.at", table=text("table.issues"), row="2")
    assert place in read(at)
    assert [choice.options for choice in at.selectbox if choice.label == text("desk.allow.which")] == [
        [text("desk.allow.cells", found="8\u00a0•••00", place=place, n=1)]
    ]
    press(at, "desk.allow.do")
    assert text("error.reason-missing") in read(at)
    next(field for field in at.text_input if field.label == text("desk.allow.why")).input("Телефон приёмной")
    press(at, "desk.allow.do")
    assert states.read(desk / made.id).stage == states.COMPARED
    said = read(at)
    assert text("desk.allowed") in said
    assert "Телефон приёмной" in said
    assert phone not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unusual_must_be_ticked_kind_by_kind_and_the_screen_says_so(language, desk, shelf):
    text = words(language)
    shelves.put(shelf)
    rows = shelves.rows(as_of=shelves.AS_OF + timedelta(days=3))
    rows["issues"] = [dict(row, outcome="no_report", reported_resolved=False, closed_on=None) for row in rows["issues"]]
    made = hand_in_tables(desk, shelf, rows)
    at = press(visit(language, intake=made.id), "desk.unusual.go_on")
    assert text("desk.unusual.tick", box=text("desk.unusual.accept")) in read(at)
    assert states.read(desk / made.id).stage == states.COMPARED


def test_only_a_snapshot_with_which_something_can_be_done_is_offered(desk, shelf):
    first = shelves.put(shelf)
    second = shelves.put(shelf, {"topics": shelves.rows()["topics"][:2]} | {"issues": []} | {"issue_events": []})
    at = visit("en", room="shelf")
    assert at.selectbox[0].options == [first]
    at.radio[0].set_value("withdraw").run()
    assert set(at.selectbox[0].options) == {first, second}
    recalling.withdraw(desk, shelf, first, reason="Wrong", actor=desks.BOTH, now=desks.NOW)
    at.run()
    assert at.selectbox[0].options == [second]
    at.radio[0].set_value("show").run()
    assert at.selectbox[0].options == [f"{first} · {words('en')('desk.recall.was.withdrawn')}"]


def test_the_log_calls_an_intake_by_its_name_and_leads_to_it_as_long_as_the_desk_has_it(desk, shelf, tmp_path):
    made = desks.hand_in(desk, intakes.write_workbook(tmp_path / "January.xlsx"))
    bodies = " ".join(element.proto.body for element in visit("en", room="log").get("html"))
    assert f'<a href="/?lang=en&amp;intake={made.id}" target="_self">January.xlsx</a>' in bodies
    shutil.rmtree(desk / made.id)
    assert made.id in read(visit("en", room="log"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_cell_is_told_by_the_names_of_its_table_and_column_and_in_words(language):
    text = words(language)
    assert written.table("issues", text) == text("table.issues")
    assert written.column("issues", "outcome", text) == text("column.outcome")
    assert written.column("issues", "result_kk", text).endswith(f", {text('rule.language_kk')}")
    assert written.cell("issues", "outcome", "fixed", text) == text("value.outcome.fixed")
    assert written.cell("issues", "reported_resolved", "true", text) == text("dictionary.yes")
    assert written.cell("issues", "due_on", "2022-07-05", text) == formats.day(date(2022, 7, 5), language)
    assert written.cell("meetings", "held_at", "2022-07-05T09:30:00Z", text).endswith(",\u00a009:30")
    assert written.cell("issues", "result_kk", "Жол жөнделді", text) == "Жол жөнделді"
    assert written.cell("issues", "outcome", None, text) == formats.MISSING
    assert written.cell("no table", "no column", "x", text) == "x"
