"""Meetings: what came of each; with an id in the address, one meeting."""

from lib.site.frame import show

show("meetings")
