"""Figures of the API: the same numbers as on the page of each, with n, interval, definition and the marks of the page."""

from collections.abc import Callable, Iterator
from datetime import date
from math import isnan
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lib.shelf.shelf import Shelf
from lib.views import pages
from lib.views.address import Query
from lib.views.asking import MEASURES, period_name
from lib.views.blocks import Cards, Facts, Folded, Page, Table
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.reality import looking_closer
from lib.web.api.figures import FIGURES
from lib.words import formats
from lib.words.catalogue import words
from tests import web
from tests.shelves import fixed, held, issue, put, rows

TEXT = words("en")
REGIONS = {"KZ-15": "akimat-15", "KZ-71": "akimat-71", "KZ-75": "akimat-75"}


def a_record() -> dict[str, list[dict]]:
    """Three akimats with 40 issues and 40 meetings each, of which they solved and held different parts."""
    given = rows()
    given["bodies"].append(given["bodies"][1] | {"body_id": "akimat-71", "region_id": "KZ-71"})
    given["population"].append(given["population"][0] | {"region_id": "KZ-71"})
    given["appeals"].append(given["appeals"][0] | {"region_id": "KZ-71", "body_id": "akimat-71", "received": 1200})
    for place, (region, body) in enumerate(REGIONS.items()):
        made = {"body_id": body, "raised_with_body_id": body, "region_id": region}
        for number in range(40):
            solved = number < 12 + place * 10
            day = date(2022, 3 + number % 9, 5)
            closed = {"closed_on": date(2022, 12, 1 + number % 20)} if solved else {}
            make = fixed if solved else issue
            given["issues"].append(
                make(f"{body}-{number}", **made, raised_on=day, first_due_on=date(2022, 12, 12), **closed)
            )
            given["issue_events"].append(
                {"issue_id": f"{body}-{number}", "step": 1, "happened_on": day, "kind": "raised"}
            )
            meeting = held(f"{body}-m{number}", f"2022-{1 + number % 12:02}-07", body_id=body, region_id=region)
            given["meetings"].append(meeting | ({"actual_host_role": "deputy"} if number < 5 + place * 12 else {}))
    return given


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder, a_record())
    return folder


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, shelf: Path) -> TestClient:
    return web.client(monkeypatch, shelf)


def lines(page: Page) -> list[set[str]]:
    """Every line of a page's tables, facts and cards as the words that stand on it."""
    return [line for section in page.sections for block in section.blocks for line in _of_block(block)]


def _of_block(block: object) -> Iterator[set[str]]:
    if isinstance(block, Folded):
        for inner in block.blocks:
            yield from _of_block(inner)
    elif isinstance(block, Table):
        heads = [cell.text for cell in block.headings]
        for row in block.rows:
            yield {word for cell in row for word in (cell.text, cell.note)}
            yield from ({row[0].text, head, cell.text} for head, cell in zip(heads, row, strict=True))
    elif isinstance(block, Facts):
        yield from ({term, said if isinstance(said, str) else said.text} for term, said in block.rows)
    elif isinstance(block, Cards):
        yield from ({card.title, *card.lines} for card in block.items)


def share(found: dict) -> tuple[str, str]:
    """A share and its interval as tables show them."""
    if found["value"] is None:
        return found["mark"], ""
    ends = (formats.number(end * 100, "en", decimals=1) for end in found["interval"])
    return formats.percent(found["value"], "en"), TEXT(
        "rate.interval", **dict(zip(("lower", "upper"), ends, strict=True))
    )


def of_rates(name: Callable[[Names, dict], str]) -> Callable[[dict, Names], set[str]]:
    def expected(row: dict, names: Names) -> set[str]:
        rated = [share(row[f"{rate}_rate"]) for rate in ("reported", "strict", "confirmed")]
        return {name(names, row), TEXT.write(row["counted"]), *(word for pair in rated for word in pair)}

    return expected


def span(measure: str, found: dict) -> str:
    """An interval of a measure as tables show it; none where an end is open."""
    low, high = (float("nan") if end is None else end for end in found["interval"])
    return boards.span_text(measure, low, high, TEXT)


def of_measure(row: dict, names: Names) -> set[str]:
    said = boards.value_text(row["measure"], row["value"], TEXT), span(row["measure"], row)
    ranks = (row["rank_from"], row["rank_to"])
    shown = (
        ""
        if None in ranks
        else str(ranks[0])
        if ranks[0] == ranks[1]
        else TEXT("regions.rank.range", low=str(ranks[0]), high=str(ranks[1]))
    )
    return {names.region(row["region_id"]), *said, TEXT.write(row["n"]), shown}


def of_value(measure: str, field: str) -> Callable[[dict, Names], set[str]]:
    def expected(row: dict, names: Names) -> set[str]:
        found = row[field]
        return {
            names.region(row["region_id"]),
            boards.value_text(measure, found["value"], TEXT),
            span(measure, found),
        }

    return expected


