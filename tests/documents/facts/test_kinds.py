"""The kinds of claims one by one: numbers, times, titles, degrees, skills and scope."""

from datetime import date

import pytest

from app.documents.evidence import Claim, check_text
from app.documents.resume import Resume, Work
from tests.documents.facts.people import check, marked, resume_of


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("At Acme I cut build times by 38 %.", True),
        ("At Acme I cut build times by thirty-eight percent.", True),
        ("At Acme I cut build times by more than 30 %.", True),
        ("At Acme I cut build times by about 40 %.", True),
        ("At Acme I cut build times by nearly 40 %.", True),
        ("At Acme I cut build times by more than a third.", True),
        ("At Acme I cut build times by 40 %.", False),
        ("At Acme I cut build times by over 38 %.", False),
        ("At Acme I cut build times by half.", False),
        ("At Acme I cut build times by 38 percentage points.", False),
        ("At Acme I served more than 3,000 users.", True),
        ("At Acme I served over three thousand users.", True),
        ("At Acme I served 3k users.", True),
        ("At Acme I served 30,000 users.", False),
        ("At Acme I served 3 million users.", False),
        ("At Acme I raised two million dollars.", True),
        ("At Acme I raised $2,000,000.", True),
        ("At Acme I raised €2M.", False),
        ("At Acme I raised $2bn.", False),
        ("At Acme I raised build times by 38 %.", False),
    ],
)
def test_a_number_is_true_as_exactly_as_it_is_told(text: str, is_true: bool) -> None:
    kinds = {kind for kind, _ in marked(text)}
    assert ("number" in kinds) is not is_true
    assert "number" in {claim.kind for claim in check(text)}


def test_a_skill_is_shown_by_what_implies_it_and_not_the_other_way() -> None:
    assert marked("At Acme I used Python.") == []
    python = Resume(work=[Work(name="Acme", position="Engineer", highlights=["Wrote Python"])])
    assert marked("At Acme I used Django.", python) == [("skill", "Django")]


def test_a_skill_of_the_list_is_not_a_skill_of_every_employer() -> None:
    assert marked("I know Terraform.") == []
    (claim,) = [found for found in check("At Acme I used Terraform.") if not found.supported]
    assert claim.problem == "Your résumé shows Terraform, but not at Acme Ltd."
    assert claim.nearest[0].pointer == "/skills/0/keywords/0"


def test_a_tool_that_no_list_knows_has_to_be_in_the_resume() -> None:
    assert marked("At Acme I built reports using Frobnicator.") == [("skill", "Frobnicator")]
    known = Resume(work=[Work(name="Acme", highlights=["Reports in Frobnicator"])])
    assert marked("At Acme I built reports using Frobnicator.", known) == []


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("I worked as an engineer at Acme.", True),
        ("I worked as a Senior Engineer at Acme.", False),
        ("I worked as Engineering Manager at Acme.", False),
        ("I was Assistant Store Manager at Globex.", True),
        ("I was Store Manager at Globex.", False),
        ("I was an engineer at Globex.", False),
    ],
)
def test_rank_is_part_of_a_title(text: str, is_true: bool) -> None:
    assert ("title" in {kind for kind, _ in marked(text)}) is not is_true


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("I worked at Acme from 2019 to 2022.", True),
        ("I worked at Acme from February 2019 to January 2022.", True),
        ("I worked at Acme from March 2019 to January 2022.", False),
        ("I worked at Acme from 2018 to 2022.", False),
        ("I have worked at Acme since 2019.", False),
        ("I joined Globex in 2016.", True),
        ("I joined Globex in May 2016.", False),
        ("In 2020 I was at Acme.", True),
        ("In 2023 I was at Acme.", False),
        ("I was at Acme for three years.", True),
        ("I was at Acme for five years.", False),
        ("I was at Acme for 18 months.", False),
        ("I have about six years of experience.", True),
        ("I have more than ten years of experience.", False),
        ("I have three years of experience with Django.", True),
        ("I have six years of experience with Django.", False),
    ],
)
def test_times_are_those_of_the_dates(text: str, is_true: bool) -> None:
    assert (marked(text) == []) is is_true
    assert {"date", "number"} & {claim.kind for claim in check(text)}


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("I hold a BSc in Computing Science from Utrecht University.", True),
        ("I have a bachelor's degree in computing.", True),
        ("I hold an MSc in Computing Science.", False),
        ("I hold a BSc in Economics.", False),
        ("I graduated from Utrecht University in 2018.", True),
        ("I graduated from Utrecht University in 2016.", False),
        ("To some degree I like databases.", True),
    ],
)
def test_degrees_have_a_level_a_field_and_a_year(text: str, is_true: bool) -> None:
    assert (marked(text, resume_of("amara")) == []) is is_true


