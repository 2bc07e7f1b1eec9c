"""Who acts at the desk and what they may do; every write asks here first, and nothing here trusts a screen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.errors import NotPermitted
from lib.settings import SignIn

EDITOR, PUBLISHER = "editor", "publisher"
ROLES = (EDITOR, PUBLISHER)
SIGNED_IN_FOR = timedelta(hours=12)
"""How long the roles that a sign-in brought are believed; then people sign in anew, so that a lost role ends."""
AHEAD = timedelta(minutes=5)
"""By how much the provider's clock may run ahead of ours."""


@dataclass(frozen=True)
class Actor:
    """A person: the name that the log keeps, the provider's own id, and roles; nobody has neither."""

    name: str
    subject: str = ""
    roles: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        return bool(self.subject)


NOBODY = Actor("")
"""Whoever is not signed in."""
COMMAND_LINE = Actor("command line", "command-line", frozenset(ROLES))
"""Whoever runs commands has the shelf's own files in hand."""
LOCAL = Actor("local", "local", frozenset(ROLES))
"""The one person of an office without sign-in, who is both; the desk then serves the loopback address only."""


def of_claims(claims: Mapping[str, object], sign_in: SignIn, *, now: datetime) -> Actor:
    """The person that the provider's verified claims describe; nobody where they are incomplete or too old.

    Takes    claims `sub`, `iss`, `iat`, perhaps `email`, `name`, and the configured one with a role or a list of them.
    """
    subject, issuer, issued = claims.get("sub"), claims.get("iss"), claims.get("iat")
    if not (isinstance(subject, str) and subject and isinstance(issued, int | float)):
        return NOBODY
    age = now - datetime.fromtimestamp(issued, UTC)
    if not -AHEAD <= age <= SIGNED_IN_FOR:
        return NOBODY
    name = next((claims[key] for key in ("email", "name") if isinstance(claims.get(key), str)), subject)
    return Actor(str(name), f"{issuer or ''}#{subject}", _roles(claims.get(sign_in.roles_claim), sign_in))


def _roles(claim: object, sign_in: SignIn) -> frozenset[str]:
    """Our roles by the words that the provider uses for them."""
    given = {claim} if isinstance(claim, str) else set(claim) if isinstance(claim, list | tuple) else set()
    words = {EDITOR: sign_in.editor, PUBLISHER: sign_in.publisher}
    return frozenset(role for role, word in words.items() if word in given)


def require(actor: Actor, role: str) -> None:
    """Raises NotPermitted unless the actor is known and has the role."""
    if not actor.known or role not in actor.roles:
        who = f"{actor.name!r} has {sorted(actor.roles)}" if actor.known else "nobody is signed in"
        raise NotPermitted(f"needs the role {role!r}: {who}. Sign in with an account that has it.")


def require_any(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is known and has a role at all: to read what is not public yet."""
    if not actor.known or not actor.roles:
        raise NotPermitted("needs a role at the desk. Sign in with an account that has one.")


def require_second(actor: Actor, prepared_by: Collection[str], *, one_person: bool) -> None:
    """Raises NotPermitted where four eyes are asked for and the publisher is among those who prepared the intake."""
    require(actor, PUBLISHER)
    if not one_person and actor.subject in prepared_by:
        raise NotPermitted(
            f"{actor.name!r} prepared this intake. Another person with the role 'publisher' publishes it."
        )
