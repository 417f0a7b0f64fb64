"""How well keywords fit labels: precision, recall and F1, and whether need and category are right.

A keyword hits a label when its term or a spelling that it was found by is one of the label's forms. Each label makes
one keyword right: a second keyword for the same thing is wrong, as two chips for one thing are on the page. One keyword
that two labels name, found by the spellings of both, finds both. A keyword that hits an optional phrase, and is not
needed for a label, is left out of the count.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

import msgspec

from app.documents.terms.categories import Category
from app.postings.results import Keyword
from benchmarks.keywords.comparing import Key, keys_of
from benchmarks.keywords.labels import Label, LabelledPosting, Labels, Need


class Extracted(NamedTuple):
    """A keyword as it is scored; a peer that tells neither category nor need leaves them out."""

    term: str
    found: tuple[str, ...] = ()
    category: Category | None = None
    need: Need | None = None


class Score(msgspec.Struct, frozen=True):
    """Counts that add up over postings.

    `right` of `keywords` hit a label, `hit` of `labels` were found; `tempted` keywords took what is absent. Of the
    labels found, `need_right` of `need_asked` (those required or nice) and `category_right` of `hit` agree.
    """

    labels: int = 0
    hit: int = 0
    keywords: int = 0
    right: int = 0
    tempted: int = 0
    need_asked: int = 0
    need_right: int = 0
    category_right: int = 0

    @property
    def precision(self) -> float:
        """The share of keywords that are right; 1 where there are none."""
        return self.right / self.keywords if self.keywords else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found; 1 where there are none."""
        return self.hit / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def need(self) -> float:
        """The share of labels found, required or nice, that are said to be so."""
        return self.need_right / self.need_asked if self.need_asked else 1.0

    @property
    def category(self) -> float:
        """The share of labels found that have their category."""
        return self.category_right / self.hit if self.hit else 1.0

    def __add__(self, other: Self) -> "Score":
        mine, theirs = msgspec.structs.asdict(self), msgspec.structs.asdict(other)
        return Score(**{name: mine[name] + theirs[name] for name in mine})


class Outcome(NamedTuple):
    """One posting's labels against its keywords: every difference by name."""

    posting: LabelledPosting
    found: Mapping[Label, Extracted]
    missed: tuple[Label, ...]
    wrong: tuple[Extracted, ...]
    doubled: tuple[Extracted, ...]
    tempted: tuple[Extracted, ...]
    right: int

    @property
    def misjudged(self) -> list[tuple[Label, Extracted]]:
        """Labels that are required or nice, and were said to be something else."""
        return [(label, one) for label, one in self.found.items() if label.need != "duties" and label.need != one.need]

    @property
    def misplaced(self) -> list[tuple[Label, Extracted]]:
        """Labels found in another category."""
        return [(label, one) for label, one in self.found.items() if label.category != one.category]

    @property
    def score(self) -> Score:
        """The outcome in counts."""
        asked = sum(label.need != "duties" for label in self.found)
        return Score(
            labels=len(self.posting.labels.keywords),
            hit=len(self.found),
            keywords=self.right + len(self.wrong) + len(self.doubled) + len(self.tempted),
            right=self.right,
            tempted=len(self.tempted),
            need_asked=asked,
            need_right=asked - len(self.misjudged),
            category_right=len(self.found) - len(self.misplaced),
        )


def extracted(keyword: Keyword) -> Extracted:
    """A keyword of Foreword's own. What only the title or the tasks name is neither required nor nice."""
    need: Need = "required" if keyword.required else "nice" if keyword.origin == "nice" else "duties"
    return Extracted(keyword.term, keyword.found, keyword.category, need)


def compare(posting: LabelledPosting, keywords: Sequence[Extracted]) -> Outcome:
    """Which keyword stands for which label, with what is missed and what is wrong."""
    labels = posting.labels
    optional, absent = (_keys(phrases, labels.language) for phrases in (labels.optional, labels.absent))
    hits = [_hits(one, labels) for one in keywords]
    order = sorted(range(len(keywords)), key=lambda at: bool(_forms(keywords[at], labels.language) & optional))
    claims = _claims(hits, order)
    claimed = {label: keywords[at] for at, label in claims.items()}
    found: dict[Label, Extracted] = {}
    for index, label in enumerate(labels.keywords):
        also = next((one for one, mine in zip(keywords, hits, strict=True) if index in mine), None)
        if one := claimed.get(index, also):
            found[label] = one
    rest = [at for at, one in enumerate(keywords) if at not in claims and not _forms(one, labels.language) & optional]
    strays = [keywords[at] for at in rest if not hits[at]]
    return Outcome(
        posting,
        found,
        missed=tuple(label for label in labels.keywords if label not in found),
        wrong=tuple(one for one in strays if not _forms(one, labels.language) & absent),
        doubled=tuple(keywords[at] for at in rest if hits[at]),
        tempted=tuple(one for one in strays if _forms(one, labels.language) & absent),
        right=len(claims),
    )


def total(scores: Iterable[Score]) -> Score:
    """Micro average: all counts together."""
    return sum(scores, Score())


def _hits(one: Extracted, labels: Labels) -> list[int]:
    """The labels that a keyword hits, those first whose form is its term."""
    term, forms = keys_of(one.term, labels.language), _forms(one, labels.language)
    wanted = [_keys(label.forms, labels.language) for label in labels.keywords]
    return sorted((at for at, keys in enumerate(wanted) if keys & forms), key=lambda at: (not wanted[at] & term, at))


def _claims(hits: Sequence[Sequence[int]], order: Iterable[int]) -> dict[int, int]:
    """The label that each keyword stands for, placed in this order: as many as can be, no label twice.

    Augmenting paths: a keyword may move to another of its labels, and none that has a place loses it.
    """
    holder: dict[int, int] = {}

    def place(keyword: int, tried: set[int]) -> bool:
        for label in hits[keyword]:
            if label not in tried:
                tried.add(label)
                if label not in holder or place(holder[label], tried):
                    holder[label] = keyword
                    return True
        return False

    for keyword in order:
        place(keyword, set())
    return {keyword: label for label, keyword in holder.items()}


def _forms(one: Extracted, language: str) -> frozenset[Key]:
    return _keys((one.term, *one.found), language)


def _keys(phrases: Iterable[str], language: str) -> frozenset[Key]:
    return frozenset(key for phrase in phrases for key in keys_of(phrase, language))
