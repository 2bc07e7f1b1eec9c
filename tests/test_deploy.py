"""What is deployed: real nginx before two portals, and the systemd, Docker and Kubernetes files against their schemas."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import kubernetes_validate
import pytest
import yaml
from playwright.sync_api import expect, sync_playwright
from streamlit import config
from websockets.exceptions import ConnectionClosed

from lib.__main__ import MORE
from lib.desk.commands import arguments
from lib.settings import ROOT
from lib.words.catalogue import words
from tests import fleet, portal, proxy
from tests.fleet import Served, Visit, visit, words_of
from tests.shelves import put

DEPLOY = ROOT / "deploy"
NODE = "portal_node=([0-9a-f]{2}); Path=/; HttpOnly; SameSite=Lax"
needs_nginx = pytest.mark.skipif(not proxy.NGINX, reason="NOT RUN: Debian's nginx is not installed")
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="NOT RUN: systemd is not installed")


@dataclass(frozen=True)
class Site:
    """Two portals behind nginx: its address and folder, and the portals, of which some may have been ended."""

    address: str
    folder: Path
    replicas: list[Served]

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.address + path, headers=headers, timeout=fleet.PATIENCE)

    def bucket(self) -> str:
        """The cookie that a browser is given before its session begins."""
        return self.get("/_stcore/host-config").headers["set-cookie"].split(";")[0]

    def holder(self) -> Served:
        """The portal whose session was opened last."""
        opened = [(line["at"], number) for number in (0, 1) for line in self.replicas[number].lines("session opened")]
        return self.replicas[max(opened)[1]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "shelf").mkdir()
    put(folder / "shelf")
    replicas = [fleet.start(folder / "shelf", folder, port=fleet.free_port()) for _ in range(2)]
    try:
        for replica in replicas:
            fleet.ready(replica)
        with proxy.proxy(folder, [replica.port for replica in replicas], timeout="1s") as address:
            yield Site(address, folder, replicas)
    finally:
        for replica in replicas:
            fleet.end(replica)


@pytest.fixture
def site(built: Site) -> Site:
    """Both portals alive: those that an earlier test ended are started again, and nginx has seen it."""
    for number, replica in enumerate(built.replicas):
        if replica.process.poll() is not None:
            built.replicas[number] = fleet.ready(fleet.start(built.folder / "shelf", built.folder, port=replica.port))
    seen = len(proxy.nodes(built.folder))
    for _ in fleet.patiently():
        built.get("/healthz")
        if len(set(proxy.nodes(built.folder)[seen:]) & {f"127.0.0.1:{one.port}" for one in built.replicas}) == 2:
            break
    return built


def until_closed(visitor: Visit) -> str:
    """Why the server closed a visitor's websocket."""
    try:
        while True:
            visitor.socket.recv(timeout=fleet.PATIENCE)
    except ConnectionClosed as closed:
        return str(closed)


def shown_out(connection: socket.socket) -> bool:
    """Whether the server closes a connection without an answer; waits for it."""
    try:
        return connection.recv(1000) == b""
    except ConnectionResetError:
        return True


@needs_nginx
def test_pages_files_and_feeds_come_through_with_the_portals_own_headers(site: Site):
    for path in ("/issues?lang=kk", "/feeds/announcements.ics", "/embed/three.ru.html", "/robots.txt", "/healthz"):
        answer = site.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["server"] == "nginx"
        assert "set-cookie" not in answer.headers
    assert site.get("/nowhere?lang=ru").status_code == 404


@needs_nginx
def test_an_unknown_host_gets_no_answer(site: Site):
    with pytest.raises(httpx.TransportError):
        site.get("/", Host="other.example")


@needs_nginx
@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/s/f", "/_stcore/%6detrics", "/readyz"],
)
def test_what_nobody_outside_needs_is_closed(site: Site, path: str):
    assert site.get(path).status_code == 404


@needs_nginx
def test_a_browser_is_given_one_of_256_buckets_and_keeps_it(site: Site):
    given = site.get("/_stcore/host-config").headers["set-cookie"]
    assert re.fullmatch(NODE, given)
    assert "set-cookie" not in site.get("/_stcore/host-config", Cookie=given.split(";")[0]).headers
    assert re.fullmatch(NODE, site.get("/_stcore/host-config", Cookie="portal_node=<script>").headers["set-cookie"])


@needs_nginx
def test_a_bucket_always_leads_to_the_same_portal_and_buckets_to_both(site: Site):
    asked = [f"{number:02x}" for number in range(0, 256, 11)] * 2
    before = len(proxy.nodes(site.folder))
    for bucket in asked:
        assert site.get("/media/none", Cookie=f"portal_node={bucket}").status_code == 404
    found = list(zip(asked, proxy.nodes(site.folder)[before:], strict=True))
    assert len(set(found)) == len(set(asked))
    assert len({node for _, node in found}) == 2


