"""The command line, `python -m lib`: it chooses the language, runs one command and catches what is raised, once."""

import os
import signal
import sys
from collections.abc import Sequence

from lib.desk.commands import arguments
from lib.desk.publishing import pushing
from lib.errors import PortalError
from lib.following import command as follow
from lib.web.export import command as export
from lib.words.catalogue import words

MORE = {
    "push": (pushing.run, pushing.grammar),
    "follow": (follow.run, follow.grammar),
    "export": (export.run, export.grammar),
}
"""Commands beside those of publishing: shelves at an address, and the public site."""


def main(given: Sequence[str]) -> int:
    """Run the command that the line names, and say in the reader's language what went wrong, if anything did.

    Returns  the exit status: 0 done, 1 problems in an intake, 2 not understood or not possible, 3 a damaged shelf.
    """
    text = words(arguments.language(given, environment=os.environ.get("LANG", "")))
    parser = arguments.parser(text, MORE)
    options = parser.parse_args(given)
    if options.run is None:
        parser.print_help()
        return 0
    try:
        return options.run(options, text)
    except PortalError as error:
        print(text(f"error.{error.code}"), file=sys.stderr)
        print(error, file=sys.stderr)
        return error.exit_status


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `... | head` ends a command quietly
    sys.exit(main(sys.argv[1:]))
