"""Names of the employer that a letter is for: a word of one ("Ledger" of "Northwind Ledger") is no skill."""

import re
from functools import lru_cache

from app.documents.facts.claims import Background
from app.documents.facts.words import alternatives
from app.documents.folding import fold

_NAME = re.compile(
    r"(?:\b(?:[Aa]t|[Jj]oin|[Aa]bout|[Ww]ith|[Bb]ei|[Cc]hez|[Ww]e\s+are)\s+(?:the\s+)?)?"
    r"(?P<name>[A-Z][\w&'’-]+(?:[ ][A-Z][\w&'’-]+){1,3})"
    r"(?P<does>\s+(?:is|are|was|has|builds?|makes?|runs?|offers?|employs?|seeks?|hires?|needs?|sells?|serves?|helps?)\b)?"
)
_SHORTEST = 3
_LONGEST_POSTING = 50_000


def is_wanted_name(text: str, start: int, end: int, background: Background) -> bool:
    """Whether words at `[start, end)`, written with a capital, are part of the name of the employer written to."""
    if not text[start : start + 1].isupper():
        return False
    words = fold(text[start:end])
    return any(words in name for name in _names(background.company, background.posting[:_LONGEST_POSTING]))


@lru_cache(maxsize=50)
def _names(company: str, posting: str) -> tuple[frozenset[str], ...]:
    """Each name as the runs of words in it; those of the posting only where their words stand in it nowhere else."""
    found = [_runs(fold(company).split())] if company.strip() else []
    called = {
        match["name"] for match in _NAME.finditer(posting) if match["does"] or match.start() < match.start("name")
    }
    if not called:
        return tuple(found)
    folded = fold(posting)
    rest = re.sub(rf"(?<!\w)(?:{alternatives(fold(name) for name in called)})(?!\w)", " ", folded)
    elsewhere = set(re.findall(r"\w+", rest))
    runs = [_runs(fold(name).split()) for name in sorted(called)]
    return (*found, *(frozenset(run for run in each if " " in run or run not in elsewhere) for each in runs))


def _runs(words: list[str]) -> frozenset[str]:
    plain = [word.strip(".,'’") for word in words]
    runs = (" ".join(plain[first:last]) for first in range(len(plain)) for last in range(first + 1, len(plain) + 1))
    return frozenset(run for run in runs if len(run) >= _SHORTEST)
