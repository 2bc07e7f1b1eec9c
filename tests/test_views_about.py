"""What the portal says of itself: who runs it, the law and its certainty, the office's contact on every page, the words."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import MENU, PATHS, Query, address
from lib.views.blocks import Facts, Link, Notice, Page, Table, plain
from lib.views.portal import glossary
from lib.views.rendering import markup
from lib.views.told import contact, norms
from lib.words.catalogue import words
from tests.shelves import put, rows
from tests.test_contract_texts import glossary as written

ITEMS = {"issues": "i-12", "meetings": "m-5", "regions": "KZ-15", "bodies": "akimat-15"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> shelves.Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    return shelves.opened(folder)


def made(shelf: shelves.Shelf, key: str, language: str = "en", **asked: str) -> Page:
    return pages.page(key, shelf, Query(lang=language, **asked))


def blocks(page: Page, anchor: str) -> tuple:
    return next(section.blocks for section in page.sections if section.anchor == anchor)


def test_while_records_are_demonstrations_nobody_has_adopted_the_portal_and_it_is_said_what_is_real(shelf):
    notice, who, kinds = blocks(made(shelf, "about"), "who")
    assert notice == Notice(words("en")("about.demonstration"), "warning")
    assert dict(who.rows)[words("en")("about.who.contact")] == Link("press@example.kz", "mailto:press@example.kz")
    said = dict(kinds.rows)
    assert words("en")("table.issues") in said[words("en")("about.made_up")]
    assert words("en")("table.statements") in said[words("en")("about.real")]
    assert words("en")("table.population") in said[words("en")("data.tables.partly")]
    names = [name for listed in said.values() for name in listed.split("; ")]
    assert len(names) == len(set(names)) == len(shelf.on_show().snapshot.manifest.tables)


def test_an_office_with_records_of_its_own_does_not_call_itself_a_demonstration(tmp_path):
    put(tmp_path, {"about": [rows()["about"][0] | {"demonstration_tables": None}]})
    page = made(shelves.opened(tmp_path), "about")
    assert [type(block) for block in blocks(page, "who")] == [Facts]
    assert words("en")("about.demonstration") not in unescape(markup.whole(page, Query(lang="en"), words("en")))


def test_the_law_is_told_as_it_stood_on_the_day_described_with_how_sure_it_is(shelf):
    table = blocks(made(shelf, "about"), "law")[1]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Once a half-year", "Decree No. 826", words("en")("value.certainty.press_summary")]
    ]


def test_a_norm_counts_on_both_ends_of_its_validity_and_on_no_other_day(tmp_path):
    norm = rows()["norms"][0]
    day = norm["valid_from"]
    for number, (start, end, there) in enumerate(
        [(day, None, True), (norm["valid_to"], None, False), (day, norm["valid_to"], True), (day, day, False)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        put(folder, {"norms": [norm | {"valid_from": start, "valid_to": end}]})
        assert bool(norms.in_force(shelves.opened(folder).on_show().snapshot)) is there


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_every_page_leads_to_the_office_with_its_address_and_snapshot_filled_in(shelf, key, language):
    for code in ("", *([ITEMS[key]] if key in ITEMS else ())):
        query = Query(lang=language, id=code)
        page = pages.page(key, shelf, query)
        link = urlsplit(page.mistake.href)
        assert (link.scheme, link.path) == ("mailto", "press@example.kz")
        body = parse_qs(link.query)["body"][0]
        assert address(key, query) in body
        assert shelf.on_show().snapshot.id in body
        assert "http" not in body
        assert page.mistake.text in unescape(markup.foot(page, words(language)))


def test_a_contact_is_a_link_only_where_one_can_lead_there():
    assert contact.reach("https://press.example.kz/write") == "https://press.example.kz/write"
    assert contact.reach("a b@example.kz") == contact.reach("a@example.kz,b@example.kz") == ""
    assert contact.reach("p@example.kz", subject="A & b", body="x\ny") == (
        "mailto:p@example.kz?subject=A%20%26%20b&body=x%0Ay"
    )
    assert contact.reach("p@example.kz", subject="Қате: көше") == "mailto:p@example.kz?subject=Қате%3A%20көше"
    assert contact.reach("p@example.kz?bcc=x@y") == "mailto:p@example.kz%3Fbcc%3Dx@y"


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("+7 7172 74 50 00", "tel:+77172745000"),
        ("8 (7172) 74-50-00", "tel:+77172745000"),
        ("(7172) 74–50–00", "tel:+77172745000"),
        ("87172745000", "tel:+77172745000"),
        ("+998 90 123 45 67", "tel:+998901234567"),
        ("1414", "tel:1414"),
        ("74 50 00", ""),
        ("2023-01-31", ""),
        ("+7 7172", ""),
        ("каб. 12, +7 7172 74 50 00", ""),
        ("8 7172 74 50 00 доб. 12", ""),
        ("", ""),
    ],
)
def test_a_number_written_for_people_is_called_in_full_and_a_text_that_is_no_number_stays_text(written, called):
    assert contact.reach(written) == called


def test_several_contacts_in_one_text_are_each_a_link_that_leads_somewhere():
    said = contact.way("press@example.kz; +7 7172 74 50 00, каб. 12")
    assert plain(said) == "press@example.kz, +7 7172 74 50 00, каб. 12"
    assert [getattr(one, "href", "") for one in said] == ["mailto:press@example.kz", "tel:+77172745000", ""]
    assert contact.way("Сарыарка, 1; каб. 12") == "Сарыарка, 1; каб. 12"
    assert contact.way("https://example.kz/a,b") == Link("https://example.kz/a,b", "https://example.kz/a,b")


def test_an_office_with_a_number_beside_its_address_can_be_called_and_written_to(tmp_path):
    put(tmp_path, {"about": [rows()["about"][0] | {"contact": "+7 7172 74 50 00, press@example.kz"}]})
    page = made(shelves.opened(tmp_path), "about")
    assert page.mistake.href.startswith("mailto:press@example.kz?")
    html = markup.whole(page, Query(lang="en"), words("en"))
    assert 'href="tel:+77172745000"' in html
    assert '>+7 7172 74 50 00</a>,</span> <span class="one"><a' in html


def test_the_page_shows_every_word_of_the_glossary_that_visitors_meet():
    ideas = {row[0].strip("`") for row in written()}
    assert set(glossary.TERMS) <= ideas
    assert {code for code in ideas if "." not in code} == {code for code in glossary.TERMS if "." not in code} | set(
        glossary.OFFICE_ONLY
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_glossary_use_the_same_terms_and_say_one_sentence_of_each(language):
    terms = {row[0].strip("`"): row[1 + LANGUAGES.index(language)] for row in written()}
    text = words(language)
    for code, (term, said) in zip(glossary.TERMS, glossary.facts(text).rows, strict=True):
        assert term.casefold() == terms[code].casefold(), code
        assert said[0].isupper(), said
        assert said.endswith("."), said
        assert ". " not in said, said


def test_the_menu_leads_to_every_page_but_the_summary_and_two_pages_lead_there(shelf):
    assert set(PATHS) - set(MENU) == {"summary"}
    for key in ("home", "data"):
        html = markup.whole(made(shelf, key), Query(lang="en"), words("en"))
        assert 'href="/summary?lang=en"' in html


def test_the_privacy_statement_names_the_number_below_which_counts_are_withheld(shelf):
    assert any("below 5 " in said for said in blocks(made(shelf, "about"), "privacy")[0].paragraphs)


def test_the_table_of_norms_says_so_where_none_is_on_record():
    assert norms.table([], "caption", words("en")) == Table(
        "caption", norms.table([], "", words("en")).headings, (), words("en")("body.norms.none")
    )


@pytest.mark.parametrize(
    ("unit", "value", "written", "said"),
    [
        ("month_day", None, "01-10", ("10 қаңтар", "10 января", "10 January")),
        ("working_days", 3.0, "3", ("3 жұмыс күні", "3 рабочих дня", "3 working days")),
        ("per_half_year", 1.0, "1", ("жарты жылда 1 рет", "1 раз в полугодие", "once every half-year")),
        ("share", 0.25, "0.25", ("25\u00a0%", "25\u00a0%", "25%")),
        ("per_moon", 2.0, "2", ("2", "2", "2")),
    ],
)
def test_what_a_norm_asks_for_is_said_in_words_and_not_in_codes(unit, value, written, said):
    norm = {"unit": unit, "value": value, "value_text": written}
    assert tuple(norms.value(norm, words(language)) for language in LANGUAGES) == said
