"""Keywords that a model names are held against the posting before anybody builds on them."""

from collections.abc import Callable

from app.postings.asked import keywords_by
from app.postings.keywords import extract_keywords
from app.postings.results import ExtractedKeywords, Keyword
from tests.scripted import Scripted


def keyword(term: str, found: str, *, weight: float = 1.0) -> Keyword:
    return Keyword(
        term=term, category="tools", required=True, origin="required", weight=weight, found=(found,), start=9, end=5
    )


async def test_what_the_posting_does_not_spell_is_left_out(posting: Callable[[str], str]) -> None:
    text = posting("job_backend")
    answer = ExtractedKeywords(tools=(keyword("Kubernetes", "Kubernetes", weight=1e9), keyword("COBOL", "COBOL")))
    kept = (await keywords_by(Scripted(answer), text)).all()
    assert [one.term for one in kept] == ["Kubernetes"]
    assert "Kubernetes" in text[kept[0].start : kept[0].end]
    assert kept[0].weight == 1


async def test_an_answer_without_any_real_keyword_gives_way_to_the_tools(posting: Callable[[str], str]) -> None:
    text = posting("job_backend")
    answer = ExtractedKeywords(tools=(keyword("COBOL", "COBOL"),))
    assert await keywords_by(Scripted(answer), text) == extract_keywords(text)
