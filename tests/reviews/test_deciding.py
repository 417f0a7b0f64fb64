"""What a click does to one finding."""

import pytest

from app.documents.evidence import Claim
from app.documents.resume import ReadResume
from app.documents.rewording import Change
from app.errors import Conflict, InvalidInput
from app.reviews import deciding
from app.reviews.findings import Finding
from app.reviews.models import Decision
from app.tailoring.service import Question, Suggestion

POINTER = "/work/1/highlights/1"


@pytest.fixture
def line(jake: ReadResume) -> str:
    return jake.resume.work[1].highlights[1]


def suggestion(line: str, after: str, claims: tuple[Claim, ...] = (), kind: str = "replace") -> Finding:
    change = Change(kind="remove" if kind == "remove" else "replace", pointer=POINTER, before=line, after=after)
    return Finding(suggestion=Suggestion(id="s1", change=change, line=line, title="T", reason="R", claims=claims))


def doubt(text: str, words: str) -> Claim:
    start = text.index(words)
    return Claim(kind="number", start=start, end=start + len(words), text=words, supported=False, problem="No.")


def test_an_open_suggestion_is_accepted_once(line: str) -> None:
    finding = suggestion(line, line.replace("Assess", "Assessed"))
    accepted = deciding.accept(finding, Decision(), affirmed=False)
    assert accepted.state == "accepted"
    assert not accepted.affirmed
    with pytest.raises(Conflict):
        deciding.accept(finding, accepted, affirmed=False)


def test_what_the_resume_does_not_support_is_never_accepted_without_the_persons_word(line: str) -> None:
    daring = f"{line} for 9,000 people"
    finding = suggestion(line, daring, (doubt(daring, "9,000 people"),))
    with pytest.raises(InvalidInput, match="not in your résumé"):
        deciding.accept(finding, Decision(), affirmed=False)
    accepted = deciding.accept(finding, Decision(), affirmed=True)
    assert (accepted.state, accepted.affirmed) == ("accepted", True)


def test_the_persons_word_counts_only_where_it_was_needed(line: str) -> None:
    finding = suggestion(line, line.replace("Assess", "Assessed"))
    assert not deciding.accept(finding, Decision(), affirmed=True).affirmed


def test_what_the_line_said_before_is_no_fault_of_a_suggestion(line: str) -> None:
    before = f"{line} for 9,000 people"
    change = Change(kind="replace", pointer=POINTER, before=before, after=before.replace("Assess", "Assessed"))
    own = doubt(change.after, "9,000")
    finding = Finding(suggestion=Suggestion(id="s1", change=change, line=before, title="T", reason="R", claims=(own,)))
    assert deciding.accept(finding, Decision(), affirmed=False).state == "accepted"


def test_an_edit_is_checked_again(jake: ReadResume, line: str) -> None:
    finding = suggestion(line, line.replace("Assess", "Assessed"))
    daring = deciding.edit(finding, Decision(), f"{line} for 9,000 people", jake.resume, affirmed=False)
    assert daring.state == "open"
    assert [claim.text for claim in daring.claims if not claim.supported] == ["9,000"]
    true = deciding.edit(finding, Decision(), line.replace("Assess", "Inspect"), jake.resume, affirmed=False)
    assert true.state == "accepted"
    assert true.change is not None
    assert true.change.after == line.replace("Assess", "Inspect")


def test_an_answer_is_the_persons_own_word(jake: ReadResume, line: str) -> None:
    asked = Finding(question=Question(id="q1", pointer=POINTER, line=line, text="How many?", reason="R"))
    with pytest.raises(InvalidInput, match="Only you know"):
        deciding.accept(asked, Decision(), affirmed=True)
    answered = deciding.edit(asked, Decision(), f"{line}, 40 a week", jake.resume, affirmed=True)
    assert answered.state == "accepted"
    assert answered.affirmed


def test_a_question_about_the_whole_is_not_answered_in_a_line(jake: ReadResume) -> None:
    asked = Finding(question=Question(id="q2", pointer="", line="", text="A photo?", reason="R"))
    with pytest.raises(InvalidInput, match="as a whole"):
        deciding.edit(asked, Decision(), "No", jake.resume, affirmed=True)


def test_a_removal_has_no_wording_to_edit(jake: ReadResume, line: str) -> None:
    with pytest.raises(InvalidInput, match="nothing to edit"):
        deciding.edit(suggestion(line, "", kind="remove"), Decision(), "x", jake.resume, affirmed=False)


def test_a_claim_is_taken_out_of_the_wording(jake: ReadResume, line: str) -> None:
    daring = line.replace("Assess", "Assessed") + " for 9,000 people"
    finding = suggestion(line, daring, (doubt(daring, "9,000"),))
    without = deciding.without_claim(finding, Decision(), 0, jake.resume)
    assert without.state == "open"
    assert without.change is not None
    assert without.change.after == line.replace("Assess", "Assessed")
    assert all(claim.supported for claim in without.claims)
    with pytest.raises(Conflict):
        deciding.without_claim(finding, Decision(), 7, jake.resume)


def test_without_its_only_claim_nothing_is_left_to_suggest(jake: ReadResume, line: str) -> None:
    daring = f"{line} for 9,000 people"
    finding = suggestion(line, daring, (doubt(daring, "9,000"),))
    assert deciding.without_claim(finding, Decision(), 0, jake.resume).state == "rejected"


def test_undo_opens_again_and_keeps_the_persons_wording(jake: ReadResume, line: str) -> None:
    finding = suggestion(line, line.replace("Assess", "Assessed"))
    own = deciding.edit(finding, Decision(), line.replace("Assess", "Inspect"), jake.resume, affirmed=False)
    opened = deciding.undo(own)
    assert opened.state == "open"
    assert opened.change == own.change
    with pytest.raises(Conflict):
        deciding.undo(opened)
    assert deciding.undo(deciding.reject(Decision())).state == "open"


def test_the_entry_of_a_line() -> None:
    assert deciding.entry_of("/work/1/highlights/0") == "/work/1"
    assert deciding.entry_of("/basics/summary") is None
    assert deciding.entry_of("/skills/2/keywords/0") is None
