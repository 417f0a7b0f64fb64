"""What the head of an entry says: position and employer, degree and school, project and keywords, place, dates."""

import re

import msgspec

from app.documents.dates import DateRange
from app.documents.entries import (
    looks_like_degree,
    looks_like_place,
    position_likelihood,
    school_likelihood,
    split_study,
)
from app.documents.folding import fold
from app.documents.reading.blocks import Block, Piece
from app.documents.reading.entry_blocks import RawEntry
from app.documents.reading.separators import (
    Segment,
    comma_parts,
    list_pieces,
    segments,
    trailing_parenthesis,
    without_date,
)

Fields = dict[str, Piece | list[Piece] | None]
_CODE = re.compile(r"[A-Z]{2}")
_DEPARTMENT = re.compile(
    r"\b(?:team|department|dept|division|engineering|research|sales|marketing|payments|platform|cloud|data|finance|operations)\b"
)
_AT = re.compile(r"\s+(?:at|@|bei|chez|en|bij|na|presso)\s+", re.IGNORECASE)
_SCORE_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?\s?%?(?:\s?(?:/|of|out of)\s?\d{1,3}(?:[.,]\d{1,2})?)?"
_SCORE = re.compile(
    rf"\b(?:c?gpa|grade|score|note|abschlussnote|mention|nota(?: media)?|cijfer|average|gesamtnote|media|moyenne)"
    rf"\b[\s:]*(?P<named>{_SCORE_NUMBER})|"
    rf"\(?(?<![\d.,])(?P<bare>\d{{1,3}}(?:[.,]\d{{1,3}})?\s?/\s?\d{{1,3}}(?:[.,]\d)?)(?![\d/])\)?"
)
_COURSES = re.compile(
    r"\s*(?:relevant |selected |key )?(?:coursework|courses|kurse|cours|cursos|vakken|modules)"
    r"(?: include[sd]?)?\s*[:\u2014\u2013-]\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\s.]{3})\.\s+(?=[A-Z])|\x00+\.\s+")


class Head(msgspec.Struct):
    """The head of an entry, cut: `main` are its parts in order, without dates and place."""

    main: list[Segment]
    place: Segment | None = None
    dates: DateRange | None = None
    dated: Piece | None = None
    tail: list[Segment] = []
    url: Piece | None = None


def read_head(blocks: list[Block], *, split_sentences: bool = False) -> Head:
    """Cut the head lines of an entry. `split_sentences`: what follows a first sentence goes to `tail`."""
    head = Head([])
    for block in blocks:
        end = len(block.text)
        cleared, dates, dated = without_date(block)
        if dates and head.dates is None:
            head.dates, head.dated = dates, dated
        else:
            cleared = block
        if split_sentences:
            stop = _SENTENCE.search(cleared.text)
            if stop:
                head.tail = [Segment(cleared, stop.end(), end)]
                end = stop.start()
        head.main += segments(cleared, 0, end)
        _take_link(head, block)
    _take_place(head)
    return head


def job_fields(entry: RawEntry, employer: str = "name") -> Fields:
    """`position`, `employer`, `location`, dates, link of a job or of voluntary work."""
    head = read_head([*entry.above, *entry.head])
    parts = _job_parts(head)
    fields = _common(head)
    if len(parts) == 1:
        is_position = position_likelihood(parts[0].text) > 0
        fields["position" if is_position else employer] = (
            parts[0].piece() if is_position else _without_place(parts[0], fields)
        )
    elif parts:
        first, second = parts[0], parts[1]
        if entry.above or position_likelihood(second.text) > position_likelihood(first.text):
            first, second = second, first
        extra = parts[2:]
        if extra and "location" not in fields and looks_like_place(extra[-1].text):
            fields["location"] = extra[-1].piece()
        fields["position"], fields[employer] = first.piece(), _without_place(second, fields)
    fields.update(_told(entry))
    return fields


