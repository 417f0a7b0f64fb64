"""What was seen, in words: each finding has its own, and nothing is claimed that was not seen."""

import re
from pathlib import Path

import pytest

from app.documents.machine_view import examining, looking
from app.documents.machine_view.results import (
    FieldSeen,
    Finding,
    FontSeen,
    MachineView,
    Mark,
    MarkedText,
    ReadingOrder,
)
from app.machine_view.contexts import MachineViewPage
from app.machine_view.presenting import machine_view_page
from app.machine_view.service import OWN_DESIGN, OWN_LATEX, Looked
from app.machine_view.wording import FINDINGS, KINDS


def page_of(made_by: str = OWN_DESIGN, **seen: object) -> MachineViewPage:
    given = {"pages": 1, "size": 22_000, "tagged": True, "written": MarkedText(""), "across": MarkedText(""), **seen}
    view = MachineView(**given)  # type: ignore[arg-type]  # the test names the parts that it is about
    return machine_view_page(Looked("Ada", made_by, view), "/resumes/r", "The résumé")


def field(state: str, **more: object) -> FieldSeen:
    given = {"pointer": "/basics/name", "kind": "name", "expected": "Ada", "state": state, **more}
    return FieldSeen(**given)  # type: ignore[arg-type]  # as above


def kinds_in_source() -> set[str]:
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (examining, looking))
    named = set(re.findall(r'(?:Finding|rows_finding)\("(\w+)"', source))
    pages = source[source.index("def _page_kind") : source.index("def _inside")]
    unseen = re.findall(r'"(\w+_text)"', source)
    return named | set(re.findall(r'(?:return|else) "(\w+)"', pages)) | set(unseen) | set(examining._BY_CAUSE.values())


def test_every_kind_of_finding_has_words_and_no_words_are_left_over() -> None:
    assert kinds_in_source() | {"picture"} == set(FINDINGS)


@pytest.mark.parametrize("kind", FINDINGS)
def test_a_finding_says_what_why_and_what_to_change(kind: str) -> None:
    (shown,) = page_of(findings=(Finding(kind, (1, 3), 2, ("S k i",)),)).findings
    assert shown.tone in {"error", "warning", "info"}
    assert shown.where == "pages 1, 3"
    assert all(text.endswith(".") for text in (shown.why, shown.change))
    assert shown.examples == ("S k i",)


def test_latex_gets_its_own_advice() -> None:
    ligatures = (Finding("ligatures", (), 1, ()),)
    assert "pdfgentounicode" in page_of(OWN_LATEX, findings=ligatures).findings[0].change
    assert "\\" not in page_of(OWN_DESIGN, findings=ligatures).findings[0].change


def test_the_worst_comes_first() -> None:
    page = page_of(findings=(Finding("icons"), Finding("ligatures"), Finding("scan")))
    assert [finding.tone for finding in page.findings] == ["error", "warning", "info"]


def test_only_when_all_arrives_nothing_is_lost() -> None:
    assert page_of(fields=(field("found"),)).headline.startswith("Nothing is lost")
    assert (
        page_of(fields=(field("found"), field("lost"))).headline == "1 of 2 values of your résumé arrive as they are."
    )
    assert "Nothing is lost" not in page_of().headline


def test_what_is_spoilt_says_what_arrives_and_why() -> None:
    (shown,) = page_of(fields=(field("garbled", cause="spaced", arrives="A d\ufffd"),)).spoilt
    assert (shown.state_text, shown.note, shown.arrives) == ("garbled", "spaces within words", "A d▯")
    (margin,) = page_of(fields=(field("found", in_margin=True),)).spoilt
    assert margin.note == "only in the header or footer"


def test_marks_cut_the_text_without_losing_any_of_it() -> None:
    text = MarkedText("Sta\ufb00 of\n\fwards", (Mark(3, 4, "ligature"), Mark(5, 7, "spaced")))
    written = page_of(written=text).texts[0]
    assert [piece.text for piece in written.pieces if piece.mark] == ["\ufb00", "of"]
    joined = "".join(piece.text for piece in written.pieces)
    assert joined.replace("· · · next page · · ·\n", "\f") == text.text


def test_order_is_never_rounded_up_to_whole() -> None:
    assert "0.99 of 1.00" in page_of(order_written=ReadingOrder(0.9996, ("x",))).texts[0].order
    assert "in the order of your résumé" in page_of(order_written=ReadingOrder(1.0)).texts[0].order


def test_fonts_tell_letters_without_meaning() -> None:
    fonts = (FontSeen("Odd", "CIDFont", True, 10, 2, 1), FontSeen("Good", "Type1Font", True, 1, 0, 0))
    odd, good = page_of(fonts=fonts).fonts
    assert (odd.is_bad, odd.note) == (True, "3 of 10 letters mean nothing")
    assert (good.is_bad, good.note) == (False, "1 letter has a meaning")


def test_a_file_that_gives_nothing_has_a_problem_alone() -> None:
    page = machine_view_page(Looked("Ada", OWN_DESIGN, None, "It is locked."), "/resumes/r", "The résumé")
    assert (page.problem, page.headline, page.texts) == ("It is locked.", "", ())


def test_every_kind_of_value_has_a_name() -> None:
    source = Path(str(examining.__file__)).with_name("expected.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'\("\w+", "(\w+)"\)', source)) | {"link", "place", "heading", "text"}
    assert kinds <= set(KINDS)
