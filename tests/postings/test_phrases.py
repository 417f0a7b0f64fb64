import pytest

from app.postings.headings import Part
from app.postings.phrases import phrases
from app.postings.sentences import Sentence


def cut(text: str, language: str = "en", part: Part = "required") -> list[str]:
    """The phrases of a line as it is written."""
    sentence = Sentence(part, text, 0, len(text), 0, listed=True)
    return [text[phrase.start : phrase.end] for phrase in phrases(sentence, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sound knowledge of outcome measures and clinical governance", ["outcome measures", "clinical governance"]),
        ("Carry out manual therapy, exercise prescription and acupuncture",
         ["manual therapy", "exercise prescription", "acupuncture"]),
        ("You will sketch wireframes and build prototypes", ["wireframes", "prototypes"]),
        ("Managing site visits", ["site visits"]),
        ("The post holder assesses, implements and evaluates wound charts", ["wound charts"]),
        ("Archives, digitisation or oral history", ["Archives", "digitisation", "oral history"]),
        ("A library management system", ["library management system"]),
        ("Our nurse was rated outstanding, and her husband designated her clogs", []),
        ("EV charger installations", ["EV charger installations"]),
        ("Knowledge of the Town and Country Planning Act 1990", ["Town and Country Planning Act 1990"]),
        ("Understanding of the Working Time Directive", ["Working Time Directive"]),
        ("Familiar with the Lenders' Handbook", ["Lenders' Handbook"]),
        ("Improve Core Web Vitals", ["Core Web Vitals"]),
        ("A two-year project with a tight deadline", []),
        ("Quality is a habit, not a myth", []),
        ("Group work and sugar work", ["Group work", "sugar work"]),
        ("Write to jobs@example.org or see https://example.org/redis", []),
        ("Team meetings every day", []),
    ],
)  # fmt: skip
def test_what_names_a_thing_in_english(text: str, found: list[str]) -> None:
    assert cut(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Gültiger Staplerschein und gute Kenntnisse im Gefahrgutrecht", ["Staplerschein", "Gefahrgutrecht"]),
        ("de", "Finanz- und Lohnbuchhaltung", ["Lohnbuchhaltung"]),
        ("de", "Selbstständige Durchführung von Inventuren", ["Inventuren"]),
        ("fr", "Vous maîtrisez la prise de sang et l'étalonnage des appareils", ["sang", "étalonnage des appareils"]),
        ("fr", "Vous rédigez des autos de mesure", ["autos de mesure"]),
        ("es", "Te encargarás de la toma de comandas con PDA", ["toma de comandas", "PDA"]),
        ("pt", "Garantir os autos de medição e as reuniões de obra", ["autos de medição", "reuniões de obra"]),
        ("nl", "Je verzorgt katheteriseren en injecteren", ["katheteriseren", "injecteren"]),
    ],
)
def test_what_names_a_thing_in_other_languages(language: str, text: str, found: list[str]) -> None:
    assert cut(text, language) == found


def test_a_line_that_begins_anew_is_no_continuation() -> None:
    assert cut("Root cause analysis\nCalibration of probes") == ["Root cause analysis", "Calibration", "probes"]
    assert cut("Root cause\nanalysis") == ["Root cause\nanalysis"]
