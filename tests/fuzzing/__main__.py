"""Fuzz each reader for some seconds; what is found is printed with the call that makes it again."""

import argparse
import sys
import time

from tests.fuzzing.corpus import KINDS, corpus
from tests.fuzzing.running import findings

_BATCH = 200


def main() -> None:
    """Run, and end with 1 when anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=600.0, help="for each reader")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; all when none is named")
    given = options.parse_args()
    found = 0
    for kind in given.kinds or KINDS:
        found += _fuzzed(kind, given.seed, given.seconds)
    sys.exit(bool(found))


def _fuzzed(kind: str, seed: int, seconds: float) -> int:
    if not corpus(kind):
        print(f"{kind}: there are no files to begin with.")
        return 1
    started, first, found = time.monotonic(), 0, 0
    while time.monotonic() - started < seconds:
        for one in findings(kind, seed, first, _BATCH):
            found += 1
            print(f"{kind}: case({one.kind!r}, {one.seed}, {one.number}): {one.said}", flush=True)
        first += _BATCH
    print(f"{kind}: {first} cases in {time.monotonic() - started:.0f} s, {found} findings.", flush=True)
    return found


if __name__ == "__main__":
    main()
