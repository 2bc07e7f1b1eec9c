"""The script that runs for each visitor. It lies here because a folder `pages/` beside it would take over the menu."""

from lib.site.portal import run

run()
