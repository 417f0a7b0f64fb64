from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import Language, ReadResume, Resume, Skill, Work
from app.documents.terms.vocabulary import categories
from app.postings.keywords import extract_keywords
from app.tailoring.matching import match_skills
from app.tailoring.results import KeywordMatch, MatchResult, NearMatch

TODAY = date(2026, 1, 1)
Load = Callable[[str], str]


def matched(result: MatchResult) -> dict[str, KeywordMatch]:
    return {one.term: one for one in result.matched}


def nearly(result: MatchResult) -> dict[str, NearMatch]:
    return {one.term: one for one in result.nearly}


def requirements(*lines: str) -> str:
    return "Worker\nAcme\n\nRequirements\n" + "".join(f"- {line}\n" for line in lines)


def match_lines(resume: Resume, *lines: str) -> MatchResult:
    return match_skills(resume, extract_keywords(requirements(*lines)), TODAY)


def test_jake_and_the_backend_posting(jake: ReadResume, posting: Load) -> None:
    result = match_skills(jake.resume, extract_keywords(posting("job_backend")), TODAY)
    found = matched(result)
    assert {term: one.kind for term, one in found.items()} == {
        "Python": "exact",
        "FastAPI": "exact",
        "PostgreSQL": "exact",
        "Docker": "exact",
        "Backend development": "inferred",
        "CI/CD": "alias",
        "Automated testing": "inferred",
        "English": "inferred",
    }
    assert found["FastAPI"].pointer == "/work/0/highlights/0"
    assert found["FastAPI"].line == jake.resume.work[0].highlights[0]
    assert found["CI/CD"].line == jake.resume.projects[1].highlights[2]
    assert nearly(result)["Django"].reason == "FastAPI and Django are both Python web frameworks."
    assert {"Django", "Kubernetes", "AWS", "GitHub Actions", "Rust"} == set(nearly(result))
    assert {"Apache Kafka", "Terraform", "Idempotency", "Go"} <= {one.term for one in result.missing}
    assert result.score < 50


def test_jake_and_the_data_posting(jake: ReadResume, posting: Load) -> None:
    result = match_skills(jake.resume, extract_keywords(posting("job_data")), TODAY)
    assert {"SQL", "R", "Python", "pandas", "Git", "Degree in a numerate subject"} <= matched(result).keys()
    assert matched(result)["Communication"].kind == "stem"
    assert "Power BI" in {one.term for one in result.missing}
    assert nearly(result)["SQL Server"].line == jake.resume.work[0].highlights[0]


def test_amara_and_the_backend_posting(amara: ReadResume, posting: Load) -> None:
    result = match_skills(amara.resume, extract_keywords(posting("job_backend")), TODAY)
    found = matched(result)
    work = amara.resume.work
    assert found["Zero-downtime migrations"].line == work[0].highlights[0]
    assert found["Database indexing"].line == work[0].highlights[1]
    assert found["Idempotency"].pointer == "/work/0/highlights/2"
    assert found["Mentoring"].line == work[0].highlights[3]
    assert found["Automated testing"].line == work[1].highlights[1]
    assert found["Double-entry bookkeeping"].pointer == "/projects/0/description"
    assert found["Dutch"].line == "Dutch (B1)"
    assert set(nearly(result)) == {"Kubernetes"}
    assert {"FastAPI", "Django", "Go", "Rust", "PSD2"} <= {one.term for one in result.missing}
    assert 60 <= result.score <= 80


def test_amara_and_the_data_posting(amara: ReadResume, posting: Load) -> None:
    result = match_skills(amara.resume, extract_keywords(posting("job_data")), TODAY)
    assert set(matched(result)) == {"SQL", "Python", "Git", "Degree in a numerate subject"}
    assert [one.term for one in result.spared] == ["R"]
    assert "R" not in {one.term for one in result.missing}


@pytest.mark.parametrize(
    ("skill", "asked"),
    [
        ("JavaScript", "Java, and Kotlin"),
        ("r", "Ruby and Perl"),
        ("going", "Services in Go"),
        ("Reactive people", "React"),
        ("shipped weekly", "CI/CD"),
    ],
)
def test_only_whole_words_match(skill: str, asked: str) -> None:
    assert not match_lines(Resume(skills=[Skill(keywords=[skill])]), asked).matched


