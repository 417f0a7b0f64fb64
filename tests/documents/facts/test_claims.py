"""True and subtly false claims: how many of each are marked, with a table."""

import sys
from collections import Counter

import pytest

from app.documents.evidence import Claim, check_text
from tests.documents.facts.people import TODAY, Told, resume_of, told

SETS = (
    "first_claims",
    "second_claims",
    "third_claims",
    "fourth_claims",
    "fifth_claims",
    "sixth_claims",
    "seventh_claims",
)

MOST_MARKED = {"seventh_claims": 2}


def checked(claim: Told) -> tuple[Claim, ...]:
    return check_text(claim.text, resume_of(claim.of), today=TODAY)


def is_marked_there(claim: Told) -> bool:
    """Whether the very words that are false are marked, not just some others of the sentence."""
    start = claim.text.index(claim.wrong)
    end = start + len(claim.wrong)
    return any(not found.supported and found.start < end and start < found.end for found in checked(claim))


def table(name: str, kinds: Counter[str], marked: list[Told], missed: list[Told]) -> str:
    lost = Counter(claim.kind for claim in missed)
    lines = [f"{name}: {30 - len(missed)} of 30 false claims marked, {len(marked)} of 30 true ones"]
    lines += [f"  {kind:9} {count - lost[kind]} of {count}" for kind, count in sorted(kinds.items())]
    lines += [f"  marked though true: {claim.text}" for claim in marked]
    lines += [f"  not marked though false: {claim.text}" for claim in missed]
    return "\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", SETS)
def test_false_claims_are_marked_and_true_ones_are_not(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    true, false = told(name)
    assert (len(true), len(false)) == (30, 30)
    assert len({claim.of for claim in (*true, *false)}) >= 4
    marked = [claim for claim in true if not all(found.supported for found in checked(claim))]
    missed = [claim for claim in false if not is_marked_there(claim)]
    kinds = Counter(claim.kind for claim in false)
    with capsys.disabled():
        sys.stdout.write(table(name, kinds, marked, missed))
    assert {"number", "employer", "title", "scope", "date", "merged"} <= kinds.keys()
    assert len(missed) <= 1
    assert len(marked) <= MOST_MARKED.get(name, 1)


@pytest.mark.parametrize("name", SETS)
def test_nearly_every_true_claim_stands_on_a_line(name: str) -> None:
    true, _ = told(name)
    bare = [claim.text for claim in true if not any(found.evidence for found in checked(claim))]
    assert len(bare) <= 1


@pytest.mark.parametrize("name", SETS)
def test_a_marked_claim_says_why(name: str) -> None:
    _, false = told(name)
    for claim in false:
        for found in checked(claim):
            assert bool(found.problem) != found.supported
            assert found.problem == "" or found.problem.endswith(".")
            assert found.supported == bool(found.evidence)
