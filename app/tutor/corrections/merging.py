"""Several checkers' corrections as one list: none twice, none over another, none in what is guarded."""

from collections.abc import Iterable, Sequence

from app.tutor.corrections.guarding import Guards
from app.tutor.corrections.models import Correction


def merge(ranked: Sequence[Iterable[Correction]], text: str, guards: Guards) -> tuple[Correction, ...]:
    """In the text's order. Where two overlap the one of the earlier source stays, in one source the one found first.

    A correction is cut to the words that it changes; one that changes nothing, or touches what is guarded, is dropped.
    """
    kept: list[Correction] = []
    for corrections in ranked:
        for correction in map(_shortest, corrections):
            is_free = not any(_meet(correction, other) for other in kept)
            if is_free and _changes(correction, text) and not guards.touch(correction.offset, correction.end):
                kept.append(correction)
    return tuple(sorted(kept, key=lambda correction: correction.offset))


def _changes(correction: Correction, text: str) -> bool:
    stands = text[correction.offset : correction.end] == correction.original
    return stands and bool(correction.original) and correction.original != correction.corrected


def _meet(one: Correction, two: Correction) -> bool:
    return one.offset < two.end and two.offset < one.end


def _shortest(correction: Correction) -> Correction:
    """Without the whole words at either end that stay, one of them kept where nothing else is left."""
    before, after = correction.original.split(" "), correction.corrected.split(" ")
    start = 0
    while start < min(len(before), len(after)) - 1 and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start - 1 and before[-1 - end] == after[-1 - end]:
        end += 1
    if not start and not end:
        return correction
    original = " ".join(before[start : len(before) - end])
    corrected = " ".join(after[start : len(after) - end])
    lead = sum(len(word) + 1 for word in before[:start])
    return Correction(
        original,
        corrected,
        correction.explanation,
        correction.type,
        correction.offset + lead,
        len(original),
    )
