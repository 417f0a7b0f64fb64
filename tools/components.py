"""The list of components (CycloneDX 1.6, JSON) of what is installed: `python -m tools.components FILE`.

Python packages with their hashes come from requirements.lock by cyclonedx-py; licences, where they are known, from the
packages that are installed here; the files for browsers from package-lock.json, with the hash of the npm package.
"""

import base64
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
_LICENCE = "License :: "


def main() -> None:
    """Write the list; its folder is made."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(bill_components(target))} components.\n")


def bill() -> dict[str, Any]:
    """The whole list."""
    made: dict[str, Any] = _python_bill()
    for component in made["components"]:
        component.pop("description", None)
        licence = licence_of(component["name"])
        if licence:
            component["licenses"] = [{"license": {"name": licence}}]
    made["components"] += _browser_components()
    return made


def bill_components(path: Path) -> list[dict[str, Any]]:
    """The components that a list names."""
    components: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["components"]
    return components


def licence_of(package: str) -> str:
    """What a package says of its licence: an SPDX expression, else the names of its classifiers; "" where it says
    nothing, or is not installed here (other systems' packages).
    """
    try:
        metadata = importlib.metadata.metadata(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
    if "License-Expression" in metadata:
        return str(metadata["License-Expression"])
    classifiers = [
        one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier") or [] if one.startswith(_LICENCE)
    ]
    written = str(metadata["License"]) if "License" in metadata else ""
    return " AND ".join(classifiers) or written.strip().partition("\n")[0]


def _python_bill() -> Any:
    lock, project = str(LOCK), str(ROOT / "pyproject.toml")
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", lock, "--pyproject", project]
    done = subprocess.run([*command, "--output-reproducible", "--sv", "1.6"], check=True, capture_output=True)
    return json.loads(done.stdout)


def _browser_components() -> list[dict[str, Any]]:
    """What is shipped to browsers; what only the tests use is left out."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    shipped = {path: one for path, one in packages.items() if path and not one.get("dev")}
    return [_browser_component(path.removeprefix("node_modules/"), one) for path, one in sorted(shipped.items())]


def _browser_component(name: str, locked: dict[str, Any]) -> dict[str, Any]:
    kind, _, digest = locked["integrity"].partition("-")
    return {
        "bom-ref": f"npm-{name}",
        "type": "library",
        "name": name,
        "version": locked["version"],
        "purl": f"pkg:npm/{name}@{locked['version']}",
        "hashes": [{"alg": re.sub(r"sha(\d+)", r"SHA-\1", kind), "content": base64.b64decode(digest).hex()}],
        "licenses": [{"license": {"name": locked["license"]}}],
    }


if __name__ == "__main__":
    main()
