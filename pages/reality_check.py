"""Reality check: stated figures against each other, reported results beside appeals; with an id, one finding."""

from lib.site.frame import show

show("reality-check")
