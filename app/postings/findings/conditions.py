"""All conditions of a job at once."""

from app.postings.analysis import Terms
from app.postings.findings.dates import find_deadline
from app.postings.findings.employment import find_employment
from app.postings.findings.level import find_seniority, find_years
from app.postings.findings.passages import Source
from app.postings.findings.pay import find_pay
from app.postings.findings.place import find_places, find_remote
from app.postings.findings.spoken import find_languages
from app.postings.findings.written_in import written_in
from app.postings.results import ExtractedKeywords


def read_terms(source: Source, keywords: ExtractedKeywords) -> Terms:
    """Level, languages, place, pay, employment and deadline; what the posting does not say is left out."""
    language = written_in(source.text)
    return Terms(
        seniority=find_seniority(source),
        years=find_years(source),
        language=language,
        languages=find_languages(source, keywords),
        places=find_places(source),
        remote=find_remote(source.passages),
        pay=find_pay(source.passages),
        employment=find_employment(source.passages),
        deadline=find_deadline(source.passages, language),
    )
