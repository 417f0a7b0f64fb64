"""Calls of functions that another file defines: their arguments by what their names say, in the order of a résumé.

Templates name the parts of an entry alike ("title", "company", "date", "location"); what no list here names keeps its
text, in the order in which it is given.
"""

import re

from app.documents.dates import parse_date_range
from app.documents.headings import section_key
from app.documents.typst.persons import is_person, person_parts
from app.documents.typst.values import (
    BREAK_SIGN,
    GAP_SIGN,
    GROUP,
    HEADING,
    ITEM,
    LINE,
    LINK,
    Arguments,
    Content,
    Element,
    Moment,
    Number,
    Part,
    Value,
    Words,
    is_inline,
    placeless,
    plain,
    separated,
    shown,
    text_of,
    trimmed,
)
from app.documents.typst.vocabulary import (
    DATES,
    DIVIDER,
    ENDS,
    ICON,
    INFOS,
    LABELLED,
    LABELS,
    LINKS,
    LISTS,
    ONE_LINE,
    OWNERS,
    PLACES,
    SECTION,
    SETTINGS,
    STARTS,
    TITLES,
)

_SHORT = 40


def arranged(name: str, given: Arguments) -> list[Part]:
    """What the call of an unknown function prints."""
    if ICON.fullmatch(name):
        return []
    if not given.positional and not given.named:
        return [GAP_SIGN] if DIVIDER.fullmatch(name) else []
    if is_person(given):
        return [*person_parts(given), *_bodies(given.positional)]
    heading = _heading(name, given)
    if heading:
        return heading
    sections = _sections(given)
    labelled = _labelled(name, given)
    if labelled is not None:
        return labelled
    return [*_entry(name, given), *sections]


def is_setting(key: str, value: Value) -> bool:
    """Whether a named argument says how something looks, not what it says."""
    return not isinstance(value, Content) and bool(SETTINGS.fullmatch(key.lower()))


def _heading(name: str, given: Arguments) -> list[Part] | None:
    """A call that opens a section: its only line of text is the title, a body may follow."""
    lines = [shown(one) for one in given.positional if isinstance(one, Content | Words)]
    if not lines or not is_inline(lines[0]) or len(lines) > 2 or len(lines) < len(given.positional):
        return None
    if any(key in TITLES | OWNERS | DATES | STARTS | PLACES | LINKS for key in given.named):
        return None
    has_body = len(lines) > 1 and not is_inline(lines[1])
    if len(lines) > 1 and not has_body:
        return None
    title = text_of(given.positional[0])
    if not (SECTION.fullmatch(name) or (has_body and section_key(title))) or not title:
        return None
    return [Element(HEADING, lines[0], level=1), *(lines[1] if has_body else [])]


def _labelled(name: str, given: Arguments) -> list[Part] | None:
    """A group of skills or a language: a label and what it holds."""
    keys = {key.lower(): value for key, value in given.named.items()}
    if keys.keys() & (DATES | STARTS | OWNERS | PLACES):
        return None
    label = next((keys[key] for key in keys if key in LABELS), None)
    info = next((keys[key] for key in keys if key in INFOS and key not in LABELS), None)
    rest = given.positional
    if label is None and len(rest) == 2 and isinstance(rest[0], Content | Words):
        is_pair = isinstance(rest[1], list) or (LABELLED.fullmatch(name) and isinstance(rest[1], Content | Words))
        label, info, rest = (rest[0], rest[1], []) if is_pair else (None, None, rest)
    if label is None or info is None or not is_inline(shown(label)) or not is_inline(shown(info)):
        return None
    pair = [*trimmed(shown(label)), placeless(": "), *trimmed(shown(info))]
    return [Element(LINE, [*pair, *(part for one in rest for part in shown(one))])]


def _entry(name: str, given: Arguments) -> list[Part]:
    """An entry: title and dates, owner and place, then what tells of it."""
    parts = _Parts()
    for key, value in given.named.items():
        if not is_setting(key, value):
            parts.take(key.lower(), value)
    for value in given.positional:
        parts.take("", value)
    return parts.lines(one_line=bool(ONE_LINE.fullmatch(name)) and not parts.places)


