"""A posting's keywords by whichever model a person has, held against the posting before anybody builds on them."""

import asyncio

from app.clock import utc_today
from app.llm import BuiltinModel, Model
from app.postings.results import ExtractedKeywords
from app.postings.tasks import ExtractKeywords


async def keywords_by(model: Model, text: str, title: str = "", company: str = "") -> ExtractedKeywords:
    """Keywords by category. What a model names that the posting does not spell is left out. Raises ModelError."""
    answer = await model.ask(ExtractKeywords(text, title, company))
    if model.name == BuiltinModel.name:
        return answer
    return await asyncio.to_thread(_settled, answer, text, title, company)


def _settled(answer: ExtractedKeywords, text: str, title: str, company: str) -> ExtractedKeywords:
    # Imported on first use, in a thread: its patterns take longer to make ready than the first page should wait.
    from app.postings.reading import reading_of
    from app.postings.settling_terms import settle_keywords

    reading = reading_of(text, title, company, utc_today())
    return answer if answer == reading.keywords else settle_keywords(answer, reading)
