"""Taking a change out of a LaTeX source again, wherever it stands now; what comes out is read again."""

from collections.abc import Iterator, Sequence

import msgspec

from app.documents.latex.rewording import edited, place_of, reading
from app.documents.latex.symbols import joined_ligatures
from app.documents.pointing import list_at, with_item, with_text, without_item
from app.documents.resume import ReadResume, Resume, Span
from app.documents.rewording import Change, Reworded, TextEdit, made_by, occurrences, stale

_MOST_PLACES = 100


def undo_latex(read: ReadResume, change: Change, edits: Sequence[TextEdit]) -> Reworded:
    """The source with what `edits` did undone, wherever it stands now."""
    if len(edits) != 1:
        raise stale()
    edit = edits[0]
    change = msgspec.structs.replace(change, after=joined_ligatures(change.after))
    start = _made_at(read, change, edit) if change.kind != "remove" else None
    if start is None:
        inverse = _beside_neighbours(read, change, edit)
    else:
        inverse = TextEdit(start, start + len(edit.new), edit.new, edit.old)
    text = edited(read.text, inverse)
    return Reworded(_restored(read, text, change), (inverse,))


def _made_at(read: ReadResume, change: Change, edit: TextEdit) -> int:
    """Where the text that a change made begins now."""
    if change.kind == "add_keyword":
        owner = f"{change.pointer}/keywords"
        found = occurrences(list_at(read.resume, owner) or [], change.after)
        end = place_of(read, f"{owner}/{found[0]}").end if len(found) == 1 else -1
        start = end - len(edit.new)
        if start < 0 or read.text[start:end] != edit.new:
            raise stale()
        return start
    place = place_of(read, made_by(read.resume, change))
    reach = range(max(0, place.start - len(edit.new) + 1), place.end)
    starts = [at for at in reach if read.text.startswith(edit.new, at)]
    if len(starts) != 1:
        raise stale()
    return starts[0]


def _beside_neighbours(read: ReadResume, change: Change, edit: TextEdit) -> TextEdit:
    """The inverse of a removal: between both of its old neighbours, or beside the one that is as it was."""
    head = _common(edit.old, edit.new)
    tail = head + len(edit.old) - len(edit.new)
    around = _hull(read, change.pointer.rpartition("/")[0])
    for piece, old in (
        (edit.new, edit.old),
        (edit.new[:head], edit.old[:tail]),
        (edit.new[head:], edit.old[head:]),
    ):
        starts = _found(read.text, piece) if piece.strip() else []
        if len(starts) > 1:
            starts = [start for start in starts if start < around.end and start + len(piece) > around.start]
        if len(starts) == 1:
            return TextEdit(starts[0], starts[0] + len(piece), piece, old)
    raise stale()


def _found(text: str, piece: str) -> list[int]:
    starts: list[int] = []
    at = text.find(piece)
    while at >= 0 and len(starts) < _MOST_PLACES:
        starts.append(at)
        at = text.find(piece, at + 1)
    return starts


def _hull(read: ReadResume, owner: str) -> Span:
    """From the first to the last item of a list that the source has."""
    spans = [span for pointer, span in read.places.items() if pointer.startswith(f"{owner}/")]
    return Span(min((span.start for span in spans), default=0), max((span.end for span in spans), default=0))


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _restored(read: ReadResume, text: str, change: Change) -> ReadResume:
    """The reading of a restored source. Raises Conflict when anything but the change has gone."""
    found = reading(text)
    for after in _possible(read.resume, change):
        if found.resume == after:
            return found
    before = reading(read.text).resume
    if before != read.resume:
        for source, after in zip(_possible(before, change), _possible(read.resume, change), strict=False):
            if found.resume == source:
                return msgspec.structs.replace(found, resume=after)
    raise stale()


def _possible(resume: Resume, change: Change) -> Iterator[Resume]:
    """The résumés that an undone change may leave."""
    if change.kind == "replace":
        yield with_text(resume, made_by(resume, change), change.before)
    elif change.kind == "add_keyword":
        owner = f"{change.pointer}/keywords"
        for index in occurrences(list_at(resume, owner) or [], change.after):
            yield without_item(resume, f"{owner}/{index}")
    else:
        owner = change.pointer.rpartition("/")[0]
        for index in range(len(list_at(resume, owner) or []) + 1):
            yield with_item(resume, f"{owner}/{index}", change.before)