@pytest.mark.parametrize("skill", ["go", "r", "excel", "C/C++"])
def test_an_item_of_a_skill_list_needs_no_company(skill: str) -> None:
    resume = Resume(skills=[Skill(keywords=[skill])])
    assert match_lines(resume, "Go, R, Excel, C").matched


def test_names_of_employers_are_no_skills() -> None:
    resume = Resume(work=[Work(name="Docker", position="Clerk", highlights=["Sorted letters."])])
    assert not match_lines(resume, "Docker").matched


def test_terms_that_no_list_knows_match_too() -> None:
    resume = Resume(work=[Work(highlights=["Ran the quixbox line."])])
    assert [one.line for one in match_lines(resume, "Experience with Quixbox").matched] == ["Ran the quixbox line."]


def test_a_lower_level_of_a_language_is_only_near() -> None:
    resume = Resume(languages=[Language(language="Deutsch", fluency="A2")])
    result = match_lines(resume, "Fluent German")
    assert nearly(result)["German"].reason == "The posting asks for German at C1; your résumé says A2."


def test_a_masters_degree_includes_a_bachelors_but_not_the_reverse() -> None:
    def studied(kind: str) -> Resume:
        return msgspec.convert({"education": [{"studyType": kind, "area": "Physics"}]}, type=Resume)

    assert match_lines(studied("MSc"), "Bachelor's degree in Physics").matched
    assert match_lines(studied("BSc"), "Master's degree in Physics").nearly
    assert match_lines(studied("BSc"), "Bachelor's degree in Law").nearly


def test_must_haves_weigh_more_than_nice_to_haves() -> None:
    text = "Dev\nAcme\n\nRequirements\n- Python\n\nNice to have\n- Docker\n"
    wanted = extract_keywords(text)
    must, nice = (match_skills(Resume(skills=[Skill(keywords=[one])]), wanted, TODAY) for one in ("Python", "Docker"))
    assert must.score > 2 * nice.score > 0


def test_years_count_only_in_jobs_that_show_a_keyword() -> None:
    lines = ("5 years of experience with Python",)
    baker = Work(position="Baker", start_date="2010", end_date="2024", highlights=["Baked bread."])
    coder = Work(position="Developer", start_date="2021-01", end_date="2023-06", highlights=["Wrote Python."])
    without = match_lines(Resume(work=[baker]), *lines).score_parts[-1]
    with_it = match_lines(Resume(work=[baker, coder]), *lines).score_parts[-1]
    assert (without.points, with_it.points) == (0, with_it.of // 2)


def test_a_posting_that_asks_for_nothing_scores_nothing(jake: ReadResume) -> None:
    result = match_skills(jake.resume, extract_keywords("Hello there."), TODAY)
    assert (result.score, result.score_parts) == (0, ())


TERMS = st.lists(st.sampled_from(sorted(categories())), min_size=1, max_size=12, unique=True)


@settings(max_examples=80, deadline=None)
@given(asked=TERMS, nice=TERMS, have=TERMS, extra=st.integers(0, 30))
def test_a_further_keyword_never_lowers_the_score(
    asked: list[str], nice: list[str], have: list[str], extra: int
) -> None:
    text = requirements(*asked) + "\nNice to have\n" + "".join(f"- {one}\n" for one in nice)
    wanted = extract_keywords(text)
    before = match_skills(Resume(skills=[Skill(keywords=have)]), wanted, TODAY)
    assert before == match_skills(Resume(skills=[Skill(keywords=have)]), wanted, TODAY)
    assert sum(part.points for part in before.score_parts) == before.score
    assert sum(part.of for part in before.score_parts) in (0, 100)
    assert all(0 <= part.points <= part.of for part in before.score_parts)
    if before.missing:
        added = before.missing[extra % len(before.missing)].term
        after = match_skills(Resume(skills=[Skill(keywords=[*have, added])]), wanted, TODAY)
        assert after.score >= before.score
