"""Send a server what its own document allows, and what it forbids: `python -m tests.openapi.attacking --seconds 600`.

Schemathesis makes the requests out of `/api/openapi.json` and looks at every answer with all its checks. It speaks for
Ada, who has one thing of every kind, on a server of its own that nobody limits.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.accounts.household import NEVER_LIMITED, Household
from tests.running import Server

RUN = "from schemathesis.cli import schemathesis; schemathesis()"
ACCEPTABLE = ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "429"]
"""What a request may be answered that the document allows. Beyond what Schemathesis thinks of by itself: 412, when
`If-Match` names another state, and 422, when something is wrong that no schema can say: a cursor of another list, a
key that was used for another request, a version that there is not, a text of blanks."""
REFUSALS = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "422", "428", "429"]
"""What a request may be answered that the document forbids. Beyond what Schemathesis thinks of by itself: 412, for a
condition is looked at before the content (RFC 9110, 13.2.1), and 413, when a text is too long."""
UPLOADS = ["upload_resume", "career_upload_resume", "latex_tailor", "latex_tailor_stream"]
"""Nothing that is made by chance is a résumé's file: they answer 400."""
CONFIG = f"""
[checks.positive_data_acceptance]
expected-statuses = {ACCEPTABLE}
[checks.negative_data_rejection]
expected-statuses = {REFUSALS}

[[operations]]
include-operation-id = {UPLOADS}
[operations.checks.positive_data_acceptance]
expected-statuses = {["400", *ACCEPTABLE]}
"""


KNOWN_IN_BODIES = {
    "resume_id": "resume_id",
    "resumeId": "resume_id",
    "posting_id": "posting_id",
    "letter_id": "letter_id",
    "conversation_id": "conversation_id",
}
KNOWN_IN_PATHS = (
    "resume_id",
    "posting_id",
    "tailoring_id",
    "letter_id",
    "conversation_id",
    "message_id",
    "run_id",
    "chat_id",
)
"""By chance alone no request would name a thing that there is. What is taken away is found by Schemathesis itself."""


def configuration(names: dict[str, str]) -> str:
    """Schemathesis's configuration, for somebody whose things have these names."""
    kept = sorted({*KNOWN_IN_BODIES.values(), *KNOWN_IN_PATHS})
    lists = [f'[dictionaries.{name}]\nvalues = ["{names[name]}"]' for name in kept]
    bodies = [f'"body.{member}" = {_often(name)}' for member, name in KNOWN_IN_BODIES.items()]
    paths = [f'"path.{name}" = {_often(name)}' for name in KNOWN_IN_PATHS]
    kept_ones = '[[operations]]\ninclude-method = ["GET", "POST", "PUT", "PATCH"]\n[operations.parameters]'
    return "\n".join([*lists, "[parameters]", *bodies, CONFIG, kept_ones, *paths, ""])


def _often(name: str) -> str:
    return f'{{ dictionary = "{name}", probability = 0.6 }}'


def attack(server: Server, household: Household, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """All checks on every operation of a server, for Ada; status 0 when nothing was found."""
    config, key = folder / "schemathesis.toml", household.keys["whole"]
    config.write_text(configuration(household.names), encoding="utf-8")
    command = [sys.executable, "-c", RUN, "--config-file", str(config), "run", f"{server.url}/api/openapi.json"]
    fixed = ["--header", f"x-api-key: {key}", "--checks", "all", "--no-color", "--request-timeout", "60"]
    return subprocess.run([*command, *fixed, *options], capture_output=True, text=True, cwd=folder, check=False)


def main() -> None:
    """Attack for some seconds, say what was found, and end with 1 when anything was."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        household = Household(folder / "data")
        household.fill()
        with Server(folder / "data", auth="accounts", tex="off", **NEVER_LIMITED) as server:
            more = ["--max-time", str(given.seconds), "--seed", str(given.seed), "--continue-on-failure"]
            done = attack(server, household, folder, *more)
            faults = [line for line in server.log.splitlines() if "Traceback" in line or "request failed" in line]
    sys.stdout.write(done.stdout + done.stderr)
    sys.stdout.write(f"{len(faults)} faults in the server's log.\n")
    sys.exit(done.returncode or bool(faults))


if __name__ == "__main__":
    main()
