"""An origin on the loopback address that serves a shelf's folder, as a web server and as an object store, and can lie."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

Lie = Callable[[str, bytes], "bytes | Answer"]
"""What is sent instead of a file: its name below the shelf and its content in."""


@dataclass(frozen=True)
class Answer:
    """An answer of another kind: a status, a body, the length it claims to have, seconds before each byte, headers."""

    status: int = 200
    body: bytes = b""
    claims: int | None = None
    drips: float = 0
    endless: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Origin:
    """Where it is, what it serves, what it does with each file, what it was asked for; when `full` it takes nothing."""

    port: int
    folder: Path
    lie: Lie | None = None
    asked: list[str] = field(default_factory=list)
    full: bool = False

    @property
    def web(self) -> str:
        """The shelf's address at a web server."""
        return f"http://127.0.0.1:{self.port}/bucket/shelf"

    @property
    def store(self) -> str:
        """The same shelf's address at an object store."""
        where = f"scheme=http&endpoint_override=127.0.0.1:{self.port}&region=here&allow_delayed_open=true"
        return f"s3://key:secret@bucket/shelf?{where}"


@contextmanager
def serving(folder: Path) -> Iterator[Origin]:
    """An origin of the shelf in a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.origin = Origin(server.server_port, folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.origin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    """Gives files whole or in ranges, takes them, and deletes them: as much of an object store as Arrow asks for."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket/shelf/").lstrip("/")

    def do_GET(self) -> None:
        origin = self.server.origin
        if self.command == "GET":
            origin.asked.append(self.name)
        path = origin.folder / self.name
        content = path.read_bytes() if path.is_file() else None
        made = (origin.lie(self.name, content or b"") if origin.lie else content) or content
        if made is None:
            made = Answer(404, b"<html>Not found</html>")
        self.send(made if isinstance(made, Answer) else Answer(body=made))

    do_HEAD = do_GET

    def do_PUT(self) -> None:
        origin = self.server.origin
        origin.asked.append(f"put {self.name}")
        if origin.full:
            self.close_connection = True
            return self.send(Answer(403))
        path = origin.folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.headers.get("Transfer-Encoding") == "chunked":
            path.write_bytes(b"".join(chunks(io.BytesIO(b"".join(chunks(self.rfile))))))
        return self.send(Answer(headers={"ETag": '"0"'}))

    def do_DELETE(self) -> None:
        self.server.origin.asked.append(f"delete {self.name}")
        (self.server.origin.folder / self.name).unlink(missing_ok=True)
        self.send(Answer(204))

    def send(self, answer: Answer) -> None:
        first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        body = answer.body[int(first) : int(last) + 1] if first and answer.status == 200 else answer.body
        self.send_response(206 if first and answer.status == 200 else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if first:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(answer.body)}")
        self.send_header("Content-Length", str(10**12 if answer.endless else answer.claims or len(body)))
        self.send_header("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.pour(answer, body)

    def pour(self, answer: Answer, body: bytes) -> None:
        try:
            if answer.drips or answer.endless:
                while True:
                    self.wfile.write(b"x" * (1 if answer.drips else 1 << 16))
                    time.sleep(answer.drips)
            self.wfile.write(body)
            if answer.claims:
                self.close_connection = True
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing is written down."""


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of a body that is sent in pieces: by HTTP, and within that by object stores."""
    while size := int(file.readline().split(b";")[0], 16):
        yield file.read(size)
        file.readline()
    while file.readline().strip():
        pass


def flipped(content: bytes) -> bytes:
    """The same bytes but for one in the middle."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
