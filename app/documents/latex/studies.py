"""Courses of study: school, degree, time, and what is remarked on them: marks, honours, courses."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from app.documents.entries import split_study
from app.documents.latex.draft import Draft, item_cells, pointer_of, unwrapped
from app.documents.latex.entries import Entry, has_date
from app.documents.latex.fields import first_link, named_texts, put_keywords, put_part, put_time_and_place
from app.documents.latex.headings import Heading
from app.documents.latex.outline import Line, ListNode
from app.documents.latex.rich import Rich
from app.documents.latex.segments import cut_list
from app.documents.reading.remarks import COURSES, honours
from app.documents.resume import Education

_MARK: Final = re.compile(
    r"(?:c?gpa|grade|score|(?:abschluss|gesamt|durchschnitts|end)?note|noten(?:schnitt|durchschnitt)|durchschnitt|average|"
    r"moyenne|mention|promedio|media|média|nota(?: media| média| final)?|cijfer|gemiddelde|eindcijfer|voto|"
    r"punteggio|classification|honou?rs|result)(?: average)?\s*[:=]\s*(?P<value>\S.{0,40})",
    re.IGNORECASE,
)
_MOST_LINES: Final = 40


def without_remarks(entry: Entry) -> Entry:
    """The entry with its marks, honours and courses as running text: they name neither school nor degree."""
    kept = [line for number, line in enumerate(entry.lines) if not (number and _is_remark(line))]
    remarks = [line for number, line in enumerate(entry.lines) if number and _is_remark(line)]
    return replace(entry, lines=kept, tail=[*remarks, *entry.tail]) if remarks else entry


def _is_remark(line: Line) -> bool:
    text = line.text
    told = bool(_MARK.match(text) or COURSES.match(text)) or honours(text)
    return len(line.cells) == 1 and not has_date(line) and told


def read_study(draft: Draft, entry: Entry, heading: Heading) -> str:
    """Append a course of study; returns its pointer."""
    at = pointer_of("education", len(draft.resume.education))
    study, institution, rest = named_texts(heading)
    education = Education(institution=draft.put(f"{at}/institution", institution))
    if study is not None:
        kind, area = split_study(study.text)
        education.study_type = put_part(draft, f"{at}/studyType", study, kind)
        education.area = put_part(draft, f"{at}/area", study, area)
    if education.area is None and rest:
        education.area = draft.put(f"{at}/area", rest.pop(0))
    put_time_and_place(draft, at, education, heading)
    score = heading.roles.get("score") or heading.score
    if score is not None and score.text:
        mark = _MARK.match(score.text)
        education.score = draft.put(f"{at}/score", score.slice(*mark.span("value")) if mark else score)
    education.url = first_link(draft, at, heading)
    told = {id(text) for text in _remarks(entry) if _take(draft, at, education, text)}
    loose = [Line([text], 0, 0) for text in rest if not _take(draft, at, education, text)]
    loose += [line for line in entry.tail if not (len(line.cells) == 1 and id(line.cells[0]) in told)]
    lists = [_without(node, told) for node in unwrapped(entry.lists)]
    education.highlights = draft.bullets(f"{at}/highlights", lists, loose)
    draft.resume.education.append(education)
    return at


def _remarks(entry: Entry) -> Iterable[Rich]:
    """The texts of an entry that could be remarks: lines and items of one piece."""
    cells = [line.cells[0] for line in entry.tail[:_MOST_LINES] if len(line.cells) == 1]
    for node in unwrapped(entry.lists):
        for item in node.items[:_MOST_LINES]:
            found = item_cells(item)
            cells += found if len(found) == 1 else []
    return cells


def _take(draft: Draft, at: str, education: Education, text: Rich) -> bool:
    """Whether a text is a mark, honours or a list of courses that its own field now holds."""
    courses = COURSES.match(text.text)
    if courses and not education.courses and courses.end() < len(text.text):
        education.courses = put_keywords(draft, f"{at}/courses", cut_list(text.slice(courses.end(), len(text.text))))
        return True
    if education.score is not None:
        return False
    mark = _MARK.match(text.text)
    if mark:
        education.score = draft.put(f"{at}/score", text.slice(*mark.span("value")))
        return True
    if honours(text.text):
        education.score = draft.put(f"{at}/score", text)
        return True
    return False


def _without(node: ListNode, told: set[int]) -> ListNode:
    """A list without the items that are told elsewhere."""
    items = [item for item in node.items if not any(id(cell) in told for cell in item_cells(item))]
    return replace(node, items=items)
