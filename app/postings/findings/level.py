"""How senior a job is, and how many years of experience it asks for."""

import re

from app.postings.analysis import Finding
from app.postings.findings.passages import Source
from app.postings.seniority import seniority_of
from app.postings.years import years_asked

LEVELS = {"student": "Student or trainee", "junior": "Junior", "senior": "Senior", "lead": "Lead"}
_SAID = (
    (
        "junior",
        re.compile(
            r"\bentry[- ]level\b|\bjunior (?:level|role|position)\b|berufseinsteiger|debutants? accept|"
            r"sin experiencia|recien titulad|\bstarters?functie|"
            r"no (?:previous |prior )?experience (?:is )?(?:needed|required|necessary)"
        ),
    ),
    ("senior", re.compile(r"\bsenior (?:level|role|position)\b")),
)


def find_seniority(source: Source) -> Finding | None:
    """The level that the title names, else one that the text names for the job itself."""
    level = seniority_of(source.posting.title)
    if level:
        head = next((one for one in source.passages if source.posting.title and source.posting.title in one.text), None)
        return head.finding(LEVELS[level], level) if head else Finding(text=LEVELS[level], name=level)
    for level, pattern in _SAID:
        for passage in source.passages:
            if passage.part not in ("about", "heading") and pattern.search(passage.folded):
                return passage.finding(LEVELS[level], level)
    return None


def find_years(source: Source) -> Finding | None:
    """The most years that one sentence asks for as a must."""
    wanted = years_asked(source.posting)
    if wanted is None:
        return None
    for sentence in source.posting.sentences:
        if years_asked(source.posting._replace(sentences=[sentence])) == wanted:
            passage = source.holding(sentence.start, sentence.end)
            if passage:
                return passage.finding(f"{wanted} year{'s' if wanted > 1 else ''} of experience or more", str(wanted))
    return None
