"""Counts whose things are named beside them: "two countries, Spain and Portugal"."""

import re
from collections.abc import Sequence

from app.documents.facts.numbers import Quantity
from app.documents.facts.record import RecordLine
from app.documents.facts.words import meanings

_LIST = re.compile(
    r"(?:\s+[\w'’-]+){1,3}?\s*(?:,|:|\(|\s[–—-])\s*(?:(?:namely|in|both|such\s+as|including)\s+)?"
    r"(?P<items>[^.;:()–—]{3,160}?)(?=[.;:()–—]|\s[–—-]\s|$)"
)
_PARTED = re.compile(r",\s*(?:and|und|et|y|en)?\s*|\s+(?:and|und|et|y|en|e)\s+")
_MOST = 10


def lines_listing(quantity: Quantity, folded: str, end: int, lines: Sequence[RecordLine]) -> list[RecordLine]:
    """Lines that name the things that a count of at most ten is spelt out with; none where one of them is unknown.

    `end` is where the sentence ends; the list has to be as long as the count says.
    """
    if quantity.unit != "" or not 2 <= quantity.value <= _MOST:
        return []
    match = _LIST.match(folded, quantity.end, min(end, quantity.end + 220))
    items = list(_PARTED.split(match["items"].strip())) if match else []
    wanted = [meanings(item) for item in items]
    if len(items) != quantity.value or not all(wanted):
        return []
    naming = [[line for line in lines if words <= line.said.about] for words in wanted]
    return [found[0] for found in naming] if all(naming) else []
