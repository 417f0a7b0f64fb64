"""Full-time or part-time, for good or for a while: the kinds of employment that a posting names."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from app.postings.analysis import Finding
from app.postings.findings.passages import Passage

_DATA = Path(__file__).with_name("employment.toml")
_ELSEWHERE = re.compile(
    r"\b(?:no|not|kein\w*|nicht|pas de|sans|sin|geen|nao|manage|managing|supervis\w+|mentor\w*)"
    r"\W+(?:\w+\W+)?$"
)


def find_employment(passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """The kinds that a posting names, each with the first passage that does, but for the employer's own story."""
    found = []
    for name, label, pattern in _kinds():
        for passage in passages:
            match = pattern.search(passage.folded) if passage.part not in ("about", "heading") else None
            if match and not _ELSEWHERE.search(passage.folded[: match.start()]):
                found.append(passage.finding(label, name))
                break
    return tuple(found)


def labels() -> dict[str, str]:
    """How each kind is shown, by its name."""
    return {name: label for name, label, _ in _kinds()}


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple((name, kind["label"], re.compile("|".join(kind["patterns"]))) for name, kind in data.items())
