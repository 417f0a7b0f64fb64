"""`python -m benchmarks [NAME …]`: every benchmark, or those named.

A benchmark is a module of this folder with `rows()`, a generator of `Row`. It is run three times, or as often as its
`REPEATS` says. Only a run of all of them writes RESULTS.md: half a table would pass for a whole one.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.report import Row, print_row, together, write_results

REPEATS = 3


def names() -> list[str]:
    """The benchmarks, by name: modules that have `rows`."""
    files = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    return [name for name in files if hasattr(import_module(f"benchmarks.{name}"), "rows")]


def measured(chosen: list[str]) -> Iterator[Row]:
    """The rows of each, printed as they are known."""
    for name in chosen:
        module = import_module(f"benchmarks.{name}")
        turns = [list(module.rows()) for _ in range(getattr(module, "REPEATS", REPEATS))]
        for row in map(together, zip(*turns, strict=True)):
            print_row(row)
            yield row


def main() -> None:
    """Run, print, and write the table down when it is whole."""
    known = names()
    chosen = sys.argv[1:] or known
    if unknown := set(chosen) - set(known):
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    rows = list(measured(chosen))
    if chosen == known:
        write_results(rows)
    missed = sum(not row.is_met for row in rows)
    print(f"{len(rows)} figures, {missed} outside their goal.")


if __name__ == "__main__":
    main()
