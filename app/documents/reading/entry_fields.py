"""What the head of an entry says: position and employer, degree and school, project and keywords, place, dates."""

import re
from collections.abc import Sequence

import msgspec

from app.documents.dates import DateRange
from app.documents.entries import place_evidence, split_study
from app.documents.entry_words import LEAVE_WORDS
from app.documents.folding import fold
from app.documents.reading.addresses import without_address
from app.documents.reading.blocks import Block, Piece
from app.documents.reading.entry_atoms import atoms_of
from app.documents.reading.entry_blocks import RawEntry
from app.documents.reading.entry_fit import job_fit, study_fit
from app.documents.reading.entry_layout import Layout, Parted, part_heads
from app.documents.reading.remarks import COURSES, MARK, SCORE, honours, is_remark
from app.documents.reading.separators import Segment, list_pieces, segments, trailing_parenthesis, without_date
from app.documents.resume import Span

Fields = dict[str, Piece | list[Piece] | None]
_FEW_WORDS = 4
_MARK_WORDS = 8
_LEAVE_WORDS = 8
_SURELY_A_PLACE = 0.9
_SENTENCE = re.compile(r"(?<=[^\s.,]{5})\.\s+(?=[A-Z])|\x00+\.\s+")


class Head(msgspec.Struct):
    """The head of an entry: its lines with their dates blanked out (the first `shared` are an employer's), dates, "
    "link."""

    lines: list[Block]
    shared: int = 0
    dates: DateRange | None = None
    dated: Piece | None = None
    tail: list[Block] = []
    url: Piece | None = None


def read_head(entry: RawEntry, *, split_sentences: bool = False) -> Head:
    """The head lines of an entry. `split_sentences`: what follows a first sentence goes to `tail`."""
    above = [] if any(map(is_leave, entry.head)) else entry.above
    head = Head([], len(above))
    for block in (*entry.head, *above):
        cleared, dates, dated = without_date(block)
        if dates and head.dates is None:
            head.dates, head.dated = dates, dated
        elif dates and not any(block is one for one in above):
            cleared = block
        if split_sentences:
            stop = _SENTENCE.search(cleared.text)
            if stop:
                head.tail.append(cleared.cut(stop.end(), len(cleared.text)))
                cleared = cleared.cut(0, stop.start())
        head.lines.append(cleared)
        _take_link(head, block)
    own = len(entry.head)
    head.lines = [*head.lines[own:], *head.lines[:own]]
    return head


def is_leave(block: Block) -> bool:
    """Whether a line says that nobody was employed then ("Parental leave"): no employer above it is meant."""
    return not LEAVE_WORDS.isdisjoint(fold(block.text).split()) and len(block.text.split()) <= _LEAVE_WORDS


def jobs(
    entries: list[RawEntry], employer: str = "name", like: Layout | None = None
) -> tuple[list[Fields], Layout | None]:
    """`position`, `employer`, `location`, dates, link of the jobs of a section, and how their heads are laid out."""
    heads = [read_head(entry) for entry in entries]
    parted, layout = part_heads(atoms_of([(head.lines, head.shared) for head in heads], employed=True), job_fit, like)
    found = []
    for entry, head, parts in zip(entries, heads, parted, strict=True):
        fields = _common(head)
        for name, segment in (("position", parts.title), (employer, parts.giver), ("location", parts.place)):
            if segment:
                fields[name] = segment.piece()
        remarks = [part.block.cut(part.start, part.end) for part in parts.rest]
        fields.update(_told(entry, before=remarks))
        found.append(fields)
    return found, layout


def studies(entries: list[RawEntry], like: Layout | None = None) -> tuple[list[Fields], Layout | None]:
    """`institution`, `study_type`, `area`, `location`, dates, `score`, `courses` and the rest as highlights."""
    heads = [read_head(entry, split_sentences=True) for entry in entries]
    parted, layout = part_heads(atoms_of([(head.lines, head.shared) for head in heads]), study_fit, like)
    found = []
    for entry, head, read in zip(entries, heads, parted, strict=True):
        fields, parts = _common(head), _with_subject(read)
        if head.dates and head.dates.is_single:
            # One year beside a degree is the year of the degree.
            fields.pop("start_date", None)
        if parts.giver:
            fields["institution"] = parts.giver.piece()
        if parts.place:
            fields["location"] = parts.place.piece()
        rest = list(parts.rest)
        if parts.title:
            fields.update(_study(parts.title))
            if "area" not in fields and rest and not is_remark(rest[0].text) and rest[0].block is parts.title.block:
                fields["area"] = rest.pop(0).piece()
        remarks = [part.block.cut(part.start, part.end) for part in rest]
        _tell_study(fields, [*remarks, *head.tail, *entry.prose, *entry.items])
        found.append(fields)
    return found, layout


def _with_subject(parts: Parted) -> Parted:
    """A bare degree and what follows it on its line are one study, unless that is a place that is known as one."""
    title, place = parts.title, parts.place
    if title is None or place is None or place.block is not title.block or place.start < title.end:
        return parts
    if split_study(title.text)[1] or place_evidence(place.text) >= _SURELY_A_PLACE:
        return parts
    between = title.block.text[title.end : place.start]
    if between.strip(" ,()") or (parts.giver and parts.giver.block is title.block):
        return parts
    return msgspec.structs.replace(parts, title=Segment(title.block, title.start, place.end), place=None)


