"""Cutting a printed line into what its author kept apart: dates, styled parts, separators, lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.documents.dates import DateRange, parse_date_range
from app.documents.latex.rich import Rich
from app.documents.latex.signatures import BOLD, ITALIC

_EDGES = " \t,;:|·•▪∙⋅◦‖–—"
# "Instal·lacions" is one word.
_DOT = r"(?:(?<![lL])·|·(?![lL]))"
_STRONG = re.compile(rf"\s*(?:[|•▪∙⋅◦‖]|{_DOT})\s*|\s+@\s+")
_DASH = re.compile(r"\s+-{1,3}\s+|\s*---\s*|\s*—\s*|\s+–\s+")
_LIST = re.compile(rf"[,;|•▪∙⋅◦]|{_DOT}|\s/\s|\s-{{2,3}}\s")
_LIST_WITHOUT_DASHES = re.compile(rf"[,;|•▪∙⋅◦]|{_DOT}|\s/\s")
_COMMA = re.compile(r",\s+")
_COMPANY_FORMS = re.compile(r"(?:inc|llc|ltd|gmbh|corp|co|plc|b\.?v|s\.?a|ag|limited|kg)\b\.?", re.IGNORECASE)
_PAIR = re.compile(r"(\S+) (?:and|und|et|y|en|e) (\S+)")
_AND = re.compile(r"(?:and|und|et|y|en|e|&)\s+(?=\S)")


@dataclass(slots=True)
class Segment:
    """A part of a heading.

    `right`: set at the right margin or in a later column; `whole`: the text that a dash parts, of which this is one
    part; `beside_date`: what a date left of its text.
    """

    rich: Rich
    right: bool = False
    whole: Rich | None = None
    beside_date: bool = False

    @property
    def text(self) -> str:
        """The printed words."""
        return self.rich.text

    @property
    def bold(self) -> bool:
        """Set in bold throughout."""
        return self.rich.has(BOLD)

    @property
    def italic(self) -> bool:
        """Set in italics throughout."""
        return self.rich.has(ITALIC)


def dashed(text: str) -> str:
    """`text` with TeX's dashes as Unicode ones, at the same length."""
    return text.replace("---", "—  ").replace("--", "– ")


def cut_date(rich: Rich) -> tuple[DateRange | None, Rich | None, list[Rich]]:
    """The date in a text, the text of the date, and what stands before and after it."""
    if not any(char.isdigit() for char in rich.text):
        return None, None, [rich]
    found = parse_date_range(dashed(rich.text))
    if found is None:
        return None, None, [rich]
    start, end = found.span.start, min(found.span.end, len(rich.text))
    before, after = rich.text[:start].rstrip(), rich.text[end:].lstrip()
    rest = [rich.slice(0, start), rich.slice(end, len(rich.text))]
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        rest = [rich.slice(0, len(before) - 1), rich.slice(len(rich.text) - len(after) + 1, len(rich.text))]
    return found, rich.slice(start, end), [part for part in map(trimmed, rest) if any(map(str.isalnum, part.text))]


def trimmed(rich: Rich) -> Rich:
    """The text without separators at its ends; an unmatched parenthesis there goes too."""
    text = rich.text
    start = len(text) - len(text.lstrip(_EDGES))
    end = len(text.rstrip(_EDGES))
    kept = text[start:end]
    while kept.endswith(("--", " -")):
        end -= 1
        kept = text[start:end].rstrip()
        end = start + len(kept)
    while kept.startswith(("--", "- ")):
        start += 1
        kept = text[start:end]
    if kept.startswith("(") and kept.endswith(")") and kept.count("(") == 1:
        start, end = start + 1, end - 1
    elif kept.count("(") != kept.count(")"):
        start += kept.startswith((")", "("))
        end -= kept.endswith(("(", ")"))
    return rich.slice(start, max(start, end))


