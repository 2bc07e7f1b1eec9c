"""The static copy: its links work, it is complete, and only exploring leads to the live portal."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lib.errors import OutputUnwritable, ShelfEmpty
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views.address import PATHS
from lib.views.reality import finding
from lib.web.export.places import place
from lib.web.export.writing import Copied, export
from lib.web.serving import KEPT
from lib.words.catalogue import words
from tests.shelves import put

LIVE = "https://portal.example.kz"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Copied]:
    """One copy of the tiny shelf for all tests."""
    folder = tmp_path_factory.mktemp("copy")
    put(folder / "shelf")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PORTAL_SHELF", str(folder / "shelf"))
        patched.setenv("PORTAL_ADDRESS", LIVE)
        patched.setenv("PORTAL_CACHE", str(folder / "cache"))
        shelves.opened.cache_clear()
        KEPT.clear()
        made = export(folder / "out")
    shelves.opened.cache_clear()
    KEPT.clear()
    return folder / "out", made


def links(html: str) -> list[str]:
    """Where a page's links, pictures and scripts lead, but for the metadata in its head."""
    body = html.split("<body>")[1]
    return [unescape(found) for found in re.findall(r'\s(?:href|src|action)="([^"]*)"', body)]


def test_every_page_is_there_in_every_language(copy: tuple[Path, Copied]):
    out, made = copy
    for language in LANGUAGES:
        for path in PATHS.values():
            page = out / language / path.strip("/") / "index.html"
            assert f'<html lang="{language}">' in page.read_text(encoding="utf-8")
        assert words(language)("home.title") in unescape((out / language / "index.html").read_text(encoding="utf-8"))
        assert (out / language / "issues" / "i-12.html").is_file()
        assert (out / language / "regions" / "KZ-15.html").is_file()
    assert made.pages == len(list(out.rglob("*.html"))) - len(
        list((out / "embed").rglob("*.html")) if (out / "embed").is_dir() else []
    )


def test_every_link_leads_to_a_file_of_the_copy_or_to_the_live_portal(copy: tuple[Path, Copied]):
    out, _ = copy
    for page in out.glob("??/**/*.html"):
        for link in links(page.read_text(encoding="utf-8")):
            parts = urlsplit(link)
            if parts.scheme or link.startswith(("#", "mailto:")):
                assert not link.startswith("/"), link
                continue
            target = (page.parent / parts.path).resolve()
            assert target.is_file(), (page.relative_to(out), link)


def test_a_copied_page_loads_nothing_from_the_live_portal(copy: tuple[Path, Copied]):
    out, _ = copy
    for page in out.glob("??/**/*.html"):
        html = page.read_text(encoding="utf-8")
        loaded = re.findall(
            r'<(?:script|img|source)[^>]*\s(?:src|srcset)="([^"]+)"|rel="stylesheet"[^>]*href="([^"]+)"', html
        )
        assert loaded
        for found in loaded:
            where = found[0] or found[1]
            assert not urlsplit(where).scheme, where
            assert (page.parent / where).resolve().is_file(), where
    for script in (out / "assets").glob("*.js"):
        assert "/static/" not in script.read_text(encoding="utf-8"), script.name


def test_the_root_shows_the_first_page_in_kazakh(copy: tuple[Path, Copied]):
    out, _ = copy
    root = (out / "index.html").read_text(encoding="utf-8")
    assert '<html lang="kk">' in root
    for link in links(root):
        if not urlsplit(link).scheme and not link.startswith("#"):
            assert (out / urlsplit(link).path).is_file(), link


def test_filters_lead_to_the_live_portal(copy: tuple[Path, Copied]):
    out, _ = copy
    html = (out / "ru" / "issues" / "index.html").read_text(encoding="utf-8")
    assert f'action="{LIVE}/issues"' in html
    assert not re.search(r'href="/', html.split("<body>")[1])


def test_demonstration_records_say_so_in_the_copy_too(copy: tuple[Path, Copied]):
    out, _ = copy
    stated = set(finding.found(shelves.opened(out.parent / "shelf").on_show().snapshot))
    pages = list(out.glob("en/**/*.html"))
    assert stated & {page.stem for page in pages}
    for page in pages:
        marked = words("en")("mark.demonstration") in unescape(page.read_text(encoding="utf-8"))
        assert marked is (page.stem not in stated), page


def test_no_value_of_an_address_leaves_the_folder():
    for value in ("../x", "a/b", "%2e%2e", "a\\b", "", ".htaccess", "x" * 300):
        where = place(f"/issues?id={value}&lang=kk")
        assert where is None or re.fullmatch(r"kk/issues/(index|[A-Za-z0-9_.\-]+)\.html", where)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(OutputUnwritable, match="not empty"):
        export(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_an_empty_shelf_gives_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "shelf").mkdir()
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path / "shelf"))
    with pytest.raises(ShelfEmpty):
        export(tmp_path / "out")
    assert not (tmp_path / "out").exists()