def of_kept(row: dict, names: Names) -> set[str]:
    counts = {
        TEXT.write(row[fate]) for fate in ("held_later", "by_deputy", "cancelled", "missed", "put_off") if row[fate]
    }
    return {names.body(row["body_id"]), *share(row["kept_rate"]), TEXT.write(row["kept_rate"]["n"]), *counts}


def of_on_time(row: dict, names: Names) -> set[str]:
    found = row["on_time_rate"]
    value, low, high = (formats.percent(part, "en") for part in (found["value"], *found["interval"]))
    return {TEXT("body.on_time"), TEXT("rate.said", value=value, n=found["n"], lower=low, upper=high)}


def of_map(row: dict, names: Names) -> set[str]:
    return {names.body(row["body_id"]), names.topic(row["topic_id"]), TEXT.write(row["n"])}


def of_closer(row: dict, names: Names) -> set[str]:
    probable = looking_closer.probability_text(row["probability"], TEXT)
    rate = boards.value_text("appeals", row["appeals_rate"]["value"], TEXT)
    return {names.region(row["region_id"]), *share(row["reported_rate"]), rate, probable}


def of_finding(row: dict, names: Names) -> set[str]:
    return {row["sentence"]}


def of_recorded(row: dict, names: Names) -> set[str]:
    return set() if row["recorded"] is None else {TEXT.write(row["recorded"]), TEXT("recorded.made_up")}


PAGES = [
    ("rates", {}, "regions", {}, of_rates(lambda names, row: names.region(row["code"]))),
    (
        "rates",
        {"by": "topic", "own": "KZ-15"},
        "regions",
        {"id": "KZ-15"},
        of_rates(lambda names, row: names.topic(row["code"])),
    ),
    (
        "rates",
        {"by": "period", "own": "KZ-15"},
        "regions",
        {"id": "KZ-15"},
        of_rates(lambda names, row: formats.opening(period_name(row["code"], TEXT))),
    ),
    *(("ranks", {"measure": measure}, "regions", {"measure": measure}, of_measure) for measure in MEASURES),
    ("ranks", {"period": "2022-H2", "peers": "city"}, "regions", {"period": "2022-H2", "peers": "city"}, of_measure),
    ("durations", {}, "regions", {"measure": "days"}, of_value("days", "days")),
    (
        "appeals",
        {"period": "2022-H2"},
        "regions",
        {"measure": "appeals", "period": "2022-H2"},
        of_value("appeals", "rate"),
    ),
    ("kept", {"level": "akimats"}, "bodies", {"level": "akimats"}, of_kept),
    ("on_time", {"level": "akimats", "body": "akimat-75"}, "bodies", {"id": "akimat-75"}, of_on_time),
    ("problem_map", {"level": "akimats"}, "problem-map", {"level": "akimats"}, of_map),
    ("look_closer", {}, "reality-check", {"id": "appeals"}, of_closer),
    ("findings", {}, "reality-check", {"id": "statements"}, of_finding),
    ("recorded", {}, "reality-check", {"id": "recorded"}, of_recorded),
]


@pytest.mark.parametrize(("figure", "asked", "page", "query", "expected"), PAGES)
def test_each_number_of_a_figure_stands_on_its_page(client, shelf, figure, asked, page, query, expected):
    answer = client.get(f"/api/v1/figures/{figure}.json", params=asked | {"lang": "en"}).json()
    opened = Shelf(shelf)
    shown = lines(pages.page(page, opened, Query(lang="en", **query)))
    names = Names(opened.on_show().snapshot, "en")
    assert answer["rows"]
    for row in answer["rows"]:
        said = expected(row, names) - {""}
        assert any(said <= line for line in shown), said


def test_the_tests_above_cover_every_figure():
    assert {figure for figure, *_ in PAGES} == set(FIGURES)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_says_what_it_is_of_which_day_and_that_records_are_demonstrations(client, figure):
    answer = client.get(f"/api/v1/figures/{figure}.json?lang=en").json()
    assert answer["title"] == TEXT(f"api.figure.{figure}")
    assert len(answer["definition"]) > 40
    assert answer["as_of"] == "2023-01-31"
    assert answer["demonstration"] == (None if figure == "findings" else TEXT("mark.demonstration"))
    assert client.get(answer["page"]).status_code == 200


def test_a_rate_comes_with_n_and_interval_or_with_the_mark_of_too_few(client):
    found = {row["code"]: row for row in client.get("/api/v1/figures/rates.json?by=body").json()["rows"]}
    assert found["akimat-71"]["strict_rate"]["value"] == 22 / 40
    assert found["akimat-71"]["strict_rate"]["n"] == 40
    low, high = found["akimat-71"]["strict_rate"]["interval"]
    assert low < 22 / 40 < high
    assert found["mzdrav"]["strict_rate"] == {"value": None, "n": 1, "interval": None, "mark": "/"}


