"""Parts of dates that a line's end has parted: "septembre" above "2018 – août", "Sep-" above "tember 2007 – 2009"."""

import re

from app.documents.date_words import BETWEEN, FROM, MONTHS, PRESENT, SINCE, UNTIL, any_of
from app.documents.folding import fold

_LONGEST = 40
_MONTH = rf"(?:{any_of(' '.join(MONTHS))})(?![^\W\d_])\.?"
_YEAR = r"(?:19[4-9]|20[0-4])\d(?!\d)"
_MARKED = re.compile(rf"{_MONTH}|{_YEAR}")
_PART = re.compile(
    rf"(?:(?:{_MONTH}|{_YEAR}|\d{{1,2}}(?!\d)|(?:{BETWEEN}|{FROM}|{SINCE}|{UNTIL}|{PRESENT})(?![^\W\d_])|[-–—/.,])\s*)+"
)
_BARE_MONTH = re.compile(rf"(?:(?:{FROM}|{SINCE}|{BETWEEN})\s+)?{_MONTH}")


def is_part_of_date(text: str) -> bool:
    """Whether a short text is nothing but months, years and the words between them: "juillet", "2010–décembre"."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text).lower().strip()
    return bool(_PART.fullmatch(folded)) and _MARKED.search(folded) is not None


def is_bare_month(text: str) -> bool:
    """Whether a text is a month that wants its year."""
    return len(text) <= _LONGEST and _BARE_MONTH.fullmatch(fold(text).lower().strip()) is not None
