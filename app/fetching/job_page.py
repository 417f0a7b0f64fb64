"""The posting in a fetched page: what the page says for machines first, else its main text."""

import html
from typing import Any, NamedTuple

from app.fetching.errors import FetchFailed
from app.fetching.fetcher import FetchedPage
from app.fetching.job_facts import fact_lines
from app.fetching.main_text import LONGEST_NAME, READERS, headings, in_one_line, main_text
from app.fetching.markup import is_markup, parse, text_of, tidy
from app.fetching.structured_data import job_postings, text_in, the_one

FEWEST_CHARACTERS = 200
MAX_CHARACTERS = 50_000
_SECTIONS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Bonus"),
)
_NEEDS_A_BROWSER = (
    "This page shows its text only in a browser, so no posting was found in it. Open it there and paste the "
    "posting's text instead."
)


class FetchedPosting(NamedTuple):
    """A posting as text with headings and bullets; `title` and `company` are empty when the page does not say."""

    title: str
    company: str
    text: str


async def posting_of(page: FetchedPage) -> FetchedPosting:
    """The posting that a page shows, read in a thread of its own.

    Raises:
        FetchFailed: there is none, there are several, or there is too much text.
        Unavailable: too many pages are being read.
    """
    return await READERS.run(lambda: _read(page))


def _read(page: FetchedPage) -> FetchedPosting:
    if page.content_type == "text/plain":
        return _checked(FetchedPosting("", "", tidy(page.body)))
    tree = parse(page.body)
    described = job_postings(tree)
    if described:
        posting = the_one(described, headings(tree))
        found = _described(posting)
        if len(found.text) >= FEWEST_CHARACTERS:
            return _checked(found)
        main = main_text(page.body, tree)
        return _checked(found._replace(text=tidy(f"{found.text}\n\n{main}")))
    named = headings(tree)
    text = main_text(page.body, tree)
    title = named[0] if named and named[0] in text else ""
    return _checked(FetchedPosting(title[:LONGEST_NAME], "", text))


def _checked(posting: FetchedPosting) -> FetchedPosting:
    if len(posting.text) < FEWEST_CHARACTERS:
        raise FetchFailed(_NEEDS_A_BROWSER)
    if len(posting.text) > MAX_CHARACTERS:
        raise FetchFailed(
            f"This page has more than {MAX_CHARACTERS:,} characters of text. Paste only the posting itself."
        )
    return posting


def _described(posting: dict[str, Any]) -> FetchedPosting:
    title = in_one_line(text_in(posting.get("title")))
    company = in_one_line(text_in(posting.get("hiringOrganization")))
    description = _described_text(posting.get("description"))
    parts = ["\n".join(line for line in (title, company) if line), "\n".join(fact_lines(posting)), description]
    for name, heading in _SECTIONS:
        more = _described_text(posting.get(name))
        if more and more not in description:
            parts.append(f"{heading}\n{more}")
    return FetchedPosting(title, company, tidy("\n\n".join(part for part in parts if part)))


def _described_text(value: Any) -> str:
    """A description, which may be HTML, HTML escaped once more, or plain text."""
    text = text_in(value) if not isinstance(value, list) else "\n".join(f"- {text_in(item)}" for item in value[:100])
    for _ in range(2):
        if is_markup(text):
            return text_of(parse(text))
        text = html.unescape(text)
    return text_of(parse(text)) if is_markup(text) else text
