"""The numbers that LaTeX sets before the headings of sections: "1   Experience" is the heading "Experience"."""

import re
from statistics import median

from app.documents.reading.pdf_rows import Row

_NUMBER = re.compile(r"\d{1,2}")
_FEWEST, _MOST_WORDS = 3, 9
_QUAD = 0.6
_SAME_EDGE = 2.0


def drop_section_numbers(rows: list[Row]) -> None:
    """Take the numbers from the headings of a document, in place.

    They stand in front of bold or larger rows of one look, a wide space before the words, and count from one upwards
    without a hole, in any order: columns.
    """
    usual = median(row.size for row in rows) if rows else 0.0
    able = [row for row in rows if _is_numbered(row) and (row.size > usual or all(word.bold for word in row.words))]
    for size in {row.size for row in able}:
        alike = [row for row in able if row.size == size]
        left = min(row.left for row in alike)
        alike = [row for row in alike if row.left <= left + _SAME_EDGE]
        numbers = [int(row.words[0].text) for row in alike]
        if len(alike) >= _FEWEST and sorted(numbers) == list(range(1, len(alike) + 1)):
            for row in alike:
                row.words = row.words[1:]


def _is_numbered(row: Row) -> bool:
    if not 1 < len(row.words) <= _MOST_WORDS:
        return False
    number, first = row.words[:2]
    return bool(_NUMBER.fullmatch(number.text)) and first.left - number.right > _QUAD * row.size
