"""Changes written into a LaTeX source; what comes out is read again before it is believed."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

import msgspec

from app.documents.latex.definitions import read_definitions
from app.documents.latex.reader import read_latex
from app.documents.latex.rewriting import rewritten, unwritable, written
from app.documents.latex.symbols import joined_ligatures
from app.documents.latex.tokens import TokenList
from app.documents.pointing import list_at, text_at, with_item, with_text, without_item
from app.documents.resume import ReadResume, Resume, Span
from app.documents.rewording import Change
from app.errors import InvalidInput

_COMMA: Final = ", "
_ENDS_IN_COMMAND: Final = re.compile(r"\\(?:[A-Za-z@]+\*?|\\)\s*$")
_COMMENT: Final = re.compile(r"[ \t]*(?<!\\)%[^\n]*\n")
_LAST_JOINERS: Final = frozenset({"and", "und", "et", "y", "e", "en", "&", r"\&", "or"})


class _Edit(msgspec.Struct, frozen=True):
    """What stands at `[start, end)`, in code points of the source, becomes `new`."""

    start: int
    end: int
    new: str


def reword_latex(read: ReadResume, change: Change, after: Resume) -> ReadResume:
    """The source with a change made; `after` is the structured résumé that it must give."""
    if change.kind == "replace":
        edit = _replacement(read, change.pointer, change.before, joined_ligatures(change.after))
        if read.text[edit.start : edit.end] == edit.new:
            raise InvalidInput("The new text is printed the same as the old one.")
        after = with_text(read.resume, change.pointer, joined_ligatures(change.after))
    elif change.kind == "add_keyword":
        return _added(read, change, after)
    else:
        edit = _removal(read, change)
    return _confirmed(read, _edited(read.text, edit), change, after)


def _added(read: ReadResume, change: Change, after: Resume) -> ReadResume:
    for edit in _additions(read, change):
        try:
            return _confirmed(read, _edited(read.text, edit), change, after)
        except InvalidInput:
            continue
    raise unwritable()


def replace_latex(read: ReadResume, texts: Mapping[str, str]) -> ReadResume:
    """The source with several texts replaced at once."""
    wanted = {pointer: joined_ligatures(text) for pointer, text in texts.items()}
    after = read.resume
    edits = []
    for pointer, text in wanted.items():
        before = text_at(read.resume, pointer)
        if before is None:
            raise unwritable()
        edits.append(_replacement(read, pointer, before, text))
        after = with_text(after, pointer, text)
    edits.sort(key=lambda edit: edit.start)
    if any(one.end > other.start for one, other in pairwise(edits)):
        raise unwritable()
    text = read.text
    for edit in reversed(edits):
        text = _edited(text, edit)
    found = _reading(text)
    if found.resume != after:
        raise unwritable()
    return found


def _edited(text: str, edit: _Edit) -> str:
    """A text with an edit made."""
    return text[: edit.start] + edit.new + text[edit.end :]


def _reading(text: str) -> ReadResume:
    """What a changed source says. Raises InvalidInput when it is no résumé any more."""
    try:
        return read_latex(text)
    except InvalidInput:
        raise unwritable() from None


def _confirmed(read: ReadResume, text: str, change: Change, after: Resume) -> ReadResume:
    """The reading of the new source. Raises InvalidInput when it gives anything but the change."""
    found = _reading(text)
    if found.resume == after:
        return found
    written_before = _reading(read.text).resume
    if written_before == read.resume:
        raise unwritable()
    # Values that could not be written into the source stand in the structured résumé alone: they stay.
    if change.kind == "replace":
        expected = with_text(written_before, change.pointer, text_at(after, change.pointer) or "")
    elif change.kind == "add_keyword":
        keywords = list_at(written_before, f"{change.pointer}/keywords") or []
        expected = with_item(written_before, f"{change.pointer}/keywords/{len(keywords)}", change.after)
    else:
        expected = without_item(written_before, change.pointer)
    if found.resume != expected:
        raise unwritable()
    return msgspec.structs.replace(found, resume=after)


def _place_of(read: ReadResume, pointer: str) -> Span:
    """Where a value stands in the source. Raises InvalidInput when it stands nowhere by itself."""
    place = read.places.get(pointer)
    if place is None:
        raise unwritable()
    return place


def _replacement(read: ReadResume, pointer: str, before: str, after: str) -> _Edit:
    place = _place_of(read, pointer)
    old = read.text[place.start : place.end]
    new = rewritten(old, read_definitions(TokenList(read.text)), before, after)
    if new[:1] in {"[", "*"} and new[0] != old[0] and _ENDS_IN_COMMAND.search(read.text[: place.start][-60:]):
        new = "{}" + new
    return _Edit(place.start, place.end, new)


def _additions(read: ReadResume, change: Change) -> Iterator[_Edit]:
    """The keyword after the last one of its list, set off as the others of the list are; the likeliest way first."""
    spans = _spans(read, f"{change.pointer}/keywords")
    gaps = [_COMMENT.sub("\n", read.text[one.end : other.start]) for one, other in pairwise(spans)]
    common = [gap for gap in gaps if not _is_joiner(gap)]
    gap = max(common, key=common.count) if common else _usual_gap(read, change.pointer)
    last = spans[-1]
    new = written(joined_ligatures(change.after))
    if gaps and _is_joiner(gaps[-1]):
        start = spans[-2].end
        moved = gap + read.text[last.start : last.end]
        for joiner in (gaps[-1], gap):
            yield _Edit(start, last.end, moved + joiner + new)
    yield _Edit(last.end, last.end, gap + new)


def _is_joiner(gap: str) -> bool:
    """Whether a gap is the "and" before the last word of a list."""
    return gap.strip().strip(",").strip() in _LAST_JOINERS


def _usual_gap(read: ReadResume, pointer: str) -> str:
    """How the other lists of the résumé are set off, for a list of one; commas where nothing tells."""
    owner = pointer.rpartition("/")[0]
    for group in read.groups:
        if group.kind == "skills" and group.pointers[0].startswith(f"{owner}/") and len(group.spans) > 1:
            gap = read.text[group.spans[0].end : group.spans[1].start]
            if gap.strip() in {",", "|", ";", "/", "$|$", "$\\cdot$", "\\textbullet", "\\textbullet{}", "·", "•"}:
                return gap
    return _COMMA


def _spans(read: ReadResume, pointer: str) -> list[Span]:
    keywords = list_at(read.resume, pointer) or []
    if not keywords:
        raise unwritable()
    spans = [_place_of(read, f"{pointer}/{index}") for index in range(len(keywords))]
    if any(one.end > other.start for one, other in pairwise(spans)):
        raise unwritable()
    return spans


def _removal(read: ReadResume, change: Change) -> _Edit:
    group = next((group for group in read.groups if change.pointer in group.pointers), None)
    if group is None:
        raise InvalidInput(
            "This line is the only one of its list in the LaTeX source, or it is not an item of its own there, so it "
            "cannot be removed from here. Reword it, or remove it in the .tex file and upload the file again."
        )
    at = group.pointers.index(change.pointer)
    before = group.spans[at - 1] if at else None
    after = group.spans[at + 1] if at + 1 < len(group.spans) else None
    gone = _whole_lines(read.text, group.spans[at])
    if gone is None and after is not None and before is None:
        gone = Span(group.spans[at].start, after.start)
    elif gone is None and before is not None:
        gone = Span(before.end, group.spans[at].end)
    if gone is None:
        raise unwritable()
    return _Edit(gone.start, gone.end, "")


def _whole_lines(text: str, span: Span) -> Span | None:
    """The lines of a block that has them to itself, its closing comment included; None when it shares one."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    if end < 0 or text[start : span.start].strip():
        return None
    rest = text[span.end : end].strip()
    return Span(start, end + 1) if not rest or rest.startswith("%") else None
