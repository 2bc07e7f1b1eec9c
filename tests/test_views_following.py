"""What a page offers to follow: feeds that answer, with the page's own filters and nothing that the page sets aside."""

import re

import pytest

from lib.shelf import shelf as shelves
from lib.views.address import PATHS, Query, parse
from lib.views.taking.following import APPLIES, feeds
from lib.views.taking.outlets import FEEDS
from lib.web.feeds.routes import ATOM, CALENDARS
from tests.shelves import put
from tests.web import client


@pytest.mark.parametrize("key", PATHS)
def test_every_feed_that_a_page_names_answers(tmp_path, monkeypatch, key):
    put(tmp_path)
    browser = client(monkeypatch, tmp_path)
    snapshot = shelves.opened(tmp_path).on_show().snapshot
    for asked in ({}, {"region": "KZ-75", "state": "kept", "topic": "roads"}, {"region": "XX", "day": "soon"}):
        for link in feeds(key, snapshot, parse(asked, language="ru")):
            assert link.text
            assert browser.get(link.href).status_code == 200, link.href


def test_items_name_their_own_feed_and_places_theirs(tmp_path):
    put(tmp_path)
    snapshot = shelves.opened(tmp_path).on_show().snapshot
    assert [link.href for link in feeds("issues", snapshot, Query(id="i-12"))] == ["/feeds/issue.atom?id=i-12&lang=kk"]
    assert [link.href for link in feeds("regions", snapshot, Query(id="KZ-75"))] == [
        f"/feeds/{name}?lang=kk&region=KZ-75" for name in ("announcements.ics", "announcements.atom", "outcomes.atom")
    ]


def test_feeds_stand_in_the_head_of_their_page_with_its_filters(tmp_path, monkeypatch):
    put(tmp_path)
    html = client(monkeypatch, tmp_path).get("/announcements?lang=en&region=KZ-15&body=nobody").text
    assert 'type="text/calendar"' in html
    assert 'href="/feeds/announcements.ics?lang=en&amp;region=KZ-15"' in html
    assert not re.search('href="/feeds/[^"]*nobody', html)


def test_every_feed_that_can_be_named_is_served_and_the_reverse():
    assert set(APPLIES) == {*ATOM, *CALENDARS}
    assert set(FEEDS) == set(APPLIES) - {"issue.atom", "meeting.atom"}
