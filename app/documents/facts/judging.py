"""Numbers, dates and employers of a passage, each judged against the lines of whom it speaks of."""

import re
from collections.abc import Iterator

from app.documents.facts.amounts import (
    entries_counted,
    entries_lasting,
    is_rhetorical,
    lines_giving,
    lines_to_compare,
    years_told,
)
from app.documents.facts.claims import Claim
from app.documents.facts.degrees import education_of
from app.documents.facts.employers import unknown_employers
from app.documents.facts.enumerations import lines_listing
from app.documents.facts.numbers import Quantity
from app.documents.facts.passages import (
    Checked,
    Passage,
    at_name,
    name_of,
    scopes_of,
    subject_of,
    supported,
    unsupported,
    without_names,
)
from app.documents.facts.periods import Moment, is_told, moment_fits, span_fits
from app.documents.facts.record import Entry, RecordLine

_OF_SOMETHING = re.compile(r"\s+(?:of|in|with|as|experience)\b|['’]\s+experience")
_AND_MORE = re.compile(r"(?:years?|ans|jahren?|anos|jaar)\b.*\s(?:and|et|und|y|en)\s+(?:\w+\s+){0,2}$")
_ONE_AFTER_ANOTHER = re.compile(r"\bfirst\s+(?:at|with|for|as|in)\b.*\b(?:then|now|later|since|currently|and)\b")
_MOST_NUMBERS = 25
_SAME_THING = 2
_YEARS = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_STUDIED = re.compile(
    r"\b(?:graduat\w+|degree|studied|studying|diploma|bachelor\w*|master'?s|bsc|msc|ba|ma|phd|qualified|university"
    r"|school|meister\w*|\w*prufung|abschluss|ausbildung|studi\w+|zertifi\w+|licence|diplom\w*|obtenu\w*)\b"
)
_WORKED = re.compile(r"\b(?:work\w*|job|employ\w*|join\w*|role|left|position|intern\w*)\b")


def judge_employers(checked: Checked, passage: Passage) -> Iterator[Claim]:
    """Known names stand on their entries; a name that the person is told to have worked for has to be known."""
    record = checked.record
    for mention in passage.mentions:
        if passage.claims_at(mention.start, mention.end):
            entries = [record.entries[pointer] for pointer in sorted(mention.pointers)]
            yield supported(checked, "employer", (mention.start, mention.end), entries)
    for start, end in unknown_employers(
        checked.text, checked.folded, passage.sentence, passage.mentions, record, checked.background
    ):
        if passage.claims_at(start, end):
            jobs = [entry for entry in record.entries.values() if entry.kind == "work"]
            problem = f"Your résumé does not name {checked.text[start:end]} as an employer."
            yield unsupported(checked, "employer", (start, end), problem, jobs)


def judge_numbers(checked: Checked, passage: Passage, quantities: list[Quantity]) -> Iterator[Claim]:
    """Each number by each of those that the words around it speak of."""
    subjects: dict[tuple[int, int], frozenset[str]] = {}
    for quantity in quantities[_MOST_NUMBERS:]:
        problem = "This sentence has more numbers than can be checked."
        yield unsupported(checked, "number", (quantity.start, quantity.end), problem)
    for quantity in quantities[:_MOST_NUMBERS]:
        if not passage.claims_at(quantity.core, quantity.end) or is_rhetorical(quantity):
            continue
        clause = passage.clause_at(quantity.core)
        if clause not in subjects:
            subjects[clause] = frozenset() if checked.is_translated else subject_of(checked, passage, quantity.core)
        about = subjects[clause]
        quantity = quantity._replace(nouns=() if checked.is_translated else quantity.nouns)
        found: list[RecordLine | Entry] = []
        for scope in _scopes(checked, passage, quantity):
            evidence, years = _number_in(checked, passage, quantity, about, scope)
            if not evidence:
                yield _false_number(checked, quantity, about, scope, years)
                break
            found.extend(evidence)
        else:
            yield supported(checked, "number", (quantity.start, quantity.end), found)


def judge_dates(checked: Checked, passage: Passage, moments: list[Moment]) -> Iterator[Claim]:
    """Each date by the time of whom it is said of; "from … to" by one time that had both."""
    today = checked.record.today.isoformat()
    index = 0
    while index < len(moments):
        first = moments[index]
        second = moments[index + 1] if index + 1 < len(moments) else None
        paired = second is not None and first.role == "start" and second.role == "end" and second.start - first.end < 16
        index += 2 if paired else 1
        last = second if paired and second is not None else first
        if not passage.claims_at(first.start, last.end) or first.iso > today[: len(first.iso)]:
            continue
        yield _date_claim(checked, passage, first, second if paired else None, (first.start, last.end))


