"""Numbers, names and deeds told in other words than the résumé's, and what is not theirs."""

import pytest

from app.documents.evidence import Background, check_text
from app.documents.facts.numbers import quantities_in
from tests.documents.facts.people import ACME, TODAY, check, marked, resume_of


@pytest.mark.parametrize(
    ("of", "text", "is_true"),
    [
        ("engineer", "At Arden Bridge Consulting I coordinate seven people.", True),
        ("engineer", "At Arden Bridge Consulting I coordinate eight people.", False),
        ("paralegal", "At Harcourt Pym I supervise three people.", True),
        ("paralegal", "At Harcourt Pym I supervise four people.", False),
        ("marketer", "At Pinecrest Outfitters I manage five people.", True),
        ("warehouse", "Picking errors at Havenstad Logistics fell to a third of what they were.", True),
        ("warehouse", "Picking errors at Havenstad Logistics fell to a fifth of what they were.", False),
        ("warehouse", "Picking errors at Havenstad Logistics fell by two thirds.", True),
        ("analyst", "One article in three at Västerbotten Posten had data of my own.", True),
        ("analyst", "One article in five at Västerbotten Posten had data of my own.", False),
        ("warehouse", "Picking errors at Havenstad Logistics fell to two thirds of what they were.", False),
        ("teacher", "One in four of my pupils at Hillside reached grade 5 or better.", False),
        ("sales", "At Brightline I closed 18 % over quota.", True),
        ("sales", "At Brightline I closed 28 % over quota.", False),
        ("electrician_de", "At Voltwerk 95 % of the installations passed at once.", True),
        ("electrician_de", "At Voltwerk 85 % of the installations passed at once.", False),
        ("paralegal", "At the Law Centre I cut six weeks from the wait for an appointment.", True),
        ("paralegal", "At the Law Centre I cut seven weeks from the wait for an appointment.", False),
        ("paralegal", "At the Law Centre clients now wait a fortnight for an appointment.", True),
        ("people_manager", "At Lumen I introduced Workday in two countries, Spain and Portugal.", True),
        ("people_manager", "At Lumen I introduced Workday in two countries, Spain and Norway.", False),
        ("marketer", "At Pinecrest Outfitters I doubled email revenue.", False),
        ("accountant_fr", "Au cabinet Morel et Associés, je tenais une trentaine de dossiers.", True),
        ("accountant_fr", "Au cabinet Morel et Associés, je tenais une vingtaine de dossiers.", False),
        ("electrician_de", "Bei Voltwerk leite ich achtzehn Monteure.", False),
    ],
)
def test_a_number_may_be_told_as_another(of: str, text: str, is_true: bool) -> None:
    assert (marked(text, resume_of(of)) == []) is is_true
    assert any(claim.kind == "number" for claim in check(text, resume_of(of)))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a decade", 1, "time:decade"),
        ("einundzwanzig monteure", 21, ""),
        ("dix-huit dossiers", 18, ""),
        ("die halfte der kosten", 50, "%"),
        ("a team of three and a half", 3.5, ""),
        ("one out of every four", 25, "%"),
        ("funf jahren", 5, "time:year"),
    ],
)
def test_numbers_of_other_tongues_and_shapes(text: str, value: float, unit: str) -> None:
    assert [(one.value, one.unit) for one in quantities_in(text, "de")] == [(value, unit)]


def test_seize_is_no_number_in_english() -> None:
    assert quantities_in("seize the day") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At the Citizens' Law Centre I drafted witness statements for employment tribunal hearings.", "drafted"),
        ("At Bluefin Kayaks I relaunched the loyalty programme.", "relaunched"),
    ],
)
def test_a_deed_without_a_number_belongs_to_its_employer(text: str, words: str) -> None:
    resume = resume_of("paralegal" if "Law" in text else "marketer")
    (claim,) = [each for each in check(text, resume) if not each.supported]
    assert claim.kind == "employer"
    assert claim.text.startswith(words)
    own = text.replace("the Citizens' Law Centre", "Harcourt Pym").replace("Bluefin Kayaks", "Pinecrest Outfitters")
    assert marked(own, resume) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am a certified CISSP.", ["CISSP"]),
        ("I am PRINCE2 certified.", ["PRINCE2"]),
        ("I hold the CILEX Level 3 Certificate.", []),
        ("I am a certified user of Relativity.", []),
        ("At the Law Centre I worked in Relativity.", ["Relativity"]),
        ("At Harcourt Pym I worked in Relativity.", []),
    ],
)
def test_names_that_no_vocabulary_has_are_checked(text: str, found: list[str]) -> None:
    assert [words for kind, words in marked(text, resume_of("paralegal")) if kind == "skill"] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("J'ai travaillé au Cabinet Morel et Associés de 2012 à 2019.", "2012"),
        ("Seit 2015 arbeite ich bei der Voltwerk Gebäudetechnik GmbH.", "2015"),
        ("Auparavant, j'ai travaillé chez Deloitte comme collaboratrice comptable.", "Deloitte"),
    ],
)
def test_dates_and_employers_are_checked_in_other_languages(text: str, words: str) -> None:
    resume = resume_of("electrician_de" if "Seit" in text else "accountant_fr")
    assert any(words in claimed for _, claimed in marked(text, resume))


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("I hold an MBA.", False),
        ("I hold an LLM.", False),
        ("I hold an LLB from Queen Mary University of London.", True),
        ("I completed a law degree in 2017.", True),
    ],
)
def test_letters_of_a_degree_say_its_subject(text: str, is_true: bool) -> None:
    assert (marked(text, resume_of("paralegal")) == []) is is_true


def test_words_of_the_wanted_employers_name_are_no_skills() -> None:
    text = "Ledger is a name that I know; I have used Ledger and Kafka."
    plain = {claim.text for claim in check(text) if claim.kind == "skill"}
    assert plain == {"Ledger", "Kafka"}
    for background in (
        Background(company="Northwind Ledger"),
        Background(posting="Northwind Ledger is a bank. We use Kafka."),
    ):
        found = check_text(text, ACME, background=background, today=TODAY)
        assert {claim.text for claim in found if claim.kind == "skill"} == {"Kafka"}


def test_leading_that_one_is_responsible_for_is_leading() -> None:
    resume = resume_of("scientist")
    for verb in ("led", "managed", "drove"):
        assert (
            marked(f"At Meridian Biologics I {verb} the affinity maturation of three antibody programmes.", resume)
            == []
        )
    assert marked("At Osteria Nord I head the brigade.", resume_of("chef"))


def test_a_sentence_that_begins_like_a_greeting_is_checked() -> None:
    assert ("number", "12") in marked("Hired 12 people at Acme.")


def test_numbers_beyond_what_a_sentence_can_hold_are_marked() -> None:
    claims = check(" ".join(str(each) for each in range(3_100, 3_190)))
    problems = [claim.problem for claim in claims]
    assert len(claims) > 50
    assert problems.count("This sentence has more numbers than can be checked.") > 30
    assert not any(claim.supported for claim in claims[30:])
