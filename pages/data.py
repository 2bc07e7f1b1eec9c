"""Data and method: definitions, tables, changes, corrections, releases and snapshots."""

from lib.site.frame import show

show("data")
