"""No suggestion claims what the résumé does not say."""

import re
from datetime import date

import msgspec

from app.documents.evidence import Claim, Evidence, check_text
from app.documents.resume import Resume
from app.documents.terms.tokens import stem
from app.tailoring.suggesting.results import Suggestion
from app.tailoring.suggesting.verbs import base_form


def checked(suggestion: Suggestion, resume: Resume, entry: str, today: date) -> Suggestion | None:
    """A rule's suggestion with what its new text claims; None when it claims more than the line did without support.

    A reworded line is checked against its own `entry`, anything else against the whole résumé. A rule keeps the verb of
    a line ("responsible for managing" as "managed"), so its scope stands on the line itself.
    """
    before = suggestion.change.before
    own = Evidence(suggestion.change.pointer, suggestion.line)
    claims = with_claims(suggestion, resume, entry, today).claims
    kept = tuple(_borne_out(claim, own) if _is_said(claim, before) else claim for claim in claims)
    doubted = {claim.text for claim in kept if not claim.supported}
    if doubted and not doubted <= _doubted(before, resume, entry, today):
        return None
    return msgspec.structs.replace(suggestion, claims=kept, evidence=suggestion.evidence or (own,))


def with_claims(suggestion: Suggestion, resume: Resume, entry: str, today: date) -> Suggestion:
    """A suggestion with what its new text claims, supported or not."""
    claims = check_text(suggestion.change.after, resume, entry=entry or None, today=today)
    return msgspec.structs.replace(suggestion, claims=claims)


def _doubted(text: str, resume: Resume, entry: str, today: date) -> set[str]:
    """What the line claimed without support before it was touched: that is no fault of a suggestion."""
    claims = check_text(text, resume, entry=entry or None, today=today) if text else ()
    return {claim.text for claim in claims if not claim.supported}


def _is_said(claim: Claim, before: str) -> bool:
    if claim.supported or claim.kind != "scope":
        return False
    said = {_root(word) for word in re.findall(r"[^\W\d_]+", before)}
    return all(_root(word) in said for word in re.findall(r"[^\W\d_]+", claim.text))


def _root(word: str) -> str:
    """What "led", "leading" and "lead" have in common."""
    return stem(base_form(word.casefold()) or word.casefold())


def _borne_out(claim: Claim, line: Evidence) -> Claim:
    return msgspec.structs.replace(claim, supported=True, problem="", evidence=(line,))
