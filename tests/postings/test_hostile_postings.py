"""Whatever a posting holds, it is read, and every finding still stands where it is said to."""

import pytest

from app.postings.forms import parse_posting
from app.postings.highlighting import Marks
from app.postings.presenting import analysis_view
from tests.postings.hostile import HOSTILE
from tests.postings.reading import findings, read, whole


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_read_and_its_places_are_right(name: str) -> None:
    form = parse_posting(HOSTILE[name])
    reading = read(form.text, form.title)
    analysis = whole(reading)
    view, paragraphs = analysis_view(
        {
            piece: getattr(analysis, piece)
            for piece in ("overview", "requirements", "keywords", "terms", "flags", "questions")
        },
        form.text,
        "",
    )
    for one in findings(analysis):
        if one.start is not None:
            assert form.text[one.start : one.end] == one.quote
    shown = "".join(segment.text for paragraph in paragraphs for segment in paragraph.segments)
    assert "".join(shown.split()) == "".join(form.text.split())
    marked = {segment.id for paragraph in paragraphs for segment in paragraph.segments if segment.id}
    linked = [
        one.href for group in (view.overview, view.musts, view.nices, view.flags, view.questions) for one in group
    ]
    assert {href[1:] for href in linked if href} <= marked


def test_marks_that_overlap_are_one_and_every_finding_links_both_ways() -> None:
    assert Marks([]).paragraphs("one\n\ntwo") != ()
    reading = read("Baker\nCrumb Ltd\n\nRequirements\n- 8 years of experience with Python, overtime as required\n")
    analysis = whole(reading)
    view, paragraphs = analysis_view(
        {"requirements": analysis.requirements, "flags": analysis.flags}, reading.source.text, ""
    )
    mark = next(segment for one in paragraphs for segment in one.segments if segment.marked)
    assert set(mark.kinds.split()) == {"must", "flag"}
    must, flag = view.musts[0], next(flag for flag in view.flags if flag.quote)
    assert must.href == flag.href == f"#{mark.id}"
    assert {ref.href for ref in mark.refs} == {f"#{must.id}", f"#{flag.id}"}
    assert [ref.text for ref in mark.refs] == [str(must.number), str(flag.number)]
