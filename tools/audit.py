"""Ask the database of vulnerabilities about every locked package: `python -m tools.audit LOCK [pip-audit's options]`.

It ends with 0 when none is known, with 1 and their names when some are, and with 2 when nothing was learnt: pip-audit
itself ends with 1 for both, and a network that is not there must not look like an audit.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_AUDIT = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
FOUND, NOT_REACHED = 1, 2


def main() -> None:
    """Ask, and say what was answered."""
    lock, *options = sys.argv[1:]
    command = [sys.executable, "-m", "pip_audit", "-r", lock, *_AUDIT, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    locked = len(re.findall(r"^[a-z0-9][\w.-]*==", Path(lock).read_text(encoding="utf-8"), re.MULTILINE))
    asked = _asked(done.stdout)
    if asked is None:
        reason = done.stderr.strip().rpartition("\n")[2]
        sys.stderr.write(
            f"Not reached: the database of vulnerabilities gave no answer. Nothing was audited.\n{reason}\n"
        )
        sys.exit(NOT_REACHED)
    bad = [f"{one['name']} {one['version']}: {_known(one)}" for one in asked if one.get("vulns")]
    sys.stdout.write("".join(f"{line}\n" for line in bad))
    sys.stdout.write(f"{len(asked)} of {locked} locked packages asked about, {len(bad)} with known vulnerabilities.\n")
    sys.exit(FOUND if bad else 0)


def _asked(answer: str) -> list[dict[str, Any]] | None:
    """The packages that an answer was given for; packages of other systems are passed over by their markers."""
    try:
        dependencies = json.loads(answer)["dependencies"]
    except (ValueError, LookupError):
        return None
    return [one for one in dependencies if "skip_reason" not in one]


def _known(one: dict[str, Any]) -> str:
    return ", ".join(str(found["id"]) for found in one["vulns"])


if __name__ == "__main__":
    main()
