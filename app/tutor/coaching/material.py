"""Getting ready: what a posting asks for and what the résumé shows of it, by Foreword's own tools."""

from app.documents.resume import Resume
from app.llm import BuiltinModel
from app.postings.service import ExtractedKeywords, keywords_by
from app.tailoring.service import match_by
from app.tutor.coaching.models import Material


async def gather(
    resume: Resume | None = None,
    posting: str = "",
    *,
    title: str = "",
    company: str = "",
    keywords: ExtractedKeywords | None = None,
) -> Material:
    """The material of a conversation; `keywords` are those of an analysis that was made before, if any.

    `title` and `company` override what the posting's head says. Takes some milliseconds in a thread.
    """
    model = BuiltinModel()
    if keywords is None and posting.strip():
        keywords = await keywords_by(model, posting, title, company)
    match = await match_by(model, resume, keywords) if resume is not None and keywords is not None else None
    return Material(
        resume=resume,
        keywords=keywords,
        match=match,
        posting=posting,
        title=title or (keywords.title if keywords else ""),
        company=company or (keywords.company if keywords else ""),
    )
