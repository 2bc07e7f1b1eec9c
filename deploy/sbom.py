"""What the portal is made of: a CycloneDX bill of materials of all packages it runs with, and their licences as a table.

`python -m deploy.sbom` writes build/sbom.json and docs/licences.md; packages and hashes are those of requirements.txt,
licences those that the installed packages state.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
BILL, TABLE = ROOT / "build" / "sbom.json", ROOT / "docs" / "licences.md"
UNSTATED = {"protobuf": "BSD-3-Clause", "pydeck": "Apache-2.0"}
"""Packages that state nothing to be read by programs; from the file LICENSE of each one's sources."""
HEAD = """# Licences

What the portal runs with, as `make sbom` finds it; the licence is what each package states of itself.
Packages for development and tests are not among them.

| package | version | licence |
|---|---|---|
"""


def bill() -> dict:
    """The bill of materials: packages and hashes of requirements.txt, licences as the installed packages state them.

    Raises   subprocess.CalledProcessError where cyclonedx-py fails.
    """
    required = _asked("requirements", str(REQUIREMENTS))
    installed = {_key(part): part for part in _asked("environment", sys.executable)["components"]}
    for part in required["components"]:
        part["licenses"] = installed[_key(part)].get("licenses", [])
    return required


def licences(made: dict) -> list[tuple[str, str, str]]:
    """Name, version and licence of each package, by name."""
    return sorted((part["name"], part["version"], _licence(part)) for part in made["components"])


def table(found: list[tuple[str, str, str]]) -> str:
    """The licences as a document."""
    return HEAD + "".join(f"| {name} | {version} | {licence} |\n" for name, version, licence in found)


def _asked(kind: str, of: str) -> dict:
    command = [sys.executable, "-m", "cyclonedx_py", kind, of, "--output-reproducible", "--no-validate"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def _key(part: dict) -> str:
    """A package's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", part["name"]).lower()


def _licence(part: dict) -> str:
    """What the package states: an expression, else its short names, else the first line of what it wrote."""
    stated = [_stated(given) for given in part["licenses"]]
    known = [given for given in stated if len(given) < 60]
    return "; ".join(dict.fromkeys(known or stated)).replace("|", "/") or UNSTATED[_key(part)]


def _stated(given: dict) -> str:
    inner = given.get("license", {})
    said = given.get("expression") or inner.get("id") or inner.get("name") or ""
    return said.strip().split("\n")[0].removeprefix("License :: OSI Approved :: ")


if __name__ == "__main__":
    made = bill()
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    TABLE.write_text(table(licences(made)), encoding="utf-8")