def study_fields(entry: RawEntry) -> Fields:
    """`institution`, `study_type`, `area`, `location`, dates, `score`, `courses` and the rest as highlights."""
    head = read_head(entry.head, split_sentences=True)
    parts = _study_parts(head)
    fields = _common(head)
    if head.dates and head.dates.is_single:
        # One year beside a degree is the year of the degree.
        fields.pop("start_date", None)
    schools = [part for part in parts if school_likelihood(part.text) > 0]
    degrees = [part for part in parts if looks_like_degree(part.text)]
    rest = [part for part in parts if part not in schools[:1] and part not in degrees[:1]]
    school = schools[0] if schools else (rest.pop(0) if rest and (degrees or len(parts) == 1) else None)
    if school is None and rest:
        school = rest.pop(0)
    fields["institution"] = _without_place(school, fields) if school else None
    study = degrees[0] if degrees else (rest.pop(0) if rest else None)
    if study:
        fields.update(_study(study))
        if "area" not in fields and rest and not _SCORE.search(fold(rest[0].text)):
            fields["area"] = rest.pop(0).piece()
    if rest and "location" not in fields and looks_like_place(rest[-1].text):
        fields["location"] = rest.pop().piece()
    remarks = [part.block.cut(part.start, part.end) for part in (*rest, *head.tail)]
    _tell_study(fields, [*remarks, *entry.prose, *entry.items])
    return fields


def project_fields(entry: RawEntry) -> Fields:
    """`name`, `description`, `keywords`, dates, `url`, `highlights` of a project."""
    head = read_head(entry.head)
    main = head.main
    if head.place:
        main = sorted([*main, head.place], key=lambda part: (part.block.span.start, part.start))
    fields = _common(head)
    fields.pop("location", None)
    fields["url"] = head.url
    if not main:
        return {**fields, **_told(entry, "description")}
    name, rest = _project_name(main)
    fields["name"] = name.piece(" \t,;|·•:–—")
    lists = [part for part in rest if _is_keyword_list(part)]
    fields["keywords"] = [piece for part in lists for piece in list_pieces(part.block, part.start, part.end)]
    told = [part for part in rest if part not in lists]
    if told:
        block = told[0].block
        ends = max(part.end for part in told if part.block is block)
        fields["description"] = block.piece(told[0].start, _with_stop(block, ends))
    rest_told = _told(entry, "description")
    if fields.get("description"):
        rest_told.pop("description", None)
    return {**fields, **rest_told}


def _with_stop(block: Block, end: int) -> int:
    return end + 1 if block.text[end : end + 1] in {".", ")"} else end


def _project_name(main: list[Segment]) -> tuple[Segment, list[Segment]]:
    first = main[0]
    bold = next((m for m in first.block.marked("bold") if m.start <= first.start < m.end < first.end), None)
    cut = bold.end - first.start if bold else None
    colon = first.text.find(": ")
    if cut is None and 0 < colon <= 50:
        cut = colon
    if cut is None:
        return first, main[1:]
    rest = first.part(cut, len(first.text))
    start = len(rest.text) - len(rest.text.lstrip(" :,–—-"))
    remainder = [rest.part(start, len(rest.text))] if rest.text[start:] else []
    return first.part(0, cut), [*remainder, *main[1:]]


def _is_keyword_list(part: Segment) -> bool:
    items = part.text.split(",")
    if re.match(r"(?:tech(?:nologies)?|stack|built with|tools)\b", part.text, re.IGNORECASE):
        return True
    return len(items) >= 2 and all(len(item.split()) <= 3 for item in items) and not part.text.endswith(".")


def _take_place(head: Head) -> None:
    """A part that is surely a place: in parentheses, in a right-hand cell, or "City, Region" beside two others."""
    for index, part in enumerate(head.main):
        if part.after_gap and looks_like_place(part.text) and head.place is None:
            head.place = head.main.pop(index)
            return
    for index, part in enumerate(head.main):
        halves = trailing_parenthesis(part)
        if halves and looks_like_place(halves[1].text):
            head.main[index], head.place = halves
            return
    for index, part in reversed(list(enumerate(head.main))):
        sure = "," in part.text or len(head.main) > 2
        if index and sure and looks_like_place(part.text):
            head.place = head.main.pop(index)
            return


