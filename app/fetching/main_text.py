"""What a page says to its readers: its headings, and its main text without menus and footers."""

import html
import re
from typing import NamedTuple

from app.fetching.background import Background
from app.fetching.errors import FetchFailed
from app.fetching.fetcher import FetchedPage
from app.fetching.markup import Element, parse, text_of, tidy

LONGEST_NAME = 300
READERS = Background(2, "reading a page")
_FEWEST_CHARACTERS = 200
_SUBHEADING = re.compile(r"^#{2,6} +(.*\w)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


class PageText(NamedTuple):
    """`title` is empty when the page has none."""

    title: str
    text: str


async def text_of_page(page: FetchedPage) -> PageText:
    """The main text of a page, read in a thread of its own.

    Raises:
        FetchFailed: there is nothing to read in it.
        Unavailable: too many pages are being read.
    """
    return await READERS.run(lambda: _read(page))


def _read(page: FetchedPage) -> PageText:
    if page.content_type == "text/plain":
        found = PageText("", tidy(page.body))
    else:
        tree = parse(page.body)
        found = PageText(next(iter(headings(tree)), ""), main_text(page.body, tree))
    if not any(char.isalnum() for char in found.text):
        raise FetchFailed("This page shows its text only in a browser. Open it there and paste what it says instead.")
    return found


def headings(tree: Element) -> list[str]:
    """The page's first-level headings, then its title without the site's name."""
    found = [in_one_line(text_of(heading)) for heading in tree.iter("h1")]
    title = next(tree.iter("title"), None)
    if title is not None and title.text:
        found.extend(in_one_line(part) for part in (title.text, *title.text.replace(" – ", " | ").split(" | ")))
    return [heading for heading in dict.fromkeys(found) if heading]


def main_text(body: str, tree: Element) -> str:
    """The main text by trafilatura; what the page's own main part shows when that finds little."""
    from trafilatura import extract

    found = extract(
        body, output_format="txt", include_comments=False, include_tables=True, include_formatting=True,
        favor_recall=True, with_metadata=False, deduplicate=False,
    )  # fmt: skip
    text = tidy(_plain(found or ""))
    if len(text) >= _FEWEST_CHARACTERS:
        return text
    parts = [element for tag in ("main", "article", "body") for element in tree.iter(tag)]
    return max((tidy(text_of(part)) for part in parts[:3]), key=len, default=text)


def in_one_line(text: str) -> str:
    """A name of 300 characters at most, its escapes resolved."""
    return " ".join(tidy(html.unescape(text)).split())[:LONGEST_NAME]


def _plain(text: str) -> str:
    """Without the marks that trafilatura writes: a heading ends in a colon, bullets stay as they are."""
    bare = text.replace("**", "").replace("__", "")
    bare = _SUBHEADING.sub(r"\1:", bare)
    return _HEADING.sub("", bare)
