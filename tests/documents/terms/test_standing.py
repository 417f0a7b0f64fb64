"""A line that names a skill does not always show it."""

import pytest

from app.documents.resume import Interest, Resume, Skill, Work
from app.documents.terms.sightings import evidence_of
from app.documents.terms.standing import standing_of_level

DENIED = [
    "No experience with Java, but strong Python.",
    "I have not used Java",
    "Never worked with Java; Python daily",
    "Not yet familiar with Java",
    "Deployed Python without Java",
    "Python and SQL, no Java",
    "Java: none, Python: ten years",
    "Keine Erfahrung mit Java, aber mit Python",
    "Mit Java habe ich noch nie gearbeitet",
    "Keine Java-Kenntnisse",
    "Aucune expérience en Java",
    "Je ne connais pas Java",
    "Sin experiencia en Java",
    "Nunca he trabajado con Java",
    "Geen ervaring met Java",
    "Nog niet bekend met Java",
    "Sem experiência em Java",
    "Não domino Java",
]
WISHED = [
    "Willing to learn Java",
    "Python developer, eager to learn Java and Kubernetes",
    "Currently learning Java",
    "Learning Java",
    "Java (in progress)",
    "Interested in Java",
    "Aspiring Java developer",
    "Bereit, Java zu lernen",
    "Interesse an Java",
    "Souhaite apprendre Java",
    "Java (en cours d'apprentissage)",
    "Ganas de aprender Java",
    "Wil graag Java leren",
    "Gostaria de aprender Java",
]
BASIC = [
    "Basic knowledge of SQL, Python and Java",
    "Basic Java, advanced Python",
    "Java (beginner), Python (expert)",
    "Java - basic",
    "Limited experience with Java",
    "Grundkenntnisse in SQL und Java",
    "Java (Grundkenntnisse), Python (sehr gut)",
    "Notions de SQL et de Java",
    "Connaissances de base en Java",
    "Conocimientos básicos de Java",
    "Java: nivel básico",
    "Basiskennis van Java",
    "Conhecimentos básicos de Java",
]
SHOWN = [
    "Built services in Java with no downtime",
    "Not only Java but also Kotlin",
    "Migrated from Java to Kotlin without an outage",
    "Mentored juniors with no experience in Java",
    "Trained colleagues without knowledge of Java",
    "Bei Kunden ohne Erfahrung mit Java eingeführt",
    "Willing to travel, five years of Java",
    "Eager to learn new things, with experience in Java",
    "Willing to learn Kubernetes; ten years of Java",
    "Java developer willing to learn Kubernetes",
    "No experience with Kubernetes, though strong in Java",
    "Sehr gute Kenntnisse in Java, Grundkenntnisse in Kubernetes",
    "Visual Basic, Java",
    "Machine learning in Java",
    "SQL: basic, Java: expert",
    "Cut failed builds to none with Java",
    "Sin errores durante dos años con Java",
]


def said_of_java(line: str) -> str:
    shown = evidence_of(Resume(work=[Work(highlights=[line])]))
    (faint,) = shown.faint.get("Java", [None])
    assert (faint is None) == ("Java" in shown.sightings)
    return faint.standing if faint else "shown"


@pytest.mark.parametrize("line", DENIED)
def test_what_a_line_denies_it_does_not_show(line: str) -> None:
    assert said_of_java(line) == "denied"


@pytest.mark.parametrize("line", WISHED)
def test_a_wish_to_learn_is_no_skill(line: str) -> None:
    assert said_of_java(line) == "wished"


@pytest.mark.parametrize("line", BASIC)
def test_little_knowledge_is_told_apart(line: str) -> None:
    assert said_of_java(line) == "basic"


@pytest.mark.parametrize("line", SHOWN)
def test_words_of_denial_elsewhere_take_nothing_away(line: str) -> None:
    assert said_of_java(line) == "shown"


@pytest.mark.parametrize(
    ("resume", "standing"),
    [
        (Resume(skills=[Skill(name="Java", level="Beginner")]), "basic"),
        (Resume(skills=[Skill(name="Grundkenntnisse", keywords=["SQL", "Java"])]), "basic"),
        (Resume(skills=[Skill(name="Currently learning", keywords=["Java"])]), "wished"),
        (Resume(skills=[Skill(name="Languages", keywords=["Java (basic)"])]), "basic"),
        (Resume(interests=[Interest(keywords=["Java"])]), "wished"),
    ],
)
def test_the_heading_and_the_level_of_a_list_speak_for_its_items(resume: Resume, standing: str) -> None:
    shown = evidence_of(resume)
    assert "Java" not in shown.sightings
    assert [faint.standing for faint in shown.faint["Java"]] == [standing]


@pytest.mark.parametrize("level", ["Advanced", "Expert", "Languages", "Basic life support", "", "Master", "3/5"])
def test_other_levels_and_headings_take_nothing_away(level: str) -> None:
    assert standing_of_level(level) == "shown"
    assert "Java" in evidence_of(Resume(skills=[Skill(name=level, level=level, keywords=["Java"])])).sightings


def test_one_line_that_shows_a_skill_is_enough() -> None:
    resume = Resume(work=[Work(highlights=["Willing to learn Java", "Wrote Java"])])
    shown = evidence_of(resume)
    assert [sighting.line.text for sighting in shown.sightings["Java"]] == ["Wrote Java"]
