from collections.abc import Callable, Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import ReadResume, Section, Span
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_skills
from app.tailoring.ordering import raised
from app.tailoring.planning import make_plan
from app.tailoring.results import Move, ReorderPlan

TODAY = date(2026, 1, 1)
Load = Callable[[str], str]


@pytest.fixture
def plan(posting: Load) -> Callable[..., ReorderPlan]:
    def make(read: ReadResume, name: str, instructions: str = "") -> ReorderPlan:
        match = match_skills(read.resume, extract_keywords(posting(name)), TODAY)
        return make_plan(read, match, instructions, TODAY)

    return make


def move_of(plan: ReorderPlan, pointer: str) -> Move | None:
    return next((move for move in plan.moves if move.pointer == pointer), None)


def sections_after(plan: ReorderPlan, keys: Sequence[str]) -> list[str]:
    move = move_of(plan, "/sections")
    return [keys[index] for index in move.order] if move else list(keys)


def test_experience_goes_above_education_for_someone_who_has_worked(
    jake: ReadResume, plan: Callable[..., ReorderPlan]
) -> None:
    made = plan(jake, "job_backend")
    assert sections_after(made, ["education", "work", "projects", "skills"])[0] == "work"
    move = move_of(made, "/sections")
    assert move is not None
    assert "PostgreSQL" in move.reason


