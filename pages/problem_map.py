"""Problem map: body by topic, how many issues are open, how old they are and what blocks them."""

from lib.site.frame import show

show("problem-map")
