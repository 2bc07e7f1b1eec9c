"""Contacts as links: e-mail and web addresses, telephone numbers; a message about a page has its address filled in."""

import re
from urllib.parse import quote

from lib.shelf.manifest import Manifest
from lib.views.blocks import Link, Page, Said
from lib.words.catalogue import Words

BETWEEN = re.compile(r"\s*[,;]\s*")
"""What stands between several contacts in one text."""
NUMBER = re.compile(r"\+?[\d\s().‐‑–-]+", re.ASCII)
"""A telephone number as people write it."""
COUNTRY, TRUNK, NATIONAL = "7", "8", 10
"""The country's code, the digit dialled before a number inside it, and how many digits such a number has."""
ABROAD = range(8, 16)
"""How many digits a number with its country's code may have (ITU-T E.164)."""
SHORT = re.compile(r"1\d\d\d?", re.ASCII)
"""Short numbers inside the country: 112, 1414."""


def office(manifest: Manifest) -> Said:
    """The contact that a snapshot names."""
    return way(manifest.contact) or ""


def way(contact: str | None) -> Said | None:
    """A contact as a link where one can lead there, else as it is written; several contacts as several."""
    parts = _apart(contact or "")
    linked = tuple(Link(part, led) if (led := reach(part)) else part for part in parts)
    if linked == parts:
        return contact
    return linked if len(linked) > 1 else linked[0]


def _apart(contact: str) -> tuple[str, ...]:
    return (contact,) if reach(contact) else tuple(part for part in BETWEEN.split(contact) if part)


def mistake(made: Page, manifest: Manifest, at: str, text: Words) -> Link | None:
    """The way to report a mistake on a page; a message begins with the page's address and snapshot.

    The address, `at`, is without its origin, so that the page is the same wherever it is served. None without a contact that
    can be written to.
    """
    body = text("foot.mistake.body", page=made.title, address=at, snapshot=manifest.id)
    subject = text("foot.mistake.subject", page=made.title)
    for contact in _apart(manifest.contact):
        written = reach(contact, subject=subject, body=body)
        if written and not written.startswith("tel:"):
            return Link(text("foot.mistake"), written)
    return None


def reach(contact: str, *, subject: str = "", body: str = "") -> str:
    """The address that a contact is reached at: a web address, a message or a call; "" for any other text."""
    if " " not in contact and contact.startswith(("https://", "http://")):
        return contact
    if "@" not in contact or re.search(r"[\s,;]", contact):
        return _called(contact)
    parts = [
        f"{name}={encoded(said)}" for name, said in (("subject", " ".join(subject.split())), ("body", body)) if said
    ]
    return f"mailto:{quote(contact, safe='@+')}{'?' if parts else ''}{'&'.join(parts)}"


def encoded(said: str) -> str:
    """A text as part of an address: its letters stay as they are, which browsers encode on their own (URL Standard)."""
    return re.sub(r"[^\w]", lambda sign: quote(sign[0], safe="-.~"), said)


def _called(written: str) -> str:
    """The call to a number written for people, with its country's code; "" for a text that is no number."""
    said = written.strip()
    digits = re.sub(r"\D", "", said)
    if not NUMBER.fullmatch(said):
        return ""
    if said.startswith("+"):
        return f"tel:+{digits}" if len(digits) in ABROAD else ""
    if len(digits) == NATIONAL + 1 and digits[0] in (COUNTRY, TRUNK):
        return f"tel:+{COUNTRY}{digits[1:]}"
    if len(digits) == NATIONAL:
        return f"tel:+{COUNTRY}{digits}"
    return f"tel:{digits}" if SHORT.fullmatch(said) else ""
