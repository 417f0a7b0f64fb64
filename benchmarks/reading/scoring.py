"""How far a reading agrees with the truth: true positives, false positives and false negatives by field.

Entries of a section are paired so that they agree best, whatever their order; values are compared within pairs. A value
counts once: what is missing is a false negative, what should not be there a false positive, a wrong one both. Equal
means equal text after NFKC, with quotes and dashes as typed, white space as one blank, and without the punctuation
that a field may end with.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from app.documents.resume import Resume
from benchmarks.reading.assignment import best_pairs
from benchmarks.reading.fields import Entry, entries_of, links_of, singles_of

_IN_ORDER = frozenset({"bullets", "other"})
_NEARER = 1e-6  # between pairs that agree alike, those that stand alike


class Counts(msgspec.Struct):
    """True positives, false positives and false negatives."""

    right: int = 0
    wrong: int = 0
    lost: int = 0

    def add(self, other: "Counts") -> None:
        """Pool two counts, as micro averages want it."""
        self.right += other.right
        self.wrong += other.wrong
        self.lost += other.lost

    @property
    def precision(self) -> float:
        """Of what was read, the share that is right; 1 where nothing was read."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what was written, the share that was read; 1 where nothing was written."""
        return self.right / (self.right + self.lost) if self.right + self.lost else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there was nothing to read and nothing was read."""
        total = 2 * self.right + self.wrong + self.lost
        return 2 * self.right / total if total else 1.0


class Miss(msgspec.Struct, frozen=True):
    """One difference: what was written and not read (`lost`), and what was read and not written (`wrong`)."""

    field: str
    lost: tuple[str, ...]
    wrong: tuple[str, ...]


class Score(msgspec.Struct):
    """The counts by field, and every difference."""

    counts: dict[str, Counts] = {}
    misses: list[Miss] = []

    def take(self, field: str, truth: Iterable[str], reading: Iterable[str]) -> None:
        """Compare one field of one pair of entries; bullets and lines must stand in the same order."""
        written, read = list(truth), list(reading)
        common = _common_in_order(written, read) if field in _IN_ORDER else Counter(written) & Counter(read)
        lost = tuple((Counter(written) - common).elements())
        wrong = tuple((Counter(read) - common).elements())
        self.counts.setdefault(field, Counts()).add(Counts(common.total(), len(wrong), len(lost)))
        if lost or wrong:
            self.misses.append(Miss(field, lost, wrong))


def score(truth: Resume, reading: Resume, caseless: frozenset[str] = frozenset()) -> Score:
    """Compare field by field; in the `caseless` fields the format has lost the case of letters."""
    found = Score()
    written, read = singles_of(truth), singles_of(reading)
    for field, values in written.items():
        found.take(field, _cased(field, values, caseless), _cased(field, read[field], caseless))
    found.take("links", *_alike(links_of(truth), links_of(reading)))
    entries = entries_of(reading)
    for section, wanted in entries_of(truth).items():
        for one, other in _pairs(wanted, entries[section]):
            for field in {**one.values, **other.values}:
                values, others = one.values.get(field, ()), other.values.get(field, ())
                found.take(field, _cased(field, values, caseless), _cased(field, others, caseless))
    return found


def _pairs(truth: list[Entry], reading: list[Entry]) -> list[tuple[Entry, Entry]]:
    """The entries that belong together, then those that stand alone beside an empty one."""
    nothing = Entry({})
    pairs = best_pairs(
        [
            [_agreement(one, other) - _NEARER * abs(row - column) for column, other in enumerate(reading)]
            for row, one in enumerate(truth)
        ]
    )
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return [
        *((truth[row], reading[column]) for row, column in pairs),
        *((entry, nothing) for row, entry in enumerate(truth) if row not in rows),
        *((nothing, entry) for column, entry in enumerate(reading) if column not in columns),
    ]


def _agreement(one: Entry, other: Entry) -> int:
    """How many values two entries share."""
    return sum((Counter(values) & Counter(other.values.get(field, ()))).total() for field, values in one.values.items())


def _alike(truth: list[tuple[str, ...]], reading: list[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Links by one name each: a link of the reading takes the name of the first true one that it is the same as."""
    left = list(truth)
    names = []
    for names_of_one in reading:
        same = next((one for one in left if _same_link(one, names_of_one)), None)
        if same is not None:
            left.remove(same)
        names.append((same or names_of_one)[0])
    return [one[0] for one in truth], names


def _same_link(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """By address where both have one, else by network and name."""
    return one[0] == other[0] if len(one) == len(other) else one[-1] == other[-1] or one[0] == other[0]


def _cased(field: str, values: Iterable[str], caseless: frozenset[str]) -> list[str]:
    return [value.casefold() for value in values] if field in caseless else list(values)


def _common_in_order(one: Sequence[str], other: Sequence[str]) -> Counter[str]:
    """The longest sequence that both have."""
    best: list[list[tuple[str, ...]]] = [[()] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row, value in enumerate(one):
        for column, read in enumerate(other):
            longer = max(best[row][column + 1], best[row + 1][column], key=len)
            best[row + 1][column + 1] = (*best[row][column], value) if value == read else longer
    return Counter(best[-1][-1])
