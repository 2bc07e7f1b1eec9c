"""Help: how to take part, how to raise an issue, and what to do when it is called solved and is not."""

from lib.site.frame import show

show("help")
