"""A date or a range of dates in the notation of the one that stands in the source."""

import re
from typing import Final

from app.documents.dates import parse_date_range

_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH: Final = re.compile(
    r"(?P<full>January|February|March|April|June|July|August|September|October|November|December)"
    r"|(?P<short>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?P<dot>\.?)"
)
_NUMERIC: Final = re.compile(r"\b(?:0[1-9]|1[0-2])(?P<mark>[/.-])(?:19|20)\d\d\b")
_ISO: Final = re.compile(r"\b(?:19|20)\d\d(?P<mark>[-/.])(?:0[1-9]|1[0-2])\b")
_BETWEEN: Final = re.compile(r"\s*(?:---?|[-–—]|to|\$-\$|\\textendash(?:\{\})?)\s*")
_OPEN: Final = re.compile(r"[Pp]resent|PRESENT|[Nn]ow|[Cc]urrent|[Tt]oday|[Oo]ngoing")


def redated(written: str, start: str | None, end: str | None) -> str | None:
    """`written`, a date or range in LaTeX source, saying `start` to `end` (ISO 8601; no end: up to the present).

    None when its notation is not one of English months or numbers, or the new dates cannot be said in it.
    """
    if parse_date_range(written) is None or not (start or end):
        return None
    one_moment = start == end or start is None
    first = _said(start or end or "", written)
    if first is None or one_moment:
        return first
    last = _said(end, written) if end else None
    if end and last is None:
        return None
    between = _BETWEEN.search(written, _first_end(written))
    present = _OPEN.search(written)
    return f"{first}{between[0] if between else ' -- '}{last or (present[0] if present else 'Present')}"


def _first_end(written: str) -> int:
    """Where the first date of a range ends: behind its year (or an ISO month)."""
    year = re.search(r"(?:19|20)\d\d(?:[-/.](?:0[1-9]|1[0-2])\b)?", written)
    return year.end() if year else 0


def _said(iso: str, like: str) -> str | None:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return None
    if not month:
        return year
    numeric, written_iso, name = _NUMERIC.search(like), _ISO.search(like), _MONTH.search(like)
    if numeric:
        return f"{month}{numeric['mark']}{year}"
    if written_iso:
        return f"{year}{written_iso['mark']}{month}"
    if name is None:
        return None
    if any(found["full"] and found[0] not in {"June", "July"} for found in _MONTH.finditer(like)):
        return f"{_NAMES[int(month) - 1]} {year}"
    short = _SHORT[int(month) - 1]
    dotted = any(found["dot"] for found in _MONTH.finditer(like)) and short not in {"May", "Jun", "Jul"}
    whole = dotted and short in {"Jun", "Jul"}
    return f"{_NAMES[int(month) - 1] if whole else short}{'.' if dotted else ''} {year}"
