"""Numbers held against the lines of a résumé."""

import pytest

from app.documents.evidence import Background, check_text
from app.documents.facts.comparing import agrees
from app.documents.facts.numbers import Quantity
from app.documents.resume import Resume, Work
from tests.documents.facts.people import TODAY


def compared(lines: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two numbers are compared to check one that every second line of a résumé gives for something else."""
    seen = 0

    def counting(first: Quantity, second: Quantity) -> bool:
        nonlocal seen
        seen += 1
        return agrees(first, second)

    highlights = [f"Ran 31 servers of kind {at}" if at % 2 else f"Baked 30 loaves of kind {at}" for at in range(lines)]
    resume = Resume(work=[Work(name="Acme Ltd", position="Engineer", highlights=highlights)])
    with monkeypatch.context() as patched:
        patched.setattr("app.documents.facts.amounts.agrees", counting)
        claims = check_text("I ran 30 servers.", resume, background=Background(), today=TODAY)
    assert [claim.supported for claim in claims if claim.kind == "number"] == [False]
    return seen


def test_a_number_that_half_of_a_long_resume_gives_is_compared_with_each_line_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert compared(400, monkeypatch) <= 2.1 * compared(200, monkeypatch)