def test_a_body_asked_for_alone_keeps_its_place_among_all(client):
    every = client.get("/api/v1/figures/kept.json?level=akimats").json()["rows"]
    alone = client.get("/api/v1/figures/kept.json?level=akimats&body=akimat-75").json()["rows"]
    assert alone == [row for row in every if row["body_id"] == "akimat-75"]


@pytest.mark.parametrize(
    ("asked", "parameter", "allowed"),
    [
        ("own=KZ-99", "own", "KZ-15"),
        ("by=place", "by", "region"),
        ("period=2022-13", "period", "2022-H2"),
        ("topic=", "topic", "roads"),
        ("lang=de", "lang", "kk"),
        ("measure=reported", "measure", "period"),
        ("own=KZ-15&own=KZ-75", "own", "1"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is_allowed(client, asked, parameter, allowed):
    answer = client.get(f"/api/v1/figures/rates.json?{asked}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter
    assert allowed in answer.json()["expected"]


def test_days_to_resolve_count_a_reopened_issue_as_open_and_leave_out_what_has_no_day(tmp_path):
    closed = [fixed(f"f-{number}", closed_on=date(2022, 9, 22)) for number in range(9)]
    reopened = [issue(f"r-{number}", closed_on=date(2022, 9, 14)) for number in range(11)]
    no_day = [issue(f"n-{number}", outcome="explained", reported_resolved=True) for number in range(5)]
    for open_again, median in ((11, None), (8, 10.0)):
        given = [*closed, *reopened[:open_again], *no_day]
        put(tmp_path / str(open_again), {"issues": given, "issue_events": []})
        shown = Shelf(tmp_path / str(open_again)).on_show().snapshot
        row = boards.board(shown, "days", "2022-H2").set_index("key").loc["KZ-15"]
        assert row["n"] == 9 + open_again
        assert (None if isnan(row["estimate"]) else row["estimate"]) == median


def test_a_frozen_figure_stays_when_new_data_come(monkeypatch, tmp_path):
    first = put(tmp_path, a_record())
    client = web.client(monkeypatch, tmp_path)
    before = client.get(f"/api/v1/figures/rates.json?snapshot={first}&lang=ru")
    put(tmp_path, rows(as_of=date(2023, 3, 31)), as_of=date(2023, 3, 31))
    after = client.get(f"/api/v1/figures/rates.json?snapshot={first}&lang=ru")
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
    assert "max-age=86400" in after.headers["cache-control"]
    assert first in after.json()["page"]
    assert client.get("/api/v1/figures/rates.json").json()["snapshot"] != first


def test_small_counts_of_appeals_are_withheld_with_a_second_one(monkeypatch, tmp_path):
    given = rows()
    given["appeals"] = [
        {
            **given["appeals"][0],
            "received": 3,
            "considered": 3,
            **dict.fromkeys(
                ("satisfied", "satisfied_partly", "refused", "redirected", "overdue", "repeated", "explained"), 0
            ),
        },
        given["appeals"][1],
    ]
    put(tmp_path, given)
    client = web.client(monkeypatch, tmp_path)
    by_region = {row["region_id"]: row["rate"] for row in client.get("/api/v1/figures/appeals.json").json()["rows"]}
    assert by_region["KZ-15"] == {"value": None, "n": None, "interval": None, "mark": "c"}
    assert by_region["KZ-75"]["n"] is None
    ranked = client.get("/api/v1/figures/ranks.json?measure=appeals").json()["rows"]
    assert all(row["n"] in (None, 0) for row in ranked)
    page = lines(pages.page("regions", Shelf(tmp_path), Query(lang="en", measure="appeals")))
    assert {"Aktobe Region", "c"} in [line - {"", "/"} for line in page]


def test_a_withheld_count_is_in_no_example_and_in_no_narrower_comparison(monkeypatch, tmp_path):
    given = rows()
    months = [date(2022, 7, 1), date(2022, 8, 1)]
    given["appeals"] = [row | {"month_starts_on": month} for row in given["appeals"] for month in months]
    given["appeals"][0] |= {"received": 3, "considered": 0}
    put(tmp_path, given)
    client = web.client(monkeypatch, tmp_path)
    for asked in ("period=2022-07", "period=2022-08", "period=2022-07&peers=city"):
        found = client.get(f"/api/v1/figures/appeals.json?{asked}").json()["rows"]
        assert {row["rate"]["mark"] for row in found if row["residents"]} == {"c"}, asked
    asked = "/regions?id=KZ-15&other=KZ-75&lang=en&period="
    shown = {period: client.get(asked + period).text for period in ("2022-07", "2022-H2")}
    assert "920,000" not in shown["2022-07"]
    assert "920,000" in shown["2022-H2"]