@needs_nginx
def test_an_interactive_page_comes_through_the_proxys_websocket(site: Site):
    with visit(site.address, cookie=site.bucket()) as visitor:
        shown = words_of(visitor.open("issues", lang="ru", region="KZ-15"))
    assert words("ru")("issues.title") in shown
    assert site.holder().lines("run")[-1]["page"] == "issues"


@needs_nginx
def test_a_page_is_asked_of_the_portal_once_for_each_language_and_packing(site: Site):
    path = "/bodies?region=KZ-15"
    headers = [
        ("ru-KZ,ru;q=0.9", "gzip, br"),
        ("ru", "br"),
        ("RU,en;q=0.1", "br;q=1.0, deflate"),
        ("en", "gzip"),
        ("en", ""),
    ]
    answers = [site.get(path, **{"Accept-Language": said, "Accept-Encoding": packing}) for said, packing in headers]
    assert [answer.headers["x-cache"] for answer in answers] == ["MISS", "HIT", "HIT", "MISS", "MISS"]
    assert [answer.headers["content-encoding"] for answer in answers] == ["br", "br", "br", "gzip", "identity"]
    assert all('<html lang="ru">' in answer.text for answer in answers[:3])
    assert all('<html lang="en">' in answer.text for answer in answers[3:])
    known = site.get(
        path, **{"Accept-Language": "en", "Accept-Encoding": "gzip", "If-None-Match": answers[3].headers["etag"]}
    )
    assert known.status_code == 304
    assert known.headers["x-cache"] == "HIT"


@needs_nginx
def test_what_the_portal_does_not_let_be_kept_is_not_kept(site: Site):
    for path in ("/healthz", "/nowhere", "/api/v1/snapshots/none"):
        assert {site.get(path).headers["x-cache"] for _ in range(2)} <= {"MISS", "BYPASS"}, path


@needs_nginx
def test_too_long_a_body_is_refused(site: Site):
    assert httpx.post(f"{site.address}/", content=b"x" * 20_000).status_code == 413


