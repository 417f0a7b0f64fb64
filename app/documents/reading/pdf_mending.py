"""What a page's width broke in two, put together again: addresses, the text of cells, dates in narrow cells."""

import re

from app.documents.contact import find_contact
from app.documents.dates import parse_date_range
from app.documents.reading.broken_words import keeps_hyphen
from app.documents.reading.lines import BULLET
from app.documents.reading.pdf_date_column import is_range, with_next_line
from app.documents.reading.pdf_rows import Row
from app.documents.reading.pdf_words import Word
from app.documents.resume import Span

_LEADING = 1.6
_SPACE = 0.2
_CELL_MARGIN = 1.2
_GUTTER = 1.2
_DASHES = "-–—"
_SEPARATORS = frozenset("-–—|·•,/&")
# No text of its own begins with these: "Park-Klinikum GmbH" above "& Co. KG".
_JOINING = frozenset("&+/|·•,")
# After these a text goes on.
_OPEN = frozenset(",&/-–—")
_LONGEST_DATE = 5
_LONGEST_END = 30
_HOLDS_TIME = re.compile(r"\d\d")
_MOST_UNLIKE = 1.2
_LONGEST_RIGHT_CELL = 40
_MOST_WORDS = 200
_ADDRESS = re.compile(r"(?:[\w.+-]+(?:/|@)|https?:|www\.)\S*$", re.IGNORECASE)
_ADDRESS_BREAK = re.compile(r"[/\-._@=&?]$")


def mend(rows: list[Row]) -> list[Row]:
    """Rows of one column with each that goes on in the next made one with it."""
    found: list[Row] = []
    for row in rows:
        if not (found and _is_next(found[-1], row) and _takes(found[-1], row)):
            found.append(row)
    return found


def _takes(above: Row, row: Row) -> bool:
    """Join a row to the one above where it goes on with it."""
    range_end = _range_end(above, row)
    if _breaks_address(above, row):
        _join_address(above, row)
    elif _continues_to_date(above, row):
        _insert_with_tabs(above, row)
    elif range_end is not None:
        _join_range(above, row, *range_end)
    elif _ends_date(above, row):
        opening = above.last_cell()
        above.words[opening:] = with_next_line(above.words[opening:], row.words)
    elif _continues_last_cell(above, row):
        _insert(above, len(above.words), row.words)
    elif _continues_first_cell(above, row):
        _insert(above, min(above.tabs), row.words)
    else:
        return False
    above.bottom = row.y
    return True


def _is_next(above: Row, row: Row) -> bool:
    near = 0 < above.bottom - row.y <= _LEADING * max(above.size, row.size)
    return near and abs(above.size - row.size) <= _MOST_UNLIKE and len(above.words) <= _MOST_WORDS


def _has_room(last: Word, row: Row, edge: float) -> bool:
    """Whether the first word of a row would have stood after `last`, left of `edge`."""
    return last.right + _SPACE * row.size + row.words[0].width <= edge


def _looks_alike(last: Word, first: Word) -> bool:
    return (last.bold, last.italic) == (first.bold, first.italic)


def _breaks_address(above: Row, row: Row) -> bool:
    """Whether an address goes on: its link does, or it was cut at a sign at which addresses are cut."""
    last, first = above.words[-1], row.words[0]
    if _has_room(last, row, above.reach - 0.5):
        return False
    if last.url and last.url == first.url:
        return _shown(last, first) in last.url.casefold() or _is_hyphenated(last, first)
    if not _ADDRESS_BREAK.search(last.text):
        return False
    opens = _ADDRESS.fullmatch(last.text.lstrip("(")) is not None
    return (opens and first.text[:1].isalnum()) or (last.text.endswith("-") and _is_address(first.text))


def _shown(last: Word, first: Word, dropped: str = "") -> str:
    return f"{last.text.removesuffix(dropped)}{first.text}".casefold().rstrip("/.,;")


def _is_hyphenated(last: Word, first: Word) -> bool:
    """Whether the hyphen between two parts of a link is not the link's own."""
    url = (last.url or "").casefold()
    return last.text.endswith("-") and _shown(last, first) not in url and _shown(last, first, "-") in url


def _is_address(text: str) -> bool:
    return "." in text and bool(find_contact(text).spans)


def _join_address(above: Row, row: Row) -> None:
    last, first = above.words[-1], row.words[0]
    dropped = "-" if _is_hyphenated(last, first) else ""
    last.text, last.right = last.text.removesuffix(dropped) + first.text, first.right
    above.tabs |= {index - 1 + len(above.words) for index in row.tabs}
    above.words += row.words[1:]


