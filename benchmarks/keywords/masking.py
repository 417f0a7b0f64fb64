"""A vocabulary that knows less: what only one trade of the tuned half uses is taken out of it.

The vocabulary and the lists of plain words were written beside the tuned half, so that its trades know more of their
words than a trade that nobody looked at. Without the words that stand in the postings of one trade alone, each trade
is read as an unseen one would be.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from zlib import crc32

from app.documents.terms import plain_words, priors, vocabulary
from app.documents.terms.categories import CATEGORIES
from app.documents.terms.tokens import fold
from app.documents.terms.vocabulary import categories, lexicon, load_data
from app.postings import doing, linking, phrases, spans, traces
from benchmarks.keywords.labels import LabelledPosting

TAKEN_OUT = 0.8
"""The share of such terms that go: with it about as many keywords are open as on the half held back."""
_GENERAL = frozenset({"soft_skills", "spoken_languages"})
_LISTS = ("breaks", "trims", "hollow", "generic", "verbs")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@contextmanager
def masked(postings: Sequence[LabelledPosting]) -> Iterator[None]:
    """The vocabulary and the plain words without what only one trade of these postings uses."""
    changed = {name: load_data(name) for name in (*vocabulary.TRADES, "plain")}
    whole = {name: deepcopy(data) for name, data in changed.items()}
    terms, words = set(terms_of_one_trade(postings)), words_of_one_trade(postings)
    for name in vocabulary.TRADES:
        for category in CATEGORIES:
            for term in terms & changed[name].get(category, {}).keys():
                del changed[name][category][term]
    _take_out(changed["plain"], words)
    _forget()
    try:
        yield
    finally:
        for name, data in changed.items():
            data.clear()
            data.update(whole[name])
        _forget()


def terms_of_one_trade(postings: Sequence[LabelledPosting]) -> Iterator[str]:
    """Most of the terms that stand in the postings of one trade only, but for what any trade asks for."""
    trades = defaultdict(set)
    for posting in postings:
        for hit in lexicon(posting.labels.language).find(posting.text):
            trades[hit.term].add(posting.labels.trade)
    for term, seen in trades.items():
        if len(seen) == 1 and categories()[term] not in _GENERAL and crc32(term.encode()) % 1000 < TAKEN_OUT * 1000:
            yield term


def words_of_one_trade(postings: Iterable[LabelledPosting]) -> frozenset[str]:
    """Folded words that stand in the postings of one trade only."""
    trades = defaultdict(set)
    for posting in postings:
        for word in _WORD.findall(fold(posting.text)):
            trades[word].add(posting.labels.trade)
    return frozenset(word for word, seen in trades.items() if len(seen) == 1)


def _take_out(plain: dict[str, Any], words: frozenset[str]) -> None:
    def without(text: str) -> str:
        return " ".join(word for word in text.split() if fold(word) not in words)

    for key in ("everyday", "unmade"):
        plain[key] = without(plain[key])
    plain["organisations"]["last"] = without(plain["organisations"]["last"])
    for language in ("en", "de", "fr", "es", "nl", "pt"):
        for key in _LISTS:
            plain[language][key] = without(plain[language][key])


def _forget() -> None:
    """Whatever was made of the data is made anew."""
    for module in (vocabulary, plain_words, priors, doing, phrases, spans, linking, traces):
        for made in vars(module).values():
            if hasattr(made, "cache_clear") and made is not load_data:
                made.cache_clear()
