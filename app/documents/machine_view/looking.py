"""A PDF and the résumé that it should hold, compared: the whole of what the limited process does."""

from collections.abc import Sequence

from app.documents.machine_view.assembling import Assembled, assemble
from app.documents.machine_view.dates import dated_lines
from app.documents.machine_view.examining import examine, rows_finding
from app.documents.machine_view.expected import Heading, expected_of
from app.documents.machine_view.furniture import mark_running_lines
from app.documents.machine_view.glyphs import Font, MachineFile, read_file
from app.documents.machine_view.haystack import Haystack, Range, is_unknown
from app.documents.machine_view.layout import mixed_rows, table_rows
from app.documents.machine_view.ordering import reading_order
from app.documents.machine_view.results import FieldSeen, FontSeen, MachineView, Mark, MarkedText
from app.documents.machine_view.seeking import Arrival, quote, seek
from app.documents.resume import Resume

_MOST_MIXED = 12
_TORN_KINDS = frozenset({"bullet", "text", "title", "employer", "school", "degree", "project", "name", "heading"})
_CONTACT = frozenset({"name", "email", "phone", "link"})


def look(data: bytes, resume: Resume, headings: Sequence[Heading]) -> MachineView:
    """What a machine gets. Raises `UnreadableDocument` or `TooLarge`."""
    file = read_file(data)
    text = assemble(file.pages)
    mark_running_lines(text.segments, file.pages)
    wanted = expected_of(resume, headings)
    body = Haystack(text.written, _ranges(text, in_margin=False))
    margin = Haystack(text.written, _ranges(text, in_margin=True))
    arrivals = [_in_margin(arrival, margin) for arrival in seek(body, dated_lines(body), wanted)]
    rows = Haystack(text.across, _row_ranges(text))
    across = seek(rows, dated_lines(rows), wanted)
    fields = [_field(arrival, beside, text, margin) for arrival, beside in zip(arrivals, across, strict=True)]
    mixed = mixed_rows(text, arrivals)
    found = examine(file, text, fields, len(data))
    return MachineView(
        pages=len(file.pages),
        size=len(data),
        tagged=file.tagged,
        written=MarkedText(text.written, _marks(text.written, arrivals)),
        across=MarkedText(text.across, _row_marks(text, mixed)),
        fields=tuple(fields),
        order_written=reading_order(arrivals),
        order_across=reading_order(across),
        mixed_rows=tuple(row.text for row in mixed[:_MOST_MIXED]),
        fonts=_fonts(file),
        findings=(*rows_finding("columns", mixed), *rows_finding("table", table_rows(text.rows)), *found),
    )


def _ranges(text: Assembled, *, in_margin: bool) -> list[Range]:
    """Ranges of the written text that are, or are not, running headers and footers; neighbours joined."""
    ranges: list[Range] = []
    was_taken = False
    for segment in text.segments:
        if segment.in_margin == in_margin:
            if was_taken:
                ranges[-1] = (ranges[-1][0], segment.stop)
            else:
                ranges.append((segment.start, segment.stop))
        was_taken = segment.in_margin == in_margin
    return ranges


def _row_ranges(text: Assembled) -> list[Range]:
    return [
        (row.start, row.start + len(row.text) + 1)
        for row in text.rows
        if not all(segment.in_margin for segment in row.segments)
    ]


def _in_margin(arrival: Arrival, margin: Haystack) -> Arrival:
    """What is not in the body may stand in a header or footer."""
    places = margin.whole(arrival.expected.text) if arrival.state == "lost" else []
    return Arrival(arrival.expected, "found", places[0]) if places else arrival


def _field(arrival: Arrival, beside: Arrival, text: Assembled, margin: Haystack) -> FieldSeen:
    wanted, place = arrival.expected, arrival.place
    state, cause, arrives = arrival.state, arrival.cause, "" if place is None else quote(text.written, place)
    stands_in_margin = place is not None and any(start <= place[0] < end for start, end in margin.ranges)
    torn = state == "found" and beside.state != "found" and not stands_in_margin and wanted.kind in _TORN_KINDS
    if torn and place is not None:
        state, cause, arrives = "garbled", "torn", _as_read_across(text, place)
    return FieldSeen(
        pointer=wanted.pointer,
        kind=wanted.kind,
        expected=wanted.text,
        state=state,
        arrives=arrives if state == "garbled" or wanted.kind == "dates" else "",
        cause=cause,
        in_margin=stands_in_margin and wanted.kind in _CONTACT,
    )


def _as_read_across(text: Assembled, place: Range) -> str:
    """The rows from a value's first piece to its last, as a program joins them."""
    start, end = place
    numbers = [segment.row for segment in text.segments if segment.start < end and start < segment.stop]
    joined = " ".join(row.text for row in text.rows[min(numbers) : max(numbers) + 1])
    return quote(joined, (0, len(joined)))


def _marks(text: str, arrivals: Sequence[Arrival]) -> tuple[Mark, ...]:
    spoilt = {arrival.place: arrival.cause for arrival in arrivals if arrival.state == "garbled" and arrival.place}
    marks = [Mark(*place, cause) for place, cause in spoilt.items() if cause != "incomplete"]
    marks += [Mark(at, at + 1, "unmapped") for at, char in enumerate(text) if is_unknown(char)]
    marks += [Mark(at, at + 1, "ligature") for at, char in enumerate(text) if "\ufb00" <= char <= "\ufb06"]
    return _apart(marks)


def _row_marks(text: Assembled, mixed: Sequence[object]) -> tuple[Mark, ...]:
    named = {id(row) for row in mixed}
    return _apart([Mark(row.start, row.start + len(row.text), "mixed") for row in text.rows if id(row) in named])


def _apart(marks: list[Mark]) -> tuple[Mark, ...]:
    """In order, and none over another; the narrower one wins, since it says what is wrong more exactly."""
    kept: list[Mark] = []
    taken: set[int] = set()
    for mark in sorted(marks, key=lambda mark: mark.end - mark.start):
        if taken.isdisjoint(range(mark.start, mark.end)):
            kept.append(mark)
            taken.update(range(mark.start, mark.end))
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _fonts(file: MachineFile) -> tuple[FontSeen, ...]:
    totals: dict[tuple[str, str, bool], list[int]] = {}
    for font in filter(_is_used, file.fonts):
        counts = totals.setdefault((font.name, font.kind, font.embedded), [0, 0, 0])
        for index, count in enumerate((font.letters, font.unmapped, font.private)):
            counts[index] += count
    return tuple(FontSeen(*named, *counts) for named, counts in totals.items())


def _is_used(font: Font) -> bool:
    return font.letters > 0
