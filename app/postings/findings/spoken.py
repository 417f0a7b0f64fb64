"""The languages that an applicant is asked to speak."""

from app.postings.analysis import Finding
from app.postings.findings.passages import Source
from app.postings.results import ExtractedKeywords


def find_languages(source: Source, keywords: ExtractedKeywords) -> tuple[Finding, ...]:
    """Each language with its level, and whether it is a must or welcome."""
    found = []
    for keyword in keywords.spoken_languages:
        passage = source.holding(keyword.start, keyword.end)
        if passage is None:
            continue
        text = keyword.term if keyword.level is None else f"{keyword.term} ({keyword.level})"
        welcome = keyword.origin == "nice"
        found.append(passage.finding(f"{text}, welcome" if welcome else text, keyword.term))
    return tuple(found)
