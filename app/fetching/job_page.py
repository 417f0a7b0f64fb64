"""The posting in a fetched page: what the page says for machines first, else its main text."""

import html
import re
from typing import Any, NamedTuple

from app.fetching.background import Background
from app.fetching.errors import FetchFailed
from app.fetching.fetcher import FetchedPage
from app.fetching.job_facts import fact_lines
from app.fetching.markup import Element, is_markup, parse, text_of, tidy
from app.fetching.structured_data import job_postings, text_in, the_one

FEWEST_CHARACTERS = 200
MAX_CHARACTERS = 50_000
LONGEST_NAME = 300
_SUBHEADING = re.compile(r"^#{2,6} +(.*\w)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_READERS = Background(2, "reading a page")
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
    return await _READERS.run(lambda: _read(page))


def _read(page: FetchedPage) -> FetchedPosting:
    if page.content_type == "text/plain":
        return _checked(FetchedPosting("", "", tidy(page.body)))
    tree = parse(page.body)
    described = job_postings(tree)
    if described:
        posting = the_one(described, _headings(tree))
        found = _described(posting)
        if len(found.text) >= FEWEST_CHARACTERS:
            return _checked(found)
        main = _main_text(page.body, tree)
        return _checked(found._replace(text=tidy(f"{found.text}\n\n{main}")))
    headings = _headings(tree)
    text = _main_text(page.body, tree)
    title = headings[0] if headings and headings[0] in text else ""
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
    title = _one_line(text_in(posting.get("title")))
    company = _one_line(text_in(posting.get("hiringOrganization")))
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


def _one_line(text: str) -> str:
    return " ".join(tidy(html.unescape(text)).split())[:LONGEST_NAME]


def _headings(tree: Element) -> list[str]:
    """The page's first-level headings, then its title without the site's name."""
    found = [_one_line(text_of(heading)) for heading in tree.iter("h1")]
    title = next(tree.iter("title"), None)
    if title is not None and title.text:
        found.extend(_one_line(part) for part in (title.text, *title.text.replace(" – ", " | ").split(" | ")))
    return [heading for heading in dict.fromkeys(found) if heading]


def _main_text(body: str, tree: Element) -> str:
    """The main text by trafilatura; what the page's own main part shows when that finds little."""
    from trafilatura import extract

    found = extract(
        body, output_format="txt", include_comments=False, include_tables=True, include_formatting=True,
        favor_recall=True, with_metadata=False, deduplicate=False,
    )  # fmt: skip
    text = tidy(_plain(found or ""))
    if len(text) >= FEWEST_CHARACTERS:
        return text
    parts = [element for tag in ("main", "article", "body") for element in tree.iter(tag)]
    return max((tidy(text_of(part)) for part in parts[:3]), key=len, default=text)


def _plain(text: str) -> str:
    """Without the marks that trafilatura writes: a heading ends in a colon, bullets stay as they are."""
    bare = text.replace("**", "").replace("__", "")
    bare = _SUBHEADING.sub(r"\1:", bare)
    return _HEADING.sub("", bare)