def test_the_summary_stays_on_top(amara: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    keys = [section.key for section in amara.sections]
    assert sections_after(plan(amara, "job_backend"), keys)[:2] == ["summary", "work"]


def test_bullets_and_skills_that_the_posting_asks_for_come_first(
    jake: ReadResume, plan: Callable[..., ReorderPlan]
) -> None:
    made = plan(jake, "job_data")
    skills = move_of(made, "/skills/0/keywords")
    assert skills is not None
    assert [jake.resume.skills[0].keywords[index] for index in skills.order[:3]] == ["Python", "SQL (Postgres)", "R"]
    bullets = move_of(made, "/work/2/highlights")
    assert bullets is not None
    assert bullets.order == (2, 0, 1, 3, 4, 5)
    assert bullets.reason == "Moved up because the posting asks for Git."
    assert bullets.shifts[0].label.startswith("Contributed 50K+ lines")


def test_jobs_keep_their_order(jake: ReadResume, amara: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    for read in (jake, amara):
        for name in ("job_backend", "job_data", "nurse", "sales", "finance"):
            assert move_of(plan(read, name), "/work") is None


def test_a_more_relevant_earlier_job_stays_below_the_latest(jake: ReadResume) -> None:
    wanted = extract_keywords("Developer\nAcme\n\nRequirements\n- Java and Git\n- Experiment design\n")
    made = make_plan(jake, match_skills(jake.resume, wanted, TODAY), "", TODAY)
    assert move_of(made, "/work/2/highlights") is not None
    assert move_of(made, "/work") is None


def test_projects_are_sorted_by_what_the_posting_asks_for(jake: ReadResume) -> None:
    wanted = extract_keywords("Developer\nAcme\n\nRequirements\n- Java and Maven\n- Git\n")
    move = move_of(make_plan(jake, match_skills(jake.resume, wanted, TODAY), "", TODAY), "/projects")
    assert move is not None
    assert move.order == (1, 0)
    assert move.shifts[0].label == "Simple Paintball"


def test_education_stays_on_top_for_someone_who_has_hardly_worked(jake: ReadResume, posting: Load) -> None:
    match = match_skills(jake.resume, extract_keywords(posting("job_backend")), date(2018, 12, 1))
    made = make_plan(jake, match, "", date(2018, 12, 1))
    assert sections_after(made, ["education", "work", "projects", "skills"])[0] == "education"


def test_a_section_of_another_kind_keeps_its_place(jake: ReadResume, posting: Load) -> None:
    keys = ["education", "other", "work", "projects"]
    sections = [Section(key, key.title(), Span(0, 0)) for key in keys]
    read = msgspec.structs.replace(jake, sections=sections)
    made = make_plan(read, match_skills(read.resume, extract_keywords(posting("job_backend")), TODAY), "", TODAY)
    assert sections_after(made, keys) == ["work", "other", "projects", "education"]


def test_only_blocks_that_rise_are_told(amara: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    shifts = [shift for move in plan(amara, "job_backend").moves for shift in move.shifts]
    assert shifts
    assert all(shift.now < shift.was for shift in shifts)


def test_nothing_moves_without_a_match(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    assert plan(jake, "lager_nl").moves == ()


INSTRUCTIONS = [
    ("keep education first", ["education", "work", "projects", "skills"]),
    ("Please put my skills at the top.", ["skills", "work", "projects", "education"]),
    ("put projects before experience", ["projects", "work", "skills", "education"]),
    ("Bildung zuerst", ["education", "work", "projects", "skills"]),
    ("Mets les projets avant l’expérience", ["projects", "work", "skills", "education"]),
    ("Pon las habilidades primero", ["skills", "work", "projects", "education"]),
    ("Zet opleiding bovenaan", ["education", "work", "projects", "skills"]),
    ("Coloque a formação primeiro", ["education", "work", "projects", "skills"]),
    ("Don't move the sections", ["education", "work", "projects", "skills"]),
]


@pytest.mark.parametrize(("text", "wanted"), INSTRUCTIONS)
def test_sections_go_where_the_person_wants_them(
    text: str, wanted: list[str], jake: ReadResume, plan: Callable[..., ReorderPlan]
) -> None:
    made = plan(jake, "job_backend", text)
    assert sections_after(made, ["education", "work", "projects", "skills"]) == wanted
    assert [one.text for one in made.honoured] == [text.strip(".")]
    assert made.not_honoured == ()


@pytest.mark.parametrize(
    "text",
    ["Don't move anything in Experience", "No muevas la experiencia", "Verplaats de ervaring niet"],
)
def test_what_is_to_stay_stays(text: str, jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_data", text)
    assert move_of(made, "/work/2/highlights") is None
    assert move_of(made, "/skills/0/keywords") is not None


def test_only_reorder_skills(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", "Only reorder skills")
    assert made.moves
    assert all(move.pointer.startswith("/skills") for move in made.moves)


def test_keep_the_order_of_bullets(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", "keep the order of bullets")
    assert made.moves
    assert "bullets" not in {move.kind for move in made.moves}


def test_a_named_entry_goes_first(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", "move Simple Paintball first")
    move = move_of(made, "/projects")
    assert move is not None
    assert move.order == (1, 0)
    assert move.reason == "Moved because you asked: “move Simple Paintball first”."


def test_what_is_emphasised_comes_first(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", "emphasise Java")
    move = move_of(made, "/work/2/highlights")
    assert move is not None
    assert move.order[0] == 1
    assert move.reason == "Moved up because you asked to bring out Java."


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Rewrite my summary", "does not rewrite"),
        ("Add Kubernetes", "adds nothing"),
        ("Remove the last job", "leaves none out"),
        ("Use a blue font", "keeps your design"),
        ("Emphasise Haskell", "does not mention Haskell"),
        ("put Awards first", "No Awards"),
        ("Sing a song", "did not understand"),
    ],
)
def test_what_cannot_be_done_is_said(text: str, part: str, jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", text)
    assert made.honoured == ()
    assert [one.text for one in made.not_honoured] == [text]
    assert part in made.not_honoured[0].why


def test_each_clause_is_handled_by_itself(jake: ReadResume, plan: Callable[..., ReorderPlan]) -> None:
    made = plan(jake, "job_backend", "Keep education first, put skills at the top and rewrite it; emphasise Python.")
    assert [one.text for one in made.honoured] == ["Keep education first", "put skills at the top", "emphasise Python"]
    assert [one.text for one in made.not_honoured] == ["rewrite it"]


FURTHER = ["move Gitlytics last", "emphasise Redis", "only reorder bullets"]
CLAUSES = st.lists(st.sampled_from([text for text, _ in INSTRUCTIONS] + FURTHER), max_size=4)


@settings(max_examples=60, deadline=None)
@given(clauses=CLAUSES, noise=st.text(max_size=40), name=st.sampled_from(["job_backend", "job_data", "finance"]))
def test_every_order_is_a_permutation_of_its_group(
    clauses: list[str], noise: str, name: str, jake: ReadResume, posting: Load
) -> None:
    match = match_skills(jake.resume, extract_keywords(posting(name)), TODAY)
    for move in make_plan(jake, match, ". ".join([*clauses, noise]), TODAY).moves:
        group = jake.groups[move.group]
        assert sorted(move.order) == list(range(len(group.pointers)))
        assert move.kind == group.kind
        assert move.reason.endswith(".")
        assert move.pointer != "/work"
        assert all(move.order[shift.now] == shift.was for shift in move.shifts)


@given(st.lists(st.integers(0, 5), max_size=8))
def test_raising_is_stable_and_settles(scores: list[int]) -> None:
    order = raised(len(scores), lambda one, other: scores[one] >= scores[other] + 2)
    again = [scores[index] for index in order]
    assert raised(len(again), lambda one, other: again[one] >= again[other] + 2) == tuple(range(len(again)))
    assert raised(len(scores), lambda one, other: scores[one] > 9 + scores[other]) == tuple(range(len(scores)))
