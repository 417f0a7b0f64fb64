"""Which look headings have in a document whose headings no list knows, decided by form alone."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

FEWEST_HEADINGS, MOST_HEADINGS = 3, 16
_ALIKE = 0.9
_MOST_OF_LINES = 3
_LookT = TypeVar("_LookT", bound=Hashable)


def look_of_headings(
    lines: Sequence[tuple[_LookT, bool]], common: _LookT, prominence: Callable[[_LookT], tuple[float, ...]]
) -> _LookT | None:
    """The most prominent look that several lines have and that nearly only lines have that could be headings.

    `lines` are all lines with their look and whether each could be a heading; `common` is the look of running text.
    """
    counted = Counter(look for look, _ in lines)
    able = Counter(look for look, could in lines if could)
    looks = [
        look
        for look, count in counted.items()
        if look != common
        and FEWEST_HEADINGS <= able[look] <= MOST_HEADINGS
        and able[look] >= _ALIKE * count
        and _MOST_OF_LINES * count <= len(lines)
        and prominence(look) > prominence(common)
    ]
    return max(looks, key=lambda look: (prominence(look), -counted[look]), default=None)


def are_titles(texts: Iterable[str]) -> bool:
    """Whether texts could be a résumé's headings: several, each once, short, of words alone."""
    given = [" ".join(text.split()) for text in texts]
    return (
        FEWEST_HEADINGS <= len(given) <= MOST_HEADINGS
        and len({text.lower() for text in given}) == len(given)
        and all(could_be_title(text) for text in given)
    )


def could_be_title(text: str) -> bool:
    """One to six words without figures and without the signs of lists, addresses and sentences."""
    words = text.split()
    return (
        1 <= len(words) <= 6
        and 2 < len(text) <= 50
        and any(char.isalpha() for char in text)
        and not any(char.isdigit() or char in "@|,;\t#•·" for char in text)
        and text.rstrip()[-1] not in ".,;"
    )
