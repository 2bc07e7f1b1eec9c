"""Signatures: with a public key configured only the office's own chain is shown; without one nothing is said of them."""

import shutil
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from lib.desk.publishing import publish as publishing
from lib.errors import SettingsError, SnapshotUnsigned
from lib.shelf import shelf as shelves_of
from lib.shelf import signing, verifying
from lib.shelf.shelf import Shelf
from tests import shelves

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
PUBLIC = KEY.public_key()


def tables(citizens: int) -> dict[str, pa.Table]:
    rows = shelves.rows()
    rows["issues"][0] |= {"citizens": citizens}
    return shelves.tables(rows)


def put(shelf: Path, citizens: int, *, key: Ed25519PrivateKey | None = KEY) -> str:
    given = {"as_of": shelves.AS_OF, "note": "", "now": shelves.NOW}
    return publishing.publish(tables(citizens), shelf=shelf, key=key, **given)


def write_keys(folder: Path) -> tuple[Path, Path]:
    """The secret and the public key as PEM files."""
    secret, public = folder / "office.pem", folder / "office.pub"
    secret.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return secret, public


def test_a_signed_chain_is_shown_and_verifies(tmp_path):
    first, second = put(tmp_path, 3), put(tmp_path, 4)
    shelf = Shelf(tmp_path, trusted=PUBLIC)
    assert shelf.on_show().snapshot.id == second
    assert shelf.open(first).id == first
    assert verifying.faults(tmp_path, trusted=PUBLIC) == ()
    assert (tmp_path / second / signing.SIGNATURE).stat().st_size == 64


def test_without_a_key_there_is_no_signature_and_none_is_asked_for(tmp_path):
    only = put(tmp_path, 3, key=None)
    assert not (tmp_path / only / signing.SIGNATURE).exists()
    assert Shelf(tmp_path).on_show().snapshot.id == only
    assert verifying.faults(tmp_path) == ()


def test_an_unsigned_snapshot_is_refused_and_the_last_good_one_stays_on_show(tmp_path):
    first = put(tmp_path, 3)
    shelf = Shelf(tmp_path, trusted=PUBLIC)
    assert shelf.on_show().snapshot.id == first
    second = put(tmp_path, 4, key=None)
    for opened in (shelf, Shelf(tmp_path, trusted=PUBLIC)):
        shown = opened.on_show()
        assert shown.snapshot.id == first
        assert shown.trouble.code == "snapshot-unsigned"
    assert [fault.file for fault in verifying.faults(tmp_path, trusted=PUBLIC)] == [f"{second}/{signing.SIGNATURE}"]


def test_what_an_unsigned_snapshot_is_followed_by_is_refused_too(tmp_path):
    first = put(tmp_path, 3, key=None)
    with pytest.raises(SnapshotUnsigned):
        put(tmp_path, 4)
    assert Shelf(tmp_path).current_id() == first


@pytest.mark.parametrize("wrong", ["another key", "another manifest", "cut", "empty", "gone"])
def test_a_wrong_signature_shows_nothing(tmp_path, wrong):
    only = put(tmp_path, 3)
    place = tmp_path / only / signing.SIGNATURE
    manifest = (tmp_path / only / "manifest.json").read_bytes()
    forged = {
        "another key": OTHER.sign(manifest),
        "another manifest": KEY.sign(manifest + b" "),
        "cut": place.read_bytes()[:-1],
        "empty": b"",
    }
    place.unlink() if wrong == "gone" else place.write_bytes(forged[wrong])
    shown = Shelf(tmp_path, trusted=PUBLIC).on_show()
    assert (shown.snapshot, shown.trouble.code) == (None, "snapshot-unsigned")
    assert [fault.error.code for fault in verifying.faults(tmp_path, trusted=PUBLIC)] == ["snapshot-unsigned"]


def test_a_chain_with_a_link_taken_out_is_refused(tmp_path):
    first, second = put(tmp_path, 3), put(tmp_path, 4)
    shutil.rmtree(tmp_path / first)
    assert Shelf(tmp_path, trusted=PUBLIC).on_show().snapshot is None
    assert Shelf(tmp_path).on_show().snapshot.id == second


def test_a_chain_with_a_link_exchanged_for_another_signed_one_is_refused(tmp_path):
    first, second = put(tmp_path / "a", 3), put(tmp_path / "a", 4)
    publishing.publish(tables(3), shelf=tmp_path / "b", key=KEY, as_of=shelves.AS_OF, note="another", now=shelves.NOW)
    for name in ("manifest.json", signing.SIGNATURE):
        shutil.copy(tmp_path / "b" / first / name, tmp_path / "a" / first / name)
    with pytest.raises(SnapshotUnsigned, match="published after"):
        Shelf(tmp_path / "a", trusted=PUBLIC).open(second)


def test_keys_are_read_from_the_files_that_the_settings_name(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTAL_SIGNING_KEY", raising=False)
    monkeypatch.delenv("PORTAL_PUBLIC_KEY", raising=False)
    assert (signing.signing_key(), signing.trusted()) == (None, None)
    secret, public = write_keys(tmp_path)
    monkeypatch.setenv("PORTAL_SIGNING_KEY", str(secret))
    monkeypatch.setenv("PORTAL_PUBLIC_KEY", str(public))
    assert signing.signing_key().public_key() == signing.trusted() == PUBLIC


@pytest.mark.parametrize("content", [None, b"", b"no key", "elliptic"])
def test_a_key_that_cannot_be_used_is_refused_rather_than_left_out(tmp_path, monkeypatch, content):
    secret, public = tmp_path / "office.pem", tmp_path / "office.pub"
    if content == "elliptic":
        other = generate_private_key(SECP256R1())
        secret.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public.write_bytes(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    elif content is not None:
        secret.write_bytes(content)
        public.write_bytes(content)
    monkeypatch.setenv("PORTAL_SIGNING_KEY", str(secret))
    monkeypatch.setenv("PORTAL_PUBLIC_KEY", str(public))
    with pytest.raises(SettingsError, match="PORTAL_SIGNING_KEY"):
        signing.signing_key()
    with pytest.raises(SettingsError, match="PORTAL_PUBLIC_KEY"):
        signing.trusted()


def test_the_portals_own_shelf_asks_for_the_configured_key(tmp_path, monkeypatch):
    put(tmp_path / "shelf", 3, key=None)
    _, public = write_keys(tmp_path)
    monkeypatch.setenv("PORTAL_PUBLIC_KEY", str(public))
    shelves_of.opened.cache_clear()
    try:
        assert shelves_of.opened(tmp_path / "shelf").on_show().snapshot is None
    finally:
        shelves_of.opened.cache_clear()


@pytest.mark.skipif(not shutil.which("openssl"), reason="NOT RUN: openssl is not installed")
def test_anybody_can_check_the_signature_with_openssl(tmp_path):
    only = put(tmp_path / "shelf", 3)
    _, public = write_keys(tmp_path)
    folder = tmp_path / "shelf" / only
    files = ["-in", folder / "manifest.json", "-sigfile", folder / signing.SIGNATURE]
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public, "-rawin", *files]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (folder / "manifest.json").write_bytes((folder / "manifest.json").read_bytes() + b" ")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
