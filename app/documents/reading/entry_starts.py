"""Where the entries of a section begin, told from all its dates at once.

The entries of a section are set out alike: as many lines as stand before the date of most entries stand before the
date of each. A title that stands without an employer's line of its own, right under the bullets of the job before
it, is another position at the same employer.
"""

import re

import msgspec

from app.documents.dates import parse_date_range
from app.documents.reading.blocks import ITEM, Block
from app.documents.reading.remarks import is_remark
from app.documents.reading.separators import without_date

HEAD_WORDS = 16
_MOST_LEADING = 3
_SENTENCE_WORDS = 5
# With blank lines before nearly all its lines a section's blank lines tell nothing.
_LOOSE = 0.85
_ENDS = re.compile(r"[\w)»\"”][.!?]$")
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:\w{1,4}|\w\.\w)\.$")
_BESIDE = " \t,;:|/·•–—-()[]\x00*_"
_REMARK = re.compile(r"[\s,;(]*(?:expected|anticipated|present|current|ongoing)?\)?[\s.]*$", re.IGNORECASE)


class Opening(msgspec.Struct, frozen=True):
    """The lines of an entry's head up to its date, `[first, dated]`, and the employer's lines that it shares."""

    first: int
    dated: int
    above: tuple[int, ...] = ()


def stands_dated(block: Block) -> bool:
    """Whether a short line has a date of its own, at an end of the line or kept apart by signs."""
    if block.kind == ITEM or len(block.text.split()) > 2 * HEAD_WORDS:
        return False
    found = parse_date_range(block.text)
    if found is None:
        return False
    before, after = block.text[: found.span.start], block.text[found.span.end :]
    # In a cell of its own a date and the signs between the other texts count for nothing.
    in_cell = before.rstrip(" ").endswith("\t") or after.lstrip(" ").startswith("\t")
    words = (before + after).split() if in_cell else block.text.split()
    if sum(not in_cell or any(map(str.isalnum, word)) for word in words) > HEAD_WORDS:
        return False
    if not before.strip(_BESIDE) or not after.strip(_BESIDE) or _REMARK.fullmatch(after):
        return True
    return before.rstrip(" ")[-1:] in "\t|·•–—(,[;/-" and after.lstrip(" ")[:1] in "\t|·•–—),];/-"


def is_head_like(block: Block) -> bool:
    """Whether a line can belong to an entry's head: no bullet, short, no sentence."""
    text = block.text.rstrip()
    words = text.split()
    if block.kind == ITEM or len(words) > HEAD_WORDS:
        return False
    sentence = len(words) > _SENTENCE_WORDS and bool(_ENDS.search(text)) and not _ABBREVIATED.search(text)
    return not sentence and not is_remark(text)


def openings(blocks: list[Block]) -> list[Opening]:
    """The openings of the entries with a date, in order; empty when no line stands dated."""
    dated = [index for index, block in enumerate(blocks) if stands_dated(block)]
    dated = [index for index in dated if not _is_alone_inside(blocks, index)]
    if not dated:
        return []
    runs = _runs(blocks, dated)
    loose = sum(block.gap for block in blocks if block.kind != ITEM) >= _LOOSE * sum(b.kind != ITEM for b in blocks)
    beside = [has_text_beside_date(blocks[index]) for index in dated]
    # A date that found no room beside the text that the others stand beside has that text in the line above.
    above = [not has_text and 2 * sum(beside) > len(beside) for has_text in beside]
    lead = max(range(_MOST_LEADING + 1), key=lambda lines: (_vote(blocks, dated, runs, above, lines, loose), -lines))
    found: list[Opening] = []
    shared: tuple[int, ...] = ()
    for index, run, has_text_above in zip(dated, runs, above, strict=True):
        lines = min(lead + has_text_above, run)
        own = lines if loose or index == lines else _own_lines(blocks, index, lines)
        if not own and run and not has_text_beside_date(blocks[index]) and not _names_below(blocks, index):
            own = 1
        if own >= lead:
            shared = tuple(range(index - own, index))
        first = index - own
        under = own < lead and bool(found) and not blocks[first].gap and shared[: lead - own]
        found.append(Opening(first, index, shared[: lead - own] if under else ()))
    return found


def _is_alone_inside(blocks: list[Block], index: int) -> bool:
    """A date in a remark below a head ("Thesis: …, 2019") when the line above it has the entry's own dates."""
    if index == 0 or not stands_dated(blocks[index - 1]) or blocks[index].gap:
        return False
    above, own = (parse_date_range(blocks[at].text) for at in (index - 1, index))
    return bool(above and own and not above.is_single and own.is_single)


def _runs(blocks: list[Block], dated: list[int]) -> list[int]:
    """For each dated line how many lines right before it could belong to its head."""
    runs = []
    before = -1
    for index in dated:
        start = index
        while start - 1 > before and is_head_like(blocks[start - 1]) and index - start < _MOST_LEADING + 1:
            start -= 1
        runs.append(index - start)
        before = index
    return runs


def _vote(blocks: list[Block], dated: list[int], runs: list[int], above: list[bool], lead: int, loose: bool) -> float:
    """How well the heads fit when each has `lead` lines before its dated line, one more where its text is `above`."""
    total = 0.0
    for position, (index, run) in enumerate(zip(dated, runs, strict=True)):
        lines = lead + above[position]
        if run < lines:
            total -= 0.4
            continue
        first = index - lines
        total -= _stray(blocks, index - run, first)
        if not lines and not has_text_beside_date(blocks[index]) and not _names_below(blocks, index):
            total -= 2.0
        if not loose and any(blocks[at].gap for at in range(first + 1, index + 1)):
            total -= 1.0
        if not loose and first and blocks[first].gap:
            total += 1.0
        if run == lines and (first == 0 or blocks[first - 1].kind == ITEM or not is_head_like(blocks[first - 1])):
            total += 1.5 if position == 0 else 1.0
        bold = [bool(blocks[at].marked("bold")) for at in range(first, index + 1)]
        total += 0.4 if bold[0] else -0.3 if any(bold) else 0.0
    return total


def _stray(blocks: list[Block], start: int, first: int) -> float:
    """1 when lines before a head would belong to nothing: they open the section, or follow bullets or a blank line."""
    return 1.0 if start < first and (start == 0 or blocks[start].gap or blocks[start - 1].kind == ITEM) else 0.0


def _names_below(blocks: list[Block], index: int) -> bool:
    return index + 1 < len(blocks) and is_head_like(blocks[index + 1])


def _own_lines(blocks: list[Block], index: int, lines: int) -> int:
    """The lines before a dated one that are its own: none from before a blank line, unless blank lines stand within
    all heads."""
    date_alone = not has_text_beside_date(blocks[index]) and not _names_below(blocks, index)
    for own in range(1 if date_alone else 0, lines):
        if blocks[index - own].gap and not blocks[index - lines].gap:
            return own
    return lines


def has_text_beside_date(block: Block) -> bool:
    """Whether a dated line says more than its date."""
    return bool(without_date(block)[0].text.strip(_BESIDE))
