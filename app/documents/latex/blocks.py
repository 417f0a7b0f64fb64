"""Whole blocks of the source that may change places, and the groups that they form.

A block is brace- and environment-balanced, begins and ends with something printed or structural, and leaves white
space, separators (`\\\\`, `\\vspace`, rules) and comments on lines of their own outside. A group is offered only
when any order of its blocks is as sound as the one that was written.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from app.documents.latex.signatures import SEPARATORS
from app.documents.latex.source import Source, own_line_comment
from app.documents.latex.tokens import BLANKS, CLOSE, COMMENT, OPEN, PAR, RIGHT, SPACE, SYMBOL, TEXT, WORD
from app.documents.resume import Group, Span

Candidate = tuple[str, Span | None]


def block(source: Source, after: int, opening: int, limit: int) -> Span | None:
    """The block that begins after `after` (or, when it ends an environment begun at `opening`, there).

    It ends before `limit` and before whatever closes the braces or the environment around it; None when what is
    left is empty or unsound.
    """
    start = _begin(source, after, limit)
    if start is None:
        return None
    stop = min(limit, _brace_limit(source, start))
    fault = _environment_fault(source, start, stop)
    if fault is not None and opening < after and not _environment_at(source, fault):
        start = opening
        stop = min(limit, _brace_limit(source, start))
        fault = _environment_fault(source, start, stop)
    if fault is not None:
        stop = min(stop, source.events[fault][0])
    end = _trimmed_end(source, start, stop)
    if end <= start or _environment_fault(source, start, end) is not None:
        return None
    return Span(start, end)


def _environment_at(source: Source, event: int) -> bool:
    return source.events[event][2]


def _begin(source: Source, after: int, limit: int) -> int | None:
    """The start of the first token from `after` on that is neither blank nor a separator."""
    tokens = source.tokens
    index = bisect_left(source.starts, after)
    if index and tokens.tokens[index - 1].end > after:
        index -= 1
    while index < len(tokens.tokens) and tokens.tokens[index].start < limit:
        token = tokens.tokens[index]
        if token.kind in BLANKS or token.kind == CLOSE:
            index += 1
        elif token.kind in (WORD, SYMBOL) and token.text in SEPARATORS:
            index = _after_arguments(source, index + 1)
        else:
            start = max(token.start, after)
            piece = source.text[start : token.end]
            return start + len(piece) - len(piece.lstrip())
    return None


def _after_arguments(source: Source, index: int) -> int:
    tokens = source.tokens
    end = len(tokens.tokens)
    at = tokens.skip_blanks(index, end)
    while at < end and tokens.tokens[at].kind in (OPEN, "left"):
        close = tokens.match[at] if tokens.tokens[at].kind == OPEN else tokens.bracket_end(at, end)
        if close < 0:
            break
        index = close + 1
        at = index
    return index


def _brace_limit(source: Source, start: int) -> int:
    parent = source.brace_around(start)
    if parent < 0:
        return len(source.text)
    return source.tokens.tokens[source.tokens.match[parent]].start


def _environment_fault(source: Source, start: int, stop: int) -> int | None:
    """The first environment event in the range that lacks its partner there."""
    open_events: list[int] = []
    for at in range(bisect_left(source.event_starts, start), bisect_left(source.event_starts, stop)):
        if source.events[at][2]:
            open_events.append(at)
        elif open_events:
            open_events.pop()
        else:
            return at
    return open_events[0] if open_events else None


def _trimmed_end(source: Source, start: int, stop: int) -> int:
    """The end of the last token before `stop` that is neither blank, a comment nor a separator with its arguments."""
    tokens = source.tokens
    index = bisect_left(source.starts, stop) - 1
    while index >= 0 and tokens.tokens[index].start >= start:
        token = tokens.tokens[index]
        if token.kind in BLANKS:
            index -= 1
            continue
        head = source.heads[tokens.match[index]] if token.kind == CLOSE and tokens.match[index] >= 0 else -1
        if token.kind == RIGHT:
            head = _bracket_head(source, index, start)
        if token.kind in (WORD, SYMBOL) and token.text in SEPARATORS:
            index -= 1
        elif head >= 0 and tokens.tokens[head].text in SEPARATORS:
            index = head - 1
        else:
            end = min(token.end, stop)
            return start + len(source.text[start:end].rstrip()) if token.kind == TEXT else end
    return start


def _bracket_head(source: Source, index: int, start: int) -> int:
    for at in range(index, max(-1, index - 8), -1):
        token = source.tokens.tokens[at]
        if token.start < start or token.kind == PAR:
            return -1
        if token.kind == "left":
            return source.heads[at]
    return -1


def with_banner(source: Source, start: int, floor: int) -> int:
    """`start`, or the beginning of the comment lines directly above it (not before `floor`)."""
    index = bisect_left(source.starts, start) - 1
    best = start
    while index >= 0 and source.starts[index] >= floor:
        token = source.tokens.tokens[index]
        if token.kind == COMMENT and own_line_comment(source.text, token.start):
            best = token.start
        elif token.kind != SPACE or token.text.count("\n") > 1:
            break
        index -= 1
    return best


def groups_of(source: Source, kind: str, candidates: Sequence[Candidate]) -> list[Group]:
    """The groups that blocks form: siblings are together when the same braces and environment enclose them."""
    families: dict[tuple[int, int], list[tuple[str, Span]]] = {}
    for pointer, span in candidates:
        if span is not None:
            around = (source.brace_around(span.start), source.environment_around(span.start))
            families.setdefault(around, []).append((pointer, span))
    groups = []
    for members in families.values():
        members.sort(key=lambda member: member[1].start)
        spans = _with_comments(source, [span for _, span in members])
        if len(members) > 1 and _is_sound(source, kind, spans):
            groups.append(Group(kind, tuple(pointer for pointer, _ in members), tuple(spans)))
    return groups


def _with_comments(source: Source, spans: list[Span]) -> list[Span]:
    """The blocks with the comments that end their last lines, when every block is followed by a line's end."""
    extended = []
    for span in spans:
        stop = source.text.find("\n", span.end)
        rest = source.text[span.end : stop if stop >= 0 else len(source.text)].strip()
        if rest and not rest.startswith("%"):
            return spans
        extended.append(Span(span.start, source.text.find(rest, span.end) + len(rest)) if rest else span)
    return extended


def _is_sound(source: Source, kind: str, spans: list[Span]) -> bool:
    if any(before.end > after.start for before, after in pairwise(spans)):
        return False
    blocks = [source.text[span.start : span.end] for span in spans]
    if any(not text for text in blocks) or (kind != "sections" and any(text[0] in "[*" for text in blocks)):
        return False
    following = [source.text[span.end : span.end + 1] for span in spans]
    beginnings = [after or "" for after in following] + [text[0] for text in blocks]
    if any(_ends_in_word(text) for text in blocks):
        touching = any(before.end == after.start for before, after in pairwise(spans))
        candidates = beginnings if touching else beginnings[: len(spans)]
        return not any(char.isalpha() for char in candidates)
    return True


def _ends_in_word(text: str) -> bool:
    at = len(text)
    while at and text[at - 1].isalpha():
        at -= 1
    return 0 < at < len(text) and text[at - 1] == "\\"
