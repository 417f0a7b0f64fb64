"""`python -m benchmarks.reading`: read what is known, and say by format and field how much of it was read right."""

import sys
from argparse import ArgumentParser, Namespace

from benchmarks.reading import peers, table
from benchmarks.reading.fields import FIELDS
from benchmarks.reading.formats import FORMATS
from benchmarks.reading.person import HALVES, TUNED
from benchmarks.reading.run import Outcome, outcomes


def main() -> None:
    """Run what is asked for and print the table; `--write` runs everything and writes it down."""
    asked = _arguments()
    names = [name for name in FORMATS if (name.startswith(asked.format) and FORMATS[name].is_there())]
    found = {half: _half(half, names, asked) for half in asked.half}
    if asked.misses:
        for outcomes_of_half in found.values():
            print(table.misses(outcomes_of_half, asked.misses, asked.field))
    halves = {half: table.lines(outcomes_of_half) for half, outcomes_of_half in found.items()}
    beside = _peers(names, asked) if asked.peers or asked.write else ""
    if asked.write:
        table.write(halves, beside)
    print(table.table(halves, asked.field), beside, sep="\n\n")


def _half(half: str, names: list[str], asked: Namespace) -> list[Outcome]:
    return list(outcomes(half, names, asked.person, asked.processes, asked.habits))


def _peers(names: list[str], asked: Namespace) -> str:
    """A table for each peer that is installed, or the word that none is."""
    found = {
        f"{peer.package} {peer.version()}": {
            half: table.lines(peers.outcomes(peer, half, names)) for half in asked.half
        }
        for peer in peers.installed()
    }
    return "\n\n".join(f"## {name}\n\n{table.goals(halves)}" for name, halves in found.items())


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--half", action="append", choices=HALVES, help="the people; both halves by default")
    parser.add_argument("--format", default="", metavar="NAME", help="a format, or the beginning of several")
    parser.add_argument("--person", default="", metavar="ID", help="one person only")
    parser.add_argument("--field", action="append", choices=FIELDS, help="only this field")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print the first N differences of each field"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many documents are read at a time")
    parser.add_argument("--habits", default="", metavar="SEED", help="the same people, laying documents out otherwise")
    parser.add_argument("--peers", action="store_true", help="other readers beside ours, those that are installed")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/READING.md")
    asked = parser.parse_args()
    if asked.write and not peers.installed():
        sys.exit("A peer stands beside our figures; see benchmarks/reading/peers.py for how it is installed.")
    if asked.write and (asked.format or asked.person or asked.half or asked.field or asked.habits):
        sys.exit("Only a run of everything is written down: half a table would pass for a whole one.")
    asked.half = asked.half or list(HALVES)
    if asked.habits and asked.half != [TUNED]:
        sys.exit("Other habits are for the people the readers were made on: --half tuned.")
    asked.field = asked.field or []
    return asked


if __name__ == "__main__":
    main()
