"""Whatever a posting holds, it is read in a moment, and every finding still stands where it is said to."""

import time

import pytest

from app.postings.forms import parse_posting
from app.postings.highlighting import Marks
from app.postings.presenting import analysis_view
from tests.postings.reading import findings, read, whole

HOSTILE = {
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)> Requirements\n- <b>Python</b> & 'SQL'\n" * 20,
    "bidi": "\u202eBaker wanted\u202c \u2066Must have bread\u2069. Salary £30,000 a year.\u200f\n" * 30,
    "no sentences": "bread " * 8_000,
    "no spaces": "x" * 49_000,
    "digits": "1" * 49_000,
    "amounts": "£1 - €2 to $3k " * 3_000,
    "dates": "1 May 2 June 3.4.2026 " * 2_000,
    "commas": "a, " * 16_000,
    "dots": ". " * 20_000,
    "bullets": "- \n" * 16_000,
    "headings": "Requirements:\n" * 3_000,
    "lines": "Line\n" * 9_000,
    "apply": "apply " * 8_000,
    "days": "3 days in " * 5_000,
    "send": "send " * 9_900,
    "capitals": "Based in " + "Aa " * 16_000,
    "emoji": "👩‍🍳🥖 Baker wanted, must have 3 years of experience. " * 600,
    "combining": "e\u0301" * 24_000,
    "ligatures": "ﬁﬂ ﷺ ß İ ŉ must have " * 2_000,
    "quotes": "\"'“”„«»" * 6_000,
    "line ends": "Baker\x0bwanted\x0c\x1c\x1d\x85\u2028\u2029must have bread " * 1_000,
    "right to left": "דרוש אופה עם ניסיון של שנתיים. " * 300,
    "brackets": "(" * 25_000 + ")" * 20_000,
    "tabs": "Baker wanted" + "\t" * 20_000 + "bread must have flour and salt and water" + "\t" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_read_in_a_moment_and_its_places_are_right(name: str) -> None:
    form = parse_posting(HOSTILE[name])
    begun = time.process_time()
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
    assert time.process_time() - begun < 5
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
