"""Dividing a section of jobs, studies or projects into its entries: the head lines and the body of each."""

import re
from itertools import pairwise

import msgspec

from app.documents.dates import parse_date_range
from app.documents.entries import (
    ends_in_legal_form,
    looks_like_degree,
    looks_like_place,
    position_likelihood,
    school_likelihood,
)
from app.documents.reading.blocks import HEADING, ITEM, TEXT, Block
from app.documents.reading.entry_starts import Opening, is_head_like, openings, stands_dated
from app.documents.reading.remarks import is_remark
from app.documents.reading.separators import without_remark
from app.documents.reading.wrapped_dates import with_whole_dates
from app.documents.resume import Span

_HEAD_WORDS = 16
_MOST_HEAD_LINES = 4
_SENTENCE_END = re.compile(r"[a-z)]\.$")


class RawEntry(msgspec.Struct):
    """One entry: `head` names it, `prose` and `items` tell of it; `above` is an employer's line that several share."""

    head: list[Block]
    prose: list[Block] = []
    items: list[Block] = []
    above: list[Block] = []

    @property
    def span(self) -> Span:
        """All its own blocks (without `above`)."""
        own = [*self.head, *self.prose, *self.items]
        return Span(min(block.span.start for block in own), max(block.span.end for block in own))


def divide(blocks: list[Block], *, bullets_alone: bool) -> list[RawEntry]:
    """The entries of one section, in order.

    `bullets_alone`: a section of nothing but bullets holds an entry a bullet (studies, projects); otherwise only
    bullets with a date are entries.
    """
    cut = _without_remarks(with_whole_dates([line for block in blocks for line in _cut_lines(block)]))
    if any(block.kind == HEADING for block in cut):
        return [part for entry in _by_headings(cut) for part in _positions(entry)]
    if cut and all(block.kind == ITEM for block in cut):
        return _by_items(cut, bullets_alone=bullets_alone)
    return _by_lines(cut)


def _without_remarks(blocks: list[Block]) -> list[Block]:
    """The blocks without what tells of the date above them: "(part-time)" in a narrow column."""
    above = [False, *map(stands_dated, blocks)]
    found = [without_remark(block) if dated else block for block, dated in zip(blocks, above, strict=False)]
    return [block for block in found if block is not None]


def _cut_lines(block: Block) -> list[Block]:
    """A paragraph of short lines with a date in one is its lines; running text and bullets stay whole."""
    if block.kind != TEXT or not block.hard:
        return [block]
    bounds = [0, *block.hard, len(block.text)]
    lines = [block.cut(start, end) for start, end in pairwise(bounds) if end > start]
    dated = next((number for number, line in enumerate(lines[:_MOST_HEAD_LINES]) if stands_dated(line)), None)
    if dated is not None and all(len(line.text) <= 100 for line in lines[: dated + 1]):
        for line in lines[1:]:
            line.gap = False
        return lines
    return [block]


def _by_headings(blocks: list[Block]) -> list[RawEntry]:
    """Entries by the outermost heading; a deeper heading stays among the lines below it.

    Where every heading has its date, a dated line in bold or behind bullets opens an entry as well: one without bullets
    of its own is not set as a heading everywhere.
    """
    level = min(block.level for block in blocks if block.kind == HEADING)
    dated = all(stands_dated(block) for block in blocks if block.kind == HEADING)
    found: list[RawEntry] = []
    for block in blocks:
        opens = dated and bool(found) and (block.marked("bold") or found[-1].items) and stands_dated(block)
        if (block.kind == HEADING and block.level == level) or opens or not found:
            found.append(RawEntry([block]))
        else:
            _add(found[-1], block)
    return found


def _positions(entry: RawEntry) -> list[RawEntry]:
    """An entry whose heading is an employer with several headed or dated positions below, as those positions."""
    heading, lines = entry.head[0], [*entry.head[1:], *entry.prose, *entry.items]
    lines.sort(key=lambda block: block.span.start)
    opening = [block for block in lines if block.kind == HEADING]
    if len(opening) < 2:
        opening = [block for block in lines if block.kind != ITEM and _opens_dated(block)]
    if parse_date_range(heading.text) or len(opening) < 2:
        return [entry]
    above = [heading]
    found: list[RawEntry] = []
    for block in lines:
        if any(block is one for one in opening):
            found.append(RawEntry([block], above=above))
        elif found:
            _add(found[-1], block)
        else:
            above.append(block)
    return found


def _opens_dated(block: Block) -> bool:
    return bool(parse_date_range(block.text)) and len(block.text.split()) <= _HEAD_WORDS


def _by_items(blocks: list[Block], *, bullets_alone: bool) -> list[RawEntry]:
    top = min(block.level for block in blocks)
    dated = any(parse_date_range(block.text) for block in blocks if block.level == top)
    nested = any(block.level > top for block in blocks)
    found: list[RawEntry] = []
    for block in blocks:
        if block.level == top and (bullets_alone or dated or nested):
            found.append(RawEntry([block]))
        elif found:
            found[-1].items.append(block)
        else:
            found.append(RawEntry([], items=[block]))
    return found


