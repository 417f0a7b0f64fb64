"""`python -m benchmarks.keywords`: how well keywords are found in labelled postings.

`--half tuned|held_back` (tuned, unless told), `--misses` names every difference, `--posting NAME` looks at one posting,
`--masked` reads the tuned half as if its trades were unseen, `--write` measures both halves and writes
benchmarks/KEYWORDS.md.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.keywords.crossing import outcomes_across
from benchmarks.keywords.extracting import foreword, peers
from benchmarks.keywords.labels import HALVES, Half, LabelledPosting, faults, load
from benchmarks.keywords.scoring import Outcome, compare
from benchmarks.keywords.table import Line, differences, line, lines_of, plain, write


def outcomes_of(postings: Sequence[LabelledPosting]) -> list[Outcome]:
    """What Foreword finds, against the labels."""
    return [compare(posting, foreword(posting)) for posting in postings]


def peer_lines(postings: Sequence[LabelledPosting]) -> list[Line]:
    """A line for each peer that is installed."""
    return [
        line(f"peer: {name}", [compare(posting, extractor(posting)).score for posting in postings], judged=False)
        for name, extractor in peers().items()
    ]


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.keywords", description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="tuned")
    parser.add_argument("--misses", action="store_true", help="name every difference")
    parser.add_argument("--posting", metavar="NAME", help="this posting alone")
    parser.add_argument("--masked", action="store_true", help="the tuned half, each trade as one that nobody looked at")
    parser.add_argument("--write", action="store_true", help="both halves, written to benchmarks/KEYWORDS.md")
    asked = parser.parse_args()
    if asked.write:
        halves = {half: _checked(half) for half in HALVES}
        write({half: [*lines_of(outcomes_of(mine)), *peer_lines(mine)] for half, mine in halves.items()})
        return
    postings = [posting for posting in _checked(asked.half) if asked.posting in (None, posting.name)]
    if not postings:
        sys.exit(f"There is no such posting in {asked.half}.")
    outcomes = list(outcomes_across(_checked("tuned"))) if asked.masked else outcomes_of(postings)
    if asked.misses:
        print("\n".join(map(differences, outcomes)), end="\n\n")
    print(plain([*lines_of(outcomes), *([] if asked.masked else peer_lines(postings))]))


def _checked(half: Half) -> list[LabelledPosting]:
    """The postings of a half. Labels that cannot be right end the run: a figure against them would say nothing."""
    postings = load(half)
    if wrong := [fault for posting in postings for fault in faults(posting)]:
        sys.exit("\n".join(wrong))
    return postings


if __name__ == "__main__":
    main()
