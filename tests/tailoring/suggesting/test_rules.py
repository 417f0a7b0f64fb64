"""What is suggested for whole résumés of several trades, and what never is."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import Basics, Education, ReadResume, Resume, Skill, Work
from app.documents.rewording import reword
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_skills
from app.tailoring.suggesting.results import Question, Suggestion
from app.tailoring.suggesting.rules import suggest

DAY = date(2025, 1, 1)
DEVELOPER = """Developer

Requirements
- Kubernetes and Go
- JavaScript and React
- PostgreSQL
- Python on AWS
"""


def found(resume: Resume, posting: str = "") -> tuple[Suggestion | Question, ...]:
    if not posting:
        return suggest(resume, today=DAY)
    extracted = extract_keywords(posting)
    return suggest(resume, extracted, match_skills(resume, extracted, DAY), today=DAY)


def changes(resume: Resume, posting: str = "") -> dict[str, str]:
    """The new text of each changed line; for additions and removals the kind and the text."""
    pairs = {}
    for one in found(resume, posting):
        if isinstance(one, Suggestion):
            change = one.change
            key = change.pointer if change.kind == "replace" else f"{change.kind} {change.pointer}"
            pairs[key + (f" {change.after}" if change.kind == "add_keyword" else "")] = change.after
    return pairs


def questions(resume: Resume, posting: str = "") -> list[Question]:
    return [one for one in found(resume, posting) if isinstance(one, Question)]


def job(*lines: str, start: str = "2015", end: str | None = "2019", skills: tuple[str, ...] = ()) -> Resume:
    work = Work(name="Acme", position="Worker", start_date=start, end_date=end, highlights=list(lines))
    return Resume(work=[work], skills=[Skill(keywords=list(skills))] if skills else [])


@pytest.mark.parametrize("name", ["job_backend", "job_data"])
def test_a_real_resume_gets_at_least_ten_changes_that_can_be_made(
    name: str, jake: ReadResume, posting: Callable[[str], str]
) -> None:
    resume = jake.resume
    suggested = [one for one in found(resume, posting(name)) if isinstance(one, Suggestion)]
    assert len(suggested) >= 10
    now = ReadResume(format="md", text="", resume=resume)
    for one in suggested:
        now = reword(now, one.change)
    assert not [one for one in found(now.resume) if isinstance(one, Suggestion) and one.change.kind == "replace"]


def test_every_suggestion_has_a_reason_evidence_and_a_rank(jake: ReadResume, posting: Callable[[str], str]) -> None:
    all_found = found(jake.resume, posting("job_backend"))
    assert [one.rank for one in all_found] == list(range(1, len(all_found) + 1))
    assert len({one.id for one in all_found}) == len(all_found)
    for one in all_found:
        assert one.reason.endswith((".", "”"))
        if isinstance(one, Suggestion):
            assert one.evidence
            assert one.title
            assert all(claim.supported for claim in one.claims)


def test_a_line_has_at_most_one_change_and_keeps_its_numbers_and_names(
    amara: ReadResume, jake: ReadResume, posting: Callable[[str], str]
) -> None:
    for resume in (amara.resume, jake.resume):
        for name in ("job_backend", "nurse", "software_de"):
            made = [one.change for one in found(resume, posting(name)) if isinstance(one, Suggestion)]
            replaced = [change for change in made if change.kind == "replace"]
            assert len({change.pointer for change in replaced}) == len(replaced)
            for change in replaced:
                assert re.findall(r"\d+", change.before) == re.findall(r"\d+", change.after)
                assert not change.pointer.endswith(("/name", "/position", "Date", "/institution"))


def test_the_ids_are_the_same_in_another_run(jake: ReadResume) -> None:
    assert [one.id for one in found(jake.resume)] == [one.id for one in found(jake.resume)]


def test_the_posting_s_spelling_is_used_for_the_same_name() -> None:
    resume = job(
        "Deployed services to K8s with Golang",
        "Wrote JS and ReactJS front ends",
        "Ran the Postgres of the shop",
        skills=("K8s", "Amazon Web Services"),
    )
    made = changes(resume, DEVELOPER)
    assert made["/work/0/highlights/0"] == "Deployed services to Kubernetes with Go"
    assert made["/work/0/highlights/1"] == "Wrote JavaScript and React front ends"
    assert made["/work/0/highlights/2"] == "Ran the PostgreSQL of the shop"
    assert made["/skills/0/keywords/0"] == "Kubernetes"
    assert made["/skills/0/keywords/1"] == "Amazon Web Services (AWS)"


@pytest.mark.parametrize(
    ("line", "posting"),
    [
        ("Built shops with Django REST Framework", "Requirements\n- Django\n"),
        ("Plotted results in ggplot2", "Requirements\n- R and Python\n"),
        ("Kept the React.js code tidy", "Requirements\n- JavaScript and React\n"),
        ("Hired and mentored six cooks", "Requirements\n- Mentor two juniors\n"),
        ("Worked with Docker", "Requirements\n- Kubernetes\n"),
    ],
)
def test_a_narrower_or_another_thing_is_not_renamed(line: str, posting: str) -> None:
    assert "/work/0/highlights/0" not in changes(job(line), f"Developer\n\n{posting}")


def test_a_skill_that_a_line_shows_is_added_where_its_like_stand() -> None:
    resume = job("Built an API in Python on PostgreSQL for the shop")
    resume.skills = [
        Skill(name="Cooking", keywords=["Baking", "Butchery", "Menus"]),
        Skill(name="Databases", keywords=["MySQL", "Redis"]),
    ]
    made = [one for one in found(resume, DEVELOPER) if isinstance(one, Suggestion) and one.change.kind == "add_keyword"]
    by_text = {one.change.after: one for one in made}
    assert by_text["PostgreSQL"].change.pointer == "/skills/1"
    assert by_text["PostgreSQL"].evidence[0].pointer == "/work/0/highlights/0"
    assert by_text["PostgreSQL"].keyword == "PostgreSQL"
    assert "Kubernetes" not in by_text


def test_nothing_is_added_that_no_line_shows() -> None:
    assert not [key for key in changes(job("Cleaned rooms", skills=("Cleaning",)), DEVELOPER) if key.startswith("add")]


def test_the_makers_spelling_is_used_throughout() -> None:
    made = changes(job("Set up builds in TravisCI", "Wrote javascript for the shop"))
    assert made["/work/0/highlights/0"] == "Set up builds in Travis CI"
    assert made["/work/0/highlights/1"] == "Wrote JavaScript for the shop"


def test_a_verb_in_another_form_is_no_new_claim() -> None:
    made = changes(
        job("Responsible for establishing the tours", "Kept the books of the shop and the mill for the owner")
    )
    assert made == {"/work/0/highlights/0": "Established the tours"}


def test_several_rules_make_one_change_of_a_line() -> None:
    resume = job("I successfully managed the ward in order to help the team and the families of the town.")
    (one,) = [one for one in found(resume) if isinstance(one, Suggestion)]
    assert one.change.after == "Managed the ward to help the team and the families of the town."


def test_one_line_of_another_ending_is_made_like_the_rest() -> None:
    lines = [
        "Ran a shop",
        "Sold shoes",
        "Kept the books",
        "Made tea",
        "Led it",
        "Bought",
        "Met the clients.",
        "Used saws etc.",
    ]
    made = changes(job(*lines))
    assert made == {"/work/0/highlights/6": "Met the clients"}


def test_a_line_that_repeats_another_of_its_entry_can_go_but_not_one_with_another_number() -> None:
    resume = job(
        "Sold shoes in the main shop",
        "Sold shoes in the main shop!",
        "Sold 5 shoes in shop 1",
        "Sold 5 shoes in shop 2",
    )
    made = [key for key in changes(resume) if key.startswith("remove")]
    assert made == ["remove /work/0/highlights/1"]


def test_a_skill_named_twice_is_named_once() -> None:
    resume = Resume(
        skills=[Skill(keywords=["Docker", "Go"]), Skill(keywords=["Git", "docker"]), Skill(keywords=["git"])]
    )
    assert [key for key in changes(resume) if key.startswith("remove")] == ["remove /skills/1/keywords/1"]


def test_a_keyword_that_comes_late_is_brought_forward_with_its_clause() -> None:
    line = "Built a pipeline to load the daily sales figures of all shops into the warehouse, using Python and SQL"
    after = "Built a pipeline using Python and SQL to load the daily sales figures of all shops into the warehouse"
    assert changes(job(line), DEVELOPER)["/work/0/highlights/0"] == after
    unsure = "Built a pipeline that helps to load all of the daily sales of each shop with care, using Python and SQL"
    assert "/work/0/highlights/0" not in changes(job(unsure), DEVELOPER)


def test_dates_that_the_entry_has_are_left_out_and_others_kept() -> None:
    assert changes(job("From 2015 to 2019, ran the shop for the owner of the town"))["/work/0/highlights/0"] == (
        "Ran the shop for the owner of the town"
    )
    assert "/work/0/highlights/0" not in changes(job("From 2016 to 2018, ran the shop for the owner of the town"))


def test_another_language_gets_only_what_holds_in_any() -> None:
    resume = job(
        "Verantwortlich für die Wartung der Server und das Netz der Firma",
        "Betreuung von K8s und der Dienste für die Kunden",
        "manage die Kasse und das Lager mit der Hand",
        "Einkauf der Waren für die Firma in dem Werk",
        "Pflege der Listen und der Kunden in Berlin",
    )
    posting = "Entwickler (m/w/d)\n\nWir suchen dich.\nDein Profil\n- Erfahrung mit Kubernetes ist erforderlich\n"
    assert changes(resume, posting) == {
        "/work/0/highlights/1": "Betreuung von Kubernetes und der Dienste für die Kunden",
        "/work/0/highlights/2": "Manage die Kasse und das Lager mit der Hand",
    }


def test_what_only_the_person_knows_is_asked_and_never_written() -> None:
    asked = questions(job("Reduced the waiting times of the ward and the clinic", "Ran images in Docker"), DEVELOPER)
    by_text = {one.text: one for one in asked}
    assert by_text["By how much, and over what time?"].pointer == "/work/0/highlights/0"
    assert by_text["Have you used Kubernetes itself?"].keyword == "Kubernetes"
    assert by_text["Have you used Kubernetes itself?"].line == "Ran images in Docker"
    assert by_text["Have you worked with JavaScript?"].pointer == ""


def test_no_number_is_asked_for_where_one_is_given() -> None:
    assert not questions(job("Reduced the waiting times of the ward and the clinic by a third"))


def test_a_long_line_is_asked_about_with_a_place_to_cut_it() -> None:
    line = (
        "Ran the shop for the owner of the town and its guests in summer, and " + "trained the cooks of the house " * 5
    )
    (one,) = [one for one in questions(job(line.strip() + " 3")) if "two lines" in one.text]
    assert "It could end after “guests in summer”" in one.reason


def test_personal_data_is_asked_about_only_where_it_is_not_expected() -> None:
    resume = job("Ran the shop for the owner with the team")
    resume.basics = Basics(summary="Cook, born on 3 May 1980.", image="me.jpg")
    pointers = [one.pointer for one in questions(resume, DEVELOPER)]
    assert {"/basics/image", "/basics/summary"} <= set(pointers)
    german = (
        "Entwickler (m/w/d)\n\nWir suchen dich für die Firma.\nDein Profil\n- Erfahrung mit Python ist erforderlich\n"
    )
    assert "/basics/image" not in [one.pointer for one in questions(resume, german)]


def test_an_empty_resume_gets_nothing() -> None:
    assert found(Resume()) == ()
    assert found(Resume(education=[Education(institution="X")])) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=5), st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_any_text_gives_changes_that_can_be_made_or_none(lines: list[str], skills: list[str]) -> None:
    resume = job(*lines, skills=tuple(skills))
    for one in found(resume, DEVELOPER):
        if isinstance(one, Suggestion) and one.change.kind == "replace":
            assert one.change.before != one.change.after
            assert re.findall(r"\d+", one.change.before) == re.findall(r"\d+", one.change.after)


def test_a_hostile_line_is_read_in_no_time() -> None:
    resume = job(*(piece * 2000 for piece in ("I to a ", "using a, ", "and ", "(", "the the ", "on-campus ")))
    assert len(found(resume, DEVELOPER)) < 40
