"""HTML as plain text that keeps what a reader sees of its shape: headings, paragraphs, bullets."""

import re
from typing import Any, TypeAlias

from app.fetching.errors import FetchFailed

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

MAX_ELEMENTS = 60_000
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_APART = _HEADINGS | {"p", "ul", "ol"}
_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "button", "select",
     "textarea")
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2007\u202f]+")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u00ad\ud800-\udfff]")
_TAGS = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|strong|b|em|span)\b[^<>]{0,300}>", re.IGNORECASE)


def parse(source: str) -> Element:
    """The tree of a page. Raises FetchFailed when it has more elements than a page for people."""
    from lxml import etree, html  # type: ignore[import-untyped]  # lxml has no types of its own

    # Given as bytes: libxml2 would believe an encoding that the page names, and refuse a text that names one.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree: Element = html.document_fromstring(_INVISIBLE.sub("", source).encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise FetchFailed("This page is empty. Paste the text instead.") from error
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise FetchFailed("This page is too large to be read here. Paste its text instead.")
    return tree


def is_markup(text: str) -> bool:
    """Whether a text is written with tags."""
    return bool(_TAGS.search(text))


def text_of(element: Element) -> str:
    """What an element shows, a line for each block, bullets as `- `, headings on lines of their own."""
    return "\n".join(_lines(element))


def tidy(text: str) -> str:
    """Without invisible characters, trailing blanks, and more than one blank line in a row."""
    plain = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    lines = [_SPACE.sub(" ", line).rstrip() for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Lines:
    """Text gathered into lines; an empty line stands before and after what a page sets apart."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._open = ""

    def add(self, text: str | None) -> None:
        self._open += text or ""

    def head(self) -> None:
        """A colon makes a heading plain in a text without sizes of type."""
        if self._open.strip() and self._open.rstrip()[-1].isalnum():
            self._open = self._open.rstrip() + ":"

    def end(self) -> None:
        text = _SPACE.sub(" ", self._open).strip()
        if text and text != "-":
            self.done.append(text)
        self._open = ""

    def part(self) -> None:
        if self.done and self.done[-1]:
            self.done.append("")

    def enter(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.end()
        if tag in _HEADINGS:
            self.part()
        if tag == "li":
            self.add("- ")

    def leave(self, tag: str) -> None:
        if tag in _HEADINGS and tag != "h1":
            self.head()
        if tag in _BLOCKS:
            self.end()
        if tag in _APART:
            self.part()


def _lines(root: Element) -> list[str]:
    """Walked without recursion: a page may nest as deep as it likes."""
    lines = _Lines()
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, leaving = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            lines.leave(tag)
            lines.add(element.tail if element is not root else "")
            continue
        waiting.append((element, True))
        if tag and tag not in _UNSEEN:
            lines.enter(tag)
            lines.add(element.text)
            waiting.extend((child, False) for child in reversed(element))
    lines.end()
    return lines.done
