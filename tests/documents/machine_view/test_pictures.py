"""What stands on a page beside its text: pictures, drawings, hidden letters; and what a whole file forbids."""

from app.documents.machine_view.assembling import Assembled
from app.documents.machine_view.examining import examine
from app.documents.machine_view.expected import Heading
from app.documents.machine_view.glyphs import MachineFile
from app.documents.machine_view.looking import look
from tests.documents.machine_view.papers import fields_by, findings, handmade, lines, one_job, printed, stream

EXPERIENCE = (Heading("work", "Experience"),)
JANE = ("Jane Doe", "jane@example.org", "Experience", "Nurse, Saint Mary Hospital")


def picture(width: float, height: float, x: float = 0, y: float = 0) -> tuple[str, str, str]:
    """Content, an object and resources that draw a grey picture."""
    entries = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q ", stream("\x80", entries), "/XObject << /I1 10 0 R >>"


def test_a_scanned_page_says_nothing() -> None:
    content, image, resources = picture(595, 842)
    view = look(handmade(content, extra=[image], resources=resources), one_job(), EXPERIENCE)
    assert findings(view)["scan"].pages == (1,)
    assert {field.state for field in view.fields} == {"lost"}


def test_text_that_was_recognised_behind_a_picture() -> None:
    content, image, resources = picture(595, 842)
    text = lines(*JANE, "She was recognised from a photograph of a print").replace("BT", "BT 3 Tr")
    view = look(handmade(content + text, extra=[image], resources=resources), one_job(), EXPERIENCE)
    assert "recognised" in findings(view)
    assert "hidden_text" not in findings(view)
    assert fields_by(view, "lost") == {}


def test_a_picture_without_text_above_it_is_named_and_a_background_is_not() -> None:
    content, image, resources = picture(200, 200, 300, 500)
    alone = look(handmade(content + lines(*JANE, top=300), extra=[image], resources=resources), one_job(), ())
    assert findings(alone)["picture"].count == 1
    content, image, resources = picture(595, 842)
    long = lines(*JANE, "A line of text above a background that fills the whole page")
    behind = look(handmade(content + long, extra=[image], resources=resources), one_job(), ())
    assert set(findings(behind)) == set()


def test_letters_turned_into_drawings_are_named() -> None:
    shapes = "".join(f"{x} 700 m {x} 705 {x + 3} 705 {x + 3} 700 c f " for x in range(250))
    view = look(handmade(shapes), one_job(), EXPERIENCE)
    assert set(findings(view)) == {"outlines", "headings_spoilt"}


def test_text_that_nobody_sees_is_named() -> None:
    hidden = lines("kubernetes python java leadership", top=200).replace("BT", "BT 3 Tr")
    tiny = lines("kubernetes python java leadership", top=100, size=1)
    view = look(handmade(lines(*JANE) + tiny + hidden), one_job(), EXPERIENCE)
    assert {"hidden_text", "tiny_text"} <= set(findings(view))
    assert findings(view)["hidden_text"].examples == ("kubernetes python java leadership",)


def test_a_font_made_of_drawings_and_a_large_file_are_named() -> None:
    fonts = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 32 "
    fonts += f"/LastChar 126 /Widths [{' '.join(['500'] * 95)}] /CharProcs << >> /Encoding << /Type /Encoding >> >>"
    drawn = look(handmade(lines(*JANE), font=fonts), one_job(), EXPERIENCE)
    assert set(findings(drawn)) == {"type3"}
    large = look(handmade(lines(*JANE) + "%" + "x" * 2_000_001), one_job(), EXPERIENCE)
    assert set(findings(large)) == {"large_file"}


def test_an_empty_page_is_named_by_its_number() -> None:
    view = look(printed("Jane Doe #pagebreak() #box(width: 1cm, height: 1cm)"), one_job(), ())
    assert findings(view)["blank_page"].pages == (2,)


def test_a_file_that_forbids_copying_is_named() -> None:
    forbidding = MachineFile(pages=[], fonts=[], tagged=False, may_be_read=False)
    assert [finding.kind for finding in examine(forbidding, Assembled("", "", [], []), [], 10)] == ["locked"]
