"""`python -m benchmarks.capacity [CONDITIONS]`: measure, write `measured.json`, and print docs/capacity.md from it.

It takes some eight minutes on an idle machine of two cores. `--print` only prints the page anew.
"""

import sys

from benchmarks.capacity.measurements import read, write
from benchmarks.capacity.measuring import measure
from benchmarks.capacity.page import points_table, print_page, shared_table


def main() -> None:
    """Measure unless only the page is wanted."""
    words = sys.argv[1:]
    if words != ["--print"]:
        write(measure(" ".join(words) or "idle machine"))
    measured = read()
    print_page(measured)
    print(points_table(measured))
    print()
    print(shared_table(measured))


if __name__ == "__main__":
    main()
