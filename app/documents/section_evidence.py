"""What stands in a section of a résumé, counted: dated entries, lists, prose, and the words of each kind."""

import re
from collections.abc import Sequence

import msgspec

from app.documents import section_signs as signs
from app.documents.dates import parse_date_range
from app.documents.entries import looks_like_degree, organisation_evidence, role_evidence, school_likelihood
from app.documents.folding import fold
from app.documents.section_vocabulary import has_qualification, has_skill, names_language

_LONGEST = 400
_LONGEST_HEAD = 140
_MOST_HEAD_WORDS = 22
_LEAST_PROSE = 7
_LEAST_SENTENCE, _LEAST_BULLET = 10, 4
_MOST_PROSE_ROWS = 8
_MOST_UNIT_WORDS, _MOST_HOBBY_WORDS = 5, 3
_MOST_PARTS, _MOST_PARTS_OF_TITLE = 16, 3
_SHORTEST_TITLE = 30
_PARTS = re.compile(r"[\t\n()]| [|·•–—-] |[,;:|]\s|\s(?:at|@|bei|chez|bij)\s")
_UNITS = re.compile(r"[,;|·•\t]|\s[/–—-]\s")
_LABEL = re.compile(r"[^:,;|\t]{2,40}:\s+(?=\S)")
_TWO_CAPITALS = re.compile(r"[A-Z]{2}\b(?!\.)")
_SIGNS = re.compile(r"\s[|•·▪]\s|;\s")
_REMARK = re.compile(r"\s*\([^()]*\)")
# "MA" after a town is a state and no degree.
_STATE = re.compile(r"(\w), [A-Z]{2}(?![\w.])")


class Row(msgspec.Struct, frozen=True):
    """One paragraph, line or bullet; a tab stands for a wide gap."""

    text: str
    is_item: bool = False


class Evidence(msgspec.Struct):
    """Counts over a section's rows.

    `entries` are the rows with a date beside what they head; of these `heads` are no bullets, `periods` are ranges
    of time, `jobs` have a position and no study, `studies` a study or school and no position, `schools` a school
    beside whatever, `made` neither, but a link or a skill; `linked` lead to a page, `employers` name an
    organisation. `listed` are rows that are short or a list, `labelled` those of them with a name in front; `units`
    is what all rows list, `known` the units with a skill in them, `levels` those that say how well. `items` are
    undated bullets, `bullets` those of some length below entries, `tongues` and `persons` open with a language or a
    form of address, `pages` are no more than a link. `is_prose`: all rows together are running text.
    """

    rows: int = 0
    words: int = 0
    entries: int = 0
    heads: int = 0
    periods: int = 0
    jobs: int = 0
    studies: int = 0
    schools: int = 0
    made: int = 0
    linked: int = 0
    employers: int = 0
    voluntary: int = 0
    bullets: int = 0
    items: int = 0
    is_prose: bool = False
    listed: int = 0
    labelled: int = 0
    units: int = 0
    known: int = 0
    levels: int = 0
    languages: int = 0
    tongues: int = 0
    hobbies: int = 0
    certificates: int = 0
    awards: int = 0
    published: int = 0
    persons: int = 0
    pages: int = 0
    on_request: bool = False


def is_private_detail(text: str) -> bool:
    """Whether a line says what the person is rather than how to reach them: a birthday, a nationality, a family."""
    return len(text) <= _LONGEST_HEAD and signs.PRIVATE.search(fold(text).lower()) is not None


def gather(rows: Sequence[Row]) -> Evidence:
    """Count what speaks for the kinds of section."""
    texts = [row.text[:_LONGEST].strip() for row in rows]
    dated = [_dated(text) for text in texts]
    found = Evidence(rows=len(rows), is_prose="period" not in dated and _is_prose(rows, texts))
    for index, row in enumerate(rows):
        folded = fold(texts[index]).lower()
        _count_line(found, texts[index], folded)
        if dated[index]:
            around = _around(rows, dated, index)
            _count_entry(found, [texts[at] for at in around], is_period=dated[index] == "period")
            found.heads += not row.is_item
        else:
            found.items += row.is_item
            _count_list(found, row, texts[index], folded)
    if any("@" in text for text in texts):
        found.pages = 0
    return found


def _dated(text: str) -> str:
    """ "period" for a head with a range of time, "moment" for one with a single date, "" for any other row."""
    words = text.split()
    if (
        len(text) > _LONGEST_HEAD
        or len(words) > _MOST_HEAD_WORDS
        or (text.endswith(".") and len(words) > _LEAST_SENTENCE)
    ):
        return ""
    found = parse_date_range(text)
    if found is None:
        return ""
    return "moment" if found.is_single or found.start is None else "period"


