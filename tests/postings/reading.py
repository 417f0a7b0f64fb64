"""What the tests of the findings do over and over."""

from datetime import date

from app.postings.analysis import Finding, Pay, PostingAnalysis, Terms
from app.postings.reading import Reading

TODAY = date(2026, 1, 1)


def read(text: str, title: str = "", company: str = "") -> Reading:
    return Reading(text, title, company, TODAY)


def terms(text: str) -> Terms:
    return read(text).terms


def pay_of(text: str) -> Pay:
    pay = terms(text).pay
    assert pay is not None
    return pay


def whole(reading: Reading) -> PostingAnalysis:
    return PostingAnalysis(
        overview=reading.overview,
        requirements=reading.requirements,
        keywords=reading.keywords,
        terms=reading.terms,
        flags=reading.flags,
        questions=reading.questions,
    )


def findings(analysis: PostingAnalysis) -> list[Finding]:
    """Everything found but the pay, the deadline and the keywords."""
    terms = analysis.terms
    return [
        *analysis.overview.sentences,
        *analysis.requirements.musts,
        *analysis.requirements.nices,
        *(one for one in (terms.seniority, terms.years, terms.remote) if one),
        *terms.languages,
        *terms.places,
        *terms.employment,
        *analysis.flags.flags,
        *analysis.questions.questions,
    ]


def texts(found: tuple[Finding, ...]) -> list[str]:
    return [one.text for one in found]


def names(found: tuple[Finding, ...]) -> list[str]:
    return [one.name for one in found]
