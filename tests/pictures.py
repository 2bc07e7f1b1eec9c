"""Takes the pictures of the office's handbook anew, from a desk with demonstration records: `make pictures`."""

import csv
import tempfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lib.desk import demo
from lib.desk.checks.check import check
from lib.desk.publishing import publish as publishing
from lib.settings import ROOT
from lib.words.catalogue import words
from tests import intakes, portal

PICTURES = ROOT / "docs" / "pictures"
TEXT = words("ru")
WIDTH, TALLEST = 960, 1400
COLOURS = 48
EARLIER, NOW = date(2022, 10, 5), date(2023, 1, 31)


def main() -> None:
    """Walk through the desk and keep a picture of each step."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        (place / "shelf").mkdir()
        demo.write(place / "kezdesuler-2023", scale="small", as_of=NOW)
        faulty = intakes.write_workbook(
            place / "book.xlsx",
            issues={(3, "outcome"): "сделано", (4, "raised_on"): "летом"},
            topics={(3, "parent_id"): "road"},
        )
        settings = {"PORTAL_DESK": str(place / "desk"), "PORTAL_CACHE": str(place / "cache")}
        with portal.served(place / "shelf", program="press_desk.py", **settings) as address:
            browser = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
            page = browser.new_context(locale="ru-RU", timezone_id="Asia/Almaty").new_page()
            page.set_default_timeout(120_000)
            _problems(page, address, faulty)
            _put_earlier(place)
            _publish(page, address, place / "kezdesuler-2023")
            for room in ("shelf", "correct", "log"):
                page.goto(f"{address}/?lang=ru&room={room}")
                page.get_by_role("heading", level=2).first.wait_for()
                if room == "correct":
                    _name_an_issue(page, place / "kezdesuler-2023")
                _take(page, room)
            browser.close()


def _put_earlier(place: Path) -> None:
    demo.write(place / "earlier", scale="small", as_of=EARLIER)
    checked = check(place / "earlier")
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=7)
    publishing.publish(
        checked.tables, shelf=place / "shelf", as_of=checked.as_of, note="Демонстрация, октябрь 2022 года", now=at
    )


def _problems(page: Page, address: str, book: Path) -> None:
    page.goto(f"{address}/?lang=ru")
    page.locator("input[type=file]").set_input_files(book)
    page.get_by_text("book.xlsx").wait_for()
    _take(page, "intakes")
    _press(page, "desk.check")
    page.get_by_role("cell", name="сделано", exact=True).wait_for()
    _take(page, "problems")


def _publish(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}/?lang=ru")
    page.get_by_text(TEXT("desk.folder")).click()
    page.get_by_role("textbox", name=TEXT("desk.folder.label")).fill(str(folder))
    _press(page, "desk.check")
    page.get_by_role("heading", name=TEXT("desk.changes")).wait_for()
    page.get_by_role("button", name=TEXT("desk.unusual.go_on")).wait_for()
    _take(page, "changes", until=TEXT("desk.unusual"))
    for box in page.get_by_text(TEXT("desk.unusual.accept")).all():
        box.click()
    _take(page, "unusual", start=TEXT("desk.unusual"), until=TEXT("desk.preview"))
    _press(page, "desk.unusual.go_on")
    page.get_by_role("textbox", name=TEXT("desk.publish.note")).fill("Итоги 2022 года")
    _take(page, "publish", start=TEXT("desk.preview"))
    _press(page, "desk.publish.now")
    page.get_by_role("heading", name=TEXT("desk.done")).wait_for()
    _take(page, "done")


def _name_an_issue(page: Page, folder: Path) -> None:
    """The first issue of the intake by its public number, as an editor would."""
    with (folder / "issues.csv").open(encoding="utf-8", newline="") as file:
        number = next(csv.DictReader(file))["public_number"]
    field = page.get_by_role("textbox").first
    field.fill(number)
    field.press("Enter")
    page.get_by_role("button", name=TEXT("desk.correct.do"), exact=True).wait_for()


def _press(page: Page, key: str) -> None:
    page.get_by_role("button", name=TEXT(key), exact=True).click()


def _take(page: Page, name: str, *, start: str = "", until: str = "") -> None:
    """A picture of the screen, between two headings where they are named, in few colours."""
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.wait_for_timeout(1_500)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": int(height)})
    page.wait_for_timeout(700)
    top = _place(page, start) if start else 0
    bottom = _place(page, until) if until else height
    image = Image.open(BytesIO(page.screenshot())).crop((0, int(top), WIDTH, int(min(bottom, top + TALLEST))))
    image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def _place(page: Page, title: str) -> float:
    return page.get_by_role("heading", name=title, level=2).bounding_box()["y"] - 8


if __name__ == "__main__":
    main()
