"""Takes the gallery's pictures anew, of the portal with its default shelf as visitors see it: `make pictures`."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lib.settings import ROOT
from tests import portal

FOLDER = ROOT / "docs" / "gallery"
SHELF = ROOT / "data" / "snapshots"
COLOURS = 128
DESK, PHONE = (1280, 860), (360, 740)
WAIT = 60_000
SEEN = (
    "() => [...document.querySelectorAll('#root img')]"
    ".every(img => img.complete || img.getBoundingClientRect().top > innerHeight || img.getBoundingClientRect().bottom < 0)"
)
"""Every picture on the screen is there."""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the address it shows, the screen it is taken on, and where on the page it begins."""

    name: str
    address: str
    screen: tuple[int, int] = DESK
    start: str = ""
    dark: bool = False


ISSUE = "/issues?id=q000809"
SHOTS = (
    Shot("home", "/?lang=kk"),
    Shot("home-phone", "/?lang=kk", PHONE),
    Shot("announcements-phone", "/announcements?lang=ru&region=KZ-15", PHONE, "planned"),
    Shot("issue-phone", f"{ISSUE}&lang=ru", PHONE),
    Shot("path-phone", f"{ISSUE}&lang=kk", PHONE, "path"),
    Shot("meetings", "/meetings?lang=ru"),
    Shot("regions", "/regions?lang=en", start="map"),
    Shot("region", "/regions?lang=kk&id=KZ-15"),
    Shot("problem-map", "/problem-map?lang=ru"),
    Shot("reality-check", "/reality-check?lang=en"),
    Shot("data", "/data?lang=en"),
    Shot("dark", "/regions?lang=ru", dark=True),
)


def main() -> None:
    """Take every picture from one portal served on the default shelf."""
    FOLDER.mkdir(exist_ok=True)
    with portal.served(SHELF) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        for shot in SHOTS:
            _keep(_taken(browser, address, shot), FOLDER / f"{shot.name}.png")
        browser.close()


def _taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """A screenful of the interactive page, from the part where the shot begins."""
    width, height = shot.screen
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        timezone_id="Asia/Almaty",
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(address + shot.address)
    page.locator("html.interactive").wait_for(state="attached")
    if shot.start:
        page.locator(f"#{shot.start}").first.evaluate("part => part.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1_000)
    page.wait_for_function(SEEN)
    picture = page.screenshot()
    context.close()
    return picture


def _keep(picture: bytes, file: Path) -> None:
    """The picture in few colours: a fifth of the bytes, and no eye sees the difference."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(file, optimize=True)


if __name__ == "__main__":
    main()
