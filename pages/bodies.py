"""Bodies: meetings kept and missed, what is open; with an id in the address, one body."""

from lib.site.frame import show

show("bodies")
