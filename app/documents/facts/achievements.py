"""Work that has no number, no skill and no verb of scope: told of one employer where the résumé has it of another."""

import re
from collections.abc import Iterator, Sequence

from app.documents.facts.claims import Claim
from app.documents.facts.passages import Checked, Passage, name_of, unsupported, without_names
from app.documents.facts.record import RecordLine
from app.documents.facts.words import WORD, meaning_of

_FEWEST, _LEAD = 2, 2
_SHARE = 0.5
_DONE = re.compile(r"\b(?:i|we|my|ich|wir|je|j'|nous|yo|ik|wij|eu)\b|^\W*[a-z]+(?:ed|t)\b")
_EXPERIENCE = ("work", "projects", "volunteer")


def judge_achievements(checked: Checked, passage: Passage, judged: Sequence[Claim]) -> Iterator[Claim]:
    """Clauses that share next to nothing with the lines of the employer they name and much with another's.

    `judged` are the claims that the sentence has already; a clause with an unsupported one is left alone.
    """
    if not passage.mentions and checked.fixed is None:
        return
    folded = without_names(checked, passage)
    for start, end in passage.clauses:
        if any(start <= claim.start < end and not claim.supported for claim in judged):
            continue
        words = _words(folded, start, end, passage)
        if len({meaning for meaning, _, _ in words}) < _FEWEST or not _DONE.search(folded, start, end):
            continue
        for scope in passage.groups_at(start):
            claim = _told_of_another(checked, words, scope)
            if claim is not None:
                yield claim
                break


def _words(folded: str, start: int, end: int, passage: Passage) -> list[tuple[str, int, int]]:
    """The meanings of the words that claim something, with their places."""
    found = []
    for match in WORD.finditer(folded, start, end):
        meaning = meaning_of(match[0])
        if meaning and not match[0][0].isdigit() and passage.claims_at(*match.span()):
            found.append((meaning, match.start(), match.end()))
    return found


def _told_of_another(checked: Checked, words: Sequence[tuple[str, int, int]], scope: frozenset[str]) -> Claim | None:
    record, about = checked.record, frozenset(meaning for meaning, _, _ in words)
    if not any(entry in record.entries and record.entries[entry].kind in _EXPERIENCE for entry in scope):
        return None
    own = max((len(about & line.said.about) for line in record.of(scope)), default=0)
    best: RecordLine | None = None
    most = max(own + _LEAD, _FEWEST, round(len(about) * _SHARE)) - 1
    for line in record.lines:
        entry = record.entries.get(line.entry)
        if (
            line.entry in scope
            or entry is None
            or entry.kind not in _EXPERIENCE
            or entry.name == name_of(record, scope)
        ):
            continue
        shared = len(about & line.said.about)
        if shared > most and line.evidence.pointer != line.entry:
            best, most = line, shared
    if best is None:
        return None
    told = [(first, last) for meaning, first, last in words if meaning in best.said.about]
    other = record.entries[best.entry].name or record.entries[best.entry].title
    problem = f"Your résumé says this of {other}, not of {name_of(record, scope) or 'this'}."
    return unsupported(checked, "employer", (told[0][0], told[-1][1]), problem, [best], scope)
