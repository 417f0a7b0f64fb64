"""The list of components names everything that is shipped, with version, hash and licence."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tools.components import LOCK, ROOT, bill_components

LICENCES = tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def components(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """As the command writes them, by the name of their package."""
    target = tmp_path_factory.mktemp("dist") / "new" / "foreword.cdx.json"
    subprocess.run([sys.executable, "-m", "tools.components", str(target)], cwd=ROOT, check=True, capture_output=True)
    return {one["purl"].partition("@")[0]: one for one in bill_components(target)}


def locked() -> dict[str, tuple[str, set[str]]]:
    """Name, version and hashes as the lock has them."""
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))
    found = [(re.match(r"([\w.-]+)==(\S+)", entry), set(re.findall(r"sha256:(\w+)", entry))) for entry in entries]
    return {named[1]: (named[2], hashes) for named, hashes in found if named}


def hashes_in(component: dict[str, Any]) -> set[str]:
    given = component.get("hashes", []) + [
        one for place in component.get("externalReferences", []) for one in place.get("hashes", [])
    ]
    return {one["content"] for one in given}


def test_every_locked_package_is_listed_with_its_version_and_hashes(components: dict[str, dict[str, Any]]) -> None:
    listed = {
        name.removeprefix("pkg:pypi/"): (one["version"], hashes_in(one))
        for name, one in components.items()
        if name.startswith("pkg:pypi/")
    }
    assert len(listed) > 100
    assert listed == locked()


def test_what_browsers_are_sent_is_listed_with_its_version_and_hash(components: dict[str, dict[str, Any]]) -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    listed = {name.removeprefix("pkg:npm/"): one for name, one in components.items() if name.startswith("pkg:npm/")}
    assert {name: one["version"] for name, one in listed.items()} == wanted
    assert all(len(digest) == 128 for one in listed.values() for digest in hashes_in(one))
    copied = re.findall(r"node_modules/([\w.-]+)/\S+\.js", (ROOT / "tools" / "install_browser_files.sh").read_text())
    assert copied
    assert set(copied) <= set(listed)


def test_licences_are_permissive_or_explained(components: dict[str, dict[str, Any]]) -> None:
    explained = {
        one["name"]
        for one in components.values()
        if not all(map(is_permissive, (given["license"]["name"] for given in one.get("licenses", []))))
    }
    assert explained == set(LICENCES["reasons"])


def is_permissive(licence: str) -> bool:
    """Whether each part of it is, or one of those that may be chosen from."""
    return any(set(choice.split(" AND ")) <= set(LICENCES["permissive"]) for choice in licence.split(" OR "))


def test_what_says_nothing_of_its_licence_is_for_other_systems(components: dict[str, dict[str, Any]]) -> None:
    silent = {one["name"] for one in components.values() if not one.get("licenses")}
    entries = {
        entry.partition("==")[0]: entry for entry in re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))
    }
    assert [name for name in sorted(silent) if " ; " not in entries[name].partition("\n")[0]] == []


@pytest.mark.parametrize(
    ("licence", "is_fine"),
    [
        ("MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_fine_when_every_part_of_a_choice_is(licence: str, is_fine: bool) -> None:
    assert is_permissive(licence) is is_fine
