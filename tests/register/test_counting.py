"""A register counted where it lies: the same counts by every engine, and nothing about persons asked for."""

import ibis
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import expressions as sql

from lib.contract.record import APPEALS, COUNTED
from lib.desk.register import counting
from lib.desk.register.shape import AS_DECLARED, REGISTER, Naming
from lib.errors import RegisterRefused, RegisterUnreachable
from tests.register import registers
from tests.register.registers import AS_OF, KNOWN, PERSONS

MADE = {"month_starts_on", *COUNTED}
"""Names that a question gives to what it counts."""


def counts(address: str, naming: Naming = AS_DECLARED) -> pa.Table:
    return counting.counts(address, naming, as_of=AS_OF, known=KNOWN)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Every question whose answer was fetched, as the engine got it."""
    questions, fetch = [], ibis.Expr.to_pyarrow

    def fetching(expression: ibis.Expr, **options: object) -> object:
        questions.append((expression.get_backend().dialect, str(expression.compile())))
        return fetch(expression, **options)

    monkeypatch.setattr(ibis.Expr, "to_pyarrow", fetching)
    return questions


def _counts_or_repeats(star: sql.Star) -> bool:
    """Whether a star is that of COUNT(*), or stands for the columns that an inner question names; never for a table's."""
    return isinstance(star.parent, sql.Count) or isinstance(star.parent.find(sql.From).this, sql.Subquery)


def changed(register: pa.Table, column: str, place: int, value: object) -> pa.Table:
    cells = register[column].to_pylist()
    cells[place] = value
    where = register.column_names.index(column)
    return register.set_column(where, register.schema.field(column), [cells])


def problems(address: str, naming: Naming = AS_DECLARED) -> list[tuple[str, str, str]]:
    with pytest.raises(RegisterRefused) as refused:
        counts(address, naming)
    return [(problem.code, problem.column, problem.found) for problem in refused.value.problems]


def test_every_engine_counts_to_the_last_appeal_what_a_boring_count_gives(placed, register):
    found = counts(placed(register))
    assert found.schema.equals(APPEALS.arrow)
    expected = registers.counted(register)
    for count in expected.values():
        del count["other"]
    assert registers.by_key(found) == expected
    assert sum(found["received"].to_pylist()) == sum(day <= AS_OF for day in register["received_on"].to_pylist())
    assert 0 < sum(found["overdue"].to_pylist()) < sum(found["received"].to_pylist())


def test_no_question_to_any_engine_names_a_column_that_is_not_declared(placed, register, asked):
    counts(placed(register.slice(0, 500)))
    assert len(asked) == 8  # what is not as declared, unknown codes of six columns, the counts
    for dialect, question in asked:
        parsed = sqlglot.parse_one(question, dialect=dialect)
        named = {column.name for column in parsed.find_all(sql.Column)}
        assert named <= {*REGISTER.names, *MADE}
        assert not any(name in question for name in PERSONS)
        assert all(_counts_or_repeats(star) for star in parsed.find_all(sql.Star)), question


def test_the_counts_of_an_empty_register_are_an_empty_table(placed, register):
    assert counts(placed(register.slice(0, 0))).equals(APPEALS.empty())


def test_unknown_codes_are_refused_with_what_was_found_and_a_persons_number_is_masked(placed, register):
    small = changed(changed(register.slice(0, 50), "kind", 3, "gossip"), "body_id", 4, registers.IIN)
    address = placed(small)
    assert problems(address) == [
        ("register-code-unknown", "body_id", "90•••07"),
        ("register-code-unknown", "kind", "gossip"),
    ]


def test_empty_cells_and_days_against_their_order_are_refused(placed, register):
    small = changed(register.slice(0, 50), "region_id", 0, None)
    small = changed(changed(small, "closed_on", 1, None), "outcome", 1, "refused")
    small = changed(changed(small, "closed_on", 2, AS_OF.replace(year=2001)), "outcome", 2, "refused")
    assert problems(placed(small)) == [
        ("register-cell-empty", "region_id", "1"),
        ("register-ended-unclear", "outcome", "1"),
        ("register-closed-early", "closed_on", "1"),
    ]


def test_a_register_with_names_and_codes_of_its_own_is_read_by_its_mapping(placed, register):
    small = register.slice(0, 500)
    expected = counts(placed(small))
    own = [{"complaint": "20", "inquiry": "30"}.get(code, code) for code in small["kind"].to_pylist()]
    place = small.column_names.index("kind")
    renamed = small.set_column(place, "sort", pa.array(own))
    naming = Naming(columns={"kind": "sort"}, codes={"kind": {"20": "complaint", "30": "inquiry"}})
    assert counts(placed(renamed), naming).equals(expected)


def test_columns_that_are_missing_or_of_another_type_are_named(parquet, postgres, register):
    small = register.slice(0, 50)
    for placed in (parquet, postgres):
        assert problems(placed(small.drop_columns(["due_on"]))) == [("register-column-missing", "due_on", "")]
    text = small.set_column(4, "received_on", small["received_on"].cast(pa.timestamp("us")))
    assert problems(parquet(text)) == [("register-column-type", "received_on", "timestamp(6)")]


def test_cells_of_a_csv_that_cannot_be_read_are_counted_and_never_quoted(csv, register):
    small = register.slice(0, 50)
    days = [str(day) for day in small["due_on"].to_pylist()]
    days[7] = "Aigerim"
    place = small.column_names.index("due_on")
    assert problems(csv(small.set_column(place, "due_on", pa.array(days)))) == [
        ("register-cell-unreadable", "due_on", "1")
    ]


def test_a_role_without_the_right_to_read_a_column_is_told_so(postgres, register):
    address = postgres(register.slice(0, 50))
    with pytest.raises(RegisterUnreachable, match="InsufficientPrivilege"):
        counts(address, Naming(columns={"body_id": "iin"}))


@pytest.mark.parametrize(
    "address",
    [
        "postgres://someone:secret@127.0.0.1:1/office#appeals",
        "duckdb:///nowhere/*.parquet",
        "nothing://such#table",
        "no address",
        "",
    ],
)
def test_an_address_where_nothing_answers_is_named_without_its_password(address):
    with pytest.raises(RegisterUnreachable) as raised:
        counts(address)
    assert "secret" not in str(raised.value)
    assert counting.shown(address) in str(raised.value)
