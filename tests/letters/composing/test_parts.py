"""One part of a letter by itself: written again, shortened, steered by hints, refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import Basics, Education, Project, Resume, Volunteer, Work
from app.errors import InvalidInput
from app.letters.composing import PARTS, Paragraph, compose_part
from app.letters.composing.asking import company_of, contact_of, duties_of, story_of, title_of
from app.letters.composing.hints import read_hints
from app.letters.composing.letter import compose_letter
from app.letters.composing.places import place_name, places_of
from tests.letters.composing.world import (
    TODAY,
    full_text,
    letter,
    occasion_for,
    posting_of,
    resume_of,
    sentences_of,
)

MIDDLE = ("opening", "body_1", "body_2", "closing")


@pytest.mark.parametrize("part", MIDDLE)
@pytest.mark.parametrize("applicant", ["amara", "jake", "nurse", "chef", "sales", "student"])
def test_a_part_written_again_differs_and_repeats_nothing(applicant: str, part: str) -> None:
    occasion = occasion_for(resume_of(applicant), posting_of("job_backend"))
    written = compose_letter(occasion)
    others = [paragraph for paragraph in written if paragraph.part != part]
    seen = [next(paragraph.text for paragraph in written if paragraph.part == part)]
    for _ in range(3):
        again = compose_part(occasion, part, others, avoid=seen)
        assert again.text not in seen
        assert set(_said(again)) & set(sentences_of(tuple(others))) == set()
        seen.insert(0, again.text)
    assert _said(compose_part(occasion, part, others, avoid=seen[-1:])) != _said(Paragraph(part, seen[-1]))


def test_a_part_written_again_shares_no_sentence_with_what_was_turned_down() -> None:
    occasion = occasion_for(resume_of("amara"), posting_of("job_backend"))
    written = compose_letter(occasion)
    for index, part in enumerate(PARTS[1:4], 1):
        others = [paragraph for paragraph in written if paragraph.part != part]
        again = compose_part(occasion, part, others, avoid=[written[index].text])
        assert set(_said(again)) & set(_said(written[index])) == set()


def test_a_part_composed_beside_the_others_is_the_one_of_the_whole_letter() -> None:
    occasion = occasion_for(resume_of("nurse"), posting_of("nurse"))
    written: list[Paragraph] = []
    for part in PARTS:
        written.append(compose_part(occasion, part, written))
    assert tuple(written) == compose_letter(occasion)


@pytest.mark.parametrize("part", MIDDLE)
@pytest.mark.parametrize("applicant", ["amara", "jake", "nurse", "chef", "sales", "student"])
def test_a_shortened_part_has_fewer_words_and_keeps_its_substance(applicant: str, part: str) -> None:
    occasion = occasion_for(resume_of(applicant), posting_of("job_backend"))
    written = compose_letter(occasion)
    standing = next(paragraph for paragraph in written if paragraph.part == part)
    others = [paragraph for paragraph in written if paragraph.part != part]
    for avoid, beside in (([standing.text], others), ([], list(written))):
        shorter = compose_part(occasion, part, beside, avoid=avoid, shorter=True)
        assert len(shorter.text.split()) < len(standing.text.split())
        assert shorter.text.strip()
        told = {each.pointer for each in shorter.evidence if "/highlights/" in each.pointer}
        assert told <= {each.pointer for each in standing.evidence}


def test_the_persons_own_words_are_shortened_as_they_stand() -> None:
    own = "I have sailed since I was six. My father taught me. We crossed the North Sea twice. Then I moved inland."
    occasion = occasion_for(resume_of("amara"), posting_of("job_data"))
    assert own.startswith(compose_part(occasion, "body_1", avoid=[own], shorter=True).text)


def test_salutations_name_the_contact_the_team_or_whoever_hires() -> None:
    chef = resume_of("chef")
    assert letter("chef", "chef_contact")[0].text == "Dear Maria Lopez,"
    assert letter("chef", "chef_contact", "direct")[0].text == "Hello Maria Lopez,"
    assert letter("chef", "job_backend")[0].text == "Dear hiring team at Northwind Ledger,"
    assert letter("chef", "startup_prose", "formal")[0].text == "Dear hiring manager,"
    occasion = occasion_for(chef, posting_of("job_backend"), hints="Address it to Dr Jane Okoye.")
    assert compose_part(occasion, "salutation").text == "Dear Dr Jane Okoye,"
    again = compose_part(occasion, "salutation", avoid=["Dear Dr Jane Okoye,"])
    assert again.text == "Dear hiring team at Northwind Ledger,"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Ask for Maria Lopez.", "Maria Lopez"),
        ("Contact: Dr. Jane Okoye, 0123", "Dr Okoye"),
        ("Questions? Call Jan de Vries on 06", "Jan de Vries"),
        ("Please contact Frau Müller", "Ms Müller"),
        ("Contact Human Resources", ""),
        ("Contact us today", ""),
        ("Ask for Kitchen Support", ""),
        ("Your contact is Anna\nSchmidt", ""),
        ("Call London Office", ""),
        ("Email Talent Team", ""),
    ],
)
def test_contacts_are_people(text: str, contact: str) -> None:
    assert contact_of(text) == contact


def test_duties_and_the_employers_story_are_told_back_in_its_own_words() -> None:
    text = posting_of("job_backend")
    assert "design and run Python services" in duties_of(text, "Engineer", "en")
    assert story_of(text, "Northwind Ledger", "en").startswith("You move money for 40,000 small merchants")
    assert story_of(posting_of("sales"), "Brightcask", "en") == "Brightcask sells inventory software to 900 breweries"
    hostile = (
        "About us\nWe build {{tools}} for all <b>readers</b> in the town.\n"
        "- Send us your bank details now\n- Build {{tools}} for every reader in the town\n"
    )
    assert story_of(hostile, "Acme", "en") == ""
    assert duties_of(hostile, "", "en") == []
    assert duties_of("- Sie leiten das Team und planen die Schichten\n", "", "de") == []


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Acme, Inc.", "Acme"),
        ("Müller Pumpen GmbH & Co. KG", "Müller Pumpen"),
        ("University of Leeds", "the University of Leeds"),
        ("Texas A&M University", "Texas A&M University"),
        ("The Salt Cellar Ltd", "The Salt Cellar"),
        ("Ocado (via Hays)", "Ocado"),
        ("Confidential", ""),
        ("", ""),
    ],
)
def test_employers_are_named_as_people_say_them(name: str, spoken: str) -> None:
    assert place_name(name) == spoken


def test_titles_and_companies_fit_a_sentence() -> None:
    assert title_of("Senior Backend Engineer, Payments Platform") == "Senior Backend Engineer"
    assert title_of("Pflegefachkraft (m/w/d)") == "Pflegefachkraft"
    assert title_of("REGISTERED NURSE ICU") == "Registered Nurse ICU"
    assert title_of("<script>alert(1)</script>") == ""
    assert title_of("x" * 300) == ""
    assert company_of("Kesselwerk GmbH") == "Kesselwerk"
    assert company_of("{{company}}\n") == "company"


def test_two_jobs_at_one_employer_are_told_apart() -> None:
    places = places_of(resume_of("jake"), TODAY)
    assert places["/work/1"].at == "as an Information Technology Support Specialist at Southwestern University"
    assert places["/work/0"].at == "at Texas A&M University"
    assert places["/work/2"].current is False


def test_facts_of_the_hints_are_told_as_the_persons_own() -> None:
    hints = "I can start in March. I want to work nearer to my family.\nnotice period: three months"
    text = full_text(compose_letter(occasion_for(resume_of("chef"), posting_of("chef"), hints=hints)))
    assert text.count("I can start in March.") == 1
    assert text.count("I want to work nearer to my family.") == 1
    assert text.count("My notice period is three months.") == 1


def test_hints_to_the_writer_steer_and_are_not_told() -> None:
    resume, posting = resume_of("sales"), posting_of("sales")
    hints = "Please focus on the exchange program; don't mention quota. Write it in a friendly way! <b>x</b> see https://x.y"
    text = full_text(compose_letter(occasion_for(resume, posting, hints=hints)))
    assert "exchange program" in text
    assert "quota" not in text
    assert not re.search(r"(?i)friendly|focus on|<b>|https", text)


@pytest.mark.parametrize(
    ("hint", "sentence"),
    [
        ("available immediately", "I am available immediately."),
        ("Can start on 1 May", "I can start on 1 May."),
        ("Starting in June", "I can start in June."),
        ("3 months notice", "My notice period is 3 months."),
        ("Relocating to Bath in May", "I am relocating to Bath in May."),
        ("willing to travel", "I am willing to travel."),
    ],
)
def test_fragments_about_starting_become_sentences(hint: str, sentence: str) -> None:
    assert read_hints(hint).practical == (sentence,)


@pytest.mark.parametrize(
    "hint",
    [
        "Make it short",
        "Be honest",
        "Is this good?",
        "{{7*7}}",
        "no buzzwords",
        "python",
        "I am <b>bold</b> now",
        "My page is https://x.y/z",
    ],
)
def test_what_is_no_fact_is_not_told(hint: str) -> None:
    read = read_hints(hint)
    assert read.practical == read.told == ()


@pytest.mark.parametrize("language", ["de", "fr-CA", "Spanish"])
def test_another_language_than_english_is_refused_with_what_would_help(language: str) -> None:
    with pytest.raises(InvalidInput, match="FOREWORD_MODEL") as refused:
        compose_letter(occasion_for(resume_of("amara"), posting_of("job_data"), language=language))
    assert refused.value.field == "language"


def test_a_part_that_no_letter_has_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no part"):
        compose_part(occasion_for(resume_of("amara"), posting_of("job_data")), "postscript")


def test_missing_skills_are_not_claimed_and_near_ones_are_told_honestly() -> None:
    text = full_text(letter("amara", "job_backend", "warm", "long"))
    assert not re.search(r"\b(?:FastAPI|Django|Rust|PCI DSS)\b", text)
    assert re.search(r"Docker rather than Kubernetes", text)


def test_nothing_at_all_still_gives_a_letter_that_claims_nothing() -> None:
    paragraphs = compose_letter(occasion_for(Resume(), ""))
    assert [paragraph.part for paragraph in paragraphs] == list(PARTS)
    assert all(paragraph.text.strip() for paragraph in paragraphs)
    assert all(paragraph.evidence == () for paragraph in paragraphs)
    assert "None" not in full_text(paragraphs)


def test_a_resume_in_another_language_is_told_by_its_posts() -> None:
    work = Work(
        name="Bahnhof Apotheke",
        position="Apothekerin",
        start_date="2015",
        highlights=["Leitung der Rezeptur mit drei Mitarbeitenden", "Beratung von Kunden und Ärzten"],
    )
    occasion = occasion_for(Resume(basics=Basics(name="Lena Vogt"), work=[work]), posting_of("nurse"))
    text = full_text(compose_letter(occasion))
    assert "I leitung" not in text
    assert "Bahnhof Apotheke" in text


ODD = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.sampled_from(["", " ", "I", "Acme, Inc.", "“", "\n\n", "<b>", "{x}", "(", "a.b.c"]),
)
LINES = st.lists(
    st.one_of(st.text(max_size=90), st.sampled_from(["Led 3 teams; x", "Responsible for", "SQL", "-"])), max_size=4
)
DATES = st.sampled_from([None, "", "2019", "2020-13", "soon", "2031-01", "2018-05-02"])


@st.composite
def odd_resumes(draw: st.DrawFn) -> Resume:
    work = [
        Work(
            name=draw(ODD),
            position=draw(ODD),
            summary=draw(ODD),
            highlights=draw(LINES),
            start_date=draw(DATES),
            end_date=draw(DATES),
        )
        for _ in "ab"
    ]
    projects = [Project(name=draw(ODD), description=draw(ODD), highlights=draw(LINES))]
    posts = [Volunteer(organization=draw(ODD), position=draw(ODD), highlights=draw(LINES), start_date=draw(DATES))]
    studies = [Education(institution=draw(ODD), area=draw(ODD), study_type=draw(ODD), end_date=draw(DATES))]
    return Resume(basics=Basics(name=draw(ODD)), work=work, projects=projects, volunteer=posts, education=studies)


@settings(max_examples=40, deadline=None)
@given(resume=odd_resumes(), posting=st.text(max_size=400), hints=st.text(max_size=120))
def test_odd_resumes_postings_and_hints_never_break_a_letter(resume: Resume, posting: str, hints: str) -> None:
    paragraphs = compose_letter(occasion_for(resume, posting, hints=hints))
    assert [paragraph.part for paragraph in paragraphs] == list(PARTS)
    assert all(paragraph.text.strip() for paragraph in paragraphs)


def _said(paragraph: Paragraph) -> list[str]:
    return sentences_of((paragraph,))
