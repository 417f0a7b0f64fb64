"""Whether a claimed quantity is the résumé's: the same number, said of the same thing."""

import re
from collections.abc import Iterable, Sequence

from app.documents.facts.comparing import agrees, any_agrees, same_unit
from app.documents.facts.numbers import Quantity
from app.documents.facts.periods import duration_fits, years_in
from app.documents.facts.record import Entry, Record, RecordLine
from app.documents.facts.scope import directions
from app.documents.facts.skills import lines_showing, terms_in
from app.documents.facts.words import counting_words, meaning_of, meanings
from app.documents.folding import fold

_CLOSED = re.compile(r"[,;]\s+(?:and|but|where|which|while|i)\b|;|\band\s+(?:i|about|some)\b")
_AS_A = re.compile(r"\s+(?:of\s+(?:them|those|which)\s+)?as\s+(?:an?\s+|the\s+)?(?P<title>[\w-]+(?:\s+[\w-]+){0,3})")
_SHORTEST_ROOT = 4
_YEAR_ONLY = len("2019")


def is_rhetorical(quantity: Quantity) -> bool:
    """ "Two things", "three reasons": numbers that structure a text and claim nothing."""
    return quantity.unit == "" and quantity.value <= 10 and bool(counting_words().rhetorical & set(quantity.nouns[:2]))


def lines_giving(quantity: Quantity, about: frozenset[str], lines: Sequence[RecordLine]) -> list[RecordLine]:
    """Lines that give the number for what the clause is about, the nearest in content first."""
    numbered = [line for line in lines if line.said.quantities]
    alike = [line for line in numbered if _is_given(quantity, line)]
    if not alike:
        return []
    rival = max((len(about & line.said.about) for line in numbered if _says_otherwise(quantity, line)), default=0)
    fitting = [line for line in alike if _fits(quantity, about, line, rival)]
    return sorted(fitting, key=lambda line: (-len(about & line.said.about), line.rank))


def lines_to_compare(quantity: Quantity, about: frozenset[str], lines: Sequence[RecordLine]) -> list[RecordLine]:
    """The lines that come nearest to a number that none gives."""
    rated = []
    for line in lines:
        comparable = any(same_unit(quantity, other) for other in line.said.quantities)
        shared = len(about & line.said.about)
        if shared or (comparable and quantity.unit):
            rated.append((-(shared + comparable), line.rank, line))
    return [line for _, _, line in sorted(rated, key=lambda each: each[:2])[:2]]


def entries_lasting(
    quantity: Quantity, sentence: str, after: str, scope: frozenset[str] | None, record: Record
) -> tuple[list[Entry], float | None]:
    """Entries whose dates give the claimed time, and the years that they give."""
    if quantity.unit not in ("time:year", "time:month", "time:decade"):
        return [], None
    entries = [entry for entry in record.entries.values() if entry.kind in ("work", "volunteer", "projects")]
    if scope is not None:
        named = [record.entries[pointer] for pointer in scope if pointer in record.entries]
        return _lasting(quantity, named, record, tenure=True)
    named = _jobs_named(after, entries)
    found, years = _lasting(quantity, named, record, tenure=True)
    if found:
        return found, years
    after = _CLOSED.split(after, maxsplit=1)[0]
    hits = terms_in(after, 0, len(after), record.language)
    for hit in hits[:3]:
        shown = {line.entry for line in lines_showing(hit, record.lines)}
        using = [entry for entry in entries if entry.pointer in shown]
        if using:
            found, years = _lasting(quantity, using, record, tenure=False)
            if found or not re.search(r"\bexperience\b|\bof\b|\bwith\b|\bin\b", sentence):
                return found, years
            return [], years
    work = [entry for entry in entries if entry.kind == "work"]
    return _lasting(quantity, work, record, tenure=False)


def _jobs_named(after: str, entries: Sequence[Entry]) -> list[Entry]:
    """The jobs whose title follows a duration ("five years as a reporter")."""
    role = _AS_A.match(fold(after))
    words = meanings(role["title"]) if role else frozenset()
    return [entry for entry in entries if _are_akin(words, meanings(fold(entry.title)))]


