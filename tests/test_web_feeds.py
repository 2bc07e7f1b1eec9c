"""Atom feeds: valid, in the words of their pages, filtered like them, and unchanged for ever where a snapshot is named."""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from starlette.testclient import TestClient

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query, href, parse
from lib.views.blocks import Cards, Page, Table
from lib.views.blocks import Path as Way
from lib.web.feeds import atom
from lib.words.catalogue import words
from tests.shelves import announced, held, meeting, put, rows, said, step
from tests.web import client

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ("announcements", "outcomes", "changes", "releases")
EVERY = (*(f"/feeds/{name}.atom" for name in LISTS), "/feeds/issue.atom?id=i-12", "/feeds/meeting.atom?id=m-5")


def read(browser: TestClient, address: str) -> feedparser.FeedParserDict:
    """The feed at an address, read by the library without a complaint."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def titles(feed: feedparser.FeedParserDict, language: str) -> list[str]:
    """Titles of the entries without the mark of demonstration records, which each must have."""
    start = words(language)("feed.demonstration", title="")
    assert all(entry.title.startswith(start) for entry in feed.entries)
    return [entry.title.removeprefix(start) for entry in feed.entries]


def page_of(shelf: Path, key: str, **asked: str) -> Page:
    return pages.page(key, shelves.opened(shelf), parse(asked, language="kk"))


def blocks(page: Page, kind: type, *anchors: str) -> Iterator:
    """The blocks of a kind in some sections of a page."""
    for section in page.sections:
        if section.anchor in anchors:
            yield from (block for block in section.blocks if isinstance(block, kind))


def cards(page: Page, *anchors: str) -> list[tuple[str, str]]:
    """Titles and links of the cards of a page."""
    return [(card.title, card.href) for found in blocks(page, Cards, *anchors) for card in found.items]


@pytest.mark.parametrize("address", EVERY)
def test_every_feed_is_valid_atom(tmp_path, monkeypatch, address):
    put(tmp_path)
    joint = "&" if "?" in address else "?"
    root = etree.fromstring(client(monkeypatch, tmp_path).get(f"{address}{joint}lang=kk").content)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "kk"
    for name in ("id", "title", "updated", "rights", "subtitle"):
        assert len(root.findall(ATOM + name)) == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Баспасөз қызметі"
    (self,) = (link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert self.get("href").startswith(f"http://portal.test{address.partition('?')[0]}?")
    ids = [found.text for found in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(found.startswith("tag:meetings-portal.example,2023:") for found in ids)
    assert len(root.findall(f"{ATOM}entry")) == len(ids) - 1 > 0
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}title").get("type", "text") == "text"
        assert entry.findtext(f"{ATOM}updated")
        assert entry.find(f"{ATOM}link").get("href").startswith("http://portal.test/")
        assert entry.find(f"{ATOM}content").get("type") == "html"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked", [{}, {"region": "KZ-15"}, {"body": "akimat-75"}, {"region": "KZ-71"}, {"day": "2023-02-10"}]
)
def test_announcements_are_the_cards_of_their_page(tmp_path, monkeypatch, language, asked):
    put(tmp_path)
    query = "&".join(f"{name}={value}" for name, value in {"lang": language, **asked}.items())
    feed = read(client(monkeypatch, tmp_path), f"/feeds/announcements.atom?{query}")
    shown = cards(page_of(tmp_path, "announcements", lang=language, **asked), "planned", "lately")
    found = zip(titles(feed, language), (entry.link for entry in feed.entries), strict=True)
    assert sorted(found) == sorted((title, f"http://portal.test{link}") for title, link in shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked",
    [{}, {"region": "KZ-75"}, {"body": "mzdrav"}, {"state": "missed"}, {"period": "2022-H2", "state": "kept"}],
)
def test_outcomes_are_the_cards_of_the_page_of_meetings(tmp_path, monkeypatch, language, asked):
    put(tmp_path)
    query = "&".join(f"{name}={value}" for name, value in {"lang": language, **asked}.items())
    feed = read(client(monkeypatch, tmp_path), f"/feeds/outcomes.atom?{query}")
    shown = cards(page_of(tmp_path, "meetings", lang=language, **asked), "list")
    found = zip(titles(feed, language), (entry.link for entry in feed.entries), strict=True)
    assert shown
    assert sorted(found) == sorted((title, f"http://portal.test{link}") for title, link in shown)


def test_an_outcome_tells_what_was_raised_and_what_became_of_it(tmp_path, monkeypatch):
    put(tmp_path)
    text = words("ru")
    feed = read(client(monkeypatch, tmp_path), "/feeds/outcomes.atom?lang=ru&state=kept")
    (entry,) = (entry for entry in feed.entries if entry.link.endswith("id=m-1&lang=ru"))
    content = entry.content[0].value
    assert text("meeting.issues.caption", n=14) in content
    assert (
        f'<a href="http://portal.test{href("issues", Query(lang="ru"), id="i-01")}">'.replace("&", "&amp;") in content
    )
    assert f"{text('value.outcome.fixed')} · Улица отремонтирована" in content
    assert text("mark.demonstration") in content


def test_changes_are_the_rows_of_the_data_page(tmp_path, monkeypatch):
    put(tmp_path)
    usual = rows()
    now = put(tmp_path, {"meetings": [*usual["meetings"], held("m-7", "2023-01-16")]}, note="one more")
    feed = read(client(monkeypatch, tmp_path), "/feeds/changes.atom?lang=en")
    page = page_of(tmp_path, "data", lang="en")
    (table,) = blocks(page, Table, "changes")
    (corrected,) = blocks(page, Table, "corrections")
    counted = [f"{row[0].text}. {row[1].text}: {row[2].text}" for row in table.rows]
    assert "Meetings. New: 1" in " / ".join(counted)
    of_corrections = [f"{row[4].text}: {row[1].text}" for row in corrected.rows]
    assert sorted(titles(feed, "en")) == sorted([*counted, *of_corrections])
    assert {entry.id.split("/")[2] for entry in feed.entries} == {now, "corrections"}


def test_a_feed_says_whom_to_call_and_where_to_write_as_people_write_it(tmp_path, monkeypatch):
    ahead = meeting("m-6", phone="+7 7132 00-00-00", email="reception@example.kz")
    put(tmp_path, {"meetings": [*rows()["meetings"][:5], ahead]})
    feed = read(client(monkeypatch, tmp_path), "/feeds/announcements.atom?lang=en")
    (content,) = (entry.content[0].value for entry in feed.entries if "id=m-6" in entry.link)
    assert "+7 7132 00-00-00" in content
    assert "reception@example.kz" in content
    assert "mailto:" not in content
    assert "tel:" not in content


def test_an_issue_can_be_followed_step_by_step(tmp_path, monkeypatch):
    put(tmp_path)
    feed = read(client(monkeypatch, tmp_path), "/feeds/issue.atom?id=i-12&lang=ru")
    (way,) = blocks(page_of(tmp_path, "issues", id="i-12", lang="ru"), Way, "path")
    assert titles(feed, "ru") == [one.title for one in reversed(way.steps) if one.state == "done"]
    assert [entry.updated for entry in feed.entries] == ["2022-09-20T00:00:00+00:00", "2022-09-12T00:00:00+00:00"]


def test_a_meeting_can_be_followed_up_to_the_day_it_was_missed(tmp_path, monkeypatch):
    put(tmp_path)
    feed = read(client(monkeypatch, tmp_path), "/feeds/meeting.atom?id=m-5&lang=kk")
    (way,) = blocks(page_of(tmp_path, "meetings", id="m-5", lang="kk"), Way, "path")
    assert titles(feed, "kk") == [one.title for one in reversed(way.steps)]
    assert feed.entries[0].title.endswith(words("kk")("meeting.step.missed"))


@pytest.mark.parametrize(
    ("address", "parameter", "found", "expected"),
    [
        ("announcements.atom?region=XX", "region", "XX", ["KZ-15", "KZ-71", "KZ-75"]),
        ("announcements.ics?body=%3Cscript%3E", "body", "<script>", ["akimat-15", "akimat-75", "mzdrav"]),
        ("announcements.ics?day=soon", "day", "soon", ["2022-07-05"]),
        ("outcomes.atom?period=2022-H9", "period", "2022-H9", ["2022", "2022-H2", "2022-Q3", "2022-07"]),
        ("outcomes.atom?topic=roads", "topic", "topic", ["region", "district", "body", "period", "state"]),
        ("changes.atom?region=KZ-15", "region", "region", None),
    ],
)
def test_a_filter_that_cannot_be_applied_is_refused_and_said(
    tmp_path, monkeypatch, address, parameter, found, expected
):
    put(tmp_path)
    answer = client(monkeypatch, tmp_path).get(f"/feeds/{address}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["parameter"], said["found"], said.get("expected")) == (parameter, found, expected)


@pytest.mark.parametrize("address", ["issue.atom?id=m-1", "issue.atom", "meeting.atom?id=../..", "nothing.atom"])
def test_what_is_not_there_is_a_404_that_says_so(tmp_path, monkeypatch, address):
    put(tmp_path)
    answer = client(monkeypatch, tmp_path).get(f"/feeds/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_texts_of_the_data_never_become_markup_and_never_break_the_feed(tmp_path, monkeypatch):
    title = "<script>alert(1)</script> & ]]> &lt;"
    bad = meeting("m-7", **said("title", f"{title}\x0b\x00\ufffe"), **said("venue", "<img src=x onerror=alert(1)>\x1b"))
    steps = [*rows()["meeting_events"], announced("m-7", "2023-02-10")]
    put(tmp_path, {"meetings": [*rows()["meetings"], bad], "meeting_events": steps})
    browser = client(monkeypatch, tmp_path)
    feed = read(browser, "/feeds/announcements.atom?lang=kk&day=2023-02-10")
    (entry,) = (entry for entry in feed.entries if "m-7" in entry.id)
    root = etree.fromstring(browser.get("/feeds/announcements.atom?lang=kk").content)
    (raw,) = (found for found in root.findall(f"{ATOM}entry") if "m-7" in found.findtext(f"{ATOM}id"))
    assert raw.findtext(f"{ATOM}title").endswith(title)
    assert "<img" not in raw.findtext(f"{ATOM}content")
    assert "&lt;img src=x" in raw.findtext(f"{ATOM}content")
    assert entry.link == "http://portal.test/meetings?id=m-7&lang=kk"


@pytest.mark.parametrize(
    "address", ["announcements.atom", "announcements.ics", "outcomes.atom", "changes.atom", "releases.ics"]
)
def test_a_frozen_feed_is_the_same_to_the_byte_after_two_more_publications(tmp_path, monkeypatch, address):
    first = put(tmp_path)
    frozen = f"/feeds/{address}?lang=ru&snapshot={first}"
    answer = client(monkeypatch, tmp_path).get(frozen)
    assert "max-age=86400" in answer.headers["cache-control"]
    for number in (7, 8):
        more = [held(f"m-{number}", "2023-01-16")]
        put(tmp_path, {"meetings": [*rows()["meetings"], *more], "releases": []}, note=f"{number}")
    browser = client(monkeypatch, tmp_path)
    assert browser.get(frozen).content == answer.content
    assert browser.get(f"/feeds/{address}?lang=ru").content != answer.content


def test_links_of_a_frozen_feed_stay_frozen(tmp_path, monkeypatch):
    first = put(tmp_path)
    feed = read(client(monkeypatch, tmp_path), f"/feeds/outcomes.atom?snapshot={first}")
    assert all(f"snapshot={first}" in entry.link for entry in feed.entries)
    assert all(f"snapshot={first}" in link.href for link in feed.feed.links)


def test_a_long_feed_is_read_whole_by_following_its_parts(tmp_path, monkeypatch):
    put(tmp_path)
    monkeypatch.setattr(atom, "PER_PART", 2)
    browser = client(monkeypatch, tmp_path)
    address, found = "/feeds/outcomes.atom?lang=kk", []
    while address:
        feed = read(browser, address)
        assert len(feed.entries) <= 2
        found += [entry.id for entry in feed.entries]
        address = next((link.href for link in feed.feed.links if link.rel == "next"), "")
    assert len(found) == len(set(found)) == 5
    last = read(browser, "/feeds/outcomes.atom?lang=kk&p=99")
    assert [entry.id for entry in last.entries] == found[4:]


def test_steps_of_one_day_keep_their_order(tmp_path, monkeypatch):
    put(
        tmp_path,
        {"issue_events": [step("i-12", number, kind="news", **said("note", f"№ {number}")) for number in range(1, 12)]},
    )
    feed = read(client(monkeypatch, tmp_path), "/feeds/issue.atom?id=i-12&lang=kk")
    assert [entry.id.rsplit("/", 1)[1] for entry in feed.entries] == [f"{number:03}" for number in range(11, 0, -1)]
