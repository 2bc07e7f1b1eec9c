"""Shelves to measure on: one year and ten years of a nation, made once under `build/bench` from the demonstration."""

import os
import subprocess
import sys
from pathlib import Path

from lib.settings import ROOT

FOLDER = ROOT / "build" / "bench"
SCALES = ("national", "decade")


def intake(scale: str) -> Path:
    """The folder of CSV files of a scale; made where it is not there yet."""
    folder = FOLDER / "intake" / scale
    if not (folder / "issues.csv").exists():
        _run("demo", "--out", str(folder), "--scale", scale)
    return folder


def shelf(scale: str) -> Path:
    """A shelf with the intake of a scale published on it."""
    folder = FOLDER / "shelf" / scale
    if not (folder / "CURRENT").exists():
        _run("publish", str(intake(scale)), shelf=folder)
    return folder


def _run(*command: str, shelf: Path | None = None) -> None:
    environment = {**os.environ, "PORTAL_SHELF": str(shelf or FOLDER / "shelf" / "none")}
    subprocess.run([sys.executable, "-m", "lib", *command], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
