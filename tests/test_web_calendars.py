"""Calendars: read back by a library they are what the data say, whatever becomes of a meeting, in every time zone."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event, Timezone

from lib.settings import LANGUAGES
from lib.words.catalogue import words
from tests.shelves import AS_OF, announced, meeting, moment, put, rows, said
from tests.web import client

MEETINGS = "/feeds/announcements.ics"
RELEASES = "/feeds/releases.ics"
ALMATY = {"body_id": "akimat-75", "region_id": "KZ-75"}


def read(monkeypatch: pytest.MonkeyPatch, shelf: Path, address: str) -> Calendar:
    """The calendar at an address, read by the library."""
    answer = client(monkeypatch, shelf).get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def events(calendar: Calendar) -> dict[str, Event]:
    """The entries by the id of their meeting."""
    found = {event["uid"].removeprefix("meeting-").partition("@")[0]: event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def with_meeting(given: dict, *steps: dict) -> dict[str, list[dict]]:
    """The rows of the tiny tables with one more meeting and its steps."""
    usual = rows()
    return {
        "meetings": [*usual["meetings"], given],
        "meeting_events": [*usual["meeting_events"], *steps],
    }


def test_every_meeting_announced_is_there_with_what_became_of_it(tmp_path, monkeypatch):
    put(tmp_path)
    text = words("ru")
    found = events(read(monkeypatch, tmp_path, f"{MEETINGS}?lang=ru"))
    assert set(found) == {"m-1", "m-2", "m-3", "m-4", "m-5", "m-6"}
    summaries = {key: str(event["summary"]) for key, event in found.items()}
    assert summaries["m-6"] == text("feed.demonstration", title="Приём граждан")
    for key, fate in {"m-2": "by_deputy", "m-4": "cancelled", "m-5": "missed"}.items():
        assert text(f"fate.{fate}") in summaries[key]
    assert {key: str(event["status"]) for key, event in found.items() if key in ("m-4", "m-5", "m-6")} == {
        "m-4": "CANCELLED",
        "m-5": "CONFIRMED",
        "m-6": "CONFIRMED",
    }
    assert "Буран" in found["m-4"]["description"]
    assert text("meeting.fate.missed", announced=date(2023, 1, 9), held=None) in found["m-5"]["description"]


def test_filters_are_those_of_the_page(tmp_path, monkeypatch):
    put(tmp_path)
    assert set(events(read(monkeypatch, tmp_path, f"{MEETINGS}?region=KZ-75"))) == {"m-2"}
    assert set(events(read(monkeypatch, tmp_path, f"{MEETINGS}?body=mzdrav"))) == {"m-3"}
    assert set(events(read(monkeypatch, tmp_path, f"{MEETINGS}?day=2023-02-10"))) == {"m-6"}
    assert set(events(read(monkeypatch, tmp_path, f"{MEETINGS}?region=KZ-71"))) == set()


def test_a_moved_meeting_moves_in_place(tmp_path, monkeypatch):
    put(tmp_path)
    before = events(read(monkeypatch, tmp_path, MEETINGS))["m-6"]
    usual = rows()
    moved = {"step": 2, "kind": "moved", "happened_at": moment("2023-01-30"), "starts_at": moment("2023-02-14")}
    put(
        tmp_path,
        {
            "meetings": [*usual["meetings"][:-1], meeting("m-6", starts_at=moment("2023-02-14"))],
            "meeting_events": [*usual["meeting_events"], announced("m-6", "2023-02-10") | moved],
        },
        note="moved",
    )
    after = events(read(monkeypatch, tmp_path, MEETINGS))["m-6"]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert before["last-modified"].dt == moment("2023-01-20")
    assert after["last-modified"].dt == after["dtstamp"].dt == moment("2023-01-30")
    assert before["dtstart"].dt.astimezone(UTC) == moment("2023-02-10")
    assert after["dtstart"].dt.astimezone(UTC) == moment("2023-02-14")


def test_silence_changes_an_entry_though_nobody_reports_it(tmp_path, monkeypatch):
    put(tmp_path, {"meetings": [meeting("m-5", starts_at=moment("2023-01-09"))]}, as_of=AS_OF)
    missed = events(read(monkeypatch, tmp_path, MEETINGS))["m-5"]
    assert words("kk")("fate.missed") in missed["summary"]
    assert missed["sequence"] == 1
    assert missed["last-modified"].dt == moment("2023-01-09") + timedelta(days=11)


def test_a_meeting_held_later_stands_on_the_day_it_was_held(tmp_path, monkeypatch):
    late = meeting("m-7", starts_at=moment("2023-01-16"), status="held", held_at=moment("2023-01-18"))
    put(tmp_path, with_meeting(late, announced("m-7", "2023-01-16", happened_at=moment("2022-12-01"))))
    found = events(read(monkeypatch, tmp_path, f"{MEETINGS}?lang=en"))["m-7"]
    assert found["dtstart"].dt.date() == date(2023, 1, 18)
    assert words("en")("fate.held_later") in found["summary"]
    assert "16 January 2023" in found["description"]


@pytest.mark.parametrize(
    ("day", "hour", "offset"), [("2024-02-29", 11, 6), ("2024-03-01", 10, 5)], ids=["before", "after"]
)
def test_hours_are_right_on_both_sides_of_1_march_2024(tmp_path, monkeypatch, day, hour, offset):
    as_of = date(2024, 2, 20)
    here = meeting("m-7", starts_at=moment(day), ends_at=moment(day, 7), **ALMATY)
    put(tmp_path, with_meeting(here, announced("m-7", day, happened_at=moment("2024-01-10"))), as_of=as_of)
    calendar = read(monkeypatch, tmp_path, f"{MEETINGS}?region=KZ-75&day={day}")
    found = events(calendar)["m-7"]
    assert found["dtstart"].params["TZID"] == "Asia/Almaty"
    assert found["dtstart"].to_ical() == f"{day.replace('-', '')}T{hour}0000".encode()
    assert found["dtend"].to_ical() == f"{day.replace('-', '')}T{hour + 2}0000".encode()
    zone: Timezone = next(iter(calendar.walk("VTIMEZONE")))
    assert zone["tzid"] == "Asia/Almaty"
    own_rules = zone.to_tz(lookup_tzid=False)
    local = datetime.fromisoformat(day).replace(hour=hour, tzinfo=own_rules)
    assert local.utcoffset() == timedelta(hours=offset)
    assert local.astimezone(UTC) == moment(day)


def test_each_zone_that_is_used_is_explained_and_no_other(tmp_path, monkeypatch):
    put(tmp_path)
    calendar = read(monkeypatch, tmp_path, MEETINGS)
    used = {event["dtstart"].params["TZID"] for event in calendar.walk("VEVENT")}
    assert {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")} == used == {"Asia/Aqtobe", "Asia/Almaty"}


@pytest.mark.parametrize("address", [MEETINGS, RELEASES])
def test_no_line_is_longer_than_75_bytes_and_every_line_ends_as_it_must(tmp_path, monkeypatch, address):
    long = said("title", "Қалың, ұзақ; тақырып\\\n" * 9)
    put(tmp_path, with_meeting(meeting("m-7", **long), announced("m-7", "2023-02-10")))
    body = client(monkeypatch, tmp_path).get(f"{address}?lang=kk").content
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75


def test_signs_that_mean_something_in_a_calendar_come_back_as_they_were(tmp_path, monkeypatch):
    title = 'а, б; в\\н: "г" BEGIN:VEVENT'
    put(tmp_path, with_meeting(meeting("m-7", **said("title", f"{title}\x0b\x07")), announced("m-7", "2023-02-10")))
    found = events(read(monkeypatch, tmp_path, MEETINGS))["m-7"]
    assert str(found["summary"]) == words("kk")("feed.demonstration", title=title)


def test_what_a_calendar_says_of_itself_is_escaped_for_programs_that_know_only_the_older_names(tmp_path, monkeypatch):
    put(tmp_path)
    body = client(monkeypatch, tmp_path).get(f"{MEETINGS}?lang=ru").text.replace("\r\n ", "")
    said = dict(line.split(":", 1) for line in body.splitlines() if ":" in line)
    assert "\\," in said["X-WR-CALDESC"]
    assert not re.search(r"(?<!\\)[,;]", said["X-WR-CALDESC"] + said["X-WR-CALNAME"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", [MEETINGS, RELEASES])
def test_demonstration_records_say_so_in_every_entry_and_in_the_name(tmp_path, monkeypatch, address, language):
    about = rows()["about"][0] | {"demonstration_tables": "meetings meeting_events releases"}
    put(tmp_path, {"about": [about]})
    calendar = read(monkeypatch, tmp_path, f"{address}?lang={language}")
    mark, start = words(language)("mark.demonstration"), words(language)("feed.demonstration", title="")
    assert calendar["x-wr-calname"].startswith(start)
    assert calendar.walk("VEVENT")
    for event in calendar.walk("VEVENT"):
        assert event["summary"].startswith(start)
        assert mark in event["description"]


def test_published_records_are_not_called_demonstrations(tmp_path, monkeypatch):
    put(tmp_path, {"about": [rows()["about"][0] | {"demonstration_tables": None}]})
    calendar = read(monkeypatch, tmp_path, f"{MEETINGS}?lang=en")
    assert str(calendar["x-wr-calname"]) == words("en")("announcements.title")
    assert "emonstration" not in calendar.to_ical().decode()


def test_an_organizer_is_named_only_where_the_data_give_an_official_address(tmp_path, monkeypatch):
    own = meeting("m-7", email="qabyldau@akimat.example", phone="+7 7132 000000")
    put(tmp_path, with_meeting(own, announced("m-7", "2023-02-10")))
    found = events(read(monkeypatch, tmp_path, f"{MEETINGS}?lang=kk"))
    assert found["m-7"]["organizer"] == "mailto:qabyldau@akimat.example"
    assert found["m-7"]["organizer"].params["CN"] == "Ақтөбе облысының әкімдігі"
    assert str(found["m-7"]["contact"]) == "+7 7132 000000"
    assert "organizer" not in found["m-6"]


def test_an_entry_tells_how_to_sign_up_where_it_is_and_leads_to_its_page(tmp_path, monkeypatch):
    told = said("sign_up", "Алдын ала", "По записи", "By appointment") | said("address", "Абай 1", "Абая 1", "1 Abay")
    put(tmp_path, with_meeting(meeting("m-7", **told), announced("m-7", "2023-02-10")))
    found = events(read(monkeypatch, tmp_path, f"{MEETINGS}?lang=en"))["m-7"]
    page = "http://portal.test/meetings?id=m-7&lang=en"
    assert str(found["url"]) == page
    assert page in found["description"]
    assert "By appointment" in found["description"]
    assert str(found["location"]) == "Akimat building, 1 Abay, Aktobe Region"


def test_releases_are_in_universal_time_and_lead_to_the_data(tmp_path, monkeypatch):
    put(tmp_path)
    calendar = read(monkeypatch, tmp_path, f"{RELEASES}?lang=en")
    (release,) = calendar.walk("VEVENT")
    assert release["uid"].startswith("release-2023-h1@")
    assert release["dtstart"].dt == moment("2023-07-10")
    assert "First half-year" in release["summary"]
    assert str(release["url"]) == "http://portal.test/data?lang=en#releases"
    assert calendar["refresh-interval"].dt == timedelta(hours=6)


def test_an_online_meeting_is_where_it_can_be_watched(tmp_path, monkeypatch):
    stream = "https://video.example/m-7"
    put(tmp_path, with_meeting(meeting("m-7", format="online", stream_url=stream), announced("m-7", "2023-02-10")))
    assert str(events(read(monkeypatch, tmp_path, MEETINGS))["m-7"]["location"]) == stream