def _continues_last_cell(above: Row, row: Row) -> bool:
    """Whether a row stands under the left edge of the last cell above it, for want of room there."""
    if not above.tabs or row.tabs:
        return False
    last, first = above.words[-1], row.words[0]
    had_room = _has_room(last, row, above.reach - _CELL_MARGIN * row.size) and first.text not in _JOINING
    return abs(first.left - above.words[above.last_cell()].left) <= 2 and not had_room and _goes_on(last, row)


def _continues_first_cell(above: Row, row: Row) -> bool:
    """Whether a row goes on with the first cell above it, which had no room beside the dates or place at the right."""
    if not above.tabs or row.tabs or abs(above.left - row.left) > 2:
        return False
    stop = min(above.tabs)
    right = " ".join(word.text for word in above.words[stop:])
    return (
        len(above.tabs) == 1
        and len(right) <= _LONGEST_RIGHT_CELL
        and (above.right >= above.reach - 2 or parse_date_range(right) is not None)
        and not _has_room(above.words[stop - 1], row, above.words[stop].left - _GUTTER * row.size)
        and _goes_on(above.words[stop - 1], row)
    )


def _continues_to_date(above: Row, row: Row) -> bool:
    """Whether a text that filled its line goes on in a row that ends in its dates: "…, Pont-" over "l'Abbé⇥2020"."""
    last = above.words[-1]
    if above.tabs or len(row.tabs) != 1 or abs(above.left - row.left) > 2 or BULLET.match(f"{row.text} X"):
        return False
    full = last.text[-1] in _DASHES or not _has_room(last, row, above.reach - 0.5)
    open_still = last.text[-1] in _OPEN or row.text[:1].islower()
    goes_on = full and open_still and _looks_alike(last, row.words[0])
    return goes_on and parse_date_range(" ".join(word.text for word in row.words[min(row.tabs) :])) is not None


def _insert_with_tabs(above: Row, row: Row) -> None:
    tab = min(row.tabs)
    _insert(above, len(above.words), row.words[:tab])
    above.tabs.add(len(above.words))
    above.words += row.words[tab:]


def _goes_on(last: Word, row: Row) -> bool:
    return (
        (_looks_alike(last, row.words[0]) or last.text in _SEPARATORS)
        and not BULLET.match(f"{row.text} X")
        and parse_date_range(row.text) is None
    )


def _range_end(above: Row, row: Row) -> tuple[int, int] | None:
    """How many words above begin a range that the first words of the row end: "09/2014 –" over "04/2018"."""
    taken = min(row.tabs, default=len(row.words))
    if taken > _LONGEST_DATE:
        return None
    end = _text(row, taken)
    if not _HOLDS_TIME.search(_text(above, _LONGEST_DATE)) or len(end) > _LONGEST_END:
        return None
    for count in range(1, min(_LONGEST_DATE, len(above.words) - 1) + 1):
        begun = _text(above, count)
        open_still = begun[-1] in _DASHES or not _is_range(begun)
        beside = row.words[taken - 1].right <= above.words[count].left
        if beside and open_still and _HOLDS_TIME.search(begun) and _is_range(f"{begun} {end}"):
            return count, taken
    return None


def _ends_date(above: Row, row: Row) -> bool:
    """Whether a date at the right margin goes on at the left: "⇥Febrero" above "2011–Agosto 2014"."""
    if not above.tabs or row.tabs or len(row.words) > _LONGEST_DATE:
        return False
    cell = above.words[above.last_cell() :]
    if len(cell) > _LONGEST_DATE or is_range(cell):
        return False
    return is_range(with_next_line(cell, row.words))


def _text(row: Row, count: int) -> str:
    return " ".join(word.text for word in row.words[:count])


def _is_range(text: str) -> bool:
    found = parse_date_range(text)
    return found is not None and found.span == Span(0, len(text)) and not found.is_single


def _join_range(above: Row, row: Row, count: int, taken: int) -> None:
    rest = row.words[taken:]
    _insert(above, count, row.words[:taken])
    above.tabs = {index for index in above.tabs if index > count} | {count + taken}
    _insert(above, len(above.words), rest)


def _insert(above: Row, at: int, words: list[Word]) -> None:
    """Put words before the one at an index; a word or a compound that was cut at its hyphen is whole."""
    last = above.words[at - 1]
    if words and len(last.text) > 1 and last.text.endswith("-") and words[0].text[:1].isalpha():
        kept = last.text if keeps_hyphen(last.text, words[0].text) else last.text[:-1]
        last.text, last.right = kept + words[0].text, words[0].right
        words = words[1:]
    above.words[at:at] = words
    above.tabs = {index + len(words) if index >= at else index for index in above.tabs}
