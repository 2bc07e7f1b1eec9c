"""Access at the desk: axe-core finds nothing on any screen, every control is reached by keyboard, nothing runs off a phone."""

from collections.abc import Iterator

import pytest

from lib.drawing import look
from lib.settings import LANGUAGES
from tests import access, desk_screens, portal
from tests.desk_screens import SCREENS, Desk, open_screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
LOOKS = [
    (screen, LANGUAGES[number % 3], (360, 1280, 768)[number % 3], ("light", "dark")[number % 2])
    for number, screen in enumerate(SCREENS)
]
SHORT = "(e) => e.outerHTML.slice(0, 200)"
"""An element as a failed test shows it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with an intake at each stage."""
    with desk_screens.served(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.mark.parametrize(("screen", "language", "width", "scheme"), LOOKS)
def test_a_screen_of_the_desk_has_no_fault_of_access(desk, browser, screen, language, width, scheme):
    page = access.window(browser, "interactive")
    access.on_screen(page, width, scheme)
    open_screen(page, desk, screen, language)
    page.evaluate(access.AXE)
    assert access.faults(page) == []
    page.context.close()


RUNNING_OFF = (
    "[...document.querySelectorAll('[data-testid=stMain] *')].filter((e) => e.getBoundingClientRect().right > 361"
    " && e.getBoundingClientRect().width > 1 && !e.closest('.table-frame, [data-testid=stCode]'))"
)
"""What ends beyond the screen's edge; a wide table scrolls in a frame of its own."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_of_the_desk_runs_off_a_phone(desk, browser, screen):
    page = access.window(browser, "interactive")
    access.on_screen(page, 360, "light")
    open_screen(page, desk, screen, "kk")
    wide = page.evaluate(f"{RUNNING_OFF}.map({SHORT})")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert wide == []
    page.context.close()


EDGES = """(edge) => {
  const asked = document.createElement('i');
  asked.style.color = edge;
  document.body.append(asked);
  const ink = getComputedStyle(asked).color;
  const fields = '[role="group"], [data-testid$="RootElement"], button[kind^="secondary"], [data-testid="stExpander"] details';
  const framed = [...document.querySelectorAll(`[data-testid="stMain"] :is(${fields})`)];
  const rings = [...document.querySelectorAll('[data-testid="stRadioOption"]:not([data-selected]) > div > div:first-child')];
  const faint = [...framed.filter((one) => getComputedStyle(one).borderTopColor !== ink),
                 ...rings.filter((one) => !getComputedStyle(one).boxShadow.includes(ink))];
  return [framed.length + rings.length, faint.map((one) => one.outerHTML.slice(0, 200))];
}"""


@pytest.mark.parametrize(("scheme", "tones"), [("light", look.LIGHT), ("dark", look.DARK)])
@pytest.mark.parametrize("screen", ["", "shelf", "correct", "acknowledged", "faulty"])
def test_whatever_can_be_filled_in_or_pressed_stands_out_by_its_edge(desk, browser, screen, scheme, tones):
    page = access.window(browser, "interactive")
    access.on_screen(page, 1280, scheme)
    open_screen(page, desk, screen, "ru")
    number, faint = page.evaluate(EDGES, tones.edge)
    assert number > 1
    assert faint == []
    page.context.close()


FOCUSABLE = (
    "[...document.querySelectorAll('[data-testid=stMain] :is(a[href], button, input, textarea, summary, select)')]"
    ".filter((e) => !e.disabled && e.tabIndex >= 0 && e.type !== 'file' && e.offsetParent !== null"
    " && (e.type !== 'radio' || e.checked))"
)
"""What the tab key must reach; of a group of choices the chosen one, from which arrows lead on."""


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_is_reached_by_the_tab_key(desk, browser, screen):
    page = access.window(browser, "interactive")
    access.on_screen(page, 1280, "light")
    open_screen(page, desk, screen, "ru")
    number = page.evaluate(f"{FOCUSABLE}.map((e, i) => (e.dataset.place = i)).length")
    reached = set()
    page.evaluate("document.body.focus()")
    for _ in range(2 * number + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.place ?? ''"))
    unreached = f"(reached) => {FOCUSABLE}.filter((e) => !reached.includes(e.dataset.place)).map({SHORT})"
    left = page.evaluate(unreached, list(reached))
    assert number > 5
    assert left == []
    page.context.close()
