"""How much each part of a résumé says to a posting."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from app.documents.resume import Group, ReadResume, Section
from app.documents.terms.sightings import evidence_of
from app.tailoring.results import MatchResult

_REQUIRED, _OTHER, _INFERRED, _EMPHASIS = 3.0, 1.0, 0.6, 12.0


class Relevance(NamedTuple):
    """`weights` by term and `pointers` of the lines that show it; `emphasised` are terms the person named.

    `inferred` are those that no line names itself.
    """

    weights: dict[str, float]
    pointers: dict[str, frozenset[str]]
    required: frozenset[str]
    inferred: frozenset[str]
    emphasised: frozenset[str]

    def terms(self, prefix: str) -> list[str]:
        """The terms that the part at `prefix` shows, the weightiest first."""
        inside = prefix + "/"
        shown = [
            term
            for term, pointers in self.pointers.items()
            if any(pointer == prefix or pointer.startswith(inside) for pointer in pointers)
        ]
        return sorted(shown, key=lambda term: -self.weights[term])

    def score(self, prefix: str) -> float:
        """The weights of those terms together."""
        return sum(self.weights[term] for term in self.terms(prefix))


def relevance_of(read: ReadResume, match: MatchResult, emphasised: Iterable[str] = ()) -> Relevance:
    """Required keywords weigh 3, others 1, inferred ones 0.6 of that; what the person emphasises outweighs all."""
    weights, pointers = {}, {}
    told = [one for one in match.matched if one.category != "spoken_languages"]
    for one in told:
        share = _INFERRED if one.kind == "inferred" else 1.0
        weights[one.term] = one.weight * share * (_REQUIRED if one.required else _OTHER)
        pointers[one.term] = frozenset(one.pointers or (one.pointer,))
    wanted = tuple(emphasised)
    if wanted:
        shown = evidence_of(read.resume, wanted)
        for term in wanted:
            if term in shown.sightings:
                weights[term] = _EMPHASIS
                pointers[term] = frozenset(sighting.line.pointer for sighting in shown.sightings[term])
    required = frozenset(one.term for one in told if one.required)
    inferred = frozenset(one.term for one in told if one.kind == "inferred")
    return Relevance(weights, pointers, required, inferred, frozenset(wanted) & weights.keys())


class Labels:
    """What to call the parts of a résumé."""

    def __init__(self, read: ReadResume) -> None:
        self._read = read
        self._tree: Any = msgspec.to_builtins(read.resume)

    def value(self, pointer: str) -> Any:
        """What lies at a JSON pointer; None when nothing does."""
        node = self._tree
        for step in pointer.strip("/").split("/"):
            try:
                node = node[int(step)] if isinstance(node, list) else node[step]
            except (KeyError, IndexError, ValueError, TypeError):
                return None
        return node

    def block(self, group: Group, index: int) -> str:
        """A block in a few words."""
        pointer = group.pointers[index]
        if group.kind == "sections":
            return self.section(pointer).title
        value = self.value(pointer)
        if isinstance(value, dict):
            value = value.get("name") or value.get("position") or value.get("institution")
        text = value if isinstance(value, str) else self.source(group, index)
        plain = " ".join(text.split())
        return plain if len(plain) <= 80 else plain[:77].rstrip() + "…"

    def group(self, group: Group) -> str:
        """Where a group is: "Experience, Polder Pay"."""
        if group.kind == "sections":
            return "Sections"
        parts = group.pointers[0].strip("/").split("/")
        title = next((one.title for one in self._read.sections if one.key == parts[0]), parts[0].capitalize())
        entry = self.value("/".join(parts[:2])) if len(parts) > 2 else None
        name = (
            (entry.get("name") or entry.get("position") or entry.get("organization"))
            if isinstance(entry, dict)
            else None
        )
        return f"{title}, {name}" if name else title

    def section(self, pointer: str) -> Section:
        """The section that `/sections/N` points at."""
        return self._read.sections[int(pointer.rpartition("/")[2])]

    def source(self, group: Group, index: int) -> str:
        """A block's own text in the document."""
        span = group.spans[index]
        return self._read.text[span.start : span.end]

    def has_figure(self, group: Group, index: int) -> bool:
        """Whether a block tells a number."""
        value = self.value(group.pointers[index])
        return bool(re.search(r"\d", value if isinstance(value, str) else ""))


def parent_of(group: Group) -> str:
    """The pointer of what a group's blocks are in."""
    return group.pointers[0].rpartition("/")[0] or "/"


def in_words(terms: Iterable[str], most: int = 3) -> str:
    """Names as a person lists them: "A, B and C"."""
    names = list(terms)[:most]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