def entries_counted(quantity: Quantity, record: Record) -> list[Entry]:
    """Entries of the kind that is counted ("three employers"), when the résumé has as many."""
    if quantity.unit != "" or quantity.value > 12:
        return []
    for noun in quantity.nouns[:2]:
        kind = counting_words().entries.get(noun)
        if kind is not None:
            listed = [entry for entry in record.entries.values() if entry.kind == kind]
            return listed if 0 < quantity.value <= len(listed) else []
    return []


def _lasting(
    quantity: Quantity, entries: list[Entry], record: Record, *, tenure: bool
) -> tuple[list[Entry], float | None]:
    years = years_in(entries, record.today)
    if years is None:
        return [], None
    rough = any(0 < len(date) <= _YEAR_ONLY for entry in entries for date in (entry.start, entry.end))
    fits = any(duration_fits(quantity, each, tenure=tenure) for each in ((years, years - 1) if rough else (years,)))
    return (entries if fits else []), years


def _is_given(quantity: Quantity, line: RecordLine) -> bool:
    """Whether the line gives the number; a bare one ("from 62 to 38") in whatever unit."""
    given = (*line.said.quantities, *line.said.derived)
    if quantity.unit == "" and not quantity.nouns and quantity.nearness == "exact":
        whole = [one for one in line.said.derived if one.unit == "" and not one.change]
        return any(agrees(quantity._replace(unit=one.unit), one) for one in (*line.said.quantities, *whole))
    return any_agrees(quantity, given)


def _says_otherwise(quantity: Quantity, line: RecordLine) -> bool:
    """Whether the line has a number that could be meant and is another one."""
    return any(same_unit(quantity, one) and not agrees(quantity, one) for one in line.said.quantities)


def _fits(quantity: Quantity, about: frozenset[str], line: RecordLine, rival: int) -> bool:
    """Whether the line's number is said of the same thing: shared words, and no line with another number that shares
    clearly more (`rival`: the most words that such a line shares)."""
    shared = about & line.said.about
    given = [one for one in (*line.said.quantities, *line.said.derived) if any_agrees(quantity, [one])]
    if given and all(one.lead == "sum" for one in given):
        akin = not quantity.nouns or any(set(quantity.nouns) & set(one.nouns) for one in given)
        return akin and quantity.unit == ""
    if _turned(quantity, about, line) or _leads_elsewhere(quantity, given):
        return False
    lead = 2 if shared or (quantity.unit == "" and not quantity.nouns) else 1
    has_rival = rival >= len(shared) + lead
    if has_rival and quantity.unit != "":
        return False
    if quantity.unit == "" and quantity.nouns:
        same_noun = any(_are_akin(quantity.nouns, one.nouns) for one in given)
        if same_noun or set(quantity.nouns) & line.said.about:
            return True
        return not has_rival and (bool(shared) or _are_akin(about, line.said.about))
    return bool(shared) or not has_rival


def _are_akin(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether two sets of meanings have one in common, or two of one root ("coder", "coding")."""
    others = [word for word in second if len(word) >= _SHORTEST_ROOT]
    return any(
        word in others or any(word.startswith(other) or other.startswith(word) for other in others)
        for word in first
        if len(word) >= _SHORTEST_ROOT
    )


def _leads_elsewhere(quantity: Quantity, given: Sequence[Quantity]) -> bool:
    """Whether "by 28 %" is claimed where the line has "to 28 %" only, or the other way round."""
    leads = {one.lead for one in given}
    return bool(leads) and (
        (quantity.lead == "by" and leads <= {"to", "from"}) or (quantity.lead == "to" and leads == {"by"})
    )


def _turned(quantity: Quantity, about: frozenset[str], line: RecordLine) -> bool:
    """Whether one says more where the other says less."""
    if quantity.unit not in ("%", "times", "points"):
        return False
    up, down = directions()
    words = {meaning_of(word) for word in re.findall(r"[a-z]+", line.said.folded)}
    says_up, says_down = bool(about & up), bool(about & down)
    line_up, line_down = bool(words & up), bool(words & down)
    return (says_up and not says_down and line_down and not line_up) or (
        says_down and not says_up and line_up and not line_down
    )


def years_told(years: float) -> str:
    """Years as a person says them."""
    return f"{years:.1f}".removesuffix(".0")
