"""How senior a job is, as its title says."""

import re

from app.documents.terms.tokens import fold

_SENIORITY = (
    ("lead", r"\b(?:lead|head of|principal|staff engineer|director|manager|leiter\w*|chef de|teamlead|leitung)\b"),
    ("senior", r"\b(?:senior|sr\.?|experienced|erfahrene\w*|confirme\w*|expert)\b"),
    ("junior", r"\b(?:junior|jr\.?|graduate|entry[- ]level|trainee|berufseinsteiger\w*|debutant\w*|starter)\b"),
    (
        "student",
        r"\b(?:intern|internship|working student|werkstudent\w*|praktikant\w*|stagiaire|stage|apprentice|azubi)\b",
    ),
)


def seniority_of(title: str) -> str:
    """student, junior, senior or lead, as a job's title says; empty when it does not."""
    folded = fold(title)
    return next((level for level, pattern in _SENIORITY if re.search(pattern, folded)), "")