@pytest.mark.parametrize(
    ("line", "claim", "is_true"),
    [
        ("Helped migrate the billing system", "I migrated the billing system.", True),
        ("Helped build the billing system", "I led the work on the billing system.", False),
        ("Helped build the billing system", "I built the billing system.", False),
        ("Helped build the billing system", "I assisted with the billing system.", True),
        ("Built the billing system", "I wrote the billing system.", True),
        ("Built the billing system", "I helped with the billing system.", True),
        ("Built the billing system", "I founded the billing system.", False),
        ("Contributed to the billing system", "I developed the billing system.", False),
        ("Maintained the billing system", "I built the billing system.", False),
        ("Led the billing system's migration", "I headed the migration of the billing system.", True),
        ("Built the billing system", "I built the billing system single-handedly.", False),
        ("Built the billing system", "I managed to keep the billing system up.", True),
    ],
)
def test_scope_is_never_raised(line: str, claim: str, is_true: bool) -> None:
    resume = Resume(work=[Work(name="Acme", position="Engineer", highlights=[line])])
    assert ("scope" not in {kind for kind, _ in marked(claim, resume)}) is is_true
    assert ("scope" not in {kind for kind, _ in marked(claim, resume, entry="/work/0")}) is is_true


@pytest.mark.parametrize(
    ("who", "text", "words"),
    [
        ("chef", "At Osteria Nord I cut food cost by 28 %.", "by 28 %"),
        ("nurse", "At Riverside Community Trust I cut readmissions to 18 %.", "to 18 %"),
        ("teacher", "I have taught at Hillside Academy and Cardiff High School.", "Cardiff High School"),
        ("jake", "I won first prize at the World Conference on Computational Intelligence.", "first"),
        ("amara", "At Stripe, I worked on payouts.", "Stripe"),
        ("amara", "I speak fluent Dutch.", "Dutch"),
        ("amara", "At Polder Pay, I moved 1.2 billion rows in nine days.", "nine days"),
    ],
)
def test_small_untruths_are_seen(who: str, text: str, words: str) -> None:
    assert words.removeprefix("by ").removeprefix("to ") in {found for _, found in marked(text, resume_of(who))}


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("amara", "My grade at Utrecht University was 8.5 out of 10."),
        ("amara", "You can reach me on +31 6 1234 5678 or at amara@example.org from 9 to 5."),
        ("amara", "Two things about me: I like boring databases, and I write short post-mortems."),
        ("amara", "I cut p99 latency by almost 90 %."),
        ("warehouse", "I have worked in warehouses for nine years, five of them at Havenstad."),
        ("nurse", "I have five years' experience as a nurse and stay calm at 3 am."),
        ("chef", "I am 100 % committed and would be happy to cook for your 80 guests."),
    ],
)
def test_ordinary_sentences_are_left_alone(who: str, text: str) -> None:
    assert marked(text, resume_of(who)) == []


def test_a_leading_title_bears_out_a_leading_verb() -> None:
    shift = Resume(work=[Work(name="Acme", position="Shift Supervisor", highlights=["Packed lorries"])])
    assert marked("At Acme I led the evening crew.", shift) == []
    packer = Resume(work=[Work(name="Acme", position="Packer", highlights=["Packed lorries"])])
    assert marked("At Acme I led the evening crew.", packer) == [("scope", "led")]


def test_today_ends_what_goes_on() -> None:
    def years(told: str, today: date) -> list[Claim]:
        return [
            claim
            for claim in check_text(f"I have been at Polder Pay for {told} years.", resume_of("amara"), today=today)
            if not claim.supported
        ]

    assert years("four", date(2025, 3, 1)) == []
    assert years("four", date(2029, 3, 1)) != []
    assert years("eight", date(2029, 3, 1)) == []


def test_as_much_as_is_not_as_much() -> None:
    teacher = resume_of("teacher")
    assert marked("At St Teilo's High School I taught up to 32 pupils.", teacher) == []
    assert marked("At St Teilo's High School I taught 32 pupils.", teacher) == [("number", "32")]


def test_a_year_is_that_of_the_line_that_tells_it() -> None:
    sales = resume_of("sales")
    assert marked("In 2023 I closed new business at Brightline Software.", sales) == []
    assert marked("In 2022 I closed new business at Brightline Software.", sales) == [("date", "2022")]


def test_a_word_that_may_be_a_skill_is_one_where_the_resume_has_it_as_one() -> None:
    assert marked("In Gitlytics I used Celery.", resume_of("jake")) == []
    assert marked("In Simple Paintball I used Celery.", resume_of("jake")) == [("skill", "Celery")]
    assert marked("In Simple Paintball the tasks ran on Celery.", resume_of("jake")) == [("skill", "Celery")]
