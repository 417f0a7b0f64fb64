"""The sums of a score, as a person would check them."""

from datetime import date

from app.documents.resume import Resume, Skill, Work
from app.postings.keywords import extract_keywords
from app.postings.service import ExtractedKeywords, Keyword, Origin
from app.tailoring.matching import match_skills
from app.tailoring.results import Inference, MatchResult

TODAY = date(2026, 1, 15)
POSTING = """Engineer
Acme

Requirements
- 4 years of experience
- Python
- Django or Flask
- Kubernetes
- Terraform. Terraform again, and Terraform.
- Teamwork

Nice to have
- SQL
"""
RESUME = Resume(
    work=[
        Work(position="Engineer", start_date="2022", end_date="2024", highlights=["Built Django services with Docker."])
    ],
    skills=[Skill(keywords=["PostgreSQL", "Teamwork"])],
)


def match(resume: Resume, posting: str = POSTING) -> MatchResult:
    return match_skills(resume, extract_keywords(posting), TODAY)


def test_every_sum_can_be_checked_by_hand() -> None:
    musts, nice, years = match(RESUME).score_parts
    told = {one.terms: (one.weight, one.credit, one.why) for one in musts.counted}
    assert told == {
        ("Python",): (1.0, 0.9, "inferred"),
        ("Django", "Flask"): (1.0, 1.0, "shown"),
        ("Kubernetes",): (1.0, 0.5, "nearly"),
        ("Terraform",): (1.5, 0.0, "missing"),
        ("Teamwork",): (0.5, 1.0, "shown"),
    }
    # 65, 10 and 10 of 85: 76.5, 11.8 and 11.8, with the two points left over for the largest remainders.
    assert (musts.of, nice.of, years.of) == (76, 12, 12)
    assert (musts.earned, musts.whole, musts.points) == (2.9, 5.0, 44)
    assert (nice.earned, nice.whole, nice.points) == (0.9, 1.0, 10)
    assert (years.earned, years.whole, years.points) == (36, 48, 9)
    assert match(RESUME).score == 44 + 10 + 9


def test_alternatives_count_once_by_the_better_and_in_the_firmer_part() -> None:
    both = match(Resume(skills=[Skill(keywords=["Django", "Flask"])]))
    one = match(Resume(skills=[Skill(keywords=["Flask"])]))
    assert both.score == one.score
    assert [line.term for line in one.spared] == ["Django"]


def test_alternatives_that_are_named_twice_count_where_they_are_asked_for_most_firmly() -> None:
    def keyword(term: str, other: str, origin: Origin) -> Keyword:
        return Keyword(
            term=term,
            category="frameworks",
            required=origin == "required",
            origin=origin,
            weight=1.0,
            alternatives=(other,),
        )

    wanted = [keyword("Django", "Flask", "nice"), keyword("Flask", "Django", "required")]
    for keywords in (wanted, wanted[::-1]):
        found = match_skills(RESUME, ExtractedKeywords(frameworks=tuple(keywords)), TODAY)
        assert [(part.name, len(part.counted)) for part in found.score_parts] == [("Must-haves", 1)]


def test_a_keyword_with_a_comma_leaves_a_bare_job_its_time() -> None:
    term = "Degree in physics, or chemistry"
    wanted = ExtractedKeywords(
        education=(
            Keyword(term=term, category="education", required=True, origin="required", weight=1.0, level="degree"),
        ),
        years_required=3,
    )
    bare, named = (
        match_skills(Resume(work=[Work(start_date="2020", end_date="2022", highlights=lines)]), wanted, TODAY)
        for lines in ([], [term])
    )
    assert named.score >= bare.score > 0


def test_a_wish_to_learn_and_basic_knowledge_are_nearly_and_a_denial_is_missing() -> None:
    def found(line: str) -> MatchResult:
        return match(Resume(work=[Work(highlights=[line])]), "Engineer\nAcme\n\nRequirements\n- Java\n")

    assert [(one.term, one.line) for one in found("Willing to learn Java").nearly] == [
        ("Java", "Willing to learn Java")
    ]
    (basic,) = found("Basic knowledge of Java").nearly
    assert "basic" in basic.reason
    (denied,) = found("No experience with Java").missing
    assert (denied.line, denied.pointer) == ("No experience with Java", "/work/0/highlights/0")
    assert denied.reason
    assert [found(line).score for line in ("Willing to learn Java", "No experience with Java")] == [50, 0]


def test_a_model_cannot_show_a_keyword_by_a_line_that_takes_it_back() -> None:
    line = "Willing to learn Java"
    resume = Resume(work=[Work(highlights=[line])])
    wanted = extract_keywords("Engineer\nAcme\n\nRequirements\n- Java\n")
    inferred = {"Java": Inference("Java", "/work/0/highlights/0", line, "It says Java.")}
    assert match_skills(resume, wanted, TODAY, inferred) == match_skills(resume, wanted, TODAY)


def test_the_lines_that_count_stand_in_the_order_of_the_resume() -> None:
    lines = match(RESUME).lines
    assert [(one.label, one.text, one.terms) for one in lines] == [
        ("Engineer", "Built Django services with Docker.", ("Python", "Django", "Kubernetes")),
        ("Skills", "PostgreSQL, Teamwork", ("SQL", "Teamwork")),
    ]
    assert (lines[0].start, lines[0].end) == ("2022", "2024")


def test_every_match_has_its_line_among_those_shown() -> None:
    found = match(RESUME)
    shown = {pointer for line in found.lines for pointer in line.pointers}
    assert {pointer for one in found.matched for pointer in one.pointers} <= shown
    assert {one.pointer for one in found.nearly} <= shown


def test_english_is_shown_by_lines_in_english_whatever_stands_beside_them() -> None:
    posting = "Engineer\nAcme\n\nRequirements\n- Fluent English\n"
    english = "Led the migration of the billing platform to a new provider and cut the cost of it for the firm"
    german = ["Einführung der neuen Plattform mit dem Team und für den Kunden, von der Idee bis zu der Übergabe"] * 6
    alone = match(Resume(work=[Work(highlights=[english])]), posting)
    beside = match(Resume(work=[Work(highlights=[english, *german])]), posting)
    none = match(Resume(work=[Work(highlights=german)]), posting)
    assert [one.line for one in alone.matched] == [one.line for one in beside.matched] == [english]
    assert (alone.score, none.score) == (beside.score, 0)


def test_weights_are_what_the_page_says() -> None:
    asked = ("Python", "Teamwork", "Experience with Quixbox", "SQL. SQL. SQL. SQL. SQL. SQL.")
    posting = "Engineer\nAcme\n\nRequirements\n" + "".join(f"- {line}\n" for line in asked)
    weights = {one.terms[0]: one.weight for one in match(Resume(), posting).score_parts[0].counted}
    assert weights == {"Python": 1.0, "Teamwork": 0.5, "Quixbox": 0.75, "SQL": 2.0}
