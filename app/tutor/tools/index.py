"""A full-text index over one person's passages, in memory: SQLite's FTS5, asked by words and never by its syntax.

Words count by their English stem and as the beginning of longer ones, accents do not; scripts without spaces between
words are looked for sign by sign (docs/decisions/0022-an-index-for-each-question.md).
"""

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.tutor.tools.passages import Passage
from app.tutor.tools.sources import Source
from app.tutor.tools.wording import Unit, indexed, words_of

_HEADING_WEIGHT, _TITLE_WEIGHT, _SAID_OTHERWISE_WEIGHT, _LIST_WEIGHT, _SIGNS_WEIGHT = 0.8, 0.4, 0.5, 0.4, 4.0
_LONG_LITERAL, _FEWEST_PAIRS, _MOST_PAIRS = 4, 0.5, 24


class Found(NamedTuple):
    """A passage that has some of the words. `has_all`: it has all of them; `score` grows with how well it fits."""

    source: Source
    passage: Passage
    has_all: bool
    score: float


class PassageIndex:
    """The passages of some sources. It may be asked from any thread, one at a time."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._places = [(source, passage) for source in sources for passage in source.passages]
        self._plain = [indexed(source.text[one.start : one.end]).lower() for source, one in self._places]
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._database.execute(
            "CREATE VIRTUAL TABLE passages USING fts5"
            "(text, heading, title, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )
        rows = (
            (row, text, indexed(passage.heading), indexed(source.title))
            for row, ((source, passage), text) in enumerate(zip(self._places, self._plain, strict=True))
        )
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO passages (rowid, text, heading, title) VALUES (?, ?, ?, ?)", rows)
        self._database.execute("COMMIT")
        # Not sooner: an index that was replaced may still be asked by somebody.
        weakref.finalize(self, self._database.close)

    def __len__(self) -> int:
        return len(self._places)

    def find(self, typed: str, weigh: Callable[[Source], float]) -> list[Found]:
        """The passages with any of the words, those with all of them first, then by how well they fit.

        `weigh` says how much a source counts: 0 leaves it out.
        """
        words = words_of(typed)
        with self._lock:
            scores = self._scores(words.units)
            having = [self._having(unit) for unit in words.units]
        for literal in words.literals:
            signs = self._with_signs(literal)
            having.append(frozenset(row for row, part in signs.items() if part == 1))
            for row, part in signs.items():
                scores[row] = scores.get(row, 0.0) + part * _SIGNS_WEIGHT
        found = []
        for row, score in scores.items():
            source, passage = self._places[row]
            weight = weigh(source) * (_LIST_WEIGHT if passage.lists else 1.0)
            if weight > 0:
                amount = sum(row in rows for rows in having)
                fit = score * weight * (1 + amount) / (1 + words.amount)
                found.append(Found(source, passage, amount == words.amount, fit))
        return sorted(found, key=lambda one: (not one.has_all, -one.score))

    def _scores(self, units: Iterable[Unit]) -> dict[int, float]:
        scores = self._ranked([way for unit in units for way in unit.own])
        for row, score in self._ranked([way for unit in units for way in unit.others]).items():
            scores[row] = scores.get(row, 0.0) + _SAID_OTHERWISE_WEIGHT * score
        return scores

    def _ranked(self, ways: list[str]) -> dict[int, float]:
        if not ways:
            return {}
        rows = self._database.execute(
            "SELECT rowid, bm25(passages, 1.0, ?, ?) FROM passages WHERE passages MATCH ?",
            (_HEADING_WEIGHT, _TITLE_WEIGHT, " OR ".join(dict.fromkeys(ways))),
        )
        return {row: -score for row, score in rows}

    def _having(self, unit: Unit) -> frozenset[int]:
        match = " OR ".join(dict.fromkeys((*unit.own, *unit.others)))
        rows = self._database.execute("SELECT rowid FROM passages WHERE passages MATCH ?", (match,))
        return frozenset(row for (row,) in rows)

    def _with_signs(self, literal: str) -> dict[int, float]:
        """How much of a literal each passage has: all of it, or at least half of its pairs of neighbouring signs."""
        wanted = literal.lower()
        pairs = {wanted[at : at + 2] for at in range(min(len(wanted) - 1, _MOST_PAIRS))}
        least = _FEWEST_PAIRS * len(pairs)
        found = {}
        for row, text in enumerate(self._plain):
            if wanted in text:
                found[row] = 1.0
            elif len(wanted) > _LONG_LITERAL and (had := sum(pair in text for pair in pairs)) >= least:
                found[row] = 0.9 * had / len(pairs)
        return found
