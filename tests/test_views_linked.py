"""What pages say as linked data: a parser reads it, and it says of a meeting what became of it."""

import json

import pytest
from lxml import etree
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, Namespace
from starlette.testclient import TestClient

from lib.words.catalogue import words
from tests.shelves import announced, meeting, moment, put, rows, said
from tests.web import client

SCHEMA = Namespace("https://schema.org/")
HERE = "http://portal.test"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""The parser of linked data uses it itself."""


def linked(browser: TestClient, address: str) -> Graph:
    """The linked data in the head of a page, read with a context of its own instead of a fetched one."""
    graph = Graph()
    for script in etree.HTML(browser.get(address).text).iter("script"):
        if script.get("type") == "application/ld+json":
            part = json.loads(script.text) | {"@context": {"@vocab": str(SCHEMA)}}
            graph.parse(data=json.dumps(part), format="json-ld")
    return graph


@pytest.mark.parametrize(
    ("meeting_id", "status", "start"),
    [
        ("m-1", "EventScheduled", "2022-09-12T10:00:00+05:00"),
        ("m-4", "EventCancelled", "2022-12-12T10:00:00+05:00"),
        ("m-5", None, "2023-01-09T10:00:00+05:00"),
        ("m-2", "EventScheduled", "2022-11-14T11:00:00+06:00"),
        ("m-7", "EventRescheduled", "2023-02-17T10:00:00+05:00"),
    ],
)
def test_a_meeting_is_an_event_with_its_status_and_local_hour(tmp_path, monkeypatch, meeting_id, status, start):
    usual = rows()
    moved = announced("m-7", "2023-02-10") | {"step": 2, "kind": "moved", "starts_at": moment("2023-02-17")}
    steps = [*usual["meeting_events"], announced("m-7", "2023-02-10"), moved]
    put(
        tmp_path,
        {"meetings": [*usual["meetings"], meeting("m-7", starts_at=moment("2023-02-17"))], "meeting_events": steps},
    )
    graph = linked(client(monkeypatch, tmp_path), f"/meetings?id={meeting_id}&lang=ru")
    (event,) = graph.subjects(RDF.type, SCHEMA.Event)
    assert event == URIRef(f"{HERE}/meetings?id={meeting_id}&lang=ru")
    assert str(graph.value(event, SCHEMA.startDate)) == start
    assert str(graph.value(event, SCHEMA.eventStatus) or "") == (f"{SCHEMA}{status}" if status else "")
    earlier = graph.value(event, SCHEMA.previousStartDate)
    assert str(earlier or "") == ("2023-02-10T10:00:00+05:00" if meeting_id == "m-7" else "")
    assert words("ru")("mark.demonstration") in graph.value(event, SCHEMA.description)
    place = graph.value(event, SCHEMA.location)
    assert graph.value(place, RDF.type) == SCHEMA.Place
    assert str(graph.value(place, SCHEMA.name)) == "Здание акимата"


def test_items_say_the_way_to_them(tmp_path, monkeypatch):
    put(tmp_path)
    graph = linked(client(monkeypatch, tmp_path), "/issues?id=i-12&lang=en")
    steps = {int(place): step for step, place in graph.subject_objects(SCHEMA.position)}
    assert [str(graph.value(steps[n], SCHEMA.item)) for n in (1, 2)] == [
        f"{HERE}/issues?lang=en",
        f"{HERE}/issues?id=i-12&lang=en",
    ]


def test_the_data_page_is_a_dataset_and_home_the_catalogue_it_is_in(tmp_path, monkeypatch):
    shown = put(tmp_path)
    browser = client(monkeypatch, tmp_path)
    graph = linked(browser, "/data?lang=en")
    (dataset,) = graph.subjects(RDF.type, SCHEMA.Dataset)
    assert str(graph.value(dataset, SCHEMA.version)) == shown
    assert str(graph.value(dataset, SCHEMA.temporalCoverage)) == "2022-09-12/2023-01-31"
    assert str(graph.value(dataset, SCHEMA.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert words("en")("mark.demonstration") in graph.value(dataset, SCHEMA.description)
    files = {str(graph.value(file, SCHEMA.contentUrl)) for file in graph.objects(dataset, SCHEMA.distribution)}
    assert f"{HERE}/api/v1/snapshots/{shown}/tables/issues.csv" in files
    home = linked(browser, "/?lang=en")
    (catalogue,) = home.subjects(RDF.type, SCHEMA.DataCatalog)
    assert home.value(catalogue, SCHEMA.dataset) == dataset


def test_a_title_cannot_end_the_script_that_holds_it(tmp_path, monkeypatch):
    bad = meeting("m-7", **said("title", "</script><script>alert(1)</script>"))
    put(tmp_path, {"meetings": [bad]})
    browser = client(monkeypatch, tmp_path)
    assert "<script>alert" not in browser.get("/meetings?id=m-7").text
    graph = linked(browser, "/meetings?id=m-7")
    assert str(graph.value(next(graph.subjects(RDF.type, SCHEMA.Event)), SCHEMA.name)).startswith("</script>")


def test_an_online_meeting_has_a_place_on_the_network_and_a_hybrid_one_both(tmp_path, monkeypatch):
    stream = "https://video.example/m-7"
    ways = {"m-7": "online", "m-8": "hybrid"}
    put(tmp_path, {"meetings": [meeting(key, format=way, stream_url=stream) for key, way in ways.items()]})
    browser = client(monkeypatch, tmp_path)
    for key, kinds in {"m-7": {"VirtualLocation"}, "m-8": {"Place", "VirtualLocation"}}.items():
        graph = linked(browser, f"/meetings?id={key}")
        (event,) = graph.subjects(RDF.type, SCHEMA.Event)
        places = set(graph.objects(event, SCHEMA.location))
        assert {graph.value(place, RDF.type) for place in places} == {SCHEMA[kind] for kind in kinds}
        assert stream in {str(graph.value(place, SCHEMA.url)) for place in places}
