"""Issues: where each stands and who moves next; with an id in the address, one issue and its path."""

from lib.site.frame import show

show("issues")
