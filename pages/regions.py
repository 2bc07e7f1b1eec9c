"""Regions: the three rates side by side; with an id in the address, one region."""

from lib.site.frame import show

show("regions")
