"""Announcements: which meetings are planned, where and how to take part."""

from lib.site.frame import show

show("announcements")
