"""Markdown to blocks, by markdown-it-py's tokens; every character keeps its place in the source."""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block, Mark
from app.documents.reading.markdown_headings import with_bold_headings
from app.documents.reading.structuring import structure
from app.documents.resume import ReadResume, Span

_MARKS = {"strong": "bold", "em": "italic"}
_MOST_NESTING = 40


def read_markdown(source: str) -> ReadResume:
    """The résumé in a Markdown text; spans are into `source`."""
    return structure("md", source, with_bold_headings(_blocks(source)))


class _Inline:
    """Walks an inline token beside the source, so that each visible character finds its place."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.at, self.end = source, start, end
        self.text: list[str] = []
        self.offsets: list[int] = []
        self.marks: list[Mark] = []
        self.hard: list[int] = []
        self._open: list[tuple[str, int, str | None]] = []

    def feed(self, token: Token) -> None:
        if token.nesting:
            self._nest(token)
        elif token.type in {"softbreak", "hardbreak"}:
            self._break()
            newline = self.source.find("\n", self.at, self.end)
            self.at = newline + 1 if newline >= 0 else self.at
        elif token.type == "image":
            self.at = max(self.at, self.source.find(")", self.at, self.end) + 1)
        elif token.type == "html_inline":
            self._html(token.content)
        else:
            for char in token.content.replace("\n", " "):
                self._place(char, find=True)

    def gap(self) -> None:
        """A cell border."""
        self._place("\t", find=False)

    def _place(self, char: str, *, find: bool) -> None:
        found = self.source.find(char, self.at, min(self.end, self.at + 4096)) if find else self.at
        place = found if found >= 0 else self.at
        self.text.append(char)
        self.offsets.append(min(place, self.end - 1))
        if find and found >= 0:
            self.at = found + 1

    def _break(self) -> None:
        if self.text and not (self.hard and self.hard[-1] == len(self.text)):
            self._place(" ", find=False)
            self.hard.append(len(self.text))

    def _html(self, tag: str) -> None:
        """A tag in a line: a line break, or a gap before what is set to the right."""
        found = self.source.find(tag, self.at, self.end)
        self.at = found + len(tag) if found >= 0 else self.at
        if _LINE_BREAK.match(tag):
            self._break()
        elif _TO_THE_RIGHT.search(tag):
            self.gap()

    def _nest(self, token: Token) -> None:
        kind = _MARKS.get(token.tag, "link" if token.tag == "a" else "")
        if token.nesting > 0:
            self._open.append((kind, len(self.text), str(token.attrs.get("href", "")) or None))
            return
        kind, start, url = self._open.pop()
        if kind and len(self.text) > start:
            self.marks.append(Mark(start, len(self.text), kind, url))
        if kind == "link" and self.source[self.at : self.at + 2] == "](":
            self.at = max(self.at, self.source.find(")", self.at, self.end) + 1)


def _blocks(source: str) -> list[Block]:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable("table")
    walk = _Walk(source)
    for token in parser.parse(_plain_lines(source)):
        walk.feed(token)
    return walk.blocks


class _Walk:
    """Gathers blocks from markdown-it's flat token stream."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self._starts = _line_starts(source)
        self._lists = 0
        self._item: tuple[int, int] | None = None
        self._opener: Token | None = None
        self._row: _Inline | None = None
        self._end = 0

    def feed(self, token: Token) -> None:
        """Take the next token."""
        if token.type.endswith("_list_open"):
            self._lists += 1
        elif token.type.endswith("_list_close"):
            self._lists -= 1
        elif token.type == "list_item_open" and token.map:
            self._item = (token.map[0], self._lists - 1)
        elif token.type in {"heading_open", "paragraph_open"}:
            self._opener = token
        elif token.type == "tr_open" and token.map:
            self._opener, self._row = token, _Inline(self.source, *self._bounds(token.map))
        elif token.type == "thead_close" and self.blocks and _is_table_heading(self.blocks[-1].text):
            self.blocks.pop()
        elif token.type == "tr_close" and self._row and self._opener and self._opener.map:
            self._add(self._row, self._opener.map, TEXT, 0)
            self._row = None
        elif token.type == "html_block" and token.map:
            self._html(token.map)
        elif token.type == "inline":
            self._inline(token)

    def _bounds(self, lines: list[int]) -> tuple[int, int]:
        start, end = self._starts[lines[0]], self._starts[min(lines[1], len(self._starts) - 1)]
        return start, max(start + 1, start + len(self.source[start:end].rstrip()))

    def _inline(self, token: Token) -> None:
        if self._row is not None:
            if self._row.text and token.content:
                self._row.gap()
            for child in token.children or []:
                self._row.feed(child)
            return
        lines = token.map or (self._opener.map if self._opener else None)
        if lines is None or self._opener is None:
            return
        start, end = self._bounds(lines)
        marker = _MARKER.match(self.source, start, end)
        inline = _Inline(self.source, marker.end() if marker else start, end)
        for child in token.children or []:
            inline.feed(child)
        is_heading = self._opener.type == "heading_open"
        self._add(inline, lines, HEADING if is_heading else TEXT, int(self._opener.tag[1]) if is_heading else 0)

    def _html(self, lines: list[int]) -> None:
        """The words of a block of HTML, one block for each of its own blocks."""
        first, end = self._bounds(lines)
        blank = _HTML_COMMENT.sub(lambda found: " " * len(found[0]), self.source[first:end])
        for part in _HTML_TEXT.finditer(blank):
            words = part["text"].strip()
            if not words:
                continue
            start = first + part.start("text") + part["text"].index(words)
            inline = _Inline(self.source, start, start + len(words))
            for piece in re.split(r"(<[^>]*>)", words):
                token = Token("html_inline" if piece.startswith("<") else "text", "", 0, content=unescape(piece))
                inline.feed(token)
            level = int(part["level"] or 0)
            kind = HEADING if level else ITEM if part["item"] else TEXT
            self._append(inline, Span(start, start + len(words)), kind, level)

    def _append(self, inline: _Inline, span: Span, kind: str, level: int) -> None:
        text = "".join(inline.text)
        if not text.strip():
            return
        marks = tuple(sorted(inline.marks, key=lambda mark: mark.start))
        gap = self.source.count("\n", self._end, span.start) > 1
        self._end = span.end
        self.blocks.append(Block(kind, text, inline.offsets, span, level, marks, gap, tuple(inline.hard)))

    def _add(self, inline: _Inline, lines: list[int], kind: str, level: int) -> None:
        start, end = self._bounds(lines)
        if self._item and self._item[0] == lines[0]:
            kind, level = ITEM, self._item[1]
            start += len(self.source[start:end]) - len(self.source[start:end].lstrip())
            self._item = None
        elif self._lists and self.blocks and self.blocks[-1].kind == ITEM:
            kind, level = ITEM, self._lists
        self._append(inline, Span(start, end), kind, level)


