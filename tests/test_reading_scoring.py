"""The scoring of the reading bench: each kind of mistake costs what it should, and nothing else does."""

import msgspec
import pytest

from app.documents.resume import (
    Basics,
    Education,
    Language,
    OtherSection,
    Profile,
    Resume,
    Skill,
    Work,
)
from benchmarks.reading.person import decode
from benchmarks.reading.scoring import Counts, score

BAKERY = Work(
    name="Boulangerie Petit & Fils",
    position="Head Baker",
    location="Lyon",
    start_date="2019-03",
    end_date="2021-06",
    highlights=["Baked 400 loaves a day", "Trained three apprentices", "Cut waste by 12%"],
)
MILL = Work(
    name="Moulin d'Or",
    position="Miller",
    location="Dijon",
    start_date="2016",
    end_date="2019",
    highlights=["Ground spelt and rye", "Kept the stones dressed"],
)
TRUTH = Resume(
    basics=Basics(name="Zoë Martin", email="zoe@example.org", profiles=[Profile(url="https://www.github.com/zoe")]),
    work=[BAKERY, MILL],
    education=[Education(institution="CFA de Lyon", study_type="CAP", area="Baking", end_date="2015")],
    skills=[Skill(name="Doughs", keywords=["Sourdough", "Brioche"]), Skill(keywords=["Viennoiserie"])],
    languages=[Language(language="French", fluency="native"), Language(language="German", fluency="A2")],
    other=[OtherSection(title="Licences", lines=["Class B", "Forklift"])],
)


def changed(*jobs: Work) -> Resume:
    return msgspec.structs.replace(TRUTH, work=list(jobs))


def job(entry: Work, **members: object) -> Work:
    return msgspec.structs.replace(entry, **members)


def costs(reading: Resume, truth: Resume = TRUTH) -> dict[str, tuple[int, int]]:
    """What is wrong and what is lost, by the fields that have any."""
    counts = score(truth, reading).counts
    return {field: (found.wrong, found.lost) for field, found in counts.items() if found.wrong or found.lost}


def test_the_same_resume_costs_nothing_and_every_field_is_counted() -> None:
    found = score(TRUTH, TRUTH)
    assert costs(TRUTH) == {}
    assert found.misses == []
    rights = {field: counts.right for field, counts in found.counts.items() if counts.right}
    assert rights == {
        "name": 1,
        "email": 1,
        "links": 1,
        "employer": 2,
        "title": 2,
        "dates": 4,
        "work_location": 2,
        "bullets": 5,
        "institution": 1,
        "degree": 1,
        "education_dates": 1,
        "skills": 3,
        "skill_groups": 1,
        "languages": 4,
        "other": 3,
    }


def test_nothing_read_loses_everything_and_invents_nothing() -> None:
    found = score(TRUTH, Resume())
    assert sum(counts.lost for counts in found.counts.values()) == 32
    assert sum(counts.wrong + counts.right for counts in found.counts.values()) == 0


def test_entries_in_another_order_cost_nothing() -> None:
    assert costs(changed(MILL, BAKERY)) == {}


def test_swapped_employers_cost_both() -> None:
    reading = changed(job(BAKERY, name=MILL.name), job(MILL, name=BAKERY.name))
    assert costs(reading) == {"employer": (2, 2)}


def test_employer_and_title_in_each_other_s_place_cost_both_fields() -> None:
    reading = changed(job(BAKERY, name=BAKERY.position, position=BAKERY.name), MILL)
    assert costs(reading) == {"employer": (1, 1), "title": (1, 1)}


def test_a_lost_bullet_is_one_false_negative() -> None:
    assert costs(changed(job(BAKERY, highlights=BAKERY.highlights[1:]), MILL)) == {"bullets": (0, 1)}


def test_a_doubled_bullet_is_one_false_positive() -> None:
    doubled = [BAKERY.highlights[0], *BAKERY.highlights]
    assert costs(changed(job(BAKERY, highlights=doubled), MILL)) == {"bullets": (1, 0)}


def test_two_bullets_run_together_cost_two_and_one() -> None:
    merged = [" ".join(BAKERY.highlights[:2]), BAKERY.highlights[2]]
    assert costs(changed(job(BAKERY, highlights=merged), MILL)) == {"bullets": (1, 2)}


def test_bullets_out_of_order_cost_those_that_moved() -> None:
    moved = [*BAKERY.highlights[1:], BAKERY.highlights[0]]
    assert costs(changed(job(BAKERY, highlights=moved), MILL)) == {"bullets": (1, 1)}


def test_a_bullet_under_the_wrong_job_is_lost_there_and_wrong_here() -> None:
    reading = changed(
        job(BAKERY, highlights=BAKERY.highlights[:2]), job(MILL, highlights=[BAKERY.highlights[2], *MILL.highlights])
    )
    assert costs(reading) == {"bullets": (1, 1)}


def test_two_jobs_merged_into_one_cost_the_second_and_its_bullets() -> None:
    merged = job(BAKERY, highlights=BAKERY.highlights + MILL.highlights)
    assert costs(changed(merged)) == {
        "employer": (0, 1),
        "title": (0, 1),
        "dates": (0, 2),
        "work_location": (0, 1),
        "bullets": (2, 2),
    }


def test_an_invented_job_costs_each_of_its_values() -> None:
    invented = Work(name="References", position="on request", start_date="2020")
    assert costs(changed(BAKERY, MILL, invented)) == {"employer": (1, 0), "title": (1, 0), "dates": (2, 0)}


