"""Pages from outside, fetched through a gate that reaches public addresses only, and what they say."""

from app.fetching.addresses import is_public
from app.fetching.errors import FetchFailed
from app.fetching.fetcher import FetchedPage, fetch_page
from app.fetching.gate import Gate
from app.fetching.job_page import FetchedPosting, posting_of
from app.fetching.main_text import PageText, text_of_page

__all__ = [
    "FetchFailed",
    "FetchedPage",
    "FetchedPosting",
    "Gate",
    "PageText",
    "fetch_page",
    "is_public",
    "posting_of",
    "text_of_page",
]
