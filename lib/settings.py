"""Where things lie and what may be set, read from the environment in one place."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from lib.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru", "en")
"""Languages of the portal, Kazakh first; the first is the one shown when nothing else is asked for."""
ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?/?")
"""What the portal's own public address looks like."""

ORIGINS = ("http", "https", "s3", "gs", "abfs", "abfss")
"""What the address of a shelf may begin with: web servers, and object stores that Arrow reads."""

INTAKES_ANYWHERE = None
"""Without a configured folder of intakes, the person at the machine may name any folder of it."""


@dataclass(frozen=True)
class SignIn:
    """How people sign in at the press desk by OpenID Connect, and which claim gives them which role."""

    metadata: str
    client: str
    client_secret: str
    cookie_secret: str
    address: str
    roles_claim: str
    editor: str
    publisher: str
    one_person: bool


@dataclass(frozen=True)
class Desk:
    """The press desk's own settings; `sign_in` is None where it serves the loopback address only."""

    folder: Path
    intakes: Path | None
    sign_in: SignIn | None


@dataclass(frozen=True)
class Keys:
    """Files with the office's keys (Ed25519, PEM): `signing` signs what is published, `public` is what readers trust."""

    signing: Path | None
    public: Path | None


@dataclass(frozen=True)
class Settings:
    """What the environment says; every field has a default that works on a fresh clone."""

    shelf: Path
    cache: Path
    address: str
    origin: str = ""


def read() -> Settings:
    """The settings as the environment holds them now.

    Returns  shelf, the folder that PORTAL_SHELF names, else the default shelf of the checkout; where PORTAL_SHELF names
             an address, the folder of the cache that follows it;
             cache, the folder of derived files that PORTAL_CACHE names, else `build/cache` of the checkout;
             address, the public address of the portal without a slash at its end, as PORTAL_ADDRESS says
             ("https://portal.example.kz"); empty where not set, then links use the address that was asked;
             origin, the address that the shelf follows; empty where it is a folder of its own.
    Raises   SettingsError if PORTAL_SHELF is an address of no kind that can be followed; if PORTAL_ADDRESS is no web
             address.
    """
    named = os.environ.get("PORTAL_SHELF", "")
    cache = Path(os.environ.get("PORTAL_CACHE") or ROOT / "build" / "cache")
    origin = _origin(named) if "://" in named else ""
    return Settings(
        shelf=_followed(cache, origin) if origin else Path(named) if named else ROOT / "data" / "snapshots",
        cache=cache,
        address=_address(os.environ.get("PORTAL_ADDRESS", "")),
        origin=origin,
    )


def _origin(named: str) -> str:
    kind = named.partition("://")[0]
    if kind not in ORIGINS or not urlsplit(named).netloc:
        raise SettingsError(
            f"PORTAL_SHELF: found an address of the kind {kind[:20]!r}, expected a folder that holds CURRENT, or its "
            f"address ({', '.join(ORIGINS)}) such as https://shelf.example.kz/portal or s3://bucket/portal."
        )
    return named.rstrip("/")


def _followed(cache: Path, origin: str) -> Path:
    """The folder that follows an address: another for each, whatever user and password it names."""
    parts = urlsplit(origin)
    place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return cache / "followed" / sha256(place.encode()).hexdigest()[:12]


def _address(named: str) -> str:
    if named and not ADDRESS.fullmatch(named):
        raise SettingsError(
            f"PORTAL_ADDRESS: found {named!r}, expected an address such as https://portal.example.kz, without a path."
        )
    return named.rstrip("/")


def desk() -> Desk:
    """The settings of the press desk.

    Returns  folder, where work in progress lies: PORTAL_DESK, else `build/desk` of the checkout; intakes, the folder
             below which folders may be named: PORTAL_INTAKES; sign_in, once PORTAL_DESK_OIDC names the address of the
             provider's metadata, with PORTAL_DESK_CLIENT, _CLIENT_SECRET, _COOKIE_SECRET, _ADDRESS (all needed),
             _ROLES_CLAIM ("roles"), _EDITOR ("editor"), _PUBLISHER ("publisher") and _ONE_PERSON ("yes": who prepared
             an intake may publish it).
    Raises   SettingsError where sign-in is configured by half, or the address is none.
    """
    intakes = os.environ.get("PORTAL_INTAKES", "")
    return Desk(
        folder=Path(os.environ.get("PORTAL_DESK") or ROOT / "build" / "desk"),
        intakes=Path(intakes) if intakes else INTAKES_ANYWHERE,
        sign_in=_sign_in(),
    )


def _sign_in() -> SignIn | None:
    given = {name.removeprefix("PORTAL_DESK_"): value for name, value in os.environ.items() if value}
    needed = ("OIDC", "CLIENT", "CLIENT_SECRET", "COOKIE_SECRET", "ADDRESS")
    missing = [f"PORTAL_DESK_{name}" for name in needed if name not in given]
    if len(missing) == len(needed):
        return None
    if missing:
        raise SettingsError(f"Sign-in at the desk is configured by half: {', '.join(missing)} not set. Set them all.")
    return SignIn(
        metadata=given["OIDC"],
        client=given["CLIENT"],
        client_secret=given["CLIENT_SECRET"],
        cookie_secret=given["COOKIE_SECRET"],
        address=_address(given["ADDRESS"]),
        roles_claim=given.get("ROLES_CLAIM", "roles"),
        editor=given.get("EDITOR", "editor"),
        publisher=given.get("PUBLISHER", "publisher"),
        one_person=given.get("ONE_PERSON", "") == "yes",
    )


def keys() -> Keys:
    """The files that PORTAL_SIGNING_KEY (the office's own, secret) and PORTAL_PUBLIC_KEY name; None where not set."""
    signing, public = (os.environ.get(name, "") for name in ("PORTAL_SIGNING_KEY", "PORTAL_PUBLIC_KEY"))
    return Keys(signing=Path(signing) if signing else None, public=Path(public) if public else None)


def prepares() -> bool:
    """Whether a portal that is served makes what snapshots lack by a process beside it; not where PORTAL_PREPARE is "elsewhere".

    Raises   SettingsError where PORTAL_PREPARE is neither "here" nor "elsewhere".
    """
    named = os.environ.get("PORTAL_PREPARE") or "here"
    if named not in ("here", "elsewhere"):
        raise SettingsError(
            f"PORTAL_PREPARE: found {named[:20]!r}, expected 'here', or 'elsewhere' where `python -m lib prepare` is run apart."
        )
    return named == "here"


def metrics() -> tuple[str, int] | None:
    """Where the portal tells figures about itself, as (host, port): what PORTAL_METRICS names, "127.0.0.1:9401"; else None.

    Raises   SettingsError where PORTAL_METRICS is no such address.
    """
    named = os.environ.get("PORTAL_METRICS", "")
    if not named:
        return None
    host, colon, port = named.rpartition(":")
    if not (colon and host and port.isdecimal() and 0 < int(port) < 65536):
        raise SettingsError(f"PORTAL_METRICS: found {named!r}, expected a host and a port such as 127.0.0.1:9401.")
    return host, int(port)
