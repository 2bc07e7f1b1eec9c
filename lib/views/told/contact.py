"""The office's contact as a link, with what a message about a page must say already filled in."""

from urllib.parse import quote

from lib.shelf.manifest import Manifest
from lib.views.address import Query, address
from lib.views.blocks import Link, Page
from lib.words.catalogue import Words


def office(manifest: Manifest) -> str | Link:
    """The contact that a snapshot names."""
    return way(manifest.contact) or ""


def way(contact: str | None) -> str | Link | None:
    """A contact as a link where it is an e-mail or web address, else as it is written."""
    led = reach(contact) if contact else ""
    return Link(contact, led) if led else contact


def mistake(made: Page, manifest: Manifest, query: Query, text: Words) -> Link | None:
    """The way to report a mistake on a page; a message begins with the page's address and snapshot.

    The address is without its origin, so that the page is the same wherever it is served. None without a contact that
    a link can lead to.
    """
    body = text("foot.mistake.body", page=made.title, address=address(made.key, query), snapshot=manifest.id)
    way = reach(manifest.contact, subject=text("foot.mistake.subject", page=made.title), body=body)
    return Link(text("foot.mistake"), way) if way else None


def reach(contact: str, *, subject: str = "", body: str = "") -> str:
    """The address that a contact is reached at: an e-mail address becomes a message; "" for a telephone number."""
    if contact.startswith(("https://", "http://")):
        return contact
    if "@" not in contact or " " in contact:
        return ""
    parts = [
        f"{name}={quote(said, safe='')}"
        for name, said in (("subject", " ".join(subject.split())), ("body", body))
        if said
    ]
    return f"mailto:{quote(contact, safe='@+')}{'?' if parts else ''}{'&'.join(parts)}"
