"""Whether what a learner typed puts a mistake right.

Forgiving about capitals, marks at the end, blanks and the form of quotes, except where just that is the mistake
("english", "However I").
"""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

import msgspec

from app.tutor.models import Mistake

_FORMS = str.maketrans(
    dict.fromkeys("’‘ʼ′`´", "'") | dict.fromkeys("“”„«»‟″", '"') | dict.fromkeys("\u2010\u2011\u2212", "-")
)
_WORD = re.compile(r"\S+")
_WORD_BEFORE = re.compile(r"\S+$")
_END_MARKS = ".!?…,;:。！？"


def corrected_sentence(mistake: Mistake) -> str:
    """The learner's sentence with the correction in it, and no gap where words are taken out."""
    before, after = around(mistake)
    return before + mistake.corrected + _closed(before + mistake.corrected, after)


def around(mistake: Mistake) -> tuple[str, str]:
    """The learner's sentence before the mistake and behind it."""
    end = mistake.offset + len(mistake.original)
    return mistake.sentence[: mistake.offset], mistake.sentence[end:]


def as_asked(mistake: Mistake) -> Mistake:
    """The card with the words around a mistake that is only about blanks ("shop ,"): alone it could not be told."""
    if _tidy(mistake.original) != _tidy(mistake.corrected):
        return mistake
    before, after = around(mistake)
    lead, tail = _WORD_BEFORE.search(before), _WORD.match(after)
    left, right = lead[0] if lead else "", tail[0] if tail else ""
    return msgspec.structs.replace(
        mistake,
        original=left + mistake.original + right,
        corrected=left + mistake.corrected + right,
        offset=mistake.offset - len(left),
    )


def is_right(mistake: Mistake, typed: str) -> bool:
    """Whether these are the right words: alone, with some of the words around them, or the whole sentence.

    Nothing typed is right when the marked words are too many. In a whole sentence only the place of this mistake
    counts: others in it may be put right or left.
    """
    mistake = as_asked(mistake)
    fold = _leniency(mistake)
    if fold(typed) == fold(mistake.corrected):
        return True
    words = [fold(word) for word in typed.split()]
    right = _place(corrected_sentence(mistake), mistake.offset, mistake.corrected)
    if not _holds(words, right, fold):
        return False
    wrong = _place(mistake.sentence, mistake.offset, mistake.original)
    # What was too long holds what is right as well.
    return len(mistake.original.split()) <= len(mistake.corrected.split()) or not _holds(words, wrong, fold)


def wanted_text(mistake: Mistake, typed: str) -> str:
    """What `typed` is best compared with: the right words alone, or the whole sentence."""
    return min((mistake.corrected, corrected_sentence(mistake)), key=lambda text: abs(len(text) - len(typed)))


def _leniency(mistake: Mistake) -> Callable[[str], str]:
    """Forgives each thing that the mistake and its correction differ in otherwise too."""
    fold: Callable[[str], str] = _tidy
    for forgive in (str.casefold, _without_end_marks):
        wider = _after(fold, forgive)
        if wider(mistake.original) != wider(mistake.corrected):
            fold = wider
    return fold


def _after(first: Callable[[str], str], then: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: then(first(text))


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_FORMS).split())


def _without_end_marks(text: str) -> str:
    return text.rstrip(_END_MARKS + " ")


class _Place(NamedTuple):
    """The words of a sentence, and the first and the last of those that it is about."""

    words: tuple[str, ...]
    first: int
    last: int


def _place(sentence: str, offset: int, part: str) -> _Place:
    """Where `part` stands in its sentence; of an empty part the two words that meet there."""
    spans = [match.span() for match in _WORD.finditer(sentence)]
    words = tuple(sentence[start:end] for start, end in spans)
    start = offset + len(part) - len(part.lstrip())
    end = offset + len(part.rstrip())
    if not words:
        return _Place((), 0, 0)
    if end > start:
        first = sum(1 for _, stop in spans if stop <= start)
        last = sum(1 for begin, _ in spans if begin < end) - 1
    else:
        last = min(sum(1 for _, stop in spans if stop <= offset), len(words) - 1)
        first = last - 1 if last and spans[last][0] >= offset else last
    return _Place(words, first, last)


def _holds(words: list[str], place: _Place, fold: Callable[[str], str]) -> bool:
    """Whether most of `words` are from the sentence, in its order, the place among them and unbroken."""
    sentence = [fold(word) for word in place.words]
    blocks = SequenceMatcher(None, words, sentence, autojunk=False).get_matching_blocks()
    if 2 * sum(block.size for block in blocks) <= len(words):
        return False
    return any(block.b <= place.first and place.last < block.b + block.size for block in blocks)


def _closed(before: str, after: str) -> str:
    """Of two blanks that meet where words are gone, one; none before a mark."""
    if before.endswith(" ") or not before:
        return after.lstrip(" ")
    return after
