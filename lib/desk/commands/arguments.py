"""The command line's grammar: commands, what they name and what may be chosen, with help in the language asked for."""

import re
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from lib.desk.commands import commands
from lib.desk.demo import AS_OF, SCALES, SEED
from lib.desk.publishing import preparing
from lib.desk.register import command as register
from lib.settings import LANGUAGES
from lib.words.catalogue import Words

PROGRAM = "python -m lib"
FORMATS = ("text", "json")
Command = tuple[Callable[[Namespace, Words], int], Callable[[ArgumentParser, Words], None]]
"""What a command runs, and its grammar."""


def language(given: Sequence[str], *, environment: str) -> str:
    """The language of the messages: the one asked for with --lang, else the environment's, else the first of ours."""
    asked = [word for before, word in pairwise(given) if before == "--lang"]
    asked += [word.removeprefix("--lang=") for word in given if word.startswith("--lang=")]
    return next((code for code in (*asked, environment[:2]) if code in LANGUAGES), LANGUAGES[0])


def parser(words: Words, more: Mapping[str, Command] = MappingProxyType({})) -> ArgumentParser:
    """The grammar of all commands; parsing gives `run`, the function to call or None, beside what was given.

    `more` are commands of other rooms than the desk, listed after its own.
    A line that is not understood ends the program with status 2 and a sentence; so does --help, with status 0.
    """
    main = _Parser(words=words, prog=PROGRAM, description=words("command.about"))
    main.set_defaults(run=None)
    listed = main.add_subparsers(
        title=words("command.commands"), metavar="COMMAND", parser_class=partial(_Parser, words=words)
    )
    for name, (run, grammar) in {**COMMANDS, **more}.items():
        sentence = words(f"command.{name}")
        command = listed.add_parser(name, prog=f"{PROGRAM} {name}", help=sentence, description=sentence)
        command.set_defaults(run=run)
        grammar(command, words)
    return main


class _Formatter(HelpFormatter):
    """Help that begins its line of usage with a word of the catalogue."""

    def __init__(self, prog: str, *, words: Words) -> None:
        super().__init__(prog, max_help_position=32)
        self._words = words

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or self._words("command.usage"))


class _Parser(ArgumentParser):
    """A parser whose own words come from the catalogue, with what to name and what may be chosen apart."""

    def __init__(self, *, words: Words, **given: str) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=partial(_Formatter, words=words), **given)
        self._words = words
        self.named = self.add_argument_group(words("command.arguments"))
        self.chosen = self.add_argument_group(words("command.options"))
        self.chosen.add_argument("-h", "--help", action="help", help=words("command.help"))
        self.chosen.add_argument("--lang", choices=LANGUAGES, help=words("command.lang"))

    def error(self, message: str) -> NoReturn:
        self.exit(2, self._words("command.wrong", detail=message) + "\n")


def _day(text: str) -> date:
    """A day as the command line gives it."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ArgumentTypeError(f"{text!r}, expected YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r}, {error}") from error


def _demo(command: _Parser, words: Words) -> None:
    add = command.chosen.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help=words("command.demo.out"))
    add("--scale", choices=SCALES, default="national", help=words("command.demo.scale"))
    add("--as-of", type=_day, default=AS_OF, metavar="DAY", help=words("command.demo.as_of"))
    add("--seed", type=int, default=SEED, metavar="N", help=words("command.demo.seed"))


def _template(command: _Parser, words: Words) -> None:
    command.named.add_argument("out", type=Path, metavar="OUT.xlsx", help=words("command.template.out"))
    command.chosen.add_argument("--from", dest="source", metavar="ID", help=words("command.template.from"))


def _check(command: _Parser, words: Words) -> None:
    command.named.add_argument("intake", type=Path, metavar="INTAKE", help=words("command.intake"))
    command.chosen.add_argument("--as-of", type=_day, metavar="DAY", help=words("command.as_of"))
    command.chosen.add_argument("--format", choices=FORMATS, default="text", help=words("command.format"))


def _publish(command: _Parser, words: Words) -> None:
    command.named.add_argument("intake", type=Path, metavar="INTAKE", help=words("command.intake"))
    command.chosen.add_argument("--as-of", type=_day, metavar="DAY", help=words("command.as_of"))
    command.chosen.add_argument("--note", default="", metavar="TEXT", help=words("command.publish.note"))
    command.chosen.add_argument("--release", metavar="ID", help=words("command.publish.release"))


def _appeals(command: _Parser, words: Words) -> None:
    command.named.add_argument("address", metavar="ADDRESS", help=words("command.appeals.address"))
    add = command.chosen.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help=words("command.appeals.out"))
    add("--as-of", type=_day, metavar="DAY", help=words("command.appeals.as_of"))
    add("--mapping", type=Path, metavar="FILE", help=words("command.appeals.mapping"))


def _compare(command: _Parser, words: Words) -> None:
    command.named.add_argument("before", metavar="A", help=words("command.compare.a"))
    command.named.add_argument("after", metavar="B", help=words("command.compare.b"))
    command.chosen.add_argument("--format", choices=FORMATS, default="text", help=words("command.format"))


def _list(command: _Parser, words: Words) -> None:
    """Nothing to name, nothing to choose."""


def _show(command: _Parser, words: Words) -> None:
    command.named.add_argument("id", metavar="ID", help=words("command.show.id"))
    command.chosen.add_argument("--reason", default="", metavar="TEXT", help=words("command.show.reason"))


def _verify(command: _Parser, words: Words) -> None:
    command.named.add_argument("id", nargs="?", metavar="ID", help=words("command.verify.id"))


def _prepare(command: _Parser, words: Words) -> None:
    command.named.add_argument("id", nargs="?", metavar="ID", help=words("command.prepare.id"))
    command.chosen.add_argument("--quick", action="store_true", help=words("command.prepare.quick"))
    command.chosen.add_argument("--gently", action="store_true", help=words("command.prepare.gently"))


COMMANDS = {
    "demo": (commands.demo, _demo),
    "template": (commands.template, _template),
    "appeals": (register.appeals, _appeals),
    "check": (commands.check, _check),
    "publish": (commands.publish, _publish),
    "release-due": (commands.release_due, _list),
    "compare": (commands.compare, _compare),
    "list": (commands.listing, _list),
    "show": (commands.show, _show),
    "verify": (commands.verify, _verify),
    "prepare": (preparing.prepare, _prepare),
}
"""The commands in the order in which the help lists them: what runs, and what it takes."""