def projects(entries: list[RawEntry]) -> list[Fields]:
    """`name`, `description`, `keywords`, dates, `url`, `highlights` of the projects of a section."""
    heads = [read_head(entry) for entry in entries]
    tagged = sum(_has_tags(head) for head in heads) * 2 > len(heads)
    return [_project(entry, head, tagged=tagged) for entry, head in zip(entries, heads, strict=True)]


def _has_tags(head: Head) -> bool:
    """Whether a project's name ends in a parenthesis: when most do, these hold what it was made with."""
    parts = [part for line in head.lines[:1] for part in segments(line)]
    return bool(parts) and trailing_parenthesis(parts[0]) is not None


def _project(entry: RawEntry, head: Head, *, tagged: bool) -> Fields:
    lines, url = _without_addresses(head.lines)
    prose, told_url = _without_addresses(entry.prose)
    fields = _common(head)
    fields["url"] = head.url or url or told_url
    main = [part for line in lines for part in segments(line)]
    if not main:
        return {**fields, **_told(msgspec.structs.replace(entry, prose=prose), "description")}
    name, rest = _project_name(main)
    halves = trailing_parenthesis(name)
    tags = [part for part in rest if _is_keyword_list(part)]
    if halves and (tagged or _is_keyword_list(halves[1])):
        name, tags = halves[0], [halves[1], *tags]
    told = [part for part in rest if part not in tags]
    if len(told) > 1 and told[0].block is name.block is not told[-1].block and len(told[0].text.split()) < _FEW_WORDS:
        tags.append(told.pop(0))
    fields["name"] = name.piece(" \t,;|·•:–—")
    fields["keywords"] = [piece for part in tags for piece in list_pieces(part.block, part.start, part.end)]
    return {**fields, **_told(msgspec.structs.replace(entry, prose=[*_sentences(told), *prose]), "description")}


def _sentences(parts: list[Segment]) -> list[Block]:
    """The parts as blocks, those of one line together."""
    found: list[tuple[Block, int, int]] = []
    for part in parts:
        if found and found[-1][0] is part.block:
            found[-1] = (part.block, found[-1][1], _with_stop(part.block, part.end))
        else:
            found.append((part.block, part.start, _with_stop(part.block, part.end)))
    return [block.cut(start, end) for block, start, end in found]


def _without_addresses(blocks: Sequence[Block]) -> tuple[list[Block], Piece | None]:
    """The lines with written addresses blanked out, lines of nothing else left out, and the first address."""
    kept: list[Block] = []
    first: Piece | None = None
    for block in blocks:
        cleared, url = without_address(block)
        first = first or url
        if cleared.text.strip(" \t\x00()<>[]–—-|·•"):
            kept.append(cleared)
    return kept, first


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
        courses = COURSES.match(block.text)
        if courses:
            fields["courses"] = list_pieces(block, courses.end())
            continue
        mark = MARK.match(fold(block.text))
        if mark and "score" not in fields and len(block.text.split()) <= _MARK_WORDS:
            fields["score"] = block.piece(mark.end(), strip=" \t,;.")
            continue
        score = SCORE.search(fold(block.text))
        start, end = 0, len(block.text)
        if score and "score" not in fields:
            group = next(name for name in ("named", "bare", "class") if score[name])
            fields["score"] = block.piece(*score.span(group))
            if not block.text[score.end() :].strip(" .)"):
                end = score.start()
            elif not block.text[: score.start()].strip(" ("):
                start = score.end()
        if not score and "score" not in fields and honours(block.text):
            fields["score"] = block.piece(strip=" \t,;.()")
            continue
        edges = " \t,;.(" if end < len(block.text) else " \t,;"
        piece = block.piece(start, end, edges)
        if piece:
            highlights.append(piece)
    fields["highlights"] = highlights


def _common(head: Head) -> Fields:
    fields: Fields = {"url": head.url} if head.url else {}
    if head.dates and head.dated:
        start, end = head.dates.start, head.dates.end
        fields["start_date"] = Piece(start, head.dated.span) if start else None
        fields["end_date"] = Piece(end, head.dated.span) if end else None
    return fields


def _told(entry: RawEntry, prose: str = "summary", before: Sequence[Block] = ()) -> Fields:
    pieces = [block.piece() for block in (*before, *entry.prose)]
    texts = [piece for piece in pieces if piece]
    fields: Fields = {"highlights": [piece for piece in (block.piece() for block in entry.items) if piece]}
    if texts:
        whole = " ".join(piece.text for piece in texts)
        start, end = min(piece.span.start for piece in texts), max(piece.span.end for piece in texts)
        fields[prose] = Piece(whole, Span(start, end))
    return fields


def _take_link(head: Head, block: Block) -> None:
    mark = next((m for m in block.marked("link") if (m.url or "").startswith("http")), None)
    if mark and mark.url and head.url is None:
        head.url = Piece(mark.url, block.source(mark.start, mark.end))