def _by_lines(blocks: list[Block]) -> list[RawEntry]:
    """Entries by their dates when there are any; lines in between by their look."""
    plan = {opening.first: opening for opening in openings(blocks)}
    heads = {index for opening in plan.values() for index in range(opening.first, opening.dated + 1)}
    below = _lines_below(blocks, list(plan.values()))
    found: list[RawEntry] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if index in plan:
            found.append(RawEntry([block], above=[blocks[at] for at in plan[index].above]))
        elif index in heads or index in below:
            found[-1].head.append(block)
        elif block.kind == ITEM and found:
            found[-1].items.append(block)
        elif found and plan and _tells_of(found[-1], block):
            found[-1].prose.append(block)
        elif not found or _opens(found[-1], block, following):
            found.append(RawEntry([block]))
        else:
            _add(found[-1], block)
    return found


def _tells_of(entry: RawEntry, block: Block) -> bool:
    """Whether a line below a dated head, before any bullet, tells of the entry: the heads of others are known."""
    return not entry.items and not block.marked("bold") and any(map(stands_dated, entry.head))


def _lines_below(blocks: list[Block], plan: list[Opening]) -> set[int]:
    """The lines right below the dated ones that still name the entry: as many as most entries have."""
    if not plan:
        return set()
    stops = [*(opening.first for opening in plan[1:]), len(blocks)]
    runs = []
    for opening, stop in zip(plan, stops, strict=True):
        end = opening.dated + 1
        entry = RawEntry(blocks[opening.first : end])
        while end < stop and blocks[end].kind != ITEM and _names(entry, blocks[end]):
            entry.head.append(blocks[end])
            end += 1
        runs.append(range(opening.dated + 1, end))
    lengths = [len(run) for run in runs]
    most = max(set(lengths), key=lambda length: (lengths.count(length), -length), default=0)
    found = {index for run in runs for index in run[:most]}
    for opening, run in zip(plan, runs, strict=True):
        for index in run[most:]:
            if not _gives_what_is_missing(blocks[opening.first : index], blocks[index]):
                break
            found.add(index)
    return found


def _gives_what_is_missing(head: list[Block], block: Block) -> bool:
    """Whether a line is the study or the position of an entry whose head has named neither so far."""
    for named in (looks_like_degree, lambda text: position_likelihood(text) > 0):
        if named(block.text):
            return not any(named(line.text) for line in head)
    return False


def _names(entry: RawEntry, block: Block) -> bool:
    return (is_head_like(block) or looks_like_degree(block.text)) and _is_head_line(entry, block)


def _opens(entry: RawEntry, block: Block, following: Block | None) -> bool:
    """Whether a line that is no bullet opens the next entry."""
    if len(block.text.split()) > _HEAD_WORDS + 4 or not _starts_like_head(block):
        return False
    if entry.items:
        return True
    has_date = any(parse_date_range(line.text) for line in entry.head)
    dated = bool(parse_date_range(block.text))
    if dated and has_date and (not entry.prose or block.gap):
        return True
    if has_date and not dated and not parse_date_range(entry.head[0].text) and following and _opens_dated(following):
        return True
    if not block.gap:
        return bool(entry.prose) and dated
    if entry.prose or has_date:
        soon = dated or bool(block.marked("bold")) or (following is not None and _opens_dated(following))
        return soon or (following is not None and following.kind == ITEM)
    return False


def _starts_like_head(block: Block) -> bool:
    start = block.text.lstrip("\"'“«([")[:1]
    return start.isupper() or start.isdigit() or not start.isascii() or bool(block.marked("bold"))


def _add(entry: RawEntry, block: Block) -> None:
    if block.kind == ITEM:
        entry.items.append(block)
    elif entry.items or entry.prose or not _is_head_line(entry, block):
        (entry.prose if not entry.items else entry.items).append(block)
    else:
        entry.head.append(block)


def _is_head_line(entry: RawEntry, block: Block) -> bool:
    """Whether a line below the first still belongs to the head: short, and no sentence."""
    text = block.text
    if len(entry.head) >= _MOST_HEAD_LINES or (is_remark(text) and not looks_like_degree(text)):
        return False
    if parse_date_range(text) and len(text.split()) <= _HEAD_WORDS:
        return True
    ends = _SENTENCE_END.search(text) and len(text.split()) > 3 and not ends_in_legal_form(text)
    if len(text.split()) > _HEAD_WORDS or ends:
        return False
    if "\t" in text or looks_like_place(text) or looks_like_degree(text):
        return True
    clear = school_likelihood(text) > 0 or position_likelihood(text) != 0
    return (
        clear or block.kind == HEADING or bool(block.marked("bold") or block.marked("italic")) or len(entry.head) == 1
    )