def _job_parts(head: Head) -> list[Segment]:
    """The parts of a job's head; one part alone is cut at "at" or at its commas."""
    parts = head.main
    if len(parts) != 1:
        return parts
    at = _AT.search(parts[0].text)
    if at and position_likelihood(parts[0].text[: at.start()]) > 0:
        rest = comma_parts(parts[0].part(at.end(), len(parts[0].text)))
        return [parts[0].part(0, at.start()), *rest]
    cut = comma_parts(parts[0])
    if len(cut) < 3:
        return cut
    return [cut[0], Segment(parts[0].block, cut[1].start, cut[-1].end)]


def _study_parts(head: Head) -> list[Segment]:
    """The parts of a study's head; commas part them only where a school or a degree stands beside something else."""
    parts: list[Segment] = []
    for part in head.main:
        cut = comma_parts(part)
        kinds = {(school_likelihood(piece.text) > 0, looks_like_degree(piece.text)) for piece in cut}
        has_school, has_degree = (True, False) in kinds, (False, True) in kinds
        only_places = all(school_likelihood(piece.text) > 0 or looks_like_place(piece.text) for piece in cut)
        apart = has_school and (has_degree or not (only_places or looks_like_degree(part.text)))
        parts += cut if apart else [part]
    return parts


def _study(part: Segment) -> Fields:
    study_type, area = split_study(part.text)
    fields: Fields = {}
    if study_type:
        at = part.text.find(study_type)
        fields["study_type"] = part.part(at, at + len(study_type)).piece() if at >= 0 else None
    if area:
        at = part.text.rfind(area)
        fields["area"] = part.part(at, at + len(area)).piece() if at >= 0 else None
    return fields


def _tell_study(fields: Fields, blocks: list[Block]) -> None:
    highlights: list[Piece] = []
    for block in blocks:
        courses = _COURSES.match(block.text)
        if courses:
            fields["courses"] = list_pieces(block, courses.end())
            continue
        score = _SCORE.search(fold(block.text))
        start, end = 0, len(block.text)
        if score and "score" not in fields:
            group = "named" if score["named"] else "bare"
            fields["score"] = block.piece(*score.span(group))
            if not block.text[score.end() :].strip(" .)"):
                end = score.start()
            elif not block.text[: score.start()].strip(" ("):
                start = score.end()
        edges = " \t,;.(" if end < len(block.text) else " \t,;"
        piece = block.piece(start, end, edges)
        if piece:
            highlights.append(piece)
    fields["highlights"] = highlights


def _without_place(part: Segment, fields: Fields) -> Piece | None:
    """An employer or school as a value; "Ocado, London" gives its place away when none is known yet."""
    cut = comma_parts(part)
    tail = 2 if len(cut) > 2 and _CODE.fullmatch(cut[-1].text) else 1
    if "location" in fields or len(cut) <= tail or _DEPARTMENT.search(fold(cut[-1].text)):
        return part.piece()
    place = part.part(cut[-tail].start - part.start, len(part.text))
    if _CODE.fullmatch(place.text) or not looks_like_place(place.text):
        return part.piece()
    fields["location"] = place.piece()
    return part.part(0, place.start - part.start).piece()


def _common(head: Head) -> Fields:
    fields: Fields = {"url": head.url} if head.url else {}
    if head.place:
        fields["location"] = head.place.piece(" \t,;|·•()")
    if head.dates and head.dated:
        start, end = head.dates.start, head.dates.end
        fields["start_date"] = Piece(start, head.dated.span) if start else None
        fields["end_date"] = Piece(end, head.dated.span) if end else None
    return fields


def _told(entry: RawEntry, prose: str = "summary") -> Fields:
    pieces = [block.piece() for block in entry.prose]
    texts = [piece for piece in pieces if piece]
    fields: Fields = {"highlights": [piece for piece in (block.piece() for block in entry.items) if piece]}
    if texts:
        whole = " ".join(piece.text for piece in texts)
        fields[prose] = Piece(whole, msgspec.structs.replace(texts[0].span, end=texts[-1].span.end))
    return fields


def _take_link(head: Head, block: Block) -> None:
    mark = next((m for m in block.marked("link") if (m.url or "").startswith("http")), None)
    if mark and mark.url and head.url is None:
        head.url = Piece(mark.url, block.source(mark.start, mark.end))
