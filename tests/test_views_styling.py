"""A page carries the rules that its own elements need, and those are the rules of the whole sheet."""

from lib.views.rendering import markup, styling


def test_a_rule_is_carried_where_its_class_is_used():
    assert ".bar-fill" in styling.needed('<p class="bar-fill"></p>')
    assert ".bar-fill" not in styling.needed('<p class="card"></p>')


def test_rules_without_a_class_are_always_carried_but_those_of_the_client_never():
    needed = styling.needed("")
    assert "body{" in needed
    assert "data-testid" not in needed


def test_the_page_keeps_its_type_when_the_client_brings_its_own():
    assert "#first{font:" in styling.needed("")


def test_what_scripts_add_later_has_its_rules():
    assert "html:not(.interactive) #root" in styling.needed("")


def test_a_page_with_every_class_carries_every_rule_of_pages_in_order():
    labels = "".join(f"{label}:" for label in styling.LABEL.findall(styling.sheet()))
    everything = styling.needed(
        f'<p class="{" ".join(sorted(styling.CLASS.findall(styling.sheet())))}" style="{labels}">'
    )
    parts = [part for part in styling.sheet().split("}") if part.strip() and "data-testid" not in part]
    place = 0
    for part in parts:
        own = part.rpartition("{")[2]
        place = everything.index(own, place)


def test_a_table_says_its_headings_on_phones():
    needed = styling.needed('<table class="table table-cards" style="--l1:x;">')
    assert "td:nth-of-type(1)::before{content:var(--l1)}" in needed
    assert ":nth-of-type(2)" not in needed
    assert needed.count("{") == needed.count("}")


def test_a_rule_for_one_class_inside_another_needs_both():
    assert ".step-ghost .step-title" not in styling.needed('<p class="step-title">')
    assert ".step-ghost .step-title" in styling.needed('<p class="step-title step-ghost">')


def test_what_is_left_out_until_the_first_paint_is_named_only_where_there_is_such_a_thing():
    assert "html:not(.painted) .block" in styling.needed('<div class="block"></div>')
    assert "html:not(.painted) .card" not in styling.needed('<div class="block"></div>')


def test_a_list_searched_in_vain_says_so_in_the_language_of_the_page():
    for language, said in (("kk", "Ештеңе табылмады"), ("ru", "Ничего не найдено"), ("en", "Nothing found")):
        assert f':lang({language})::after{{content:"{said}"}}' in styling.sheet()


def test_without_scripts_nothing_is_left_out():
    whole = styling.sheet()
    begin = whole.index("@media (scripting:enabled){html:not(.painted)")
    assert "content-visibility" not in whole[:begin]
    assert "content-visibility" not in whole[whole.index("}}", begin) :]


def test_a_row_of_tiles_says_its_headings_at_every_width():
    whole = styling.needed('<table class="table-tiles" style="--l1:x;">')
    assert ".table-tiles td:nth-of-type(1)::before{content:var(--l1)}" in whole
    assert "table-cards" not in whole


def test_a_heading_told_by_the_style_sheet_can_end_neither_its_string_nor_its_attribute():
    assert markup.css_string("Жол") == "'Жол'"
    assert markup.css_string("a'b\"c\\d<e>&f\n") == r"'a\27 b\22 c\5c d\3c e\3e \26 f\a '"
