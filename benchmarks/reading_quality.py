"""How right résumés are read, by kind of file: F1 of the people that the readers were not made on, against the goals.

Deterministic but for the fonts and the TeX that a machine has; `python -m benchmarks.reading` shows what is behind it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.reading.formats import FORMATS
from benchmarks.reading.run import Outcome, outcomes
from benchmarks.reading.table import GOALS, GROUPS, ORDER_GOAL, line
from benchmarks.report import Row, in_parts, spread_over

REPEATS = 1
"""It is always the same; the spread is that of thirds of the people."""
HALF = "held_back"
_KINDS = {"tex": "LaTeX", "typ": "Typst", "docx": "Word", "md": "Markdown", "txt": "text", "pdf": "PDF"}


def rows() -> Iterator[Row]:
    """One row a kind of file and field, and one for the order of two columns."""
    found = list(outcomes(HALF, FORMATS))
    people = in_parts(sorted({one.person for one in found}))
    for kind, name in _KINDS.items():
        of_kind = [one for one in found if FORMATS[one.format].kind == kind]
        yield from _with_spread(of_kind, people, partial(_fields, name))
    yield from _with_spread([one for one in found if one.format == "pdf_two_columns"], people, _order)


def _with_spread(
    found: list[Outcome], people: list[Sequence[str]], rows_of: Callable[[list[Outcome]], list[Row]]
) -> Iterator[Row]:
    parts = [rows_of([one for one in found if one.person in some]) for some in people]
    return map(spread_over, rows_of(found), zip(*parts, strict=True))


def _fields(name: str, found: list[Outcome]) -> list[Row]:
    figures = line(found)
    return [
        Row(f"read {name}: {field}", figures.f1(GROUPS[field]), "F1", "goal", goal, at_least=True)
        for field, goal in GOALS.items()
    ]


def _order(found: list[Outcome]) -> list[Row]:
    return [Row("read PDF: order of two columns", line(found).tau or 0.0, "τ", "goal", ORDER_GOAL, at_least=True)]
