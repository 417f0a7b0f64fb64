"""Running headers, footers and page numbers: found at the edges of pages, and left out of the text."""

import re
from collections import Counter

from app.documents.contact import find_contact
from app.documents.folding import fold
from app.documents.reading.lines import BULLET
from app.documents.reading.pdf_rows import baselines
from app.documents.reading.pdf_words import Run

_NUMBER = r"(?<!\d)\d{1,2}(?!\d)\s*(?:(?:/|of|von|de|van|sur|di)\s*\d{1,2})?"
_PAGE_NUMBER = rf"(?:page|seite|p\.|pagina|página|pág\.|blatt)?\s*[-–—]?\s*{_NUMBER}\s*[-–—]?"
_TITLES = r"curriculum vit(?:ae|æ)|lebenslauf|cv|c\.v\.|resume|curriculum|curriculo|continued|fortsetzung|confidential"
_FURNITURE = re.compile(rf"(?:{_PAGE_NUMBER}|{_TITLES}|[|·•,/:()–—-]|\s)+", re.IGNORECASE)
_AT_EDGE = 2
_FEWEST_LINES = 3

_Edge = tuple[str, int]


def without_running(pages: list[list[Run]]) -> tuple[list[list[Run]], list[Run]]:
    """The pages without what runs along their edges, and the runs of it that alone have the person's contacts."""
    lines = [baselines(runs) for runs in pages]
    edges = [_edge_lines(page) for page in lines]
    repeated = _repeated(edges)
    name = _name(lines)
    kept: list[list[Run]] = []
    dropped: list[list[Run]] = []
    for number, page in enumerate(lines):
        gone = {
            index
            for index, line in edges[number].items()
            if _is_running(line, number, repeated, name, at_foot=index >= len(page) - _AT_EDGE)
        }
        dropped += [page[index] for index in sorted(gone)]
        kept.append([run for index, line in enumerate(page) if index not in gone for run in line])
    return kept, _only_contacts(kept, dropped)


def _only_contacts(kept: list[list[Run]], dropped: list[list[Run]]) -> list[Run]:
    text = " ".join(run.text for page in kept for run in page)
    seen: set[str] = set()
    found: list[Run] = []
    for line in dropped:
        written = _text(line)
        new = {written[span.start : span.end] for span in find_contact(written).spans} - seen
        if any(value not in text for value in new):
            seen |= new
            found += line
    return found


def _text(line: list[Run]) -> str:
    return " ".join(run.text for run in line)


def _edge_lines(page: list[list[Run]]) -> dict[int, list[Run]]:
    """The first and last lines of a page by index; none of a page that has hardly more."""
    if len(page) < _FEWEST_LINES:
        return {}
    return {index: page[index] for index in (*range(_AT_EDGE), *range(len(page) - _AT_EDGE, len(page)))}


def _name(pages: list[list[list[Run]]]) -> str:
    """What is set largest on the first page."""
    first = pages[0] if pages else []
    return _plain(_text(max(first, key=lambda line: line[0].size))) if first else ""


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _repeated(edges: list[dict[int, list[Run]]]) -> set[_Edge]:
    """What stands at the edge of more than one page, at the same height."""
    found = Counter(
        edge for number, page in enumerate(edges) for edge in {_edge(line, number) for line in page.values()}
    )
    return {edge for edge, count in found.items() if count > 1}


def _edge(line: list[Run], page: int) -> _Edge:
    """Text and height, the page's own number taken for any: other digits tell lines of the résumé apart."""
    return re.sub(rf"(?<!\d){page + 1}(?!\d)", "#", _text(line)), round(line[0].y / 3)


def _is_running(line: list[Run], page: int, repeated: set[_Edge], name: str, *, at_foot: bool) -> bool:
    if (page == 0 and not at_foot) or BULLET.match(f"{_text(line)} X"):
        return False
    if _edge(line, page) in repeated:
        return True
    text = _plain(_text(line))
    rest = text.replace(name, " ") if name else text
    return bool(_FURNITURE.fullmatch(f"{rest} ")) and (rest != text or any(char.isdigit() for char in rest))
