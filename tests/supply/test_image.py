"""What the container is made of: nothing is built, fetched or written in what runs (Dockerfile, last stage)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAGES = re.split(r"(?m)^(?=FROM )", (ROOT / "Dockerfile").read_text(encoding="utf-8"))[1:]
LAST = STAGES[-1]
NOT_NEEDED = ("gcc", "g++", "make", "build-essential", "git", "curl", "wget", "npm", "nodejs", "pip install")


def installed(stage: str) -> set[str]:
    """The Debian packages that a stage installs."""
    found = re.search(r"apt-get install(?P<names>(?:[^&]|\n)*?)&&", stage)
    return set() if found is None else set(re.findall(r"^ +([a-z0-9.+-]+) \\$", found["names"], re.MULTILINE))


def test_what_is_built_is_built_elsewhere() -> None:
    assert len(STAGES) == 3
    assert re.findall(r"^COPY --from=(\w+) (\S+)", LAST, re.MULTILINE) == [("build", "/opt/foreword")]
    assert "\nCOPY " not in LAST.replace("\nCOPY --from=", "")


def test_nothing_is_installed_that_the_sandbox_does_not_need() -> None:
    packages = installed(LAST)
    assert "bubblewrap" in packages
    assert {name for name in packages if not name.startswith(("texlive-", "lmodern", "cm-super"))} == {"bubblewrap"}
    commands = "\n".join(re.findall(r"(?m)^(?:RUN|ENV|CMD)(?:.*\\\n)*.*$", LAST))
    assert [name for name in NOT_NEEDED if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", commands)] == []
    assert "--no-install-recommends" in LAST
    assert "rm -rf /var/lib/apt/lists/*" in LAST


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_kept_of_what_was_fetched(stage: str) -> None:
    assert "ADD " not in stage
    if "pip install" in stage:
        assert "PIP_NO_CACHE_DIR=1" in stage


def test_what_the_image_installs_has_the_locked_hash() -> None:
    installs = re.findall(r"pip install (.+)$", "\n".join(STAGES), re.MULTILINE)
    assert installs == ["--require-hashes -r requirements.lock", "--no-deps --no-build-isolation ."]
    assert "npm ci --ignore-scripts" in STAGES[0]


def test_one_folder_is_written_and_the_root_may_be_read_only() -> None:
    """Python's compiled files were made by pip; whatever else is written lies in the data folder or in /tmp."""
    assert re.findall(r"^VOLUME (.+)$", LAST, re.MULTILINE) == ["/data"]
    assert "FOREWORD_DATA_DIR=/data" in LAST
    assert "--mode=0700 /data" in LAST
    assert "docker run --read-only --tmpfs /tmp" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_whoever_runs_it_is_told_whether_it_is_well() -> None:
    assert re.search(r"^HEALTHCHECK .*/health/ready", LAST.replace("\\\n", ""), re.MULTILINE)
    assert re.findall(r"^USER (\d+)$", LAST, re.MULTILINE) == ["10001"]
    assert "USER" not in LAST.partition("\nUSER 10001")[2].replace("FOREWORD", "")
