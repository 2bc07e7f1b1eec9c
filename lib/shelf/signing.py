"""The office's signature (Ed25519) of a manifest: made at publishing, and asked for wherever a public key is configured."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from lib import settings
from lib.errors import SettingsError, SnapshotUnsigned
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import Manifest

SIGNATURE = "manifest.sig"
"""64 bytes beside the manifest, as `openssl pkeyutl -verify -rawin` reads them."""


def signing_key() -> Ed25519PrivateKey | None:
    """The office's secret key, which PORTAL_SIGNING_KEY names; None where it is not set. Raises SettingsError."""
    path = settings.keys().signing
    if path is None:
        return None
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SettingsError(
            f"PORTAL_SIGNING_KEY: {path} cannot be used ({error}). Name a PEM file without a password."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError(f"PORTAL_SIGNING_KEY: {path} holds {type(key).__name__}, expected an Ed25519 key.")
    return key


def trusted() -> Ed25519PublicKey | None:
    """The key whose signatures are asked for, which PORTAL_PUBLIC_KEY names; None where it is not set.

    Raises   SettingsError where the file holds none: then nothing may be shown, rather than everything.
    """
    path = settings.keys().public
    if path is None:
        return None
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise SettingsError(f"PORTAL_PUBLIC_KEY: {path} cannot be used ({error}). Name a PEM file.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise SettingsError(f"PORTAL_PUBLIC_KEY: {path} holds {type(key).__name__}, expected an Ed25519 key.")
    return key


def check(folder: Path, key: Ed25519PublicKey) -> Manifest:
    """The manifest in a snapshot's folder, once its signature is seen to be this key's.

    Raises   SnapshotUnsigned, SnapshotMissing, SnapshotDamaged, SnapshotNewer.
    """
    manifest = snapshots.read_manifest(folder)
    try:
        key.verify((folder / SIGNATURE).read_bytes(), (folder / snapshots.MANIFEST).read_bytes())
    except OSError as error:
        raise SnapshotUnsigned(f"{folder / SIGNATURE}: {error.strerror}. Only signed snapshots are shown.") from error
    except InvalidSignature as error:
        raise SnapshotUnsigned(
            f"{folder / SIGNATURE}: is no signature of this manifest by the configured key. Publish again with the key."
        ) from error
    return manifest


def check_chain(folder: Path, key: Ed25519PublicKey) -> None:
    """A snapshot and all before it are signed with this key, each naming the manifest of the one before.

    Raises   as `check`; SnapshotUnsigned where a manifest is not the one that the next was published after.
    """
    manifest = check(folder, key)
    seen = {manifest.id}
    while manifest.previous_id is not None:
        earlier = check(folder.parent / manifest.previous_id, key)
        if earlier.fingerprint != manifest.previous_sha256 or earlier.id in seen:
            raise SnapshotUnsigned(f"{folder.parent / earlier.id}: is not what {manifest.id} was published after.")
        seen.add(earlier.id)
        manifest = earlier
