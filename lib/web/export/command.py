"""The command `export`: its grammar and what it does."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from lib.web.export.writing import export
from lib.words.catalogue import Words


def grammar(command: Any, words: Words) -> None:
    """What the command takes; `command` is a parser of the command line with its two groups of arguments."""
    command.named.add_argument("out", type=Path, metavar="OUT", help=words("command.export.out"))
    command.chosen.add_argument("--without-items", action="store_true", help=words("command.export.without_items"))


def run(options: Namespace, words: Words) -> int:
    """Write the copy and say what it holds."""
    made = export(options.out, items=not options.without_items)
    print(
        words(
            "command.export.done", out=str(options.out), pages=made.pages, files=made.files, mb=round(made.size / 1e6)
        )
    )
    return 0
