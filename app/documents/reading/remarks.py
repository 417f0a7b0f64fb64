"""Remarks below a study's head: its mark ("GPA: 3.9/4.0", "Note: 1,3") and its courses."""

import re

from app.documents.folding import fold

_NUMBER = (
    r"(?:[12]:[12]\b|\d{1,3}(?:[.,]\d{1,3})?\s?%?(?:\s?(?:/|of|out of|von|sur|de|van)\s?\d{1,3}(?:[.,]\d{1,2})?)?)"
)
SCORE = re.compile(
    rf"\b(?:c?gpa|grade|score|(?:abschluss|gesamt|durchschnitts)?note|mention|nota(?: media| final)?|"
    rf"notendurchschnitt|cijfer|"
    rf"gemiddelde|average|promedio|media|moyenne|punteggio|voto|оценка|средний балл)\b[\s:]*(?P<named>{_NUMBER})|"
    rf"\(?(?<![\d.,])(?P<bare>\d{{1,3}}(?:[.,]\d{{1,3}})?\s?/\s?\d{{1,3}}(?:[.,]\d{{1,2}})?)(?![\d/])\)?|"
    r"(?<![\d:])(?P<class>[12]:[12])(?![\d:])"
)
# "Grade: Second Class Honours", "Note: 11,2 Punkte (vollbefriedigend)": all that follows is the mark.
MARK = re.compile(
    r"\s*(?:c?gpa|(?:final |overall )?(?:grade|score|mark|result)s?|(?:abschluss|gesamt|durchschnitts)?note|mention|"
    r"nota(?: media| final)?|notendurchschnitt|cijfer|eindcijfer|resultaat|classificacao(?: final)?|calificacion)"
    r"\s*:\s+(?=\S)",
)
COURSES = re.compile(
    r"\s*(?:relevant |selected |key |main )?(?:coursework|courses|kurse|schwerpunkte?|inhalte|cours(?: suivis)?|"
    r"asignaturas|cursos|"
    r"materias|vakken|disciplinas|cadeiras|corsi|modules|subjects|focus areas)(?: include[sd]?)?\s*[:\u2014\u2013-]\s*",
    re.IGNORECASE,
)
_HONOURS = re.compile(
    r"\b(?:(?:summa|magna|insigni|multa)? ?cum laude|(?:first|second|third)[- ](?:class|upper|lower)|(?:with "
    r")?(?:honou?rs|"
    r"distinction|merit)|mention (?:tres |assez )?bien|mit auszeichnung|(?:sehr )?gut|met onderscheiding|matricula "
    r"de honor|"
    r"sobresaliente|com distincao|com louvor|[12]:[12]$|first$|.*scholar$|dean's list|valedictorian)\b"
)
_HONOUR_WORDS = 5


def honours(text: str) -> bool:
    """Whether a short line is an honour alone ("summa cum laude", "First Class Honours")."""
    folded = fold(text.strip(" .()"))
    return _HONOURS.match(folded) is not None and len(folded.split()) <= _HONOUR_WORDS


def is_remark(text: str) -> bool:
    """Whether a line says how a study went rather than what and where it was."""
    folded = fold(text.strip())
    if COURSES.match(text) or MARK.match(folded):
        return True
    score = SCORE.search(folded)
    if score and (score.start() <= 2 or score["named"]):
        return True
    return honours(text)