def _around(rows: Sequence[Row], dated: Sequence[str], index: int) -> list[int]:
    """The rows that belong to a dated one: up to two undated, short ones before and after that are no bullets."""
    found = [index]
    if rows[index].is_item:
        return found
    for step in (-1, 1):
        for at in (index + step, index + 2 * step):
            if not 0 <= at < len(rows) or rows[at].is_item or dated[at] or len(rows[at].text) > _LONGEST_HEAD:
                break
            found.append(at)
    return sorted(found)


def _count_entry(found: Evidence, texts: list[str], *, is_period: bool) -> None:
    whole = " \n ".join(_STATE.sub(r"\1", text) for text in texts)
    parts = [part.strip() for part in _PARTS.split(whole) if part.strip()][:_MOST_PARTS]
    folded = fold(whole).lower()
    is_job = max(map(role_evidence, parts), default=0.0) >= 1
    degree = any(map(looks_like_degree, parts)) or signs.STUDY.search(folded) is not None
    school = any(school_likelihood(part) > 0 for part in parts)
    # "MS Europa 2" is a ship where its entry has a position and no school.
    degree = degree and not (is_job and not school and _are_short(parts) and not signs.STUDY.search(folded))
    is_study = degree or (not is_job and school)
    found.entries += 1
    found.periods += is_period
    found.jobs += is_job and not degree
    found.studies += is_study
    found.schools += school
    found.employers += any(organisation_evidence(part) >= 1 for part in parts)
    found.voluntary += signs.VOLUNTARY.search(folded) is not None
    is_linked = signs.LINKED.search(folded) is not None
    found.linked += is_linked
    if not (is_job or is_study):
        found.made += is_linked or any(has_skill(fold(part).lower()) for part in parts)


def _are_short(parts: list[str]) -> bool:
    """Whether the degrees of an entry are two capitals without a stop, as ships and titles have them too."""
    return all(_TWO_CAPITALS.match(part) for part in parts if looks_like_degree(part))


def _count_line(found: Evidence, text: str, folded: str) -> None:
    words = len(text.split())
    found.words += words
    is_title = len(_UNITS.split(text)) <= _MOST_PARTS_OF_TITLE and not _LABEL.match(text)
    if words <= _MOST_HEAD_WORDS and is_title:
        found.certificates += signs.CERTIFICATE.search(folded) is not None or has_qualification(folded)
        found.awards += signs.AWARD.search(folded) is not None
    found.on_request = found.on_request or signs.ON_REQUEST.search(folded) is not None
    marks = [mark.search(text) is not None for mark in (signs.AUTHORS, signs.QUOTED, signs.YEAR_INSIDE)]
    in_print = signs.PUBLISHED.search(folded) is not None or signs.VENUE.search(text) is not None
    found.published += len(text) >= _SHORTEST_TITLE and sum(marks) + in_print >= 2 and (in_print or any(marks[:2]))
    found.tongues += words <= _MOST_HEAD_WORDS and names_language(_UNITS.split(folded)[0].split(":")[0].strip())
    found.pages += words <= 2 and signs.LINKED.search(folded) is not None
    found.persons += words <= _MOST_HEAD_WORDS and signs.ADDRESSED.match(text) is not None


def _is_prose(rows: Sequence[Row], texts: Sequence[str]) -> bool:
    """A few long lines with no bullets: more than a third of the words in small letters, a full stop, few commas."""
    whole = " ".join(texts).rstrip()
    words = [word for word in whole.split() if word[:1].isalpha()]
    if (
        any(row.is_item or "\t" in row.text or len(_SIGNS.findall(row.text)) > 1 for row in rows)
        or not 0 < len(rows) <= _MOST_PROSE_ROWS
    ):
        return False
    small = sum(not word[0].isupper() for word in words)
    is_long = len(words) >= _LEAST_PROSE * max(1, len(rows) - 1)
    ends = whole[-1:] in ".!。" or len(words) > 2 * _LEAST_PROSE
    return 3 * small > len(words) and is_long and ends and whole.count(",") * 4 < len(words)


def _count_list(found: Evidence, row: Row, text: str, folded: str) -> None:
    label = _LABEL.match(text)
    start = label.end() if label else 0
    units = [unit for unit in (_REMARK.sub("", part).strip(" .:") for part in _UNITS.split(folded[start:])) if unit]
    short = [unit for unit in units if len(unit.split()) <= _MOST_UNIT_WORDS]
    is_bullet = row.is_item and len(text.split()) >= _LEAST_BULLET
    if not units or 3 * len(short) < 2 * len(units) or (is_bullet and found.heads and len(units) == 1):
        found.bullets += is_bullet
        return
    found.listed += 1
    found.labelled += label is not None and len(units) > 1
    named = [folded[:start].strip(" :"), *units] if label else units
    found.units += len(units)
    found.known += sum(map(has_skill, short))
    found.languages += sum(map(names_language, named))
    found.levels += sum(signs.FLUENCY.match(unit) is not None for unit in units)
    found.hobbies += sum(
        signs.HOBBY.search(unit) is not None for unit in short if len(unit.split()) <= _MOST_HOBBY_WORDS
    )