def _is_table_heading(text: str) -> bool:
    """Whether a table's first row names its columns ("Period | Degree") and holds nothing of the person's."""
    return "\t" in text and len(text.split()) <= 6 and not any(char.isdigit() or char in "@/" for char in text)


_HTML_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_HTML_TEXT = re.compile(
    r"(?:<(?:h(?P<level>[1-6])|(?P<item>li)|/?(?:div|p|ul|ol|table|tr|td|center|section|header|details|summary|"
    r"h[1-6]))\b[^>]*>|^)"
    r"(?P<text>(?:(?!</?(?:div|p|h[1-6]|ul|ol|li|table|tr|td|center|section|header|details|summary)\b)[^\x00])*)",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<(?:br|/?p|/?div)\b", re.IGNORECASE)
_TO_THE_RIGHT = re.compile(r"<\w+\s[^>]*(?:float|align)\s*[:=]\s*[\"']?\s*right", re.IGNORECASE)
_FRONT_MATTER = re.compile(
    r"\ufeff?(?:---[ \t]*\n(?:.*\n){0,60}?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:.*\n){0,60}?\+\+\+)[ \t]*(?=\n|$)"
)
_MARKER = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+|\d{1,9}[.)]\s+)*(?:#{1,6}\s+)?")


def _plain_lines(source: str) -> str:
    """The source with each line end one `\\n`, so that markdown-it counts the lines as `_line_starts` does."""
    plain = source.replace("\r\n", " \n").replace("\r", "\n").replace("\x0c", " ")
    matter = _FRONT_MATTER.match(plain)
    if matter is None:
        return plain
    return re.sub(r"[^\n]", " ", matter[0]) + plain[matter.end() :]


def _line_starts(source: str) -> list[int]:
    plain = _plain_lines(source)
    return [0, *(index + 1 for index, char in enumerate(plain) if char == "\n"), len(source)]
