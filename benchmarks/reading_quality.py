"""How right résumés are read, by kind of file: F1 of the people that the readers were not made on, against the goals.

Deterministic but for the fonts and the TeX that a machine has; `python -m benchmarks.reading` shows what is behind it.
"""

from collections.abc import Iterator

from benchmarks.reading.formats import FORMATS
from benchmarks.reading.run import outcomes
from benchmarks.reading.table import GOALS, GROUPS, ORDER_GOAL, line
from benchmarks.report import Row

REPEATS = 1
"""It is always the same."""
HALF = "held_back"
_KINDS = {"tex": "LaTeX", "typ": "Typst", "docx": "Word", "md": "Markdown", "txt": "text", "pdf": "PDF"}


def rows() -> Iterator[Row]:
    """One row a kind of file and field, and one for the order of two columns."""
    found = list(outcomes(HALF, FORMATS))
    for kind, name in _KINDS.items():
        figures = line([one for one in found if FORMATS[one.format].kind == kind])
        for field, goal in GOALS.items():
            yield Row(f"read {name}: {field}", figures.f1(GROUPS[field]), "F1", "goal", goal, at_least=True)
    order = line([one for one in found if one.format == "pdf_two_columns"]).tau
    yield Row("read PDF: order of two columns", order or 0.0, "τ", "goal", ORDER_GOAL, at_least=True)
