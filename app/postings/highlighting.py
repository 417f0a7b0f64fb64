"""A posting's text with the sentences marked that something was found in."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.postings.contexts import Paragraph, Ref, Segment

_GAP = re.compile(r"\n[^\S\n]*\n\s*")


class Marked(NamedTuple):
    """Something found at `[start, end)`; `kind` is a sort of finding, such as must or flag."""

    start: int
    end: int
    kind: str
    ref: Ref


class Marks:
    """The stretches of a text that are marked: places that overlap are one stretch with several findings."""

    def __init__(self, found: Sequence[Marked]) -> None:
        self._stretches: list[tuple[int, int, list[Marked]]] = []
        for one in sorted(found, key=lambda one: (one.start, one.end)):
            if self._stretches and one.start < self._stretches[-1][1]:
                start, end, members = self._stretches[-1]
                self._stretches[-1] = (start, max(end, one.end), [*members, one])
            else:
                self._stretches.append((one.start, one.end, [one]))

    def mark_of(self, place: int) -> str:
        """The id of the mark around a place; empty when there is none."""
        return next((f"said-{start}" for start, end, _ in self._stretches if start <= place < end), "")

    def paragraphs(self, text: str) -> tuple[Paragraph, ...]:
        """The text cut at blank lines, each paragraph in stretches with and without a mark."""
        cuts = [0, *(place for gap in _GAP.finditer(text) for place in gap.span()), len(text)]
        return tuple(
            Paragraph(tuple(self._segments(text, start, end)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=True)
            if text[start:end].strip()
        )

    def _segments(self, text: str, first: int, last: int) -> Iterator[Segment]:
        """A mark that goes on in the next paragraph keeps its id where it begins, its findings where it ends."""
        within = [(start, end, found) for start, end, found in self._stretches if start < last and end > first]
        edges = sorted(
            {first, last, *(max(start, first) for start, _, _ in within), *(min(end, last) for _, end, _ in within)}
        )
        for begin, end in pairwise(edges):
            stretch = next((one for one in within if one[0] <= begin < one[1]), None)
            if stretch is None:
                yield Segment(text[begin:end])
                continue
            start, stop, found = stretch
            yield Segment(
                text[begin:end],
                marked=True,
                id=f"said-{start}" if begin == start else "",
                kinds=" ".join(dict.fromkeys(one.kind for one in found)),
                refs=tuple(dict.fromkeys(one.ref for one in found)) if end == stop else (),
            )
