"""Skills that no list knows: names shaped like products, and what follows "experience with"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.categories import Category
from app.documents.terms.plain_words import heads, is_plain, organisations
from app.documents.terms.tokens import Token, fold, fold_in_place, tokenize
from app.documents.terms.vocabulary import posting_words
from app.postings.phrases import Phrase, phrases
from app.postings.sentences import Sentence

_BOUNDARY = re.compile(r"[,.;:()!?/–—]|\n\s*\n")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}.*[a-z]|[+#]$|[A-Za-z]\d|\d[A-Za-z]|\w\.\w")
_USED = re.compile(
    r"\b(?:with|using|use|uses|like|via|including|such as|and|avec|con|met|com|utilisons)\s+$", re.IGNORECASE
)
_PLACED = re.compile(
    r"\b(?:to|from|near|at|based in|located in|offices? in|moving to|between|around|outside|"
    r"between [\w-]{2,20} and)\s+$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d]+(?: [^\W\d]+){0,2}:(?=\s)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|k|h|am|pm|m|x|min|hrs?|kg|km|cm|mm|°?c|%)?\Z", re.IGNORECASE)


class OpenTerm(NamedTuple):
    """A skill at `[start, end)` of a sentence, with the category that its shape suggests."""

    text: str
    start: int
    end: int
    category: Category


def open_terms(
    sentence: Sentence, taken: Sequence[tuple[int, int]], ignored: frozenset[str], language: str, *, asks: bool = True
) -> list[OpenTerm]:
    """Skills of a sentence outside the `taken` ranges; `ignored` are folded words (the employer's name).

    `asks`: the sentence speaks of the applicant or the tasks, so that any noun phrase in it may be a skill.
    """
    text = sentence.text
    found = _noun_phrases(sentence, taken, ignored, language) if asks else []
    covered = [*taken, *((term.start, term.end) for term in found)]
    tokens = [token for token in tokenize(text) if not _overlaps(covered, token.start, token.end)]
    found.extend(_names(sentence, tokens, ignored, language))
    if not asks:
        found.extend(_phrases(text, [*taken, *((term.start, term.end) for term in found)], ignored))
    label = _LABEL.match(text)
    found = [term for term in found if not (label and term.end <= label.end()) and not _is_somebody(term.text)]
    return _without_short_forms(text, sorted(found, key=lambda term: term.start))


def _is_somebody(text: str) -> bool:
    """Whether a phrase names an organisation or the people one works with: American Heart Association."""
    words = text.split()
    return len(words) > 1 and fold(words[-1]) in organisations()


def _without_short_forms(text: str, terms: Sequence[OpenTerm]) -> list[OpenTerm]:
    kept: list[OpenTerm] = []
    for term in terms:
        if not kept or not _abbreviates(term.text, kept[-1], text[kept[-1].end : term.start]):
            kept.append(term)
    return kept


def _overlaps(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in ranges)


def _noun_phrases(
    sentence: Sentence, taken: Sequence[tuple[int, int]], ignored: frozenset[str], language: str
) -> list[OpenTerm]:
    found: list[OpenTerm] = []
    stops = posting_words().stop_tokens
    for phrase in phrases(sentence, language):
        start, end = phrase.start, phrase.end
        text = sentence.text[start:end]
        if _overlaps(taken, start, end) or all(unit.folded in ignored or unit.folded in stops for unit in phrase.units):
            continue
        if _is_a_name_with_more(sentence, phrase, language) or _PLACED.search(sentence.text[:start]):
            continue
        found.append(OpenTerm(" ".join(text.split()), start, end, _kind(phrase, sentence)))
    return found


def _is_a_name_with_more(sentence: Sentence, phrase: Phrase, language: str) -> bool:
    """Whether a phrase is a product's name and plain words after it: the name alone is the skill then."""
    first, last = phrase.units[0], phrase.units[-1]
    if language == "de" or len(phrase.units) == 1 or last.text[0].isupper() or last.text[0].isdigit():
        return False
    named = first.text[0].isupper() and not first.text.isupper() and _inside_clause(sentence.text, first.start)
    return named and last.folded not in heads() and not last.folded.endswith("ing")


def _abbreviates(text: str, before: OpenTerm, gap: str) -> bool:
    """Whether a bracket only shortens what stands before it: first article inspection (FAI)."""
    if gap.strip() != "(" or not text[:-1].isupper():
        return False
    initials = [word[0].casefold() for word in re.split(r"[\s-]+", before.text) if word]
    return text[0].casefold() in initials


def _kind(phrase: Phrase, sentence: Sentence) -> Category:
    known = heads()
    for unit in (phrase.units[-1], phrase.units[0]):
        if unit.folded in known:
            return known[unit.folded]  # type: ignore[return-value]  # the keys of the data file are categories
    if len(phrase.units) > 1 and phrase.units[0].text.isupper() and phrase.units[-1].text.isdigit():
        return "domain"
    named = [unit for unit in phrase.units if unit.text[0].isupper() and _inside_clause(sentence.text, unit.start)]
    return "tools" if len(named) == len(phrase.units) else "practices"


def _names(sentence: Sentence, tokens: Sequence[Token], ignored: frozenset[str], language: str) -> list[OpenTerm]:
    runs: list[list[Token]] = []
    for token in tokens:
        if not _is_name(sentence, token, ignored, language):
            continue
        before = runs[-1][-1] if runs else None
        if before is not None and sentence.text[before.end : token.start] in (" ", "-", "\u00a0"):
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        start, end = run[0].start, run[-1].end
        text = sentence.text[start:end]
        plain = all(is_plain(token.folded, language) and not token.text.isupper() for token in run)
        if len(run) <= 4 and not plain and not text.isdigit() and len(text) > 1:
            found.append(OpenTerm(text, start, end, _category(run)))
    return found


def _is_name(sentence: Sentence, token: Token, ignored: frozenset[str], language: str) -> bool:
    text, folded = token.text, fold(token.text)
    if folded in posting_words().stop_tokens or folded in ignored or not any(map(str.isalpha, text)):
        return _continues_a_norm(sentence.text, token)
    if _ORDINAL.match(text) or len(text) == 1:
        return False
    if sentence.text[: token.start].endswith(("€", "$", "£", "'", "’")):
        return False
    if _MIXED.search(text) and not text.endswith("s'") and not (text[:-1].isupper() and text.endswith("s")):
        return not re.fullmatch(r"[a-z]\.[a-z]", folded)
    if text.isupper():
        return 2 <= len(text) <= 6 and not _shouted(sentence.text)
    if language == "de" or not text[0].isupper():
        return False
    if sentence.part == "intro" and not _USED.search(sentence.text[: token.start]):
        return False
    return _inside_clause(sentence.text, token.start) and not _PLACED.search(sentence.text[: token.start])


def _continues_a_norm(text: str, token: Token) -> bool:
    """A number right after a name in capitals belongs to it: ISO 13849, EN 1090."""
    return token.text.isdigit() and bool(re.search(r"\b[A-Z]{2,5}[ -]$", text[: token.start]))


def _inside_clause(text: str, start: int) -> bool:
    """Whether a capital is there for the name's sake, not because a sentence or quotation begins."""
    before = text[:start].rstrip()
    return bool(before) and before[-1] not in '.!?:;"“•*-–(' and not text[:start].endswith("\n\n")


def _shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 14 and sum(map(str.isupper, letters)) > len(letters) * 0.7


def _category(run: Sequence[Token]) -> Category:
    first = run[0].text
    if len(run) > 1 and first.isupper() and run[-1].text.isdigit():
        return "domain"
    return "tools"


def _phrases(text: str, covered: Sequence[tuple[int, int]], ignored: frozenset[str]) -> list[OpenTerm]:
    found = []
    words = posting_words()
    for cue in _cues().finditer(fold_in_place(text)):
        end = cue.end()
        boundary = _BOUNDARY.search(text, end)
        tokens = tokenize(text[end : boundary.start() if boundary else len(text)])
        phrase: list[Token] = []
        for token in tokens[:7]:
            folded = fold(token.text)
            if not phrase and folded in words.stop_phrase:
                continue
            if folded in words.stoppers or len(phrase) == 4 or token.text.isdigit():
                break
            phrase.append(token)
        while phrase and fold(phrase[-1].text) in words.stop_head | words.stop_phrase:
            phrase.pop()
        if not phrase or {fold(token.text) for token in phrase} <= ignored | words.stop_tokens:
            continue
        first, last = end + phrase[0].start, end + phrase[-1].end
        if any(start < last and first < stop for start, stop in covered):
            continue
        if len(text[first:last]) > 2:
            found.append(OpenTerm(" ".join(text[first:last].split()), first, last, "practices"))
    return found


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    cues = sorted(posting_words().open_cues, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))})\s+")
