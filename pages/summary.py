"""National summary of a release: the whole picture on one page that prints."""

from lib.site.frame import show

show("summary")
