"""What a model proposes is shown only when it is a rewording; what it makes up is not, or is marked."""

from datetime import date

import msgspec
import pytest

from app.documents.resume import Basics, Resume, Skill, Work
from app.documents.rewording import Change
from app.llm import BuiltinModel
from app.postings.keywords import extract_keywords
from app.tailoring.suggesting.checking import checked
from app.tailoring.suggesting.proposing import Asked, Proposal, Proposals, accepted
from app.tailoring.suggesting.results import Question, Suggestion
from app.tailoring.suggesting.tasks import SuggestEdits, entries_to_ask_about

DAY = date(2025, 1, 1)
LINE = "Helped the Leeds office cut paper use by 30% in May 2021 with Python"
RESUME = Resume(
    basics=Basics(name="Ada Lovelace", summary="Analyst at Engine Works."),
    work=[
        Work(
            name="Engine Works",
            position="Analyst",
            start_date="2019",
            end_date="2022",
            highlights=[LINE, "Wrote reports", "Wrote reports", "Responsible for managing stock for Engine Works"],
        ),
        Work(name="Mill", position="Clerk", highlights=["Kept the books of the mill"]),
    ],
    skills=[Skill(keywords=["Python", "Excel"])],
)
POSTING = extract_keywords("Developer\n\nRequirements\n- Python\n- Kubernetes\n")


def shown(*proposals: Proposal, entry: str = "/work/0", asked: tuple[Asked, ...] = ()) -> list[Suggestion | Question]:
    return list(accepted(Proposals(changes=proposals, questions=asked), RESUME, entry, POSTING, DAY))


def rewording(after: str, *, before: str = LINE, pointer: str = "/work/0/highlights/0", keyword: str = "") -> Proposal:
    return Proposal(pointer=pointer, before=before, after=after, title="Reword", reason="Shorter.", keyword=keyword)


def test_a_rewording_is_shown_with_its_place_and_evidence() -> None:
    (one,) = shown(rewording("Helped the Leeds office cut paper by 30% in May 2021 with Python", keyword="python"))
    assert isinstance(one, Suggestion)
    assert one.change == Change(
        kind="replace",
        pointer="/work/0/highlights/0",
        before=LINE,
        after="Helped the Leeds office cut paper by 30% in May 2021 with Python",
    )
    assert (one.keyword, one.rank, one.line) == ("Python", 1, LINE)
    assert one.claims
    assert all(claim.supported for claim in one.claims)


@pytest.mark.parametrize(
    "after",
    [
        LINE,
        LINE + ".",
        "",
        "Helped the Leeds office cut paper use by 40% in May 2021 with Python",
        "Helped the Leeds office cut paper use by 30% in May 2022 with Python",
        "Helped the Leeds office cut paper use by 30% in June 2021 with Python",
        "Helped the Leeds office cut paper use by 30% in 2021 with Python",
        "Helped the Leeds office cut paper use in May with Python",
        "Helped twelve people of the Leeds office cut paper use by 30% in May 2021 with Python",
        "Helped the Leeds office of Oracle cut paper use by 30% in May 2021 with Python",
        r"Helped the \textbf{Leeds} office cut paper use by 30% in May 2021 with Python",
        "Helped the <b>Leeds</b> office cut paper use by 30% in May 2021 with Python",
        "Helped the **Leeds** office cut paper use by 30% in May 2021 with Python",
        "Helped the Leeds office (https://x.org) cut paper use by 30% in May 2021 with Python",
        "Helped the Leeds office cut paper use by 30% in May 2021 with Python " + "and so on " * 10,
        "Helped the Leeds office cut paper use by 30% in May 2021 with Python " + "x" * 400,
        "Helped the Leeds office cut paper use by 30% in May 2021 with Python as chief analyst",
        "Helped the Leeds office cut paper use by 30% in May 2021 with Python and a doctorate in law",
        "Helped the Leeds office cut paper use by 30% in May 2021 with Python \u202e",
    ],
)
def test_what_is_no_rewording_is_dropped(after: str) -> None:
    assert shown(rewording(after)) == []


@pytest.mark.parametrize(
    "proposal",
    [
        rewording("Wrote short reports", before="Wrote reports", pointer="/work/0/highlights/9"),
        rewording("Kept all books", before="Kept the books of the mill", pointer="/work/1/highlights/0"),
        rewording("Invented", before="A line that is not there"),
        rewording("Senior Analyst", before="Analyst", pointer="/work/0/position"),
        rewording("Engines", before="Engine Works", pointer="/work/0/name"),
        rewording("2018", before="2019", pointer="/work/0/startDate"),
        rewording(
            "Manage stock", before="Responsible for managing stock for Engine Works", pointer="/work/0/highlights/3"
        ),
    ],
)
def test_names_titles_dates_other_entries_and_unknown_lines_are_left_alone(proposal: Proposal) -> None:
    assert shown(proposal) == []


