"""Visitors of a Streamlit server, by the browser's own protocol: each opens pages one after another and reads in between."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.asked import Visit
from lib.settings import LANGUAGES
from lib.words.catalogue import words

TIMEOUT = 60
SUPERSEDED = 2
"""How a script run ends that a later one replaced."""
FAULTS = tuple(words(language)("error.page") for language in LANGUAGES)
"""What the portal says where a page raises."""


@dataclass
class Seen:
    """What all visitors saw: seconds of first runs and of those after, and what went wrong."""

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def runs(self) -> int:
        return len(self.first) + len(self.later)


async def crowd(address: str, visits: Sequence[Visit], *, visitors: int, think: float, seconds: float) -> Seen:
    """Visitors who come over a fifth of the time, wait `think` seconds on average between clicks, and stay to the end."""
    seen = Seen()
    until = perf_counter() + seconds
    await asyncio.gather(
        *(_visitor(address, visits, seen, number, visitors, think, seconds, until) for number in range(visitors))
    )
    return seen


async def walk(address: str, visits: Sequence[Visit]) -> Seen:
    """One visitor who opens every page once, without a pause."""
    seen = Seen()
    async with _connected(address) as socket:
        for visit in visits:
            start = perf_counter()
            await socket.send(_asks(address, *visit))
            await _answered(socket, seen)
            seen.later.append(perf_counter() - start)
    return seen


def _connected(address: str) -> websockets.connect:
    """A connection as the browser makes it."""
    return websockets.connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
        additional_headers={"Origin": address},
        max_size=None,
        ping_interval=None,
        open_timeout=TIMEOUT,
    )


async def _visitor(
    address: str,
    visits: Sequence[Visit],
    seen: Seen,
    number: int,
    of: int,
    think: float,
    seconds: float,
    until: float,
) -> None:
    chance = random.Random(number)
    await asyncio.sleep(seconds / 5 * number / of)
    start, times = perf_counter(), seen.first
    try:
        async with _connected(address) as socket:
            while perf_counter() < until:
                await socket.send(_asks(address, *chance.choice(visits)))
                await _answered(socket, seen)
                times.append(perf_counter() - start)
                await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                start, times = perf_counter(), seen.later
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        seen.wrong.append(type(error).__name__)


def _asks(address: str, page: str, asked: dict[str, str]) -> bytes:
    """The message by which a browser asks for a page."""
    message = BackMsg()
    run = message.rerun_script
    run.page_name, run.query_string = page, urlencode(asked)
    run.context_info.timezone, run.context_info.timezone_offset = "Asia/Almaty", -300
    run.context_info.locale, run.context_info.url = "kk-KZ", f"{address}/{page}"
    return message.SerializeToString()


async def _answered(socket: websockets.ClientConnection, seen: Seen) -> None:
    """Read until the script has run to its end; a fault that it shows is noted."""
    while True:
        said = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), TIMEOUT))
        kind = said.WhichOneof("type")
        if kind == "script_finished" and said.script_finished != SUPERSEDED:
            return
        if kind == "page_not_found":
            seen.wrong.append(kind)
        if kind == "delta":
            drawn = said.delta.new_element
            if drawn.WhichOneof("type") == "exception" or any(fault in drawn.html.body for fault in FAULTS):
                seen.wrong.append("a page could not be shown")
