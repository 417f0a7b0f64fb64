"""Lines that name one thing and who gave it: certificates, awards, publications."""

import re

import msgspec

from app.documents.entries import organisation_evidence, place_evidence
from app.documents.reading.addresses import without_address
from app.documents.reading.blocks import Block, Piece, joined
from app.documents.reading.separators import Segment, comma_parts, segments, trim, without_date
from app.documents.resume import Span

_SENTENCE_END = re.compile(r"(?<=[^\W_][\w)»\"”?!])[.?!]\s+(?=[^\W_a-z])")
_SIGN = re.compile(r"\t+| {3,}|\s+([|·•–—-]|--)\s+|\s*(\|)\s*|\s*(—)\s*")
_SHORT_DATE = re.compile(r"(?<=[\s(,|·–—-])\(?(?P<month>0[1-9]|1[0-2])[/.](?P<year>\d\d)\)?\s*$")
# "no. 7555014", "Card No. 12", "ref. 5550/2017", "2023-555012"; "Professional", "Level 2".
_ADDITION = re.compile(
    r"(?:[^\W\d_]+\.? )?(?:no|nos|nr|num|numero|número|nº|n°|number|ref|reg|id|lic|licen[cs]e|card)\b"
    r"[.:º°]?[ ]?(?:no\.? )?[^\s]*\d|"
    r"#?[A-Z]{0,3}[-/ ]?\d[\d/.\- ]+$|"
    r"(?:level|stufe|niveau|nivel|nível|grade|class|part|teil|module|band|category|kategorie)\b[ \dIVXA-H]*$|"
    r"(?:professional|associate|foundation|practitioner|advanced|expert|intermediate|specialty|specialist|fundamentals|basic|"
    r"senior|silver|gold|bronze|platinum|silver medal|gold medal|bronze medal|finalist|runner-up|(?:1st|2nd|3rd|first|"
    r"second|third|special|special jury) (?:prize|place|class))$",
    re.IGNORECASE,
)
_SURELY_A_PLACE = 1.5
_LAST_CENTURY = 60
_MOST_REST_WORDS = 14


class TitleLine(msgspec.Struct):
    """One entry: `title`, the `other` party, the date as ISO, the text below it, and its blocks."""

    block: Block
    title: Piece | None
    other: Piece | None
    date: Piece | None
    rest: Piece | None
    url: Piece | None
    span: Span


def title_lines(entries: list[tuple[Block, list[Block]]], *, sentences: bool = False) -> list[TitleLine]:
    """The entries of a section, each a line and what stands below it.

    All lines part their title by the same sign: the one that most of them have. `sentences`: a full stop may be it.
    """
    lines = [without_address(block) for block, _ in entries]
    sign = _common_sign([_dated(line)[0] for line, _ in lines])
    return [
        _title_line(block, more, line, url, sign, sentences=sentences)
        for (block, more), (line, url) in zip(entries, lines, strict=True)
    ]


def _common_sign(blocks: list[Block]) -> str | None:
    """The sign that stands in most lines; None where no line has two different ones to choose from."""
    seen = [_signs(block) for block in blocks]
    if all(len(signs) < 2 for signs in seen):
        return None
    every = {sign for signs in seen for sign in signs}
    return max(sorted(every), key=lambda sign: sum(sign in signs for signs in seen))


def _signs(block: Block) -> set[str]:
    text = block.text.strip("\x00 \t–—-|·•(),;")
    return {_named(match) for match in _SIGN.finditer(text) if "\x00" not in text[match.start() - 1 : match.end() + 1]}


def _named(match: re.Match[str]) -> str:
    bare = match[0].strip(" ")
    return "–" if bare in {"–", "—", "-", "--"} else bare[:1] or "\t"