@needs_nginx
def test_slow_clients_hold_up_nobody_and_are_shown_out(site: Site):
    host = ("127.0.0.1", int(site.address.rpartition(":")[2]))
    slow = [socket.create_connection(host, timeout=fleet.PATIENCE) for _ in range(60)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never: ")
        assert site.get("/?lang=kk").status_code == 200
        assert all(shown_out(connection) for connection in slow)
    finally:
        for connection in slow:
            connection.close()


@needs_nginx
def test_a_flood_from_one_address_is_refused_and_the_portal_answers_afterwards(site: Site):
    def ask(_: int) -> int:
        return client.get(f"{site.address}/healthz").status_code

    limits = httpx.Limits(max_connections=20)
    with httpx.Client(limits=limits, timeout=fleet.PATIENCE) as client, ThreadPoolExecutor(20) as crowd:
        answers = Counter(crowd.map(ask, range(1500)))
    assert set(answers) == {200, 429}
    for _ in fleet.patiently():
        if site.get("/healthz").status_code == 200:
            return
    pytest.fail("nginx went on refusing after the flood.")


@needs_nginx
def test_the_proxys_log_holds_nothing_about_who_asked_or_what_they_looked_for(site: Site):
    site.get("/issues?q=vodoprovod&lang=ru", **{"User-Agent": "Spy/1.0", "Referer": "https://where.example/from"})
    last = (site.folder / "access.log").read_text().splitlines()[-1]
    assert '"path":"/issues"' in last
    assert not re.search(r"vodoprovod|Spy|where\.example", last)
    assert "127.0.0.1" not in last.replace('"node":"127.0.0.1', "")


@needs_nginx
def test_a_portal_that_is_ended_tells_its_visitors_to_come_again_and_the_others_go_on(site: Site):
    with visit(site.address, cookie=site.bucket()) as visitor:
        before = words_of(visitor.open("issues", lang="kk", state="open"))
        ended = site.holder()
        ended.process.send_signal(signal.SIGTERM)
        assert "service restart" in until_closed(visitor)
        assert ended.process.wait(fleet.PATIENCE) == -signal.SIGTERM
        assert ended.lines("session ended")
    with visit(site.address, cookie=site.bucket()) as visitor:
        assert words_of(visitor.open("issues", lang="kk", state="open")) == before
    assert site.holder() != ended


@needs_nginx
@pytest.mark.browser
@pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed")
def test_killing_a_portal_loses_no_visitors_view(site: Site):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        page = browser.new_page(locale="ru-KZ")
        page.set_default_timeout(fleet.PATIENCE * 1000)
        page.goto(f"{site.address}/issues?lang=ru&region=KZ-15&topic=roads")
        expect(page.locator("html.interactive")).to_have_count(1, timeout=fleet.PATIENCE * 1000)
        address, said = page.evaluate("location.href"), page.locator("main").first.inner_text()
        killed = site.holder()
        killed.process.kill()
        other = next(one for one in site.replicas if one != killed)
        for _ in fleet.patiently():
            if other.lines("run"):
                break
            page.wait_for_timeout(100)
        expect(page.locator("h1").first).to_have_text(words("ru")("issues.title"))
        assert page.evaluate("location.href") == address
        assert page.locator("main").first.inner_text() == said
        browser.close()


@needs_nginx
def test_with_all_portals_down_kept_pages_are_still_served_and_the_others_say_so(site: Site):
    kept = site.get("/regions?lang=en")
    for replica in site.replicas:
        fleet.end(replica)
    proxy.a_minute_later(site.folder)
    answer = site.get("/regions?lang=en")
    assert (answer.status_code, answer.headers["x-cache"], answer.text) == (200, "STALE", kept.text)
    away = site.get("/regions?lang=en&region=KZ-75")
    assert away.status_code == 503
    assert away.headers["retry-after"] == "60"
    assert "Портал қазір жауап бермей тұр" in away.text


@needs_systemd
def test_systemd_accepts_the_units(tmp_path: Path):
    """Only what lies elsewhere on a server stands in: the command and the folder."""
    for path in (DEPLOY / "systemd").glob("*.*"):
        text = path.read_text().replace("/opt/portal/.venv/bin/", f"{Path(sys.executable).parent}/")
        (tmp_path / path.name).write_text(text.replace("/opt/portal", str(tmp_path)))
    for port in (8511, 8512):
        shutil.copy(tmp_path / "portal@.service", tmp_path / f"portal@{port}.service")
        (tmp_path / f"portal@{port}.service.d").mkdir()
        shutil.copy(tmp_path / "follow.conf", tmp_path / f"portal@{port}.service.d")
    units = [
        str(path)
        for path in sorted(tmp_path.glob("*.*"))
        if path.suffix in (".service", ".target", ".path") and "@." not in path.name
    ]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", ["portal@.service", "portal-desk.service", "portal-prepare.service"])
def test_a_unit_may_do_little_more_than_it_must(unit: str):
    """systemd's own measure of exposure, from 0 to 10, here times ten."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(DEPLOY / "systemd" / unit)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_every_command_that_is_deployed_or_advised_is_one_that_there_is():
    texts = [path.read_text() for path in (*DEPLOY.glob("**/*.*"), ROOT / "docs" / "operations.md")]
    said = {line for text in texts for line in re.findall(r"python -m lib ([a-z][^`\n…]*)", text)}
    assert {"prepare --lang en", "push s3://bucket/portal"} <= said
    for line in said:
        parser = arguments.parser(words("en"), MORE)
        assert parser.parse_args(shlex.split(line.split("(")[0])).run, line


def test_the_compose_file_meets_its_schema():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    said = subprocess.run([*command, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_every_kubernetes_manifest_meets_its_schema():
    manifests = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "portal.yaml").read_text()))
    for manifest in manifests:
        kubernetes_validate.validate(manifest, "1.32", strict=True)
    kinds = Counter(manifest["kind"] for manifest in manifests)
    assert set(kinds) == {"Deployment", "Service", "Ingress", "PodDisruptionBudget", "NetworkPolicy"}


def test_the_image_installs_hashed_requirements_and_runs_as_nobody():
    said = (DEPLOY / "Dockerfile").read_text()
    assert said.splitlines()[1] == "FROM python:3.11-slim"
    assert "--require-hashes" in said
    copied = {name for line in said.splitlines() if line.startswith("COPY") for name in line.split()[1:-1]}
    assert all((ROOT / name).exists() for name in copied)
    assert re.search(r"^USER 10001$", said, flags=re.MULTILINE)


def test_the_deployed_settings_mean_what_they_say():
    given = dict(
        line.split("=", 1)
        for line in (DEPLOY / "systemd" / "portal.env").read_text().splitlines()
        if line and not line.startswith("#")
    )
    environment = {**os.environ, **{name: value.strip('"') for name, value in given.items()}}
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    read = tomllib.loads(shown[shown.index("\n[") :])
    assert read["server"]["allowedHosts"] == ["portal.example.kz", "127.0.0.1"]
    assert read["browser"]["serverAddress"] == "portal.example.kz"


def test_every_setting_that_is_deployed_is_one_that_is_read():
    read = "".join(path.read_text() for path in (ROOT / "lib").glob("**/*.py"))
    options = {
        f"STREAMLIT_{re.sub(r'(?<!^)(?=[A-Z])', '_', name.replace('.', '_')).upper()}"
        for name in config._config_options_template
    }
    deployed = {
        name
        for path in DEPLOY.glob("**/*")
        if path.is_file()
        for name in re.findall(r"\b(?:PORTAL|STREAMLIT)_[A-Z_]+\b(?!\*)", path.read_text())
    }
    assert deployed
    for name in deployed - {"PORTAL_DESK_"}:
        assert name in options if name.startswith("STREAMLIT") else f'"{name}"' in read, name
