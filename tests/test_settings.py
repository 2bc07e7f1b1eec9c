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


def test_an_address_on_a_network_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_SHELF", "s3://bucket/shelf")
    with pytest.raises(SettingsError, match="expected a folder"):
        settings.read()
