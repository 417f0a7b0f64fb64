"""The check of a text: which claims it makes about a person's past, and whether the résumé bears each out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from app.documents.facts.achievements import judge_achievements
from app.documents.facts.claims import Background, Claim
from app.documents.facts.degrees import DegreeClaim, degrees_in
from app.documents.facts.describing import judge_degrees, judge_scopes, judge_skills, judge_titles
from app.documents.facts.employers import Groups, Mention, Names, Part, mentions_in, names_of, parts_of
from app.documents.facts.judging import judge_dates, judge_employers, judge_numbers
from app.documents.facts.naming import judge_names
from app.documents.facts.numbers import Quantity, quantities_in
from app.documents.facts.passages import Checked, new_passage, supported
from app.documents.facts.periods import Moment, moments_in
from app.documents.facts.record import Record, RecordLine, read_record
from app.documents.facts.sentences import Sentence, clauses_of, sentences_of
from app.documents.facts.silence import silent_spans
from app.documents.facts.titles import Title, bearers, heads_of, titles_in
from app.documents.facts.wanted import is_wanted_name
from app.documents.folding import fold
from app.documents.resume import Resume
from app.documents.terms.tokens import language_of

_SHORTEST_QUOTED, _LONGEST_QUOTED = 3, 4_000
_THERE = re.compile(
    r"\bthere\b(?!\s+(?:is|are|was|were))|\b(?:in|during|over)\s+(?:that|this)\s+(?:role|job|position|post|company"
    r"|time|period|capacity)\b"
    r"|\b(?:at|in)\s+the\s+same\s+(?:job|role|post|position|company|employer|time|firm)\b|\b(?:that"
    r"|this)\s+(?:role|job|position|team|company|restaurant|hospital|ward)\b"
)
_BEFORE = re.compile(r"^\W*(?:before\s+that|previously|earlier|prior\s+to\s+that|beforehand|before\s+then)\b")
_NOW = re.compile(
    r"\b(?:in\s+my\s+(?:current|present)|my\s+(?:current|present)\s+(?:job|role|position|employer|work|team))\b"
)
_WHOLE = re.compile(
    r"\b(?:throughout|overall|altogether|in\s+total|in\s+all|across\s+(?:my|all|these|both)|my\s+(?:career|certificates|qualifications|skills"
    r"|background|degree|"
    r"education|studies|languages|toolbox)|outside\s+(?:of\s+)?work|in\s+my\s+(?:free|spare)\s+time"
    r"|alongside\s+(?:my\s+)?work)\b"
    r"|\bi\s+(?:also\s+|now\s+)?(?:bring|hold|know|speak|am|offer|enjoy|studied|graduated|qualified|volunteer)\b"
    r"|\bi\s+also\s+have\b|\bi(?:'ve|\s+have)\s+(?:also\s+|since\s+|always\s+)?(?!been\s+responsible)\w+"
)
_LATELY = re.compile(r"\b(?:most\s+recently|lately|latterly|including|first)\s+(?:at|with|for|in)\s+(?:the\s+)?$")
_ENGLISH = re.compile(r"\b(?:i|the|and|of|my|at|have|has|been|with|for|to|was|is|by|as|our|from)\b")
_FOREIGN = re.compile(
    r"\b(?:ich|und|der|die|das|den|dem|bei|von|ein|eine[nrm]?|seit|habe|wir|im|als|fur|mit|auf|je|j'|et|le|la|les|des|du"
    r"|au|en|une|un|depuis|chez|pour|dans|avec|el|los|las|y|con|del|yo|het|een|ik|bij|met|van|voor|os|uma|com|eu|na)"
    r"(?:\b|(?<='))"
)
_LOOSE = re.compile(
    r"\b(?:have|bring)\s+(?:[\w-]+\s+){1,4}years\b|\bi\s+(?:also\s+)?(?:bring|know|speak|offer|am|use|write"
    r"|work\s+with)\b|\bi(?:'ve|\s+have)\s+(?:also\s+)?(?:used|worked\s+with|experience|knowledge|learn)\w*"
    r"|\bmy\s+(?:skills|tools|experience|background|toolbox|knowledge)\b|\bexperienced?\b|\bskilled\b|\bproficient\b"
    r"|\bfamiliar\b|\bnew\s+to\s+me\b"
)


def claims_of(text: str, resume: Resume, entry: str | None, background: Background, today: date) -> tuple[Claim, ...]:
    """The claims of a text in its order; `app.documents.evidence.check_text` says what they are."""
    record, names, heads = _known(msgspec.json.encode(resume), today)
    folded = fold(text)
    fixed = frozenset({entry}) if entry is not None and entry in record.entries else None
    language = _language(text, folded, record)
    checked = Checked(text, folded, language, record, names, background, fixed, heads)
    found: list[Claim] = []
    carried: Groups = ()
    paragraph = -1
    sentences = list(sentences_of(text))
    quoted = _quoted(checked, sentences)
    for sentence in sentences:
        spoken, carried = _speaking(checked, sentence, carried, fresh=sentence.paragraph != paragraph)
        paragraph = sentence.paragraph
        found.extend(_borne_out(checked, _claims(checked, sentence, spoken), quoted.get(sentence.block, ())))
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


@lru_cache(maxsize=4)
def _known(resume: bytes, today: date) -> tuple[Record, Names, frozenset[str]]:
    """A résumé in JSON, read once for all parts of a letter and all suggestions that are held against it."""
    record = read_record(msgspec.json.decode(resume, type=Resume), today)
    return record, names_of(record), heads_of(record)


def _language(text: str, folded: str, record: Record) -> str:
    """The text's language; a text too short to tell, and with more of another tongue, has the résumé's."""
    found = language_of(text)
    if found != "en" or record.language == "en":
        return found
    return record.language if len(_FOREIGN.findall(folded)) > len(_ENGLISH.findall(folded)) else found


def _speaking(
    checked: Checked, sentence: Sentence, carried: Groups, *, fresh: bool
) -> tuple[tuple[list[Mention], Groups], Groups]:
    """The names in a sentence, whose it is where it names nobody, and whose the next one is."""
    body = checked.folded[sentence.start : sentence.end]
    if checked.fixed is not None:
        return ([], (checked.fixed,)), carried
    mentions = mentions_in(checked.text, checked.folded, sentence.start, sentence.end, checked.names)
    if mentions:
        return (mentions, carried), (mentions[-1].pointers,)
    if _BEFORE.search(body):
        others = _jobs(checked.record) - frozenset().union(*carried) if carried else frozenset()
        return ([], (others,) if others else ()), carried
    if _NOW.search(body):
        current = frozenset(each for each in _jobs(checked.record) if not checked.record.entries[each].end)
        return ([], (current,) if current else ()), (current,) if current else carried
    if carried and _THERE.search(body):
        return ([], carried), carried
    if fresh or _WHOLE.search(body):
        return ([], ()), () if fresh else carried
    return ([], carried), carried


def _claims(checked: Checked, sentence: Sentence, spoken: tuple[list[Mention], Groups]) -> Iterator[Claim]:
    mentions, carried = spoken
    start, end = sentence.start, sentence.end
    body = checked.folded[start:end]
    english = checked.language == "en"
    comparable = english and not checked.is_translated
    moments = moments_in(checked.folded, start, end)
    followers = [each.start for each in mentions]
    titles = titles_in(checked.text, checked.folded, start, end, followers, checked.heads) if english else []
    degrees = list(degrees_in(checked.folded, start, end)) if english else []
    quantities = _quantities(checked, sentence, [*_places(moments), *_places(titles)])
    marks = [*(each.core for each in quantities), *(each.start for each in moments)]
    silent = silent_spans(checked.folded, start, end, checked.background)
    parts = parts_of(checked.folded, sentence, mentions, carried, marks)
    if not mentions and checked.fixed is None:
        parts = _by_title(checked, sentence, titles, parts)
    passage = new_passage(checked, sentence, silent, mentions, parts)
    claims = [*judge_employers(checked, passage), *judge_numbers(checked, passage, quantities)]
    claims += judge_dates(checked, passage, moments)
    if comparable:
        claims += judge_titles(checked, passage, titles)
        claims += judge_degrees(checked, passage, degrees)
        claims += judge_scopes(checked, passage)
    taken = [*_places(mentions), *_places(titles), *_places(degrees)]
    claims += judge_skills(checked, passage, taken, loose=_is_loose(body, mentions, start))
    claims += judge_names(checked, passage, [*taken, *((each.start, each.end) for each in claims)])
    claims = [claim for claim in claims if not _is_the_readers(checked, claim)]
    claims += judge_achievements(checked, passage, claims)
    repeated = _lines_with(checked, body, frozenset().union(*carried) if carried else None)
    yield from _borne_out(checked, claims, repeated)


def _is_the_readers(checked: Checked, claim: Claim) -> bool:
    """Whether a skill that the résumé lacks is a word of the name of the employer written to."""
    if claim.kind != "skill" or claim.supported:
        return False
    return is_wanted_name(checked.text, claim.start, claim.end, checked.background)


def _quantities(checked: Checked, sentence: Sentence, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities of a sentence, at their places in the text, but for those in dates and titles."""
    by = sentence.start
    found = quantities_in(checked.folded[sentence.start : sentence.end], checked.language)
    placed = [each._replace(start=each.start + by, end=each.end + by, core=each.core + by) for each in found]
    return [each for each in placed if not any(first < each.end and each.core < last for first, last in taken)]


