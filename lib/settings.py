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


def read() -> Settings:
    """The settings as the environment holds them now.

    Returns  shelf, the folder that PORTAL_SHELF names, else the default shelf of the checkout.
    Raises   SettingsError if PORTAL_SHELF is an address on a network: only folders are read yet.
    """
    named = os.environ.get("PORTAL_SHELF", "")
    if "://" in named:
        raise SettingsError(f"PORTAL_SHELF: found {named!r}, expected a folder. Name the folder that holds CURRENT.")
    return Settings(shelf=Path(named) if named else ROOT / "data" / "snapshots")