class _Parts:
    """The arguments of one call, sorted by what their names say."""

    def __init__(self) -> None:
        self.titles: list[list[Part]] = []
        self.owners: list[list[Part]] = []
        self.dates: list[list[Part]] = []
        self.places: list[list[Part]] = []
        self.unnamed: list[list[Part]] = []
        self.more: list[list[Part]] = []
        self.bodies: list[Part] = []
        self.link: Words | None = None
        self._ends: list[list[Part]] = [[], []]

    def take(self, key: str, value: Value) -> None:
        """Sort in one argument; `key` is empty for one without a name."""
        if key in LINKS and isinstance(value, Words):
            self.link = value
            return
        if isinstance(value, dict) and not any(isinstance(one, list | dict) for one in value.values()):
            self.more.append(shown(list(value.values())))
            return
        if isinstance(value, list | dict) and (key in LISTS or not is_flat(value)):
            self.bodies += [Element(ITEM, trimmed(parts)) for parts in _each(value) if parts]
            return
        parts = trimmed(shown(value))
        if not parts or (isinstance(value, Number) and key not in TITLES | DATES | STARTS | ENDS):
            return  # a number alone is a rating or a length
        if not is_inline(parts):
            self.bodies += [Element(LINE, parts)]
        elif key in STARTS | ENDS:
            self._ends[key in ENDS] = parts
        else:
            self._named(key, parts, value)

    def _named(self, key: str, parts: list[Part], value: Value) -> None:
        for keys, found in (
            (TITLES, self.titles), (OWNERS, self.owners), (DATES, self.dates), (PLACES, self.places),
        ):  # fmt: skip
            if key in keys:
                found.append(parts)
                return
        if not key and (isinstance(value, Moment) or self._is_date(plain(parts))):
            self.dates.append(parts)
        elif key:
            self.more.append(parts)
        else:
            self.unnamed.append(parts)

    def _is_date(self, text: str) -> bool:
        """Whether a text is a date, or the end of the one before it ("Present")."""
        if len(text) > _SHORT:
            return False
        found = parse_date_range(f"2001 – {text}") if self.dates else parse_date_range(text)
        return found is not None and found.span.end - found.span.start >= len(text)

    def lines(self, *, one_line: bool) -> list[Part]:
        """The arguments as lines; one that stands alone stays a part of the line around it."""
        start, end = self._ends
        if start or end:
            self.dates.append([*start, *([placeless(" – ")] if start and end else []), *end])
        if len(self.dates) > 1:
            self.dates = [separated(self.dates, " – ")]
        if not self.titles and len(self.unnamed) == 1 and (self.more or self.link or self.bodies):
            self.titles = self.unnamed
        else:
            self.more = [*self.unnamed, *self.more]
        if self.link is not None:
            self._take_link(self.link)
        named = [*self.titles, *self.owners, *self.places, *self.bodies]
        unnamed = [*self.dates, *self.more]
        if not named and len(unnamed) == 1:
            return unnamed[0]
        if not self.owners and self.titles and self.more and not one_line:
            self.owners.append(self.more.pop(0))
        first = [*self.titles, *self.dates]
        second = [*self.owners, *self.places]
        if one_line or not self.titles:
            first, second = [*self.titles, *self.owners, *self.places, *self.more, *self.dates], []
            self.more = []
        lines = [_row(row) for row in (first, second, *([one] for one in self.more)) if row]
        return [Element(GROUP, [*(Element(LINE, line) for line in lines), *self.bodies])]

    def _take_link(self, link: Words) -> None:
        target = self.titles or self.owners
        url = link.text if re.match(r"[a-z]+:", link.text) else f"https://{link.text}"
        if target:
            target[0] = [Element(LINK, target[0], url=url)]
        else:
            self.more.append([Element(LINK, [link], url=url)])


def _row(cells: list[list[Part]]) -> list[Part]:
    row: list[Part] = []
    for cell in cells:
        row += [GAP_SIGN, *cell] if row else cell
    return row


def is_flat(value: Value) -> bool:
    """Whether a value is one text, or an array of short ones."""
    if isinstance(value, list):
        return all(isinstance(one, Words | Content) and _is_short(shown(one)) for one in value)
    return not isinstance(value, dict)


def _is_short(parts: list[Part]) -> bool:
    return is_inline(parts) and len(plain(parts)) < _SHORT


def _each(value: Value) -> list[list[Part]]:
    if isinstance(value, dict):
        value = [[Words(key, [-1] * len(key)), one] for key, one in value.items()]
    found = list[list[Part]]()
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, list) and len(one) == 2 and isinstance(one[1], list):
            found.append([*shown(one[0]), placeless(": "), *shown(one[1])])
        else:
            found.append(shown(one))
    return found


def _sections(given: Arguments) -> list[Part]:
    """Arrays of dictionaries under the names of sections ("work: ((title: …), …)"), taken out of `given`."""
    found: list[Part] = []
    for key, value in list(given.named.items()):
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value) and section_key(key):
            del given.named[key]
            found.append(Element(HEADING, [Words(key.capitalize(), [-1] * len(key))], level=1))
            for one in value:
                found += _entry("", Arguments(named=dict(one) if isinstance(one, dict) else {}))
    return found


def _bodies(values: list[Value]) -> list[Part]:
    parts: list[Part] = []
    for one in values:
        parts += [Element(LINE, shown(one)), BREAK_SIGN] if isinstance(one, Content | Words) else []
    return parts
