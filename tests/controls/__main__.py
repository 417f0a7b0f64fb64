"""Take each control away once and see its test fail: `python -m tests.controls [NAME...]` (tables or controls)."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.controls.tables import Control, controls
from tests.controls.trying import Copy, Trial


def main() -> None:
    """Try them, print what was seen, and end with 1 when a control can go without anybody noticing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help="all of them when none is named")
    try:
        chosen = controls(tuple(options.parse_args().names))
    except LookupError as error:
        options.error(str(error.args[0]))
    with tempfile.TemporaryDirectory(prefix="controls-") as folder:
        trials = _tried(Copy(Path(folder)), chosen)
    survived = [trial for trial in trials if not trial.is_seen]
    print(f"{len(trials)} controls taken away, {len(trials) - len(survived)} seen to be missing.")
    sys.exit(bool(survived))


def _tried(copy: Copy, chosen: list[Control]) -> list[Trial]:
    wrong = copy.untouched(test for control in chosen for test in control.tests)
    if wrong:
        raise SystemExit("\n".join(wrong))
    trials = []
    for control in chosen:
        trial = copy.without(control)
        trials.append(trial)
        seen = "failed" if trial.is_seen else f"SURVIVED: {trial.said}"
        print(f"{control.name} | {' '.join(control.tests)} | {seen} | {trial.seconds:.0f} s", flush=True)
    return trials


if __name__ == "__main__":
    main()
