"""Skills that a text claims: known terms, by alias and by what implies them, and names after words of use."""

import re
from collections.abc import Iterable, Sequence

from app.documents.facts.record import Record, RecordLine
from app.documents.facts.words import employer_words, meanings
from app.documents.terms.levels import fluency_in, fluency_suffices
from app.documents.terms.lexicon import Hit
from app.documents.terms.tokens import is_written_in_english
from app.documents.terms.vocabulary import categories, lexicon, related_to

_EXACT = frozenset({"languages", "frameworks", "tools"})
_SPOKEN = re.compile(
    r"\b(?:speak\w*|spoken|fluen\w+|native\w*|languages?|bilingual\w*|proficien\w+|mother\s+tongue|conversational"
    r"|sprech\w*|"
    r"fliessend\w*|parle|hablo|[abc][12])\b"
)
_CAPITAL = re.compile(r"(?<!\w)[A-Z][\w+#.-]*\w(?!\w)")
_USED = re.compile(
    r"\b(?:using|via|(?:built|written|developed|coded|programmed|implemented|fluent|proficient|certified"
    r"|experienced|trained|"
    r"experience|expert|skilled)\s+(?:in|with)|(?:worked|work|working|familiar)\s+with|(?:[Ii]"
    r"|[Ww]e)\s+(?:also\s+)?(?:used|use))\s+"
    r"(?P<names>[A-Z][\w+#.-]*\w(?:\s+[A-Z][\w+#.-]*\w){0,2})"
)


def terms_in(text: str, start: int, end: int, language: str, record: Record | None = None) -> list[Hit]:
    """Known skills in `[start, end)`, with their places in the whole text; soft skills are no facts.

    With `record`, words that could be skills or not ("Celery", "Rust") count where the résumé has them as skills,
    and after words of use.
    """
    known = categories()
    found = lexicon(language).find(text[start:end])
    if record is not None:
        found += [
            hit for hit in _ambiguous(text[start:end], record) if not any(_overlap(hit, other) for other in found)
        ]
    return [
        hit._replace(start=hit.start + start, end=hit.end + start)
        for hit in found
        if known.get(hit.term) not in (None, "soft_skills", "education")
    ]


def _ambiguous(text: str, record: Record) -> list[Hit]:
    found = []
    for match in _CAPITAL.finditer(text):
        term = record.spelt.get(match[0])
        if term is not None and len(match[0]) > 1:
            found.append(Hit(term, match.start(), match.end(), match[0], "exact"))
    for match in _USED.finditer(text):
        start, end = match.span("names")
        for hit in lexicon().find(match["names"].rstrip(".-"), listed=True):
            at = hit._replace(start=start + hit.start, end=start + hit.end)
            if at.end <= end and not any(_overlap(at, other) for other in found):
                found.append(at)
    return found


def _overlap(first: Hit, second: Hit) -> bool:
    return first.start < second.end and second.start < first.end


def is_exact(term: str) -> bool:
    """Whether a term names one certain thing (a language, a tool) and not a field of work."""
    return categories()[term] in _EXACT


def is_spoken(term: str) -> bool:
    """Whether a term is a language that people speak."""
    return categories()[term] == "spoken_languages"


def speaks_of_languages(folded: str) -> bool:
    """Whether a sentence is about spoken languages and not about a country's customers."""
    return _SPOKEN.search(folded) is not None


def lines_showing(hit: Hit, lines: Iterable[RecordLine]) -> list[RecordLine]:
    """Lines that show a term, those that name it before those that imply it."""
    shown = [line for line in lines if hit.term in line.said.implied]
    return sorted(shown, key=lambda line: (hit.term not in line.said.terms, line.rank))


def lines_near(hit: Hit, lines: Sequence[RecordLine]) -> list[RecordLine]:
    """Lines with a neighbouring term, or with a word of this one: enough for a field of work, not for a tool."""
    near = {relation.term for relation in related_to().get(hit.term, ())}
    words = meanings(hit.text.casefold())
    found = [line for line in lines if near & line.said.implied]
    return found or [line for line in lines if words & line.said.about]


def language_lines(hit: Hit, clause: str, record: Record) -> tuple[list[RecordLine], str]:
    """Lines that show a spoken language at the claimed level, and the level that the résumé gives instead."""
    wanted = fluency_in(clause)
    for line in lines_showing(hit, record.lines):
        if line.entry.startswith("/languages/"):
            level = fluency_in(record.entries[line.entry].name)
            return ([line], "") if fluency_suffices(level, wanted) else ([], record.entries[line.entry].name)
        return [line], ""
    if hit.term == "English" and wanted != "native":
        text = " ".join(line.text for line in record.lines)
        if is_written_in_english(text):
            return [max(record.lines, key=lambda line: len(line.text))], ""
    return [], ""


def unknown_names(text: str, start: int, end: int, record: Record) -> list[tuple[int, int]]:
    """Places of names that a sentence says to have been used and that neither the vocabulary nor the résumé knows."""
    found = []
    for match in _USED.finditer(text, start, end):
        name = match["names"].rstrip(".-")
        folded = name.casefold()
        first = folded.split()[0]
        if first in employer_words().not_names or lexicon("en").find(name, listed=True):
            continue
        if not re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", record.words):
            place = match.start("names")
            found.append((place, place + len(name)))
    return found
