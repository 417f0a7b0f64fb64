"""The learner's mistakes as they stand under a message: each with some words around it."""

from collections.abc import Sequence

from app.tutor.contexts import CorrectionView, Notes
from app.tutor.corrections.models import Correction
from app.tutor.mistake_pages.contexts import Learn
from app.tutor.models import Manner, Message

_AROUND = 48
_KINDS = {
    "grammar": "Grammar",
    "spelling": "Spelling",
    "word_choice": "Choice of words",
    "punctuation": "Punctuation",
    "register": "Tone",
}


def notes_view(message: Message, manner: Manner, cards: Sequence[Learn], note: str = "") -> Notes:
    """The corrections of a message, each with its place in `cards`."""
    shown = (
        _correction_view(message.text, correction, card)
        for correction, card in zip(message.corrections, cards, strict=True)
    )
    return Notes(message_id=message.id, corrections=tuple(shown), note=note, target=manner.target, native=manner.native)


def _correction_view(text: str, correction: Correction, card: Learn) -> CorrectionView:
    return CorrectionView(
        before=_before(text[: correction.offset]),
        original=correction.original,
        corrected=correction.corrected,
        after=_after(text[correction.end :]),
        explanation=correction.explanation,
        kind=_KINDS[correction.type],
        card=card,
    )


def _before(text: str) -> str:
    """The end of the line before the mistake, from a word's beginning on."""
    line = text.rpartition("\n")[2]
    if len(line) <= _AROUND:
        return line
    cut = line[-_AROUND:]
    gap = cut.find(" ")
    return "… " + cut[gap + 1 :] if gap >= 0 else "…" + cut


def _after(text: str) -> str:
    line = text.partition("\n")[0]
    if len(line) <= _AROUND:
        return line
    cut = line[:_AROUND]
    gap = cut.rfind(" ")
    return cut[:gap] + " …" if gap > 0 else cut + "…"