def _scopes(checked: Checked, passage: Passage, quantity: Quantity) -> list[frozenset[str] | None]:
    """Whose number it is; years "of Python" are of a whole life unless an employer is named right after them."""
    scopes = scopes_of(passage.groups_at(quantity.core))
    if quantity.unit not in ("time:year", "time:decade") or checked.fixed is not None:
        return scopes
    follows_a_name = not passage.mentions or passage.mentions[0].start < quantity.start
    if follows_a_name and _AND_MORE.search(checked.folded, passage.sentence.start, quantity.core):
        return [None]
    if follows_a_name and not _OF_SOMETHING.match(checked.folded, quantity.end):
        return scopes
    following = next((each.start for each in passage.mentions if each.start >= quantity.end), None)
    if following is not None and _ONE_AFTER_ANOTHER.search(checked.folded, quantity.end, passage.sentence.end):
        return [frozenset().union(*(each.pointers for each in passage.mentions))]
    named = following is not None and "," not in checked.folded[quantity.end : following]
    return scopes if named else [None]


def _number_in(
    checked: Checked, passage: Passage, quantity: Quantity, about: frozenset[str], scope: frozenset[str] | None
) -> tuple[list[RecordLine | Entry], float | None]:
    record = checked.record
    lines = lines_giving(quantity, about, record.of(scope))
    if lines:
        return list(lines), None
    after = checked.text[quantity.end : min(passage.sentence.end, quantity.end + 120)]
    sentence = checked.folded[passage.sentence.start : passage.sentence.end]
    entries, years = entries_lasting(quantity, sentence, after, scope, record)
    if entries:
        return [*entries], years
    counted = entries_counted(quantity, record)
    if counted:
        return [*counted], years
    return [*lines_listing(quantity, checked.folded, passage.sentence.end, record.of(scope))], years


def _false_number(
    checked: Checked, quantity: Quantity, about: frozenset[str], scope: frozenset[str] | None, years: float | None
) -> Claim:
    record, text = checked.record, checked.text[quantity.start : quantity.end]
    where = at_name(record, scope)
    if years is not None:
        problem = f"The dates of your résumé give {years_told(years)} years for this{where}, not {text}."
        entries = [record.entries[pointer] for pointer in sorted(scope or ()) if pointer in record.entries]
        return unsupported(checked, "number", (quantity.start, quantity.end), problem, entries, scope)
    nearest = lines_to_compare(quantity, about, record.of(scope))
    elsewhere = lines_giving(quantity, about, record.of(None)) if scope is not None else []
    other = record.entries.get(elsewhere[0].entry) if elsewhere else None
    if other is not None and other.name:
        problem = f"Your résumé gives {text} for {other.name}, not for {name_of(record, scope) or 'this'}."
        nearest = [*elsewhere, *nearest]
    elif nearest:
        problem = f"Your résumé does not give {text} for this{where}; compare the nearest line."
    else:
        problem = f"Your résumé gives no such number as {text}{where}."
    return unsupported(checked, "number", (quantity.start, quantity.end), problem, nearest, scope)


def _date_claim(
    checked: Checked, passage: Passage, first: Moment, second: Moment | None, place: tuple[int, int]
) -> Claim:
    record = checked.record
    groups = passage.groups_at(first.start)
    union = frozenset().union(*groups) if groups else None
    clause = without_names(checked, passage)[slice(*passage.clause_at(first.start))]
    entries = _dated(checked, union, clause)
    told_otherwise = _otherwise(checked, passage, first, union) if second is None else None
    if told_otherwise is not None:
        problem = f"The nearest line of your résumé gives another year than {first.iso[:4]}."
        return unsupported(checked, "date", place, problem, [told_otherwise], union)
    if second is not None:
        fit = span_fits(first, second, entries, together=len(entries) > 1)
    else:
        fit = moment_fits(first, entries, record.today)
    if fit is not None:
        return supported(checked, "date", place, [fit])
    if is_told(first, record, union) and (second is None or is_told(second, record, union)):
        told = [line for line in record.of(union) if first.iso[:4] in line.said.folded]
        return supported(checked, "date", place, told)
    text = checked.text[place[0] : place[1]]
    problem = f"The dates of your résumé do not agree with “{text}”{at_name(record, union)}."
    return unsupported(checked, "date", place, problem, entries, union)


def _otherwise(checked: Checked, passage: Passage, moment: Moment, scope: frozenset[str] | None) -> RecordLine | None:
    """A line that speaks of the same thing and gives years of its own, the claimed one not among them."""
    if moment.role != "point":
        return None
    about = subject_of(checked, passage, moment.start)
    dated = [
        line
        for line in checked.record.of(scope)
        if line.evidence.pointer != line.entry
        and len(about & line.said.about) >= _SAME_THING
        and _YEARS.search(line.said.folded)
    ]
    if not dated or any(moment.iso[:4] in line.said.folded for line in dated):
        return None
    return max(dated, key=lambda line: len(about & line.said.about))


def _dated(checked: Checked, scope: frozenset[str] | None, clause: str) -> list[Entry]:
    """The entries whose dates are meant: studies where the clause is about learning, else those spoken of."""
    record = checked.record
    entries = list(record.entries.values()) if scope is None else [record.entries[each] for each in sorted(scope)]
    if _STUDIED.search(clause) and not _WORKED.search(clause):
        certificates = [entry for entry in record.entries.values() if entry.kind in ("certificates", "awards")]
        return [*education_of(record, scope), *certificates]
    if scope is None and _WORKED.search(clause) and not _STUDIED.search(clause):
        return [entry for entry in entries if entry.kind in ("work", "volunteer")]
    return entries
