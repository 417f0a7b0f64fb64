"""The figures as text: by half, language, trade and style, with the peers beside them, and every difference by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.keywords.labels import HERE, Half, LabelledPosting, Need
from benchmarks.keywords.scoring import Extracted, Outcome, Score, total

PAGE = HERE.parent / "KEYWORDS.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_HEADINGS = ("postings", "of", "labels", "precision", "recall", "F1", "need", "category")
_GROUPS: tuple[tuple[str, Callable[[LabelledPosting], str]], ...] = (
    ("language", lambda posting: posting.labels.language),
    ("style", lambda posting: posting.labels.style),
    ("trade", lambda posting: posting.labels.trade),
)
Line = tuple[str, ...]


def lines_of(outcomes: Sequence[Outcome]) -> Iterator[Line]:
    """All postings in one line, then recall by need, then a line for each language, style and trade."""
    yield line("all", [outcome.score for outcome in outcomes])
    for need in get_args(Need):
        yield _recall_of(need, outcomes)
    for group, of in _GROUPS:
        names = sorted({of(outcome.posting) for outcome in outcomes})
        for name in names:
            scores = [outcome.score for outcome in outcomes if of(outcome.posting) == name]
            yield line(f"{group}: {name}", scores)


def _recall_of(need: Need, outcomes: Sequence[Outcome]) -> Line:
    labels = sum(label.need == need for outcome in outcomes for label in outcome.posting.labels.keywords)
    found = sum(label.need == need for outcome in outcomes for label in outcome.found)
    recall = _percent(found / labels) if labels else "–"
    return (f"need: {need}", str(len(outcomes)), str(labels), "–", recall, "–", "–", "–")


def line(name: str, scores: Sequence[Score], *, judged: bool = True) -> Line:
    """One line of figures, in percent; without `judged` there is neither need nor category to speak of."""
    score = total(scores)
    judgements = (_percent(score.need), _percent(score.category)) if judged else ("–", "–")
    figures = (_percent(score.precision), _percent(score.recall), _percent(score.f1))
    return (name, str(len(scores)), str(score.labels), *figures, *judgements)


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"


def plain(lines: Iterable[Line]) -> str:
    """For the terminal."""
    return "\n".join(f"{name:<34}" + "".join(f"{cell:>10}" for cell in cells) for name, *cells in [_HEADINGS, *lines])


def markdown(lines: Iterable[Line]) -> str:
    """For the page."""
    rows = [_HEADINGS, ("---", *("---:",) * (len(_HEADINGS) - 1)), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def differences(outcome: Outcome) -> str:
    """All that one posting has wrong."""
    score = outcome.score
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("missed", (f"{label.term} [{label.need}, {label.category}]" for label in outcome.missed)),
        ("wrong", map(_shown, outcome.wrong)),
        ("tempted", map(_shown, outcome.tempted)),
        ("doubled", map(_shown, outcome.doubled)),
        ("need", (f"{label.term}: {label.need}, not {one.need}" for label, one in outcome.misjudged)),
        ("category", (f"{label.term}: {label.category}, not {one.category}" for label, one in outcome.misplaced)),
    )
    head = f"{outcome.posting.name}: P {_percent(score.precision)} R {_percent(score.recall)} F1 {_percent(score.f1)}"
    return "\n".join([head, *(f"  {kind:<9} {text}" for kind, texts in kinds for text in texts)])


def _shown(one: Extracted) -> str:
    spellings = [text for text in one.found if text.casefold() != one.term.casefold()]
    return f"{one.term} ({'; '.join(spellings)})" if spellings else one.term


def write(halves: Mapping[Half, Sequence[Line]], path: Path = PAGE) -> None:
    """Replace the tables on the page and keep every word around them.

    Raises:
        ValueError: the page has lost the marks between which the tables stand.
    """
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path.name} has lost its markers {BEGIN} and {END}.")
    tables = "\n\n".join(f"### {half.replace('_', '-')} half\n\n{markdown(lines)}" for half, lines in halves.items())
    path.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
