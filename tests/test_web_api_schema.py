"""The API keeps to its own description: whatever is asked, valid or not, gets an answer that the description promises."""

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import anyio
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.generation import GenerationMode
from schemathesis.pytest.lazy import get_all_tests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lib.contract import explain
from lib.contract.tables import TABLES
from lib.prepared import tables
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.shelf.shelf import Shelf
from lib.views.taking import outlets
from lib.web.api import cursor, selection
from lib.web.api.figures import FIGURES
from lib.web.asked import Asked
from lib.web.routes import routes
from lib.web.security import Security
from lib.web.serving import KEPT
from lib.words.catalogue import words
from tests.shelves import put


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """The portal's own answers on a shelf with the tiny snapshot."""
    shelf = tmp_path_factory.mktemp("shelf")
    put(shelf)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PORTAL_SHELF", str(shelf))
        patched.setenv("PORTAL_CACHE", str(shelf / "cache"))
        shelves.opened.cache_clear()
        KEPT.clear()
        snapshot = Shelf(shelf).on_show().snapshot
        for file in tables.missing(snapshot):
            tables.make(snapshot, file.table, file.form)
        yield Starlette(routes=routes(), middleware=[Middleware(Security)])


@pytest.fixture(scope="module")
def described(app: Starlette) -> schemathesis.schemas.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def promised(case: schemathesis.Case) -> None:
    """One generated request; every check of schemathesis is on. A cursor that is to be accepted is one for its rows."""
    if "cursor" in (case.query or {}) and case.meta.generation.mode is GenerationMode.POSITIVE:
        case.query = {**case.query, "cursor": fitting_cursor(case)}
    case.call_and_validate()


def fitting_cursor(case: schemathesis.Case) -> str:
    """A cursor of the very rows that a request asks for."""
    asked = {name: value for name, value in case.query.items() if name not in ("cursor", "columns")}
    pairs = [
        (name, str(each)) for name, value in asked.items() for each in (value if isinstance(value, list) else [value])
    ]
    wanted = Asked(path="", parts=(), parameters=tuple(pairs), language="en", origin="")
    table = TABLES[case.path.rpartition("/")[2].partition(".")[0]]
    snapshot = wanted.snapshot()
    return cursor.write(snapshot.id, selection.read(wanted, table, snapshot).digest, 1)


def test_every_answer_is_one_that_the_description_promises(described, subtests):
    chosen = settings(derandomize=True, max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    found = get_all_tests(schema=described, test_func=promised, settings=chosen, given_kwargs={})
    made = [result.ok() for result in found]
    assert len(made) == len(TABLES) + len(FIGURES) + len(("entry", "snapshots", "snapshot"))
    for operation, generated in made:
        with subtests.test(operation.label):
            generated()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_valid_and_every_sentence_is_in_the_language_asked_for(app, language):
    said = TestClient(app).get(f"{outlets.DESCRIPTION}?lang={language}").json()
    validate(said)
    assert said["info"]["title"] == words(language)("api.title")
    issues = said["components"]["schemas"]["issues"]["properties"]
    meaning = explain.meaning(words(language), TABLES["issues"], TABLES["issues"].column("next_step_due_on"))
    assert issues["next_step_due_on"] == {"type": ["string", "null"], "format": "date", "description": meaning}


def test_the_description_names_every_column_and_only_codes_that_the_snapshot_knows(app):
    said = TestClient(app).get(outlets.DESCRIPTION).json()
    schemas = said["components"]["schemas"]
    for name, table in TABLES.items():
        assert tuple(schemas[name]["properties"]) == table.names
    assert schemas["regions.region_id"]["enum"] == ["KZ-15", "KZ-71", "KZ-75"]
    asked = said["paths"]["/api/v1/figures/ranks.json"]["get"]["parameters"]
    assert {one["name"]: one["schema"].get("enum") for one in asked}["topic"] == ["healthcare", "roads", "transport"]


def test_no_column_has_the_name_of_a_parameter_that_means_something_else():
    for table in TABLES.values():
        once, several = selection.parameters(table)
        assert len({*once, *several}) == len(once) + len(several)


@given(
    path=st.binary(max_size=60),
    query=st.binary(max_size=120),
    accepted=st.binary(max_size=40).filter(lambda sent: not {10, 13} & set(sent)),
)
@settings(max_examples=150)
def test_no_bytes_give_an_error_of_ours_or_a_script_back(app, path, query, accepted):
    for start in (b"/api/v1/", b"/api/v1/snapshots/current/tables/", b"/api/v1/figures/ranks.json?measure="):
        status, headers, body = asked_raw(app, start + path, query, accepted)
        assert status < 500
        assert b"text/html" not in headers.get(b"content-type", b"") or b"<script>alert" not in body


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "..%2F..%2Fmanifest.json", "%00", "issues.csv%2F..%2Fx"])
@pytest.mark.parametrize(
    "place", ["/api/v1/{}", "/api/v1/figures/{}", "/api/v1/snapshots/{}", "/api/v1/snapshots/current/tables/{}"]
)
def test_hostile_names_are_not_found_and_never_come_back_as_html(app, place, name):
    answer = TestClient(app).get(place.format(name))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def asked_raw(app: Starlette, path: bytes, query: bytes, header: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of a GET whose bytes no client has tidied up."""
    target, _, before = path.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote_to_bytes(target).decode("utf-8", "replace"),
        "raw_path": target,
        "query_string": before + b"&" + query if before else query,
        "root_path": "",
        "headers": [
            (name, header) for name in (b"accept-language", b"host", b"cookie", b"if-none-match", b"accept-encoding")
        ],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    anyio.run(app, scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body
