"""Harper, the built-in checker of English: one linter a dialect, made on first use, never on a start."""

import re
import threading
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from app.tutor.corrections.inflecting import words
from app.tutor.corrections.models import Correction, Type
from app.tutor.corrections.rules.shaping import written
from app.tutor.corrections.sentences import sentences_of
from app.tutor.corrections.spelling import better_spelling, known_spellings, parts_of, trade_words

if TYPE_CHECKING:
    import harper

_SPELLING = "SpellCheck"
_BRITISH, _AMERICAN = 1, 0
_CODE = re.compile(r"`([^`]*)`")
_WORD = re.compile(r"[^\W\d_]+")
_ENDLESS = re.compile(r"\S{60,}")
"""No words: Harper would take seconds to look for spellings near to them."""
_SHORTEST, _LONGEST = 4, 24
"""Letters of a word whose spelling is looked at."""
_FEWEST_UNKNOWN = 3
_FOREIGN_SHARE = 0.35
"""Of a sentence's words that no dictionary of English knows; weak spellers stay under a quarter."""
_lock = threading.Lock()


class _Choice(NamedTuple):
    """Which rules are on, the type of each kind of lint, and words that Harper's dictionary lacks."""

    config: dict[str, bool | None]
    types: dict[str, Type]
    known: tuple[str, ...]


class Found(NamedTuple):
    """Corrections, and the spans of sentences that are not in English."""

    corrections: list[Correction]
    foreign: list[tuple[int, int]]


def find_by_harper(text: str, known: frozenset[str] = frozenset()) -> Found:
    """What Harper finds in a text of up to some thousand characters; it blocks, so call it in a thread.

    `known` are words in lower case that are right whatever the dictionary says.
    """
    text = _ENDLESS.sub(lambda run: " " * len(run[0]), text)
    with _lock:
        linter, choice = _british(), _choice()
        found = linter.organized_lints(text, language="plaintext", dedup=False)
        spelt = [lint for lint in found.pop(_SPELLING, []) if lint.problem_text.casefold() not in known]
        return Found([*_lints(found, choice.types), *_spellings(text, spelt)], list(_foreign(text, spelt)))


def _foreign(text: str, unknown: Sequence["harper.Lint"]) -> Iterator[tuple[int, int]]:
    """Sentences of which too many words are unknown, those left out that learners are known to write."""
    mistakes = known_spellings().keys() | words().classes["mass_plural"] | written().keys() | {"u", "ur"}
    strange = [lint for lint in unknown if lint.problem_text.casefold() not in mistakes]
    for sentence in sentences_of(text):
        end = sentence.start + len(sentence.text)
        inside = sum(sentence.start <= lint.span.start < end for lint in strange)
        if inside >= max(_FEWEST_UNKNOWN, _FOREIGN_SHARE * len(_WORD.findall(sentence.text))):
            yield sentence.start, end


def _lints(found: dict[str, list["harper.Lint"]], types: dict[str, Type]) -> Iterator[Correction]:
    for lints in found.values():
        for lint in lints:
            if (kind := types.get(lint.lint_kind)) and lint.suggestions:
                yield _correction(lint, kind)


def _correction(lint: "harper.Lint", kind: Type) -> Correction:
    original, suggestion = lint.problem_text, lint.suggestions[0]
    text = suggestion.replacement_text
    # 0 replaces, 1 removes, 2 inserts behind.
    corrected = (text, "", original + text)[int(suggestion.kind)]
    return Correction(original, corrected, _explained(lint.message), kind, lint.span.start, len(original))


def _explained(message: str) -> str:
    return _CODE.sub(r"“\1”", message).rstrip(". ") + "."


def _spellings(text: str, lints: Sequence["harper.Lint"]) -> Iterator[Correction]:
    """Words that neither British nor American English knows and that look like one that is known."""
    unknown = [lint for lint in lints if _may_be_misspelt(text, lint)]
    if not unknown:
        return
    wrong = _wrong_in_american({lint.problem_text for lint in unknown})
    for lint in unknown:
        if lint.problem_text not in wrong:
            continue
        suggested = [suggestion.replacement_text for suggestion in lint.suggestions]
        corrected = better_spelling(lint.problem_text, suggested)
        if corrected:
            why = f"“{lint.problem_text}” is not in the dictionary; “{corrected}” is."
            yield Correction(lint.problem_text, corrected, why, "spelling", lint.span.start, len(lint.problem_text))


def _wrong_in_american(unknown: set[str]) -> set[str]:
    """Those that American English does not know either, nor makes of words that it knows."""
    parts = {word: list(parts_of(word.casefold())) for word in unknown}
    asked = unknown.union(part for ways in parts.values() for way in ways for part in way)
    lints = _american().lint("\n".join(sorted(asked)), language="plaintext", dedup=False)
    wrong = {lint.problem_text for lint in lints}
    return {word for word in unknown & wrong if all(wrong.intersection(way) for way in parts[word])}


def _may_be_misspelt(text: str, lint: "harper.Lint") -> bool:
    """Not what looks like a name, a product, an abbreviation or a word of another language."""
    word, start = lint.problem_text, lint.span.start
    if word.casefold() in known_spellings():
        return False
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.replace("'", "").isalpha():
        return False
    if text[max(0, start - 1) : start] in {"-", "/", ".", "@", "#"} or text[lint.span.end : lint.span.end + 1] in {
        "-",
        "/",
        "_",
    }:
        return False
    return word.islower() or (word[1:].islower() and _opens_a_sentence(text, start))


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"“'(*-•")
    return not before or before[-1] in ".!?\n"


@lru_cache(maxsize=1)
def _british() -> "harper.Linter":
    linter = _linter(_BRITISH)
    linter.set_lint_config(_choice().config)
    return linter


@lru_cache(maxsize=1)
def _american() -> "harper.Linter":
    linter = _linter(_AMERICAN)
    only: dict[str, bool | None] = {name: name == _SPELLING for name in _choice().config}
    linter.set_lint_config(only)
    return linter


def _linter(dialect: int) -> "harper.Linter":
    import harper

    linter = harper.Linter(dialect)
    linter.import_words([*trade_words(), *map(str.lower, trade_words()), *words().bases, *_choice().known])
    return linter


@lru_cache(maxsize=1)
def _choice() -> _Choice:
    import harper

    data = tomllib.loads((files("app.tutor.corrections") / "harper.toml").read_text(encoding="utf-8"))
    off = {name for names in data["off"].values() for name in names.split()}
    config: dict[str, bool | None] = {
        name: on and name not in off for name, on in harper.get_default_lint_config().items()
    }
    return _Choice(config, data["kinds"], tuple(data["known"]["words"].split()))
