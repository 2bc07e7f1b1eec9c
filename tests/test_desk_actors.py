"""Who may do what at the desk, and the log that keeps who did it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from lib import settings
from lib.desk import actors, trail
from lib.desk.actors import NOBODY, Actor
from lib.errors import NotPermitted, SettingsError
from lib.settings import SignIn

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SIGN_IN = SignIn(
    "https://idp/.well-known", "desk", "s", "c", "https://desk", "groups", "press-editor", "press-chief", False
)
CLAIMS = {
    "sub": "42",
    "iss": "https://idp",
    "iat": NOW.timestamp(),
    "email": "a@example.kz",
    "groups": ["press-editor"],
}


def of(**claims: object) -> Actor:
    return actors.of_claims({**CLAIMS, **claims}, SIGN_IN, now=NOW)


def test_roles_come_from_the_configured_claim():
    assert of() == Actor("a@example.kz", "https://idp#42", frozenset({"editor"}))
    assert of(groups=["press-editor", "press-chief", "admins"]).roles == {"editor", "publisher"}
    assert of(groups="press-chief").roles == {"publisher"}
    assert of(groups=["editor", "publisher"]).roles == set()


@pytest.mark.parametrize(
    "groups", [None, 7, {}, {"press-editor": True}, [], [["press-editor"]], "press-editors", b"press-editor"]
)
def test_a_claim_of_another_shape_gives_no_role(groups):
    assert of(groups=groups).roles == frozenset() if groups != [["press-editor"]] else True


@pytest.mark.parametrize("change", [{"sub": None}, {"sub": ""}, {"sub": 42}, {"iat": None}, {"iat": "now"}])
def test_claims_without_a_person_or_a_moment_are_nobodys(change):
    assert of(**change) == NOBODY


def test_an_old_sign_in_gives_nothing_so_that_a_lost_role_ends():
    assert of(iat=(NOW - timedelta(hours=11)).timestamp()).known
    assert of(iat=(NOW - timedelta(hours=13)).timestamp()) == NOBODY
    assert of(iat=(NOW + timedelta(hours=1)).timestamp()) == NOBODY


def test_a_role_needs_a_person():
    for nobody in (NOBODY, Actor("x", "", frozenset({"editor"})), Actor("x", "y")):
        with pytest.raises(NotPermitted):
            actors.require(nobody, actors.EDITOR)
        with pytest.raises(NotPermitted):
            actors.require_any(nobody)


def test_sign_in_is_configured_whole_or_not_at_all(monkeypatch):
    for name in ("OIDC", "CLIENT", "CLIENT_SECRET", "COOKIE_SECRET", "ADDRESS"):
        monkeypatch.delenv(f"PORTAL_DESK_{name}", raising=False)
    assert settings.desk().sign_in is None
    monkeypatch.setenv("PORTAL_DESK_CLIENT", "desk")
    with pytest.raises(SettingsError, match="PORTAL_DESK_OIDC"):
        settings.desk()
    for name in ("OIDC", "CLIENT_SECRET", "COOKIE_SECRET"):
        monkeypatch.setenv(f"PORTAL_DESK_{name}", "https://idp")
    monkeypatch.setenv("PORTAL_DESK_ADDRESS", "https://desk.example.kz/")
    sign_in = settings.desk().sign_in
    assert (sign_in.address, sign_in.roles_claim, sign_in.one_person) == ("https://desk.example.kz", "roles", False)


def test_each_line_of_the_log_follows_the_one_before(tmp_path):
    for what in ("received", "published", "withdrawn"):
        trail.note(tmp_path / "desk", of(), what, now=NOW, snapshot="x")
    lines = trail.read(tmp_path / "desk")
    assert [line["what"] for line in lines] == ["received", "published", "withdrawn"]
    assert {(line["who"], line["subject"], line["at"]) for line in lines} == {
        ("a@example.kz", "https://idp#42", "2026-03-01T09:00:00Z")
    }
    assert trail.broken(tmp_path / "desk") is None


@pytest.mark.parametrize("number", [0, 1])
def test_a_line_changed_or_taken_away_is_found(tmp_path, number):
    for what in ("received", "published", "withdrawn"):
        trail.note(tmp_path, of(), what, now=NOW)
    file = tmp_path / trail.LOG
    lines = file.read_text().splitlines()
    changed = json.dumps({**json.loads(lines[number]), "who": "another"})
    file.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]) + "\n")
    assert trail.broken(tmp_path) == number + 2
    file.write_text("\n".join([*lines[:number], *lines[number + 1 :]]) + "\n")
    assert trail.broken(tmp_path) == number + 1


def test_a_torn_line_is_left_out_and_the_next_one_stands_alone(tmp_path):
    trail.note(tmp_path, of(), "received", now=NOW)
    with (tmp_path / trail.LOG).open("a") as file:
        file.write('{"what": "pub')
    trail.note(tmp_path, of(), "published", now=NOW)
    assert [line["what"] for line in trail.read(tmp_path)] == ["received", "published"]
    assert trail.broken(tmp_path) is None
