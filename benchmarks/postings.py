"""The slowest of the postings that nobody would write, against an honest one of the same length.

Whatever is quadratic in a pattern shows here: at 50,000 characters it takes minutes, not a few times as long.
"""

import time
from collections.abc import Iterator

from app.postings.forms import MAX_CHARACTERS, parse_posting
from benchmarks.report import Row
from tests.postings.hostile import HOSTILE
from tests.postings.reading import read, whole
from tests.running import SAMPLES

GOAL = 5.0


def seconds(text: str) -> float:
    """Processor time of a whole analysis."""
    form = parse_posting(text)
    begun = time.process_time()
    whole(read(form.text, form.title))
    return time.process_time() - begun


def rows() -> Iterator[Row]:
    """In milliseconds."""
    ordinary = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
    longest = (ordinary * (MAX_CHARACTERS // len(ordinary) + 1))[:MAX_CHARACTERS]
    seconds(ordinary)
    honest = seconds(longest)
    name, slowest = max(((name, seconds(text)) for name, text in HOSTILE.items()), key=lambda one: one[1])
    yield Row(
        f"analysis of the slowest hostile posting ({name})", slowest * 1000, "ms", "an honest one", honest * 1000, GOAL
    )
