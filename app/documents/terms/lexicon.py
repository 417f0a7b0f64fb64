"""Finding many terms in a text at once: whole words only, longest first, by spelling and then by word stem."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from app.documents.terms.tokens import Token, stem, tokenize

_GAP = re.compile(r"[ \t\u00a0]*(?:\n[ \t]*)?(?:[-‐‑–/'’][ \t]*)?", re.ASCII)
_JOINED = re.compile(r"\s*\)?\s*(?:,|/|\||·|;|\b(?:and|or|und|oder|et|ou|y|o|en|of|e)\b|&|\+)\s*\(?\s*", re.IGNORECASE)
_WITHOUT_UMLAUT = str.maketrans("äöüáéíóúâêôãõ", "aouaeiouaeoao")
_PLAIN = re.compile(r"[^\W_]+(?:[ -][^\W_]+)*")
Via = Literal["exact", "alias", "stem"]


class Form(NamedTuple):
    """One spelling of a term. `cased`: counts in this case only; `wary`: only in the company of skills."""

    term: str
    words: tuple[str, ...]
    text: str
    slashed: bool
    cased: bool = False
    wary: bool = False


class Hit(NamedTuple):
    """A term found at `[start, end)` of the text, spelt `text` there."""

    term: str
    start: int
    end: int
    text: str
    via: Via
    wary: bool = False


class Context(NamedTuple):
    """What makes an ambiguous spelling a skill, or not: case-folded neighbouring words."""

    not_before: frozenset[str] = frozenset()
    cue_before: frozenset[str] = frozenset()
    cue_after: frozenset[str] = frozenset()


class Lexicon:
    """Forms indexed by first word, and by first stem for those that `stems` admits."""

    def __init__(
        self, forms: Iterable[Form], context: Context, stems: Callable[[Form], bool], language: str = "en"
    ) -> None:
        self._context = context
        self._language = language
        self._exact: dict[str, list[Form]] = {}
        self._unstemmed: dict[str, list[Form]] = {}
        self._stemmed: dict[str, dict[str, list[Form]]] = {}
        for form in forms:
            self._exact.setdefault(form.words[0], []).append(form)
            if not (form.cased or form.wary) and stems(form):
                self._unstemmed.setdefault(_beginning(form.words[0]), []).append(form)
        for candidates in self._exact.values():
            if len(candidates) > 1:
                candidates.sort(key=_longest_first)

    def find(self, text: str, *, listed: bool = False) -> list[Hit]:
        """Hits in the order of the text, none overlapping.

        `listed`: the text is one item of a skill list, where "go" alone means the language.
        """
        tokens = tokenize(text)
        found: list[tuple[int, int, Hit]] = []
        position = 0
        while position < len(tokens):
            hit = self._at(text, tokens, position, listed=listed)
            if hit is None:
                position += 1
                continue
            length, form, via = hit
            start, end = tokens[position].start, tokens[position + length - 1].end
            wary = form.wary and not listed
            found.append((position, length, Hit(form.term, start, end, text[start:end], via, wary)))
            position += length
        return self._trusted(text, tokens, found)

    def _at(self, text: str, tokens: Sequence[Token], position: int, *, listed: bool) -> tuple[int, Form, Via] | None:
        word = tokens[position].folded
        for form in self._exact.get(word, ()):
            if not _fits(text, tokens, position, form, str):
                continue
            end = tokens[position + len(form.words) - 1].end
            written = text[tokens[position].start : end]
            whole = listed and position == 0 and len(form.words) == len(tokens)
            if (form.cased or form.wary) and not whole and not _same_case(written, form.text):
                continue
            via: Via = "exact" if written.casefold() == form.term.casefold() else "alias"
            return len(form.words), form._replace(wary=form.wary and not whole), via
        for form in self._by_stem(word):
            if _fits(text, tokens, position, form, self._stem):
                return len(form.words), form, "stem"
        return self._plural(word, tokens[position].text)

    def _by_stem(self, word: str) -> Sequence[Form]:
        """Forms whose first word has the stem of `word`, longest first."""
        beginning = _beginning(word)
        unstemmed = self._unstemmed.get(beginning)
        if unstemmed is None:
            return ()
        group = self._stemmed.get(beginning)
        if group is None:
            # Made when a text has a word that begins like theirs: all stems would take longer than all else.
            group = {}
            for form in sorted(unstemmed, key=_longest_first):
                group.setdefault(self._stem(form.words[0]), []).append(form)
            self._stemmed[beginning] = group
        return group.get(self._stem(word), ())

    def _stem(self, word: str) -> str:
        return stem(word, self._language)

    def _plural(self, word: str, written: str) -> tuple[int, Form, Via] | None:
        if len(word) > 4 and word.endswith("s"):
            for form in self._exact.get(word[:-1], ()):
                if len(form.words) == 1 and not form.wary and (not form.cased or written[0].isupper()):
                    return 1, form, "stem"
        return None

    def _trusted(self, text: str, tokens: Sequence[Token], found: Sequence[tuple[int, int, Hit]]) -> list[Hit]:
        """Without the ambiguous ones that stand alone; ambiguous neighbours vouch for each other."""
        kept = []
        for index, (position, length, hit) in enumerate(found):
            neighbours = [found[other][2] for other in (index - 1, index + 1) if 0 <= other < len(found)]
            if not hit.wary or self._vouched(text, tokens, position, length, hit, neighbours):
                kept.append(hit)
        return kept

    def _vouched(
        self,
        text: str,
        tokens: Sequence[Token],
        position: int,
        length: int,
        hit: Hit,
        neighbours: Sequence[Hit],
    ) -> bool:
        for other in neighbours:
            first, last = sorted((hit, other), key=lambda each: each.start)
            if _JOINED.fullmatch(text, first.end, last.start):
                return True
        after = tokens[position + length] if position + length < len(tokens) else None
        if after is not None and re.fullmatch(r"[ \t]+|-", text[hit.end : after.start]):
            if after.folded in self._context.cue_after:
                return True
            if after.folded in self._context.not_before or text[hit.end] == "-":
                return False
        if position == 0:
            return False
        before = tokens[position - 1]
        gap = text[before.end : hit.start]
        return before.folded in self._context.cue_before and (gap.isspace() or gap in ("'", "’"))


def make_form(term: str, text: str, *, cased: bool = False, wary: bool = False) -> Form | None:
    """A form from its spelling; None when there is no word in it."""
    if _PLAIN.fullmatch(text):
        words = tuple(text.casefold().replace("-", " ").split(" "))
    else:
        words = tuple(token.folded for token in tokenize(text))
    return Form(term, words, text, "/" in text, cased, wary) if words else None


def _longest_first(form: Form) -> tuple[int, bool]:
    return -len(form.words), form.cased


def _beginning(word: str) -> str:
    """What a word shares with its stem; German stems lose their umlauts."""
    return word[:3].translate(_WITHOUT_UMLAUT)


def _same_case(written: str, text: str) -> bool:
    shouted = len(text) > 3 and written == text.upper()
    return written == text or shouted or (written[0].isupper() and written.title() == text)


def _fits(text: str, tokens: Sequence[Token], position: int, form: Form, key: Callable[[str], str]) -> bool:
    count = len(form.words)
    if position + count > len(tokens):
        return False
    for offset in range(1, count):
        token, before = tokens[position + offset], tokens[position + offset - 1]
        if key(token.folded) != key(form.words[offset]):
            return False
        gap = text[before.end : token.start]
        if not _GAP.fullmatch(gap) or ("/" in gap and not form.slashed):
            return False
    return True
