"""Dates in the one form that JSON Resume has for them: ISO 8601, to the year, the month or the day."""

import re
from datetime import date

from app.documents.dates import parse_date_range

# The schema's `iso8601` knows the years 1000 to 2999.
_ISO = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d.*", re.ASCII | re.DOTALL)
_LONGEST_WRITTEN = 80


def is_iso_date(text: str) -> bool:
    """Whether the text is `2021`, `2021-03` or `2021-03-15`, and that day exists."""
    found = _ISO.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def iso_date(text: str, *, is_end: bool = False) -> str | None:
    """A date as people and programs write it ("Jan 2021", "2021-03-15T00:00Z") in ISO 8601; None when it is none.

    Of a day or month that does not exist the rest is kept (`2021-13` gives `2021`). Of a range its start is taken,
    or with `is_end` its end.
    """
    if is_iso_date(text):
        return text
    moment = _MOMENT.fullmatch(text)
    if moment:
        return _existing(moment[1])
    found = parse_date_range(text) if len(text) <= _LONGEST_WRITTEN else None
    if found is None:
        return None
    written = (found.end if is_end else found.start) or found.start or found.end
    return _existing(written) if written else None


def is_present(text: str) -> bool:
    """Whether the text says that something goes on ("present", "heute"), which the schema says by no end date."""
    # What can end an open range is what the reader of ranges takes for "present".
    found = parse_date_range(f"2000 - {text}") if 0 < len(text.strip()) <= _LONGEST_WRITTEN else None
    return found is not None and found.is_current and found.span.end == len(f"2000 - {text.strip()}")


def _existing(iso: str) -> str | None:
    parts = iso.split("-")
    for length in range(len(parts), 0, -1):
        if is_iso_date("-".join(parts[:length])):
            return "-".join(parts[:length])
    return None
