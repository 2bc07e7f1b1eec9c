"""Settings come from the environment, and what cannot be used is refused with what to do."""

from pathlib import Path

import pytest

from lib import settings
from lib.errors import SettingsError


def test_without_a_setting_the_default_shelf_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PORTAL_SHELF", raising=False)
    assert settings.read().shelf == settings.ROOT / "data" / "snapshots"


def test_a_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path))
    assert settings.read().shelf == tmp_path


@pytest.mark.parametrize(
    "address", ["http://shelf.kz/a", "https://shelf.kz", "s3://bucket/portal?region=x", "gs://b/p"]
)
def test_a_shelf_at_an_address_is_read_from_the_cache_where_it_is_followed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
):
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path))
    monkeypatch.setenv("PORTAL_SHELF", address)
    assert settings.read().origin == address
    assert settings.read().shelf.parent == tmp_path / "followed"


def test_another_password_leads_to_the_same_shelf_and_another_address_to_another(monkeypatch: pytest.MonkeyPatch):
    places = []
    for address in ("s3://a:b@bucket/one", "s3://c:d@bucket/one", "s3://bucket/two"):
        monkeypatch.setenv("PORTAL_SHELF", address)
        places.append(settings.read().shelf)
    assert places[0] == places[1] != places[2]


@pytest.mark.parametrize("address", ["ftp://shelf.kz/a", "file:///srv/shelf", "https://", "s3:///portal"])
def test_an_address_that_cannot_be_followed_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv("PORTAL_SHELF", address)
    with pytest.raises(SettingsError, match="expected a folder"):
        settings.read()


def test_a_portal_makes_what_snapshots_lack_unless_that_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PORTAL_PREPARE", raising=False)
    assert settings.prepares()
    monkeypatch.setenv("PORTAL_PREPARE", "elsewhere")
    assert not settings.prepares()


def test_another_place_to_prepare_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_PREPARE", "no")
    with pytest.raises(SettingsError, match="found 'no', expected 'here', or 'elsewhere'"):
        settings.prepares()
