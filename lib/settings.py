"""Where things lie and what may be set, read from the environment in one place."""

import os
from dataclasses import dataclass
from pathlib import Path

from lib.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru", "en")
"""Languages of the portal, Kazakh first; the first is the one shown when nothing else is asked for."""


@dataclass(frozen=True)
class Settings:
    """What the environment says; every field has a default that works on a fresh clone."""

    shelf: Path
    cache: Path
    address: str


def read() -> Settings:
    """The settings as the environment holds them now.

    Returns  shelf (PORTAL_SHELF), cache (PORTAL_CACHE) and the public address (PORTAL_ADDRESS).
    Raises   SettingsError if PORTAL_ADDRESS is not an http or https address.
    """
    address = os.environ.get("PORTAL_ADDRESS", "").rstrip("/")
    if address and not address.startswith(("http://", "https://")):
        raise SettingsError(
            f"PORTAL_ADDRESS: found {address!r}, expected an address that begins with http:// or "
            "https://. Set it to the portal's public address, or leave it out."
        )
    return Settings(
        shelf=Path(os.environ.get("PORTAL_SHELF") or ROOT / "data" / "snapshots"),
        cache=Path(os.environ.get("PORTAL_CACHE") or ROOT / ".cache"),
        address=address,
    )
