"""What a benchmark says: one row a figure, held against a limit or a peer that was measured in the same run."""

import platform
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import TypeVar

import msgspec

RESULTS = Path(__file__).parent / "RESULTS.md"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_HEADINGS = ("what", "figure", "against", "ratio", "spread", "goal", "")
PARTS = 3
"""Into how many parts a benchmark divides what it goes through once, to know how far they lie apart."""
T = TypeVar("T")
_INTRODUCTION = f"""# Results

`make bench` writes the table; machines are shared, so ratios hold and figures wander. What was tried and did not help
is kept below it, so that nobody tries it twice.

{_BEGIN}
{_END}

## Tried, and did not help
"""


class Row(msgspec.Struct, frozen=True):
    """One figure. `ratio` is `figure / reference`: at most `goal`, or at least, where `at_least` says so."""

    name: str
    figure: float
    unit: str
    against: str
    reference: float
    goal: float = 1.0
    at_least: bool = False
    spread: tuple[float, float] | None = None
    """The lowest and the highest ratio of several turns, or of parts of what was measured; None where there is one."""

    @property
    def ratio(self) -> float:
        """How the figure stands to what it is held against."""
        return self.figure / self.reference if self.reference else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of the headings."""
        return (
            self.name,
            f"{self.figure:,.4g} {self.unit}",
            f"{self.against}: {self.reference:,.4g} {self.unit}",
            f"{self.ratio:.2f}",
            "one turn" if self.spread is None else "{:.2f} to {:.2f}".format(*self.spread),
            f"{'≥' if self.at_least else '≤'} {self.goal:g}",
            "ok" if self.is_met else "over" if not self.at_least else "under",
        )


def together(turns: Sequence[Row]) -> Row:
    """The same figure of several turns: the one in the middle, by its ratio, and how far they lie apart."""
    ranked = sorted(turns, key=lambda row: row.ratio)
    if len(ranked) == 1:
        return ranked[0]
    return msgspec.structs.replace(ranked[len(ranked) // 2], spread=(ranked[0].ratio, ranked[-1].ratio))


def in_parts(things: Sequence[T]) -> list[Sequence[T]]:
    """Every third thing, from the first, the second and the third on: for a figure that a second turn would repeat."""
    return [things[first::PARTS] for first in range(PARTS)]


def spread_over(whole: Row, parts: Iterable[Row]) -> Row:
    """The figure of the whole with the spread of its parts."""
    ratios = [part.ratio for part in parts]
    return msgspec.structs.replace(whole, spread=(min(ratios), max(ratios)))


def print_row(row: Row) -> None:
    """One line on the terminal, as soon as it is known."""
    name, figure, against, ratio, spread, goal, verdict = row.cells()
    print(f"{name:<52} {figure:>16}   {against:<38} {ratio:>6} {spread:>14} {goal:>7}  {verdict}", flush=True)


def table(rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [_line(_HEADINGS), _line(("---",) * len(_HEADINGS))]
    return "\n".join(lines + [_line(row.cells()) for row in rows])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def machine() -> str:
    """What the figures were measured on: never whose machine it was."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("litestar", "uvicorn", "uvloop", "sqlalchemy"))
    python = f"Python {platform.python_version()}"
    return f"{cpu_count()} cores, {platform.system()} {platform.machine()}, {python}, {libraries}."


def write_results(rows: Sequence[Row], path: Path = RESULTS) -> None:
    """Replace the table and keep every word around it."""
    text = path.read_text(encoding="utf-8") if path.exists() else _INTRODUCTION
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        sys.exit(f"{path.name} has lost its markers {_BEGIN} and {_END}.")
    path.write_text(f"{before}{_BEGIN}\n{machine()}\n\n{table(rows)}\n{_END}{after}", encoding="utf-8")
