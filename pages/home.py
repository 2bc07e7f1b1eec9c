"""Home: what is new, what is on near me, how many issues there are and where they stand."""

from lib.site.frame import show

show("home")