def _places(found: Iterable[Mention | Title | DegreeClaim | Moment]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found]


def _is_loose(body: str, mentions: Sequence[Mention], start: int) -> bool:
    """Whether a sentence says what one knows rather than where it was used."""
    if not _LOOSE.search(body):
        return False
    return not mentions or _LATELY.search(body[: mentions[0].start - start]) is not None


def _by_title(checked: Checked, sentence: Sentence, titles: Sequence[Title], parts: list[Part]) -> list[Part]:
    """ "As a Sales Representative I booked …": from its clause on, the one job with that title is spoken of."""
    jobs = [checked.record.entries[pointer] for pointer in sorted(_jobs(checked.record))]
    for title in titles:
        fitting = bearers(title, jobs)
        if len(fitting) == 1 and (len(title.words) > 1 or fold(fitting[0].title) == title.words[0]):
            clauses = clauses_of(checked.folded, sentence)
            opening = max(start for start, _ in clauses if start <= title.start)
            job = (frozenset({fitting[0].pointer}),)
            before = [part._replace(end=min(part.end, opening)) for part in parts if part.start < opening]
            return [*before, Part(opening, sentence.end, job)]
    return parts


def _quoted(checked: Checked, sentences: Sequence[Sentence]) -> dict[int, Sequence[RecordLine]]:
    """Lines of the résumé by the lines of the text that repeat them word for word."""
    places: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = places.get(sentence.block, (sentence.start, 0))
        places[sentence.block] = (start, sentence.end)
    return {
        block: _lines_with(checked, checked.folded[start:end], checked.fixed)
        for block, (start, end) in places.items()
        if end - start < _LONGEST_QUOTED
    }


def _lines_with(checked: Checked, body: str, scope: frozenset[str] | None) -> list[RecordLine]:
    plain = " ".join(body.split()).strip(" .;•–-")
    if len(plain) < _SHORTEST_QUOTED:
        return []
    return [line for line in checked.record.of(scope) if plain in line.said.plain]


def _borne_out(checked: Checked, claims: Iterable[Claim], lines: Sequence[RecordLine]) -> Iterator[Claim]:
    """Claims as they are, but all supported where the words are a line of the résumé."""
    for claim in claims:
        if claim.supported or not lines:
            yield claim
        else:
            yield supported(checked, claim.kind, (claim.start, claim.end), lines)


def _jobs(record: Record) -> frozenset[str]:
    return frozenset(entry.pointer for entry in record.entries.values() if entry.kind in ("work", "volunteer"))
