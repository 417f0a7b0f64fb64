"""What a model says of a posting, held against the posting itself: what is not there is dropped.

A model's answer is a proposal. Quotations are found again or the finding goes; figures, places, days and levels are
read from the quotation by Foreword's own tools; red flags that those tools see stay, whatever the model says.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from app.postings.analysis import Finding, Flag, Flags, Overview, Questions, Requirements
from app.postings.anchoring import anchor, clean, says
from app.postings.reading import Reading

LONGEST_TEXT = 300
LONGEST_WHY = 400
MOST_REQUIREMENTS = 60
MOST_FLAGS = 25
MOST_QUESTIONS = 8
F = TypeVar("F", bound=Finding)


def settle_overview(answer: Overview, reading: Reading) -> Overview:
    """The posting's own sentences only, at most two; without any, what the tools found."""
    sentences = tuple(
        msgspec.structs.replace(found, text=" ".join(found.quote.split()), why="")
        for one in answer.sentences[:2]
        if (found := anchored(one, reading, quote=one.quote or one.text))
    )
    return Overview(sentences=sentences) if sentences else reading.overview


def settle_requirements(answer: Requirements, reading: Reading) -> Requirements:
    """Each with its sentence, in the posting's words; without any, what the tools found."""
    musts, nices = _in_its_words(answer.musts, reading), _in_its_words(answer.nices, reading)
    return Requirements(musts=musts, nices=nices) if musts or nices else reading.requirements


def settle_flags(answer: Flags, reading: Reading) -> Flags:
    """Those that the tools see, and those of the model that quote a sentence and are not there already."""
    seen = {flag.name for flag in reading.flags.flags}
    places = {(flag.start, flag.end) for flag in reading.flags.flags}
    further = [
        found
        for one in answer.flags
        if one.quote and one.name not in seen and (found := anchored(one, reading)) and found.text
        if (found.start, found.end) not in places
    ]
    known = {flag.name: flag for flag in reading.flags.flags}
    said = {flag.name: flag for flag in answer.flags if flag.name in known and flag.why}
    kept: list[Flag] = [
        msgspec.structs.replace(flag, why=clean(said[flag.name].why, LONGEST_WHY)) if name in said else flag
        for name, flag in known.items()
    ]
    flags = [*kept, *further][:MOST_FLAGS]
    return Flags(flags=tuple(sorted(flags, key=lambda flag: (not flag.serious, flag.start is None, flag.start or 0))))


def settle_questions(answer: Questions, reading: Reading) -> Questions:
    """Those that are questions; one whose quotation is not in the posting goes without it."""
    found: dict[str, Finding] = {}
    for one in answer.questions:
        text = clean(one.text, LONGEST_TEXT)
        if text.endswith("?"):
            bare = Finding(text=text, name=clean(one.name, 40), why=clean(one.why, LONGEST_WHY))
            found.setdefault(text.casefold(), (anchored(one, reading) if one.quote else None) or bare)
    return Questions(questions=tuple(found.values())[:MOST_QUESTIONS]) if found else reading.questions


def anchored(finding: F, reading: Reading, *, quote: str = "") -> F | None:
    """The finding with its sentence as the posting has it, and clean words; None when that is not in the posting."""
    place = anchor(reading.source, quote or finding.quote)
    if place is None:
        return None
    return msgspec.structs.replace(
        finding,
        text=clean(finding.text, LONGEST_TEXT),
        name=clean(finding.name, 40),
        why=clean(finding.why, LONGEST_WHY),
        quote=place.quote,
        start=place.start,
        end=place.end,
    )


def _in_its_words(findings: Sequence[Finding], reading: Reading) -> tuple[Finding, ...]:
    kept: dict[tuple[str, int | None], Finding] = {}
    for one in findings[:MOST_REQUIREMENTS]:
        found = anchored(one, reading, quote=one.quote or one.text)
        if found is None:
            continue
        if not (found.text and says(reading.source, found.text)):
            found = msgspec.structs.replace(found, text=clean(found.quote, LONGEST_TEXT))
        kept.setdefault((found.text.casefold(), found.start), found)
    return tuple(kept.values())


def each_anchored(findings: Iterable[F], reading: Reading) -> tuple[F, ...]:
    """Those that quote the posting."""
    return tuple(found for one in findings if (found := anchored(one, reading)))
