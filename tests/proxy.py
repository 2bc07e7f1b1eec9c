"""The nginx of Debian with the portal's own configuration, on ports and in folders of a test."""

import shutil
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from lib.settings import ROOT
from tests.fleet import free_port, patiently

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or ""
CONFIGURATION = ROOT / "deploy" / "nginx"
KEPT_UNTIL = slice(8, 16)
"""Where a file of nginx's cache holds the second until which it is fresh."""
AROUND = """
user root; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


@contextmanager
def proxy(folder: Path, replicas: Sequence[int], *, timeout: str = "10s") -> Iterator[str]:
    """nginx before portals on these ports; gives its address. Only names, ports, folders and one timeout are changed."""
    port = free_port()
    replace = {
        "root /etc/nginx/portal": f"root {CONFIGURATION}",
        "/etc/nginx/replicas.conf": f"{folder}/replicas.conf",
        "/var/cache/nginx/portal": f"{folder}/kept",
        "/var/log/nginx": str(folder),
        "listen 80": f"listen 127.0.0.1:{port}",
        "server_name portal.example.kz": "server_name 127.0.0.1",
        "client_header_timeout 10s": f"client_header_timeout {timeout}",
        "127.0.0.1:8511": f"127.0.0.1:{replicas[0]}",
        "127.0.0.1:8512": f"127.0.0.1:{replicas[1]}",
    }
    for name in ("portal.conf", "replicas.conf"):
        text = (CONFIGURATION / name).read_text(encoding="utf-8")
        for found, put in replace.items():
            text = text.replace(found, put)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    with subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def a_minute_later(folder: Path) -> None:
    """Everything that nginx keeps is no longer fresh."""
    for path in (folder / "kept").rglob("*"):
        if path.is_file():
            content = bytearray(path.read_bytes())
            content[KEPT_UNTIL] = struct.pack("=q", int(time.time()) - 1)
            path.write_bytes(content)


def nodes(folder: Path) -> list[str]:
    """The network addresses of the portals that answered, in the order of the answers, as nginx's log names them."""
    return [line.split('"node":"')[1].split('"')[0] for line in (folder / "access.log").read_text().splitlines()]


def _ready(address: str) -> str:
    for _ in patiently():
        try:
            if httpx.get(f"{address}/nginx-alive").text == "ok\n":
                return address
        except httpx.TransportError:
            continue
    raise RuntimeError("nginx did not start.")
