"""The command `follow`: what a portal does by itself while it serves, done once and to its end."""

from argparse import ArgumentParser, Namespace

from lib.errors import SettingsError
from lib.following.follower import follower
from lib.shelf import origin
from lib.shelf.shelf import Shelf
from lib.words.catalogue import Words


def run(options: Namespace, words: Words) -> int:
    """Fetch what the address holds that PORTAL_SHELF names, and say what is on show. Status 3 where that is in trouble."""
    following = follower()
    if following is None:
        raise SettingsError("PORTAL_SHELF: names no address, so there is nothing to follow.")
    while following.look(wait=True):
        pass
    if (trouble := origin.trouble(following.shelf)) is not None:
        raise trouble
    print(words("command.follow.done", id=Shelf(following.shelf).current_id(), folder=str(following.shelf)))
    return 0


def grammar(command: ArgumentParser, words: Words) -> None:
    """Nothing to name, nothing to choose."""
