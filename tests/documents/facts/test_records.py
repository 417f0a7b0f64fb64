"""A résumé as the record that many texts are held against."""

from datetime import date
from unittest.mock import patch

from app.documents.evidence import Claim, check_text
from app.documents.facts import checking
from app.documents.facts.record import read_record
from app.documents.resume import Resume, Work
from tests.documents.facts.people import TODAY


def numbers(text: str, resume: Resume) -> list[bool]:
    """Whether each number that a text claims is borne out."""
    claims: tuple[Claim, ...] = check_text(text, resume, today=TODAY)
    return [claim.supported for claim in claims if claim.kind == "number"]


def test_a_resume_is_read_once_for_all_that_is_held_against_it() -> None:
    resume = Resume(work=[Work(name="Once Ltd", position="Engineer", highlights=["Ran 31 servers."])])
    with patch.object(checking, "read_record", wraps=read_record) as reading:
        assert numbers("I ran 31 servers.", resume) == [True]
        assert numbers("I ran 32 servers.", resume) == [False]
        assert reading.call_count == 1
        check_text("I ran 31 servers.", resume, today=date(TODAY.year + 1, 1, 1))
        assert reading.call_count == 2


def test_a_resume_that_was_changed_is_read_again() -> None:
    resume = Resume(work=[Work(name="Changed Ltd", position="Engineer", highlights=["Ran 31 servers."])])
    assert numbers("I ran 32 servers.", resume) == [False]
    resume.work[0].highlights[0] = "Ran 32 servers."
    assert numbers("I ran 32 servers.", resume) == [True]
