"""The tasks about postings that a language model or the built-in language tools can do."""

from dataclasses import dataclass, field

from app.llm import Message
from app.postings.prompts import keyword_messages
from app.postings.results import ExtractedKeywords


@dataclass(frozen=True, slots=True)
class ExtractKeywords:
    """What does this posting ask for?"""

    posting: str
    title: str = ""
    company: str = ""
    name: str = field(default="extract_keywords", init=False)
    answer_type: type[ExtractedKeywords] = field(default=ExtractedKeywords, init=False)

    def messages(self) -> list[Message]:
        """The prompt."""
        return keyword_messages(self.posting, self.title, self.company)

    def builtin(self) -> ExtractedKeywords:
        """The answer without a model."""
        # Reading a posting takes word lists and patterns that are not needed to serve the first page.
        from app.postings.keywords import extract_keywords

        return extract_keywords(self.posting, self.title, self.company)
