"""Whose a claim is, what claims nothing, and what a claim stands on."""

import msgspec
import pytest

from app.documents.evidence import Background, check_text
from app.documents.facts.sentences import sentences_of
from app.documents.resume import Resume, Work
from tests.documents.facts.people import ACME, TODAY, check, marked, resume_of


def test_a_number_of_another_employer_says_whose_it_is() -> None:
    (claim,) = [found for found in check("At Globex I cut build times by 38 %.") if found.kind == "number"]
    assert not claim.supported
    assert claim.problem == "Your résumé gives 38 % for Acme Ltd, not for Globex."
    assert claim.entry == "/work/1"
    assert claim.nearest[0].pointer == "/work/0/highlights/0"


def test_evidence_is_the_line_that_bears_the_claim_out() -> None:
    claims = {claim.text: claim for claim in check("At Acme Ltd I cut build times by 38 %.")}
    assert claims["38 %"].evidence[0].line == "Cut build times by 38 % with Django caching"
    assert claims["38 %"].entry == "/work/0"
    assert claims["Acme Ltd"].evidence[0].pointer == "/work/0"


@pytest.mark.parametrize(
    "text",
    [
        "At Acme I worked a lot. I cut build times by 38 %.",
        "I was at Acme.\n\nThere, I cut build times by 38 %.",
        "I was at Acme. In that role I cut build times by 38 %.",
    ],
)
def test_an_employer_is_carried_to_the_next_sentence(text: str) -> None:
    assert marked(text) == []
    assert ("number", "38 %") in marked(text.replace("Acme", "Globex"))


def test_before_that_is_another_job() -> None:
    assert marked("I was at Globex. Before that, I cut build times by 38 %.") == []
    assert ("number", "38 %") in marked("I was at Acme. Before that, I cut build times by 38 %.")


def test_two_employers_in_turn_keep_their_own() -> None:
    text = (
        "At Polder Pay I cut the p99 of the payout API to 95 ms, and at Kanaal Travel I served 3,000 requests a second."
    )
    assert marked(text, resume_of("amara")) == []
    swapped = text.replace("Polder Pay", "X").replace("Kanaal Travel", "Polder Pay").replace("X", "Kanaal Travel")
    assert {words for _, words in marked(swapped, resume_of("amara"))} >= {"95 ms", "3,000"}


def test_a_text_that_belongs_to_an_entry_is_held_to_it() -> None:
    line = "Cut build times by 38 % with Django"
    assert marked(line, entry="/work/0") == []
    assert ("number", "38 %") in marked(line, entry="/work/1")
    assert ("skill", "Django") in marked(line, entry="/work/1")


@pytest.mark.parametrize(
    "text",
    [
        "I would like to learn Rust and Kubernetes.",
        "I have not used Kubernetes, nor Kafka.",
        "If I had used Kubernetes I would say so.",
        "Your team uses Kubernetes for 400 services.",
        "Have you used Kubernetes for 40 years?",
        "I look forward to leading a team of 40 at Initech.",
        "As to Kubernetes, I would start with 40 pages of it.",
        "I am applying for the role of Senior Software Engineer.",
        "Kubernetes is new to me.",
        "Initech runs Kubernetes on 4,000 machines.",
        "The posting asks for a PhD and ten years of Kafka.",
        "Dear Dr Forty,",
    ],
)
def test_wishes_negations_and_the_readers_things_claim_nothing(text: str) -> None:
    background = Background(company="Initech", title="Senior Software Engineer", posting=text)
    assert [claim for claim in check_text(text, ACME, background=background, today=TODAY) if not claim.supported] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I have not used Kafka, but I led a team of 40.", "40"),
        ("Your posting asks for Kafka, and I have used Kubernetes at Acme.", "Kubernetes"),
        ("I would like to bring my ten years of Django to your team.", "ten years"),
    ],
)
def test_what_stands_beside_a_wish_is_still_a_claim(text: str, words: str) -> None:
    assert words in {found for _, found in marked(text)}


def test_what_was_done_for_one_employer_is_not_told_of_another() -> None:
    (claim,) = [
        found for found in check("At Polder Pay I built the fare cache.", resume_of("amara")) if not found.supported
    ]
    assert (claim.kind, claim.text) == ("scope", "built")
    assert claim.problem == "Your résumé says this of Kanaal Travel, not of Polder Pay."
    assert marked("At Kanaal Travel I built the fare cache.", resume_of("amara")) == []


@pytest.mark.parametrize(
    ("text", "false_words"),
    [
        ("Bei Polder Pay habe ich die Latenz der API von 840 auf 95 Millisekunden gesenkt, und wir freuen uns.", ""),
        ("Bei Kanaal Travel habe ich mit Redis und Docker für die elf Dienste der Firma gearbeitet.", ""),
        (
            "Bei Polder Pay habe ich die Kosten der Plattform um 70 Prozent gesenkt und das Team aufgebaut.",
            "70 Prozent",
        ),
        ("Chez Polder Pay j'ai introduit Kafka pour les réservations et je suis dans une équipe avec vous.", ""),
        (
            "Ich würde mich sehr über das Gespräch freuen und möchte gern mit Kubernetes und den 40 Diensten arbeiten.",
            "",
        ),
    ],
)
def test_other_languages_do_not_misfire(text: str, false_words: str) -> None:
    assert [words for _, words in marked(text, resume_of("amara"))] == ([false_words] if false_words else [])


def test_an_empty_resume_bears_out_nothing_and_an_empty_text_claims_nothing() -> None:
    assert check("", Resume()) == ()
    assert {claim.supported for claim in check("At Acme I led 40 engineers in Kubernetes.", Resume())} == {False}


def test_the_resume_is_left_as_it_was() -> None:
    resume = resume_of("jake")
    before = msgspec.json.encode(resume)
    check("At Texas A&M University I built a REST API with FastAPI in 2020.", resume)
    assert msgspec.json.encode(resume) == before


def test_a_line_of_the_resume_is_true_whatever_the_rules_think_of_it() -> None:
    line = "Cut costs by 40 % while on loan to Globex."
    jobs = [Work(name="Acme", position="Engineer", highlights=[line]), Work(name="Globex", position="Clerk")]
    resume = Resume(work=jobs)
    assert marked(line, resume) == []
    assert marked(f"• {line}\n• {line}", resume) == []
    assert marked(line.replace("while", "when"), resume) == [("number", "40 %")]
    assert marked(f"I was at Globex. {line}", resume) == [("number", "40 %")]


def test_a_sentence_without_an_end_is_read_in_pieces() -> None:
    text = "I led forty people and " * 400
    assert max(sentence.end - sentence.start for sentence in sentences_of(text)) <= 600
    assert "".join(text[sentence.start : sentence.end] for sentence in sentences_of(text)) == text


def test_sentences_end_at_stops_and_not_at_abbreviations() -> None:
    text = "I met Dr. Adams at St. Mary's. I cut it by 3.5 %! Then\nwe met again, e.g. in May.\n- Built it\n- Sold it"
    found = [text[sentence.start : sentence.end].strip() for sentence in sentences_of(text)]
    assert found == [
        "I met Dr. Adams at St. Mary's.",
        "I cut it by 3.5 %!",
        "Then\nwe met again, e.g. in May.",
        "Built it",
        "Sold it",
    ]
