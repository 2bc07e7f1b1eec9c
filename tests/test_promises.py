"""What the project promises about itself: thin pages, one look, modules that say what they hold, a menu that is whole."""

import ast
import re
import tomllib

import altair
import pandas as pd
import pytest

from lib import errors
from lib.__main__ import MORE
from lib.contract import dictionary
from lib.desk.commands import arguments
from lib.drawing import look
from lib.drawing.rates import three_rates_chart
from lib.settings import LANGUAGES, ROOT
from lib.views.address import PATHS
from lib.words.catalogue import words

PAGE_LINES = 80
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
MODULES = sorted([*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "streamlit_app.py"])


def test_every_page_has_a_file_and_every_file_is_in_the_menu():
    files = {path.stem.replace("_", "-") for path in (ROOT / "pages").glob("*.py")}
    assert files == set(PATHS)


def test_pages_are_thin_and_compute_nothing():
    for path in (ROOT / "pages").glob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert len(code.splitlines()) <= PAGE_LINES
        assert not re.search(r"import (pandas|pyarrow|numpy)", code)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_a_sentence(path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, f"{path} does not say what it holds"
    assert said.splitlines()[0].rstrip().endswith((".", "!", ":")) or len(said.splitlines()) > 1


def test_no_visible_word_stands_in_the_code():
    for path in MODULES:
        if path.name == "search.py":  # look-alike letters, no words
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.parent.name in ("site", "views"):
                assert not re.search("[а-яәғқңөұүһі]{3}", node.value), f"{path.name}: {node.value!r}"


def every_error(root: type[errors.PortalError] = errors.PortalError) -> list[type[errors.PortalError]]:
    return [root, *(found for child in root.__subclasses__() for found in every_error(child))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_sentence_for_people_and_a_code_of_its_own(language: str):
    found = every_error()
    assert len({error.code for error in found}) == len(found)
    for error in found:
        assert words(language)(f"error.{error.code}")


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in (*arguments.COMMANDS, *MORE):
        assert re.search(rf"\b{command}\b", readme), command
    assert len(readme.splitlines()) <= 60


def test_streamlits_theme_has_the_colours_of_the_look():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for name, tones in (("light", look.LIGHT), ("dark", look.DARK)):
        theme = config["theme"][name]
        assert theme["primaryColor"] == theme["linkColor"] == tones.accent
        assert theme["backgroundColor"] == tones.paper
        assert theme["secondaryBackgroundColor"] == tones.surface
        assert theme["textColor"] == tones.ink
        assert theme["borderColor"] == tones.line


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two colours, written out as the standard has it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tones", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_text_has_contrast_enough_in_both_themes(tones: look.Tones):
    for paper in (tones.paper, tones.surface):
        assert contrast(tones.ink, paper) >= 7
        assert contrast(tones.quiet, paper) >= 6.5
        assert contrast(tones.accent, paper) >= 4.5
        assert contrast(tones.edge, paper) >= 3


@pytest.mark.parametrize(("theme", "tones"), [("light", look.LIGHT), ("dark", look.DARK)], ids=["light", "dark"])
def test_more_is_a_stronger_colour_in_both_themes_and_each_shade_carries_its_words(theme: str, tones: look.Tones):
    shades = look.SHADES[theme]
    strength = [contrast(ground, tones.paper) for ground, _ in shades]
    assert strength == sorted(strength)
    assert strength[0] > 1.1
    assert all(contrast(ground, words_on_it) >= 7 for ground, words_on_it in shades)


def test_no_colour_of_an_outcome_is_lost_on_dark_paper():
    seen = [look.ON_DARK.get(colour, colour) for colour in look.ROLES.values()]
    assert min(contrast(colour, look.DARK.paper) for colour in seen) >= 4.5


def test_on_dark_paper_outcomes_stand_out_in_the_order_that_they_have_on_light():
    pairs = (("fixed", "fixed_partly"), ("in_plan", "in_work"), ("referred", "no_report"), ("no_report", "withdrawn"))
    for tone, seen in (
        (look.LIGHT, lambda colour: colour),
        (look.DARK, lambda colour: look.ON_DARK.get(colour, colour)),
    ):
        for more, less in pairs:
            more, less = (contrast(seen(look.ROLES[name]), tone.paper) for name in (more, less))
            assert more > 1.1 * less


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_is_a_vega_lite_spec_that_altair_accepts(language: str):
    row = {"name": "a"} | {
        f"{rate}_{end}": 0.5 for rate in ("reported", "strict", "confirmed") for end in ("rate", "lower", "upper")
    }
    spec = three_rates_chart(pd.DataFrame([row]), words(language))
    assert altair.Chart.from_dict(spec).to_dict()["layer"]


def test_the_dictionary_is_current():
    written = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert written == dictionary.markdown(), "run `make fix`: docs/data.md is printed from the contract"


def test_every_picture_a_document_shows_is_there_and_every_picture_is_shown():
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {(file.parent / link).resolve() for file in documents for link in PICTURE.findall(file.read_text())}
    kept = {file.resolve() for folder in ("gallery", "pictures") for file in (ROOT / "docs" / folder).glob("*.png")}
    assert shown == kept


def test_the_handbook_quotes_what_the_desk_says():
    handbook = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    quoted = {" ".join(said.split()) for said in re.findall("«([^»]+)»", handbook)}
    texts = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "lib" / "words" / "texts" / "ru").glob("*.po")
    )
    assert quoted
    assert {said for said in quoted if said not in texts} == set()
