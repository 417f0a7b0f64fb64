"""The JSON documents of postings in the native API."""

import msgspec

from app.postings.service import Posting, PostingAnalysis, PostingSummary, StoredAnalysis
from app.protocols.native.answering import Moment, moment, moment_or_none


class PostingItem(msgspec.Struct, frozen=True, kw_only=True):
    """A posting in a list. `excerpt` is the beginning of its text; `company` may be empty."""

    id: str
    title: str
    company: str
    excerpt: str
    created_at: Moment


class PostingDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One posting. It never changes."""

    id: str
    title: str
    company: str
    text: str
    created_at: Moment


class AnalysisDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The analysis of a posting.

    `state` is its run's: running, done, failed, cancelled, abandoned or interrupted; `problem` is a sentence. `result`
    is that of the last run that was done, null before the first; its places are code points of the posting's text.
    """

    posting_id: str
    run_id: str
    state: str
    attempt: int
    problem: str | None
    started_at: Moment
    ended_at: Moment | None
    result: PostingAnalysis | None


class PostingText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A posting's text, 50 to 50,000 characters. A missing `title` is taken from its first line."""

    text: str
    title: str = ""
    company: str = ""


class NewPosting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A posting to keep: its `text`, or the `url` of a public page that it is fetched from."""

    text: str = ""
    url: str = ""
    title: str = ""
    company: str = ""


class AnalysisRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`again`: make a new analysis although there is one."""

    again: bool = False


def posting_item(posting: PostingSummary) -> PostingItem:
    """A posting in a list."""
    return PostingItem(
        id=posting.id,
        title=posting.title,
        company=posting.company,
        excerpt=posting.excerpt,
        created_at=moment(posting.created_at),
    )


def posting_document(posting: Posting) -> PostingDocument:
    """One posting whole."""
    return PostingDocument(
        id=posting.id,
        title=posting.title,
        company=posting.company,
        text=posting.text,
        created_at=moment(posting.created_at),
    )


def analysis_document(stored: StoredAnalysis) -> AnalysisDocument:
    """An analysis in whichever state."""
    return AnalysisDocument(
        posting_id=stored.posting_id,
        run_id=stored.run_id,
        state=stored.state,
        attempt=stored.attempt,
        problem=stored.problem,
        started_at=moment(stored.started_at),
        ended_at=moment_or_none(stored.ended_at),
        result=stored.result,
    )