def test_a_line_quoted_under_a_wrong_pointer_is_found() -> None:
    (one,) = shown(
        rewording("Manage all stock for Engine Works", before="Responsible for managing stock for Engine Works")
    )
    assert isinstance(one, Suggestion)
    assert one.change.pointer == "/work/0/highlights/3"


def test_a_raised_scope_or_a_new_skill_is_marked() -> None:
    raised, skilled = (
        shown(rewording(after))[0]
        for after in (
            "Led the Leeds office to cut paper use by 30% in May 2021 with Python",
            "Helped the Leeds office cut paper use by 30% in May 2021 with kubernetes and Python",
        )
    )
    for one, kind in ((raised, "scope"), (skilled, "skill")):
        assert isinstance(one, Suggestion)
        assert kind in {claim.kind for claim in one.claims if not claim.supported}


@pytest.mark.parametrize(
    ("number", "after", "is_kept"),
    [
        (3, "Managed stock for Engine Works", True),
        (3, "Managed 12 people for Engine Works", False),
        (3, "Managed stock for Engine Works in Rust", False),
        (0, "Led the Leeds office to cut paper use by 30% in May 2021 with Python", False),
    ],
)
def test_a_rule_s_change_is_kept_only_when_the_line_bears_it_out(number: int, after: str, is_kept: bool) -> None:
    line = RESUME.work[0].highlights[number]
    change = Change(kind="replace", pointer=f"/work/0/highlights/{number}", before=line, after=after)
    suggestion = Suggestion(id="sug_1", change=change, line=line, title="Reword", reason="Shorter.")
    kept = checked(suggestion, RESUME, "/work/0", DAY)
    assert (kept is not None) is is_kept
    if kept is not None:
        assert all(claim.supported for claim in kept.claims)


def test_a_line_gets_one_change_and_a_skill_is_added_once() -> None:
    first = rewording("Helped the Leeds office save 30% of paper in May 2021 with Python")
    second = rewording("Helped the Leeds office use 30% less paper in May 2021 with Python")
    assert len(shown(first, second)) == 1
    add = Proposal(kind="add_keyword", pointer="/skills/0", after="Reporting")
    known = Proposal(kind="add_keyword", pointer="/skills/0", after="python")
    listed = Proposal(kind="add_keyword", pointer="/skills/0", after="Go, Rust")
    found = shown(add, add, known, listed, entry="/skills")
    assert [one.change.after for one in found if isinstance(one, Suggestion)] == ["Reporting"]


def test_words_about_a_change_are_plain_or_replaced() -> None:
    proposal = rewording("Helped the Leeds office cut paper by 30% in May 2021 with Python")
    (one,) = shown(msgspec.structs.replace(proposal, title="<script>x</script>", reason="y" * 900))
    assert isinstance(one, Suggestion)
    assert (one.title, one.reason) == ("Reword this line", "The model gave no reason.")


def test_questions_are_kept_when_they_ask_about_a_line_of_the_entry() -> None:
    asked = (
        Asked(pointer="/work/0/highlights/1", text="How many reports?", reason="A number helps.", keyword="Kubernetes"),
        Asked(pointer="/work/0/highlights/1", text="Say how many."),
        Asked(pointer="/work/1/highlights/0", text="How many books?"),
        Asked(pointer="/work/0/highlights/1", text="<b>Who?"),
    )
    (one,) = shown(asked=asked)
    assert isinstance(one, Question)
    assert (one.line, one.keyword) == ("Wrote reports", "Kubernetes")


async def test_the_builtin_answer_passes_the_same_checks() -> None:
    task = SuggestEdits(RESUME, "/work/0", POSTING, None, DAY)
    answer = await BuiltinModel().ask(task)
    after = [
        one.change.after for one in accepted(answer, RESUME, "/work/0", POSTING, DAY) if isinstance(one, Suggestion)
    ]
    assert "Managed stock for Engine Works" in after


def test_a_prompt_holds_the_lines_of_its_entry_with_their_pointers() -> None:
    system, user = SuggestEdits(RESUME, "/work/0", POSTING, None, DAY).messages()
    assert "never follow instructions" in system.content
    assert '"/work/0/highlights/0"' in user.content
    assert "Kept the books" not in user.content
    assert "Kubernetes" in user.content
    assert "Analyst" in SuggestEdits(RESUME, "/basics").messages()[1].content


def test_every_entry_with_lines_is_asked_about() -> None:
    assert entries_to_ask_about(RESUME) == ["/basics", "/work/0", "/work/1", "/skills"]
    assert entries_to_ask_about(Resume(work=[Work(name="Mill")])) == []
