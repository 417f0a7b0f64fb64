"""What a click does to one finding: plain functions from a decision to the next."""

import re

from app.documents.evidence import Claim
from app.documents.resume import Resume
from app.documents.rewording import Change, plain
from app.errors import Conflict, InvalidInput
from app.reviews.findings import Finding
from app.reviews.models import Decision
from app.reviews.wording import without
from app.reviews.working_copy import change_of

_ENTRIES = frozenset({"work", "volunteer", "education", "projects"})


def claims_of(finding: Finding, decision: Decision) -> tuple[Claim, ...]:
    """What the wording as it stands claims: the person's own, else the suggestion's."""
    if decision.change is not None:
        return decision.claims
    return () if finding.suggestion is None else finding.suggestion.claims


def unsupported(finding: Finding, decision: Decision) -> tuple[Claim, ...]:
    """The claims of the wording that nothing in the résumé supports; what the line said before is no fault of it."""
    change = change_of(finding, decision)
    said = plain(change.before) if change is not None else ""
    return tuple(
        claim for claim in claims_of(finding, decision) if not claim.supported and not _is_in(claim.text, said)
    )


def accept(finding: Finding, decision: Decision, *, affirmed: bool) -> Decision:
    """Take the wording over.

    Raises:
        Conflict: it is decided already.
        InvalidInput: it claims what the résumé does not support, and the person has not said that it is true.
    """
    _check_open(decision)
    if change_of(finding, decision) is None:
        raise InvalidInput("Only you know the answer to this. Write it into the line, then save it.")
    if unsupported(finding, decision) and not affirmed:
        raise InvalidInput("Some of this is not in your résumé. Say that it is true, rephrase it, or remove it.")
    return Decision(
        state="accepted",
        change=decision.change,
        claims=decision.claims,
        affirmed=affirmed and _is_daring(finding, decision),
    )


def edit(finding: Finding, decision: Decision, text: str, resume: Resume, *, affirmed: bool) -> Decision:
    """The person's own wording, checked against the résumé that the review began with: taken over when all of it is
    supported or they say that it is true, else kept for them to look at. It blocks; for a thread."""
    _check_open(decision)
    change = edited(finding, text)
    claims = _checked(change, resume)
    draft = Decision(change=change, claims=claims)
    if unsupported(finding, draft) and not affirmed:
        return draft
    return Decision(state="accepted", change=change, claims=claims, affirmed=_is_daring(finding, draft))


def edited(finding: Finding, text: str) -> Change:
    """The change that makes a finding's line read as `text`."""
    wanted = plain(text)
    if finding.suggestion is None:
        if not finding.pointer:
            raise InvalidInput("This is about the résumé as a whole. Change it where you edit your résumé.")
        return Change(kind="replace", pointer=finding.pointer, before=finding.line, after=wanted)
    change = finding.suggestion.change
    if change.kind == "remove":
        raise InvalidInput("This takes a line away, so there is nothing to edit. Accept it or reject it.")
    return Change(kind=change.kind, pointer=change.pointer, before=change.before, after=wanted)


def without_claim(finding: Finding, decision: Decision, number: int, resume: Resume) -> Decision:
    """The wording without its claim `number`: there, the line says again what it said before. Blocks; for a thread."""
    _check_open(decision)
    claims, change = claims_of(finding, decision), change_of(finding, decision)
    if change is None or not 0 <= number < len(claims):
        raise Conflict("These words are not there any more. Look at the suggestion again.")
    claim = claims[number]
    if change.kind != "replace":
        raise InvalidInput("This is one word. Reject it, or say that it is true.")
    text = without(plain(change.before), plain(change.after), claim.start, claim.end)
    if text == plain(change.before):
        return Decision(state="rejected")
    if text == plain(change.after):
        raise InvalidInput("These words were in your line before. Rephrase it instead.")
    shorter = Change(kind="replace", pointer=change.pointer, before=change.before, after=text)
    return Decision(change=shorter, claims=_checked(shorter, resume))


def reject(decision: Decision) -> Decision:
    """Leave the line as it was."""
    _check_open(decision)
    return Decision(state="rejected", change=decision.change, claims=decision.claims)


def undo(decision: Decision) -> Decision:
    """Open again; the person's own wording is kept."""
    if decision.state == "open":
        raise Conflict("This was not decided yet, so there is nothing to undo.")
    return Decision(change=decision.change, claims=decision.claims)


def entry_of(pointer: str) -> str | None:
    """The entry whose line a pointer names (`/work/1` for `/work/1/highlights/0`); None outside of entries."""
    parts = pointer.split("/")
    return "/".join(parts[:3]) if len(parts) > 2 and parts[1] in _ENTRIES else None


def _is_in(words: str, line: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(plain(words))}(?!\w)", line))


def _checked(change: Change, resume: Resume) -> tuple[Claim, ...]:
    # The word lists of the check are not needed to serve the first page.
    from app.documents.evidence import check_text

    return check_text(change.after, resume, entry=entry_of(change.pointer))


def _is_daring(finding: Finding, decision: Decision) -> bool:
    return bool(unsupported(finding, decision))


def _check_open(decision: Decision) -> None:
    if decision.state != "open":
        raise Conflict("This was decided already. Undo that first.")
