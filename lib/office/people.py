"""Who sits in front of the screen: the person that the provider vouched for, or the one of an office without sign-in."""

import json
from datetime import UTC, datetime

import streamlit as st
from starlette.requests import Request
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from lib import settings
from lib.desk import actors
from lib.desk.actors import LOCAL, NOBODY, Actor
from lib.settings import SignIn

COOKIE = "_streamlit_user"
"""Where a sign-in is kept, signed with the desk's secret."""


def actor() -> Actor:
    """The person of this run; nobody where they are not signed in, or came from elsewhere to a desk without sign-in."""
    sign_in = settings.desk().sign_in
    if sign_in is None:
        return LOCAL if is_here() else NOBODY
    if not st.user.get("is_logged_in"):
        return NOBODY
    return actors.of_claims(st.user.to_dict(), sign_in, now=datetime.now(UTC))


def of_request(request: Request) -> Actor:
    """The person of a request that runs no script: by the cookie that their sign-in left, nobody where it is none of ours.

    Streamlit tells who is signed in to scripts alone; its cookie is read as its websocket reads it.
    """
    sign_in = settings.desk().sign_in
    if sign_in is None:
        return LOCAL
    kept = get_cookie_with_chunks(
        lambda name: decode_signed_value(sign_in.cookie_secret, name, request.cookies.get(name, "")), COOKIE
    )
    claims = json.loads(kept) if kept else {}
    if not claims.get("is_logged_in") or claims.get("origin") != sign_in.address:
        return NOBODY
    return actors.of_claims(claims, sign_in, now=datetime.now(UTC))


def is_here() -> bool:
    """Whether this run's connection comes from the machine itself; the door has seen to that already."""
    return st.context.ip_address is None


def one_person() -> bool:
    """Whether who prepared an intake may publish it."""
    sign_in = settings.desk().sign_in
    return sign_in is None or sign_in.one_person


def secrets(sign_in: SignIn | None) -> dict:
    """What Streamlit needs to let people sign in with the configured provider; nothing where none is."""
    if sign_in is None:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{sign_in.address}/oauth2callback",
            "cookie_secret": sign_in.cookie_secret,
            "client_id": sign_in.client,
            "client_secret": sign_in.client_secret,
            "server_metadata_url": sign_in.metadata,
        }
    }


def is_local() -> bool:
    """Whether the desk serves this machine alone."""
    return settings.desk().sign_in is None
