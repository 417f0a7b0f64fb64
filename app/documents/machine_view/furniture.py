"""Which lines of a PDF are running headers and footers, also where the file does not say so."""

import re

from app.documents.machine_view.assembling import Segment
from app.documents.machine_view.glyphs import Page

_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"\d+(?=\W*$)|^\W*\d+")


def mark_running_lines(segments: list[Segment], pages: list[Page]) -> None:
    """The outermost line of a page that comes again on another page, but for its number, is in the margin.

    A file that names its running lines is believed, unless it calls everything one.
    """
    named = [segment for segment in segments if segment.in_margin]
    if len(named) < len(segments) and named:
        return
    edges = [segment for segment in segments if _is_outermost(segment, segments, pages[segment.page])]
    seen: dict[tuple[str, int], set[int]] = {}
    for segment in edges:
        seen.setdefault(_shape(segment), set()).add(segment.page)
    for segment in segments:
        segment.in_margin = segment in edges and len(seen[_shape(segment)]) > 1


def _is_outermost(segment: Segment, segments: list[Segment], page: Page) -> bool:
    if segment.angle or _MARGIN * page.height < segment.y < (1 - _MARGIN) * page.height:
        return False
    others = [one.y for one in segments if one.page == segment.page and one.angle == 0]
    edge = max(others) if segment.y > page.height / 2 else min(others)
    return abs(edge - segment.y) < segment.size / 2


def _shape(segment: Segment) -> tuple[str, int]:
    text = re.sub(r"\d+\s*(?:/|of|von|de|van|sur)\s*\d+", "#", segment.text)
    return _PAGE_NUMBER.sub("#", text), round(segment.y / 3)
