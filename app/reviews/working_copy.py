"""The working copy: the résumé that a review began with, and every accepted change made in it.

The copy is always made anew from that beginning. So the order of the person's clicks does not matter, each finding's
pointer means what it meant when it was found, and a change that is taken back leaves exactly the bytes that would be
there had it never been accepted.
"""

import codecs
from collections.abc import Sequence

from app.documents.resume import ReadResume
from app.documents.rewording import Change, plain, reword
from app.errors import Conflict
from app.reviews.findings import Finding
from app.reviews.models import Decision, StoredReview
from app.reviews.wording import joined


def accepted_changes(findings: Sequence[Finding], decisions: dict[str, Decision]) -> list[Change]:
    """What was accepted, in the order in which it was found."""
    return [
        change
        for finding in findings
        if (decision := decisions.get(finding.id)) is not None
        and decision.state == "accepted"
        and (change := change_of(finding, decision)) is not None
    ]


def change_of(finding: Finding, decision: Decision) -> Change | None:
    """The person's own wording where there is one, else the suggestion's; a question brings none of its own."""
    if decision.change is not None:
        return decision.change
    return None if finding.suggestion is None else finding.suggestion.change


def compose(base: ReadResume, changes: Sequence[Change]) -> ReadResume:
    """`base` with every change made, each `pointer` and `before` being of `base`. It blocks; for a thread.

    Raises:
        Conflict: two changes exclude each other, or a line is not in `base`.
        InvalidInput: one cannot be written in its place.
    """
    read = base
    for change in _in_order(changes):
        read = reword(read, change)
    return read


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """One replacement a line, then what is added, then what is removed, the last of each list first."""
    lines: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "replace":
            lines.setdefault(change.pointer, []).append(change)
    added = [change for change in changes if change.kind == "add_keyword"]
    removed = {change.pointer: change for change in changes if change.kind == "remove"}
    if removed.keys() & lines.keys():
        raise Conflict("Another change that you accepted rewords or removes this very line. Undo that one first.")
    replaced = [_joined(of_line) for of_line in lines.values()]
    return [*replaced, *added, *sorted(removed.values(), key=_place, reverse=True)]


def _joined(changes: Sequence[Change]) -> Change:
    first = changes[0]
    if len(changes) == 1:
        return first
    before = plain(first.before)
    return Change(
        kind="replace",
        pointer=first.pointer,
        before=first.before,
        after=joined(before, (plain(change.after) for change in changes)),
    )


def _place(change: Change) -> tuple[str, int]:
    owner, _, index = change.pointer.rpartition("/")
    return owner, int(index) if index.isdecimal() else 0


def source_of(stored: StoredReview) -> bytes:
    """The copy's file: the very bytes of the beginning while nothing is changed, else its text in the same encoding."""
    assert stored.base is not None and stored.copy is not None and stored.source is not None  # noqa: S101, PT018 - read
    if stored.copy.text == stored.base.text:
        return stored.source
    mark = codecs.BOM_UTF8 if stored.source.startswith(codecs.BOM_UTF8) else b""
    return mark + stored.copy.text.encode()