def cut_segments(rich: Rich, *, right: bool) -> list[Segment]:
    """The parts of a text between separators and changes of style, none inside parentheses."""
    depths = _depths(rich.text)
    cuts = [match.span() for match in _STRONG.finditer(rich.text) if not depths[match.start()]]
    cuts += [(at, at) for at in rich.style_changes() if not depths[at] and _is_boundary(rich.text, at)]
    cuts += [(at, at) for at in rich.splits if at < len(depths) and depths[at] == 1 and rich.text[at] == "("]
    segments = []
    for piece in _between(rich, cuts):
        depths = _depths(piece.text)
        parts = _between(piece, [match.span() for match in _DASH.finditer(piece.text) if not depths[match.start()]])
        whole = piece if len(parts) > 1 else None
        segments += [Segment(part, right, whole) for part in parts]
    return segments


def join_dashed(segments: Sequence[Segment]) -> list[Segment]:
    """The parts with those that only a dash keeps apart as one text again."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.whole is None:
            joined.append(segment)
        elif not joined or joined[-1].rich is not segment.whole:
            joined.append(Segment(segment.whole, segment.right))
    return joined


def _between(rich: Rich, cuts: list[tuple[int, int]]) -> list[Rich]:
    """What stands between the cuts, in order, without separators at its ends."""
    parts, last = [], 0
    for start, end in [*sorted(cuts), (len(rich.text), len(rich.text))]:
        if start < last:
            continue
        part = trimmed(rich.slice(last, start))
        if any(map(str.isalnum, part.text)):
            parts.append(part)
        last = end
    return parts


def cut_commas(rich: Rich) -> list[Rich]:
    """The parts between commas, none inside parentheses; "Google, Inc." stays whole."""
    depths = _depths(rich.text)
    parts, last = [], 0
    for match in _COMMA.finditer(rich.text):
        if depths[match.start()] or _COMPANY_FORMS.match(rich.text, match.end()):
            continue
        parts.append(trimmed(rich.slice(last, match.start())))
        last = match.end()
    parts.append(trimmed(rich.slice(last, len(rich.text))))
    return [part for part in parts if part.text]


def cut_list(rich: Rich, *, dashes: bool = True) -> list[Rich]:
    """The items of "a, b (c, d) · e and f": separators inside parentheses do not count, dashes on request.

    Without any separator, the parts that were printed by calls or boxes of their own.
    """
    separators = _LIST if dashes else _LIST_WITHOUT_DASHES
    depths = _depths(rich.text)
    if rich.splits and not any(not depths[match.start()] for match in separators.finditer(rich.text)):
        edges = [0, *(at for at in rich.splits if _is_boundary(rich.text, at)), len(rich.text)]
        return [part for part in (trimmed(rich.slice(*pair)) for pair in pairwise(edges)) if part.text]
    bounds, last = [], 0
    for match in separators.finditer(rich.text):
        if not depths[match.start()] and not _inside_number(rich.text, match):
            bounds.append((last, match.start()))
            last = match.end()
    bounds.append((last, len(rich.text)))
    items = []
    for number, (start, end) in enumerate(bounds):
        item = rich.slice(start, end)
        leading = _AND.match(item.text) if number == len(bounds) - 1 and len(bounds) > 1 else None
        item = item.slice(leading.end() if leading else 0, len(item.text))
        if number == len(bounds) - 1 and item.text.endswith(".") and item.text.count(".") == 1:
            item = item.slice(0, len(item.text) - 1)
        last = number == len(bounds) - 1 and len(bounds) > 2
        pair = _PAIR.fullmatch(item.text) if last else None
        pieces = [item.slice(*pair.span(1)), item.slice(*pair.span(2))] if pair else [item]
        items += [piece for piece in pieces if piece.text]
    return items


def _is_boundary(text: str, at: int) -> bool:
    """A style that changes inside a word does not end a part."""
    return not (text[at - 1].isalnum() and text[at].isalnum())


def _inside_number(text: str, match: re.Match[str]) -> bool:
    before, after = match.start() - 1, match.end()
    return match[0] == "," and before >= 0 and after < len(text) and text[before].isdigit() and text[after].isdigit()


def _depths(text: str) -> list[int]:
    depths, depth = [], 0
    balanced = text.count("(") == text.count(")")
    for char in text:
        depth += balanced and char == "("
        depths.append(depth)
        depth = max(0, depth - (balanced and char == ")"))
    return depths
