"""The script that runs for each editor. It lies here because a folder `pages/` beside it would take over the menu."""

from lib.office.room import run

run()
