"""Shelves to measure on: one year and ten years of a nation, made once under `build/bench` from the demonstration.

They are as publishing leaves them but for the files for download, which take minutes and which no page reads.
"""

import os
import subprocess
import sys
from pathlib import Path

from lib.prepared import worked
from lib.settings import ROOT
from lib.shelf.shelf import Shelf

FOLDER = ROOT / "build" / "bench"
SCALES = ("national", "decade")


def intake(scale: str) -> Path:
    """The folder of CSV files of a scale; made where it is not there yet."""
    folder = FOLDER / "intake" / scale
    if not (folder / "issues.csv").exists():
        _run("lib", "demo", "--out", str(folder), "--scale", scale)
    return folder


def shelf(scale: str) -> Path:
    """A shelf with the intake of a scale published on it, and what its pages read in the cache folder."""
    folder = FOLDER / "shelf" / scale
    if not (folder / "CURRENT").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run("bench.decade", "--publish", str(intake(scale)), str(folder))
    opened = Shelf(folder)
    worked.make(opened.open(opened.current_id()))
    return folder


def _run(module: str, *command: str) -> None:
    environment = {**os.environ, "PORTAL_SHELF": str(FOLDER / "shelf" / "none")}
    subprocess.run([sys.executable, "-m", module, *command], cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
