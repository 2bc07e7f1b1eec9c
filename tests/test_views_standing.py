"""Around a snapshot: releases that are out or late, snapshots that were taken back and why, how to check them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from lib.desk import recalling
from lib.desk.publishing import publish as publishing
from lib.settings import LANGUAGES
from lib.shelf.shelf import Shelf
from lib.views import pages
from lib.views.address import Query
from lib.views.reading import standing
from lib.views.rendering.markup import block
from lib.words.catalogue import words
from lib.words.formats import opening
from tests import desks, shelves
from tests.seen import Seen, seen


def page_of(shelf: Path, language: str = "ru") -> str:
    page = pages.page("data", Shelf(shelf), Query(lang=language))
    markup = "".join(block(part) for section in page.sections for part in section.blocks)
    return markup.replace("<wbr>", "")


def announced(day: str) -> list[dict]:
    row = shelves.rows()["releases"][0]
    return [{**row, "scheduled_at": shelves.moment(day)}]


def state(shelf: Path, *, frozen: bool = False) -> str:
    opened = Shelf(shelf)
    snapshot = opened.on_show().snapshot
    around = standing.standing(opened, snapshot, frozen=frozen)
    return around.release(snapshot.table("releases").to_pylist()[0])


def test_a_release_is_announced_until_its_day_and_late_after_it(tmp_path):
    shelves.put(tmp_path / "a", {"releases": announced("2023-01-31")})
    shelves.put(tmp_path / "b", {"releases": announced("2023-01-30")})
    assert (state(tmp_path / "a"), state(tmp_path / "b")) == ("announced", "late")


def test_a_live_portal_marks_a_late_release_by_itself(tmp_path, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2023, 7, 11, tzinfo=UTC)

    about = [{**shelves.rows()["about"][0], "clock": "live"}]
    shelves.put(tmp_path, {"about": about})
    monkeypatch.setattr(standing, "datetime", Clock)
    assert state(tmp_path) == "late"
    assert state(tmp_path, frozen=True) == "announced"
    assert opening(words("ru")("data.releases.late")) in page_of(tmp_path)


def test_a_release_that_a_snapshot_fulfils_is_out(tmp_path):
    tables = shelves.tables({"releases": announced("2023-01-30")})
    publishing.publish(tables, shelf=tmp_path, as_of=shelves.AS_OF, note="", now=shelves.NOW, release_id="2023-h1")
    assert state(tmp_path) == "out"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deed", ["withdraw", "erase"])
def test_a_snapshot_taken_back_stays_listed_with_its_reason(tmp_path, language, deed):
    (tmp_path / "desk").mkdir()
    shelf = tmp_path / "shelf"
    first = shelves.put(shelf)
    second = shelves.put(shelf, {"topics": shelves.rows()["topics"], "releases": announced("2023-01-30")})
    place = (tmp_path / "desk", shelf, tmp_path / "cache") if deed == "erase" else (tmp_path / "desk", shelf)
    getattr(recalling, deed)(*place, second, reason="Қате дерек", actor=desks.PUBLISHER, now=desks.NOW)
    what = {"withdraw": "withdrawn", "erase": "erased"}[deed]
    shown = page_of(shelf, language)
    assert first in shown
    assert second in shown
    assert words(language)(f"data.snapshots.{what}", reason="Қате дерек") in Seen(Markup(shown).striptags())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_to_check_and_whether_there_is_a_signature(tmp_path, monkeypatch, language):
    monkeypatch.delenv("PORTAL_PUBLIC_KEY", raising=False)
    shelves.put(tmp_path)
    assert words(language)("data.verify.unsigned") in seen(page_of(tmp_path, language))
