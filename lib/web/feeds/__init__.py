"""Feeds: announcements and releases as calendars, and what became of promises as Atom, each with its page's filters."""