@pytest.mark.parametrize("half_right", ["2019", "2019-04", "2019-03-01"])
def test_a_date_of_another_precision_is_wrong_and_its_neighbour_is_right(half_right: str) -> None:
    assert costs(changed(job(BAKERY, start_date=half_right), MILL)) == {"dates": (1, 1)}


def test_a_lost_end_date_reads_as_present_and_is_wrong() -> None:
    assert costs(changed(job(BAKERY, end_date=None), MILL)) == {"dates": (1, 1)}


def test_swapped_dates_are_both_wrong() -> None:
    reading = changed(job(BAKERY, start_date=BAKERY.end_date, end_date=BAKERY.start_date), MILL)
    assert costs(reading) == {"dates": (2, 2)}


@pytest.mark.parametrize("written", ["Cut waste by 12%.", "Cut  waste by 12%", "Cut\u00a0waste by 12%"])
def test_white_space_and_the_last_mark_are_no_difference(written: str) -> None:
    assert costs(changed(job(BAKERY, highlights=[*BAKERY.highlights[:2], written]), MILL)) == {}


@pytest.mark.parametrize("written", ["Cut waste by 12", "cut waste by 12%", "Cut waste by 12 %", "• Cut waste by 12%"])
def test_a_sign_a_letter_a_blank_or_a_mark_too_many_is_a_difference(written: str) -> None:
    reading = changed(job(BAKERY, highlights=[*BAKERY.highlights[:2], written]), MILL)
    assert costs(reading) == {"bullets": (1, 1)}


def test_quotes_and_ligatures_count_as_typed() -> None:
    truth = changed(job(MILL, name="Moulin d'Or", position='Office "chef" - flour'))
    assert costs(changed(job(MILL, name="Moulin d’Or", position="Oﬃce “chef” – ﬂour")), truth) == {}


def test_a_degree_is_one_phrase_however_it_is_divided() -> None:
    whole = Education(institution="CFA de Lyon", study_type="CAP in Baking", end_date="2015")
    assert costs(msgspec.structs.replace(TRUTH, education=[whole])) == {}
    other = Education(institution="CFA de Lyon", study_type="CAP", area="Cooking", end_date="2015")
    assert costs(msgspec.structs.replace(TRUTH, education=[other])) == {"degree": (1, 1)}


def test_a_single_year_read_as_a_start_costs_the_end_and_the_lasting() -> None:
    reading = Education(institution="CFA de Lyon", study_type="CAP", area="Baking", start_date="2015")
    assert costs(msgspec.structs.replace(TRUTH, education=[reading])) == {"education_dates": (2, 1)}


def test_skills_are_one_set_and_their_groups_are_counted_apart() -> None:
    flat = [Skill(keywords=["Brioche", "Viennoiserie", "Sourdough"])]
    assert costs(msgspec.structs.replace(TRUTH, skills=flat)) == {"skill_groups": (0, 1)}
    run_together = [Skill(name="Doughs", keywords=["Sourdough, Brioche"]), Skill(keywords=["Viennoiserie"])]
    assert costs(msgspec.structs.replace(TRUTH, skills=run_together)) == {"skills": (1, 2)}


@pytest.mark.parametrize("url", ["https://github.com/zoe", "http://GitHub.com/zoe/", "github.com/zoe"])
def test_a_link_is_its_host_and_path(url: str) -> None:
    basics = msgspec.structs.replace(TRUTH.basics, profiles=[], url=url)
    assert costs(msgspec.structs.replace(TRUTH, basics=basics)) == {}


@pytest.mark.parametrize("url", ["https://github.com/zo", "https://gitlab.com/zoe"])
def test_another_link_is_wrong(url: str) -> None:
    basics = msgspec.structs.replace(TRUTH.basics, profiles=[Profile(network="GitHub", username="zoe", url=url)])
    assert costs(msgspec.structs.replace(TRUTH, basics=basics)) == {"links": (1, 1)}


def test_a_profile_without_address_is_its_network_and_name() -> None:
    truth = Resume(basics=Basics(profiles=[Profile(network="GitHub", username="zoe")]))
    read = Profile(network="github", username="zoe", url="https://github.com/zoe")
    assert costs(Resume(basics=Basics(profiles=[read])), truth) == {}
    assert costs(Resume(basics=Basics(profiles=[Profile(network="GitHub", username="zo")])), truth) == {"links": (1, 1)}


def test_the_case_of_letters_matters_but_where_the_format_loses_it() -> None:
    loud = msgspec.structs.replace(TRUTH, basics=msgspec.structs.replace(TRUTH.basics, name="ZOË MARTIN"))
    assert costs(loud) == {"name": (1, 1)}
    assert score(TRUTH, loud, frozenset({"name"})).counts["name"] == Counts(right=1)
    wrong = msgspec.structs.replace(TRUTH, basics=msgspec.structs.replace(TRUTH.basics, name="ZOE MARTIN"))
    assert score(TRUTH, wrong, frozenset({"name"})).counts["name"] == Counts(wrong=1, lost=1)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    counts = Counts(right=6, wrong=2, lost=6)
    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)
    assert Counts().f1 == 1
    assert Counts(wrong=1).f1 == 0


def test_a_person_with_a_misspelt_member_is_refused() -> None:
    person = {"id": "x", "language": "en", "headings": {}, "order": [], "notation": "iso"}
    resume = {"work": [{"name": "Moulin d'Or", "employer": "Moulin d'Or"}]}
    with pytest.raises(ValueError, match="/work/0/employer"):
        decode(msgspec.json.encode({**person, "resume": resume}), "x.json")
    assert decode(msgspec.json.encode({**person, "resume": {}}), "x.json").resume == Resume()
