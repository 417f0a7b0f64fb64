"""A checked text, sentence by sentence: what each speaks of, and how a finding becomes a claim."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.documents.facts.claims import Background, Claim, ClaimKind, Evidence
from app.documents.facts.employers import Groups, Mention, Names, Part
from app.documents.facts.record import Entry, Record, RecordLine
from app.documents.facts.sentences import Sentence, clauses_of
from app.documents.facts.silence import Spans, is_silent
from app.documents.facts.words import meanings

_MOST_EVIDENCE = 3
_FEWEST_WORDS = 2


class Checked(NamedTuple):
    """What a whole check shares.

    `fixed` is the one entry that the text belongs to, None when each sentence decides; `heads` are the last words of
    the résumé's own titles.
    """

    text: str
    folded: str
    language: str
    record: Record
    names: Names
    background: Background
    fixed: frozenset[str] | None
    heads: frozenset[str] = frozenset()

    @property
    def is_translated(self) -> bool:
        """Whether text and résumé are in different languages, so that their words cannot be compared."""
        return self.language != self.record.language


class Passage(NamedTuple):
    """A sentence, what in it claims nothing, the names in it, and whose each part is."""

    sentence: Sentence
    silent: Spans
    mentions: tuple[Mention, ...]
    parts: tuple[Part, ...]
    clauses: tuple[tuple[int, int], ...]

    def groups_at(self, place: int) -> Groups:
        """Whose the words at a place are."""
        return next((part.groups for part in self.parts if part.start <= place < part.end), self.parts[-1].groups)

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause that a place is in."""
        found = [clause for clause in self.clauses if clause[0] <= place]
        return found[-1] if found else self.clauses[0]

    def claims_at(self, start: int, end: int) -> bool:
        """Whether words there claim anything."""
        return not is_silent(self.silent, start, end)


def new_passage(
    checked: Checked, sentence: Sentence, silent: Spans, mentions: Sequence[Mention], parts: Sequence[Part]
) -> Passage:
    """A passage with its clauses."""
    return Passage(sentence, silent, tuple(mentions), tuple(parts), tuple(clauses_of(checked.folded, sentence)))


def subject_of(checked: Checked, passage: Passage, place: int) -> frozenset[str]:
    """What the clause at a place is about; the whole sentence where the clause says too little. Names left out."""
    start, end = passage.clause_at(place)
    found = meanings(_without_names(checked, passage, start, end))
    if len(found) < _FEWEST_WORDS:
        return meanings(_without_names(checked, passage, passage.sentence.start, passage.sentence.end))
    return found


def scopes_of(groups: Groups) -> list[frozenset[str] | None]:
    """The scopes that each have to support a claim; the whole résumé when none is named."""
    return list(groups) if groups else [None]


def name_of(record: Record, scope: frozenset[str] | None) -> str:
    """What a scope is called in a sentence for the person."""
    entries = [record.entries[pointer] for pointer in sorted(scope or ()) if pointer in record.entries]
    return next((entry.name for entry in entries if entry.name), "")


def supported(
    checked: Checked,
    kind: ClaimKind,
    place: tuple[int, int],
    evidence: Iterable[RecordLine | Entry],
    entry: str = "",
) -> Claim:
    """A claim that stands on lines or on the headings of entries."""
    items = list(evidence)
    shown = [item.heading if isinstance(item, Entry) else item.evidence for item in items]
    if not entry and items:
        entry = items[0].pointer if isinstance(items[0], Entry) else items[0].entry
    kept = tuple(dict.fromkeys(shown))[:_MOST_EVIDENCE]
    scoped = entry if entry.startswith(("/work/", "/projects/", "/volunteer/", "/education/")) else ""
    text = checked.text[place[0] : place[1]]
    return Claim(kind=kind, start=place[0], end=place[1], text=text, supported=True, evidence=kept, entry=scoped)


def unsupported(
    checked: Checked,
    kind: ClaimKind,
    place: tuple[int, int],
    problem: str,
    nearest: Iterable[RecordLine | Entry] = (),
    scope: frozenset[str] | None = None,
) -> Claim:
    """A claim that the résumé does not bear out, with a sentence that says why."""
    shown: list[Evidence] = [item.heading if isinstance(item, Entry) else item.evidence for item in nearest]
    text = checked.text[place[0] : place[1]]
    return Claim(
        kind=kind,
        start=place[0],
        end=place[1],
        text=text,
        supported=False,
        entry=min(scope) if scope else "",
        problem=problem,
        nearest=tuple(dict.fromkeys(shown))[:_MOST_EVIDENCE],
    )


def at_name(record: Record, scope: frozenset[str] | None) -> str:
    """ " at Acme", or nothing where no employer is spoken of."""
    name = name_of(record, scope)
    return f" at {name}" if name else ""


def without_names(checked: Checked, passage: Passage) -> str:
    """The folded text with the passage's names blanked, every place as it was."""
    folded = checked.folded
    for mention in passage.mentions:
        folded = folded[: mention.start] + " " * (mention.end - mention.start) + folded[mention.end :]
    return folded


def _without_names(checked: Checked, passage: Passage, start: int, end: int) -> str:
    kept, place = [], start
    for mention in passage.mentions:
        if start <= mention.start < end:
            kept.append(checked.folded[place : mention.start])
            place = max(place, mention.end)
    return re.sub(r"\s+", " ", " ".join([*kept, checked.folded[place:end]]))
