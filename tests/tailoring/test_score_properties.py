"""The score over generated résumés and postings: honest work on a résumé never lowers it, and nothing else moves it."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import Education, Interest, Language, Resume, Skill, Work
from app.documents.terms.vocabulary import categories
from app.postings.keywords import extract_keywords
from app.postings.service import ExtractedKeywords
from app.tailoring.matching import match_skills
from app.tailoring.results import KeywordMatch, MatchResult, Missing, NearMatch

TODAY = date(2026, 1, 15)
KNOWN = sorted(term for term, category in categories().items() if category != "spoken_languages")
TERM = st.sampled_from(KNOWN)
# Few terms, so that résumés and postings meet, and with relations between them.
NEAR = st.sampled_from(
    ["Python", "Django", "FastAPI", "SQL", "PostgreSQL", "MySQL", "Docker", "Kubernetes", "Java", "Spring", "Teamwork",
     "Communication", "Patient care", "Excel", "SAP", "German", "English", "Rust", "Go", "Machine learning", "Quixbox"]
)  # fmt: skip
ANY = st.one_of(NEAR, NEAR, TERM)
SENTENCES = st.sampled_from(
    ["Built services with {}.", "{}", "No experience with {}.", "Willing to learn {}", "Basic knowledge of {}, daily",
     "Led the work on {} for the team and the customers of our house", "Grundkenntnisse in {}",
     "Die Einführung von {} mit der Abteilung und im Werk", "Mise en place de {} avec le client et pour nous"]
)  # fmt: skip
BULLET = st.builds(lambda sentence, term: sentence.format(term), SENTENCES, ANY)
DATES = st.sampled_from(["2012", "2015-03", "2019-06-20", "2021-11", "2024", "2025-12", "2026-01", "2030", None])
WORK = st.builds(
    Work,
    name=st.sampled_from(["Acme", None]),
    position=st.sampled_from(["Engineer", "Nurse", "Python developer", None]),
    start_date=DATES,
    end_date=DATES,
    highlights=st.lists(BULLET, max_size=3),
)
RESUME = st.builds(
    Resume,
    work=st.lists(WORK, max_size=3),
    skills=st.lists(
        st.builds(
            Skill, name=st.sampled_from([None, "Languages", "Learning"]), keywords=st.lists(ANY, min_size=1, max_size=4)
        ),
        max_size=2,
    ),
    languages=st.lists(
        st.builds(
            Language, language=st.sampled_from(["German", "English"]), fluency=st.sampled_from(["A2", "C1", None])
        ),
        max_size=2,
    ),
    education=st.lists(
        st.builds(Education, study_type=st.sampled_from(["BSc", "PhD"]), area=st.just("Physics")), max_size=1
    ),
    interests=st.lists(st.builds(Interest, keywords=st.lists(ANY, max_size=2)), max_size=1),
)
WISH = st.one_of(
    st.builds("{}".format, ANY),
    st.builds("{} or {}".format, ANY, ANY),
    st.builds("{}+ years of experience with {}".format, st.integers(1, 9), ANY),
    st.builds("Fluent {}".format, st.sampled_from(["German", "English"])),
    st.just("Master's degree in Physics or equivalent experience"),
)


@st.composite
def postings(draw: st.DrawFn) -> ExtractedKeywords:
    heads = {"Requirements": WISH, "Your tasks": st.builds("Work with {}".format, ANY), "Nice to have": WISH}
    text = draw(st.sampled_from(["Engineer", "Python developer"])) + "\nAcme\n"
    for head, wish in heads.items():
        text += f"\n{head}\n" + "".join(f"- {line}\n" for line in draw(st.lists(wish, max_size=4)))
    return extract_keywords(text)


def matched(resume: Resume, wanted: ExtractedKeywords) -> MatchResult:
    return match_skills(resume, wanted, TODAY)


def to_skills(resume: Resume, term: str, _at: int) -> Resume:
    return msgspec.structs.replace(resume, skills=[*resume.skills, Skill(keywords=[term])])


def to_a_list_of_skills(resume: Resume, term: str, at: int) -> Resume:
    group = resume.skills[at % len(resume.skills)] if resume.skills else Skill()
    others = [one for one in resume.skills if one is not group]
    return msgspec.structs.replace(resume, skills=[*others, Skill(name=group.name, keywords=[*group.keywords, term])])


def to_a_new_bullet(resume: Resume, term: str, at: int) -> Resume:
    return with_job(resume, at, lambda job: msgspec.structs.replace(job, highlights=[*job.highlights, term]))


def to_a_bullet(resume: Resume, term: str, at: int) -> Resume:
    def change(job: Work) -> Work:
        first, *rest = job.highlights or [""]
        return msgspec.structs.replace(job, highlights=[f"{first}, {term}".strip(", "), *rest])

    return with_job(resume, at, change)


def to_a_new_job(resume: Resume, term: str, _at: int) -> Resume:
    job = Work(position="Helper", start_date="2018", end_date="2020", highlights=[f"Did {term}."])
    return msgspec.structs.replace(resume, work=[job, *resume.work])


def with_job(resume: Resume, at: int, change: Callable[[Work], Work]) -> Resume:
    if not resume.work:
        return resume
    work = list(resume.work)
    work[at % len(work)] = change(work[at % len(work)])
    return msgspec.structs.replace(resume, work=work)


@pytest.mark.parametrize("add", [to_skills, to_a_list_of_skills, to_a_new_bullet, to_a_bullet, to_a_new_job])
@settings(max_examples=120, deadline=None)
@given(resume=RESUME, wanted=postings(), at=st.integers(0, 60))
def test_adding_a_keyword_of_the_posting_never_lowers_any_part(
    add: Callable[[Resume, str, int], Resume], resume: Resume, wanted: ExtractedKeywords, at: int
) -> None:
    keywords = wanted.all()
    if not keywords:
        return
    before = matched(resume, wanted)
    after = matched(add(resume, keywords[at % len(keywords)].term, at), wanted)
    assert after.score >= before.score
    assert [part.name for part in after.score_parts] == [part.name for part in before.score_parts]
    for was, now in zip(before.score_parts, after.score_parts, strict=True):
        assert (now.points, now.earned) >= (was.points, was.earned)


@settings(max_examples=120, deadline=None)
@given(resume=RESUME, wanted=postings(), at=st.integers(0, 60))
def test_more_time_never_lowers_the_score(resume: Resume, wanted: ExtractedKeywords, at: int) -> None:
    def longer(job: Work) -> Work:
        start = f"{int(job.start_date[:4]) - 2}{job.start_date[4:]}" if job.start_date else "2010"
        end = f"{int(job.end_date[:4]) + 2}{job.end_date[4:]}" if job.end_date else None
        return msgspec.structs.replace(job, start_date=start, end_date=end)

    assert matched(with_job(resume, at, longer), wanted).score >= matched(resume, wanted).score


@settings(max_examples=120, deadline=None)
@given(resume=RESUME, wanted=postings(), draw=st.data())
def test_the_order_of_things_does_not_matter(resume: Resume, wanted: ExtractedKeywords, draw: st.DataObject) -> None:
    shuffled = msgspec.structs.replace(
        resume,
        work=[
            msgspec.structs.replace(job, highlights=draw.draw(st.permutations(job.highlights)))
            for job in draw.draw(st.permutations(resume.work))
        ],
        skills=draw.draw(st.permutations(resume.skills)),
        languages=draw.draw(st.permutations(resume.languages)),
    )
    turned = msgspec.structs.replace(
        wanted,
        **{name: tuple(reversed(getattr(wanted, name))) for name in ("tools", "languages", "practices", "frameworks")},
    )
    score = matched(resume, wanted).score
    assert matched(shuffled, wanted).score == score
    assert matched(resume, turned).score == score


@settings(max_examples=150, deadline=None)
@given(resume=RESUME, wanted=postings())
def test_the_sums_shown_are_the_score(resume: Resume, wanted: ExtractedKeywords) -> None:
    found = matched(resume, wanted)
    assert found == matched(resume, wanted)
    assert 0 <= found.score <= 100
    assert sum(part.of for part in found.score_parts) == (100 if found.score_parts else 0)
    assert sum(part.points for part in found.score_parts) == found.score
    for part in found.score_parts:
        if part.years is None:
            assert part.earned == pytest.approx(sum(one.weight * one.credit for one in part.counted))
            assert part.whole == pytest.approx(sum(one.weight for one in part.counted))
        else:
            assert (part.earned, part.whole) == (min(part.years.months, part.whole), 12 * part.years.asked)
        assert part.points == int(part.of * part.earned / part.whole + 1e-9)
    told: list[KeywordMatch | NearMatch | Missing] = [*found.matched, *found.nearly, *found.missing, *found.spared]
    assert {one.term for one in told} == {keyword.term for keyword in wanted.all()}
