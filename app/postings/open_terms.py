"""Skills that no list knows: names shaped like products, and what follows "experience with"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.documents.terms.categories import Category
from app.documents.terms.tokens import Token, fold, fold_in_place, tokenize
from app.documents.terms.vocabulary import posting_words
from app.postings.sentences import Sentence

_BOUNDARY = re.compile(r"[,.;:()!?/–—]|\n\s*\n")
_STOPPERS = frozenset(
    [
        "and",
        "or",
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "to",
        "from",
        "by",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "that",
        "which",
        "who",
        "while",
        "when",
        "where",
        "using",
        "und",
        "oder",
        "in",
        "im",
        "mit",
        "von",
        "für",
        "zu",
        "bei",
        "sowie",
        "et",
        "ou",
        "de",
        "du",
        "des",
        "en",
        "dans",
        "avec",
        "pour",
        "sur",
        "y",
        "o",
        "con",
        "para",
        "en",
        "como",
        "van",
        "voor",
        "met",
        "op",
        "within",
        "across",
        "including",
        "such",
        "preferably",
        "ideally",
        "gained",
        "working",
        "would",
        "will",
        "can",
        "has",
        "have",
        "e",
        "em",
        "com",
        "is",
        "een",
        "wünschenswert",
        "required",
        "desirable",
        "essential",
        "welcome",
        "preferred",
        "plus",
        "needed",
        "because",
        "sind",
        "ist",
        "sont",
        "est",
        "son",
        "es",
        "zijn",
        "than",
        "through",
        "under",
        "over",
    ]
)
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}.*[a-z]|[+#]$|[A-Za-z]\d|\d[A-Za-z]|\w\.\w")
_USED = re.compile(
    r"\b(?:with|using|use|uses|like|via|including|such as|and|avec|con|met|com|utilisons)\s+$", re.IGNORECASE
)
_PLACED = re.compile(r"\b(?:to|from|near|at|based in|located in|offices? in|moving to)\s+$", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|k|h|am|pm|m|x|min|hrs?|kg|km|cm|mm|°?c|%)?\Z", re.IGNORECASE)


class OpenTerm(NamedTuple):
    """A skill at `[start, end)` of a sentence, with the category that its shape suggests."""

    text: str
    start: int
    end: int
    category: Category


def open_terms(
    sentence: Sentence, taken: Sequence[tuple[int, int]], ignored: frozenset[str], language: str
) -> list[OpenTerm]:
    """Skills of a sentence outside the `taken` ranges; `ignored` are folded words (the employer's name)."""
    text = sentence.text
    tokens = [
        token for token in tokenize(text) if not any(start < token.end and token.start < end for start, end in taken)
    ]
    found = _names(sentence, tokens, ignored, language)
    covered = [*taken, *((term.start, term.end) for term in found)]
    found.extend(_phrases(text, covered, ignored))
    return sorted(found, key=lambda term: term.start)


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
        if len(run) <= 4 and not text.isdigit() and len(text) > 1:
            found.append(OpenTerm(text, start, end, _category(run)))
    return found


def _is_name(sentence: Sentence, token: Token, ignored: frozenset[str], language: str) -> bool:
    text, folded = token.text, fold(token.text)
    if folded in posting_words().stop_tokens or folded in ignored or not any(map(str.isalpha, text)):
        return _continues_a_norm(sentence.text, token)
    if _ORDINAL.match(text) or (len(text) == 1):
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
            if folded in _STOPPERS or len(phrase) == 4 or token.text.isdigit():
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
