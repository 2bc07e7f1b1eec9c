"""About: who runs the portal and what for, the law behind it, licences, privacy, access, contact and its words."""

from lib.site.frame import show

show("about")
