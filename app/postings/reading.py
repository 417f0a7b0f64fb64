"""One posting as Foreword's own language tools read it, each part worked out once for all who need it."""

from datetime import date
from functools import cached_property, lru_cache

from app.postings.analysis import Flags, Overview, Questions, Requirements, Terms
from app.postings.findings.conditions import read_terms
from app.postings.findings.overview import describe
from app.postings.findings.passages import Source, source_of
from app.postings.findings.questions import ask
from app.postings.findings.red_flags import find_flags
from app.postings.findings.requirements import list_requirements
from app.postings.keywords import extract_keywords
from app.postings.results import ExtractedKeywords


class Reading:
    """The parts of an analysis; `today` tells which deadlines have passed."""

    def __init__(self, text: str, title: str, company: str, today: date) -> None:
        self._title = title
        self._company = company
        self._today = today
        self.source: Source = source_of(text, title, company)

    @cached_property
    def overview(self) -> Overview:
        """What the job is."""
        return describe(self.source)

    @cached_property
    def keywords(self) -> ExtractedKeywords:
        """Keywords by category."""
        return extract_keywords(self.source.text, self._title, self._company)

    @cached_property
    def requirements(self) -> Requirements:
        """Musts and welcomes."""
        return list_requirements(self.source, self.keywords)

    @cached_property
    def terms(self) -> Terms:
        """The conditions."""
        return read_terms(self.source, self.keywords)

    @cached_property
    def flags(self) -> Flags:
        """What to look at twice."""
        return find_flags(self.source, self.requirements, self.terms, self._today)

    @cached_property
    def questions(self) -> Questions:
        """What to ask."""
        return ask(self.source, self.requirements, self.keywords, self.terms, self.flags)


@lru_cache(maxsize=4)
def reading_of(text: str, title: str, company: str, today: date) -> Reading:
    """The reading of a posting; the pieces of one analysis share it."""
    return Reading(text, title, company, today)