def _title_line(
    block: Block, more: list[Block], line: Block, url: Piece | None, sign: str | None, *, sentences: bool
) -> TitleLine:
    body = joined(more)
    cleared, date = _dated(line)
    parts = _parts(cleared, sign, sentences=sentences)
    rest = body.piece() if body else None
    if date is None and body is not None and len(body.text.split()) <= _MOST_REST_WORDS:
        cleared, date = _dated(body)
        rest = None if date and not cleared.text.strip(" \x00()") else rest
        below = segments(cleared)
        if date and below:
            parts, rest = [*parts, *below], None
    title = parts[0].piece() if parts else block.piece()
    other = parts[1].piece() if len(parts) > 1 else None
    span = Span(block.span.start, max([block.span.end, *(part.span.end for part in more)]))
    return TitleLine(block, title, other, date, rest, url or _link(block), span)


def _parts(block: Block, sign: str | None, *, sentences: bool) -> list[Segment]:
    """Title and giver: at the section's sign, else at any strong one, after emphasis, at one full stop or comma."""
    parts = segments(block)
    if sign and len(parts) > 2:
        parts = _rejoined(block, parts, sign)
    if len(parts) > 1 and _ADDITION.match(parts[1].text) and parts[0].block is parts[1].block:
        parts = [_both(parts[0], parts[1]), *parts[2:]]
    if len(parts) != 1:
        return parts
    whole = parts[0]
    bold = next((mark for mark in block.marked("bold") if mark.start <= whole.start < mark.end < whole.end), None)
    if bold:
        cut = bold.end - whole.start
        return [part for part in (trim(whole.part(0, cut)), trim(whole.part(cut, len(whole.text)))) if part]
    if sentences:
        stops = list(_SENTENCE_END.finditer(whole.text))
        if len(stops) == 1:
            return [whole.part(0, stops[0].start()), whole.part(stops[0].end(), len(whole.text))]
    return _at_last_comma(whole)


def _at_last_comma(whole: Segment) -> list[Segment]:
    """What is given and who gave it, at the last comma with a giver after it; a place belongs to its giver."""
    parts = comma_parts(whole)
    while len(parts) > 1 and _is_addition(parts[1].text):
        parts = [_both(parts[0], parts[1]), *parts[2:]]
    if len(parts) > 2 and place_evidence(parts[-1].text) >= _SURELY_A_PLACE:
        parts = [*parts[:-2], _both(parts[-2], parts[-1])]
    if len(parts) > 2 and organisation_evidence(parts[-1].text):
        parts = [_both(parts[0], parts[-2]), parts[-1]]
    return parts if len(parts) == 2 else [whole]


def _both(first: Segment, last: Segment) -> Segment:
    return Segment(first.block, first.start, last.end, first.after_gap)


def _is_addition(text: str) -> bool:
    """Whether a part tells more of what is given: its number or level, or words that are no name."""
    return bool(_ADDITION.match(text)) or text[:1].islower()


def _rejoined(block: Block, parts: list[Segment], sign: str) -> list[Segment]:
    """The parts with those put together again that another sign than the section's own parts."""
    found = [parts[0]]
    for part in parts[1:]:
        between = block.text[found[-1].end : part.start]
        match = _SIGN.search(between)
        if match and _named(match) != sign and "\x00" not in between:
            found[-1] = Segment(block, found[-1].start, part.end, found[-1].after_gap)
        else:
            found.append(part)
    return found


def _dated(block: Block) -> tuple[Block, Piece | None]:
    """The line with its date blanked out, and the date; at the end of such a line "10/23" is one too."""
    cleared, found, piece = without_date(block)
    written = (found.end or found.start) if found else None
    if written and piece:
        return cleared, Piece(written, piece.span)
    short = _SHORT_DATE.search(block.text)
    if short is None:
        return block, None
    year = int(short["year"])
    iso = f"{year + (1900 if year >= _LAST_CENTURY else 2000)}-{short['month']}"
    text = block.text[: short.start()] + "\x00" * (len(block.text) - short.start())
    date = Piece(iso, block.source(short.start("month"), short.end("year")))
    return msgspec.structs.replace(block, text=text), date


def _link(block: Block) -> Piece | None:
    mark = next((mark for mark in block.marked("link") if mark.url), None)
    if mark is None or mark.url is None or mark.url.startswith(("mailto:", "tel:")):
        return None
    return Piece(mark.url, block.source(mark.start, mark.end))
