"""What nginx serves of the static copy: answers and megabytes a second, packed on the way, by one worker process.

Run with `python -m bench.copied [OUT]`, where OUT holds what `python -m lib export OUT` wrote; else it is written anew, without
pages of single items. Needs Debian's `nginx` and `wrk`. Client and server share the machine's processors.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from bench.web import a_second
from lib.web.export.writing import export
from tests.portal import answering, free_port
from tests.proxy import NGINX

CONFIGURATION = """
user root; daemon off; worker_processes 1; pid {room}/nginx.pid; error_log {room}/nginx.log crit;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types; access_log off; sendfile on; open_file_cache max=10000;
    client_body_temp_path {room}/body; proxy_temp_path {room}/proxy; fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi; scgi_temp_path {room}/scgi;
    gzip on; gzip_types application/json text/css application/javascript image/svg+xml;
    server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """nginx on a folder of files; gives its address."""
    with TemporaryDirectory() as room:
        port = free_port()
        configuration = Path(room) / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(room=room, port=port, folder=folder.resolve()))
        command = [NGINX, "-p", room, "-c", str(configuration)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                answering(f"http://127.0.0.1:{port}/", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def packed_bytes(address: str) -> int:
    """The length of an answer's body as a browser gets it."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())


def measure(folder: Path) -> None:
    """Print a line for a plain page of each kind: its bytes packed, and answers a second packed and as they are."""
    print(f"{'file':<44} {'bytes':>8} {'packed/s':>9} {'plain/s':>9}")
    pages = sorted(folder.glob("**/index.html"), key=lambda path: (len(path.parts), path))[:6]
    with served(folder) as address:
        for path in pages:
            page = f"{address}/{path.relative_to(folder).as_posix()}"
            figures = (packed_bytes(page), a_second(page, Accept_Encoding="gzip"), a_second(page))
            print(f"{path.relative_to(folder).as_posix():<44} {figures[0]:8} {figures[1]:9.0f} {figures[2]:9.0f}")


def main() -> None:
    """Measure the copy in the folder given, else one made for it."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as room:
        export(Path(room) / "copy", items=False)
        measure(Path(room) / "copy")


if __name__ == "__main__":
    main()
