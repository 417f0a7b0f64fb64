"""PDFs that lose something: each loss is named, with what arrives instead."""

import pytest

from app.documents.machine_view.expected import Heading
from app.documents.machine_view.looking import look
from app.documents.resume import Basics, Education, OtherSection, Profile, Resume, Skill, Work
from tests.documents.machine_view.papers import (
    AMARA,
    HEADINGS,
    compiled,
    fields_by,
    findings,
    handmade,
    lines,
    one_column,
    one_job,
    printed,
    two_columns,
)

EXPERIENCE = (Heading("work", "Experience"),)
JANE = ("Jane Doe", "jane@example.org", "Experience", "Nurse, Saint Mary Hospital")


def test_the_same_resume_in_one_plain_column_is_whole() -> None:
    view = look(one_column(), AMARA, HEADINGS)
    assert {field.state for field in view.fields} == {"found"}
    assert view.findings == ()
    assert (view.order_written.tau, view.order_across.tau) == (1.0, 1.0)


def test_two_columns_with_small_capitals_set_apart_name_what_is_lost() -> None:
    view = look(two_columns(), AMARA, HEADINGS)
    garbled = fields_by(view, "garbled")
    assert garbled["/basics/name"].arrives == "A m a r a O k a f o r"
    assert garbled["/basics/name"].cause == "spaced"
    assert {field.arrives for field in garbled.values() if field.kind == "heading"} == {
        "S k i l l s", "L a n g u a g e s", "E d u c a t i o n", "E x p e r i e n c e",
    }  # fmt: skip
    torn = garbled["/work/0/highlights/1"]
    assert torn.cause == "torn"
    assert torn.arrives.startswith("• Cut the latency")
    assert torn.expected not in torn.arrives
    assert garbled["/work/0/highlights/0"].cause == "hyphen"
    margin = {field.pointer for field in view.fields if field.in_margin}
    assert margin == {"/basics/email", "/basics/phone"}
    named = {"columns", "letterspaced", "headings_spoilt", "hyphenated", "contact_in_margin"}
    assert set(findings(view)) == named
    assert view.order_written.tau == 1.0
    assert view.order_across.tau is not None
    assert view.order_across.tau < 0.9
    assert view.order_across.strays
    assert any("S k i l l s E x p e r i e n c e" in row for row in view.mixed_rows)
    marked = {view.across.text[mark.start : mark.end] for mark in view.across.marks if mark.kind == "mixed"}
    assert set(view.mixed_rows) <= marked


def test_what_our_own_reader_read_with_its_spaces_is_still_garbled() -> None:
    resume = Resume(basics=Basics(name="A m a r a O k a f o r"))
    (name,) = look(two_columns(), resume, ()).fields
    assert (name.state, name.cause) == ("garbled", "spaced")


def test_a_joined_letter_is_one_character_to_a_machine() -> None:
    resume = one_job(highlights=["Staffing of a difficult ward"])
    pdf = handmade(lines(*JANE, "- Sta\\001ng of a di\\002cult ward"), meanings=((1, "\ufb00i"), (2, "\ufb03"), *ASCII))
    view = look(pdf, resume, EXPERIENCE)
    bullet = fields_by(view, "garbled")["/work/0/highlights/0"]
    assert bullet.cause == "ligature"
    assert "di\ufb03cult" in bullet.arrives
    assert findings(view)["ligatures"].examples == ("Sta\ufb00ing", "di\ufb03cult")
    assert [view.written.text[mark.start : mark.end] for mark in view.written.marks if mark.kind == "ligature"]


ASCII = tuple((code, chr(code)) for code in range(32, 127))


COMPOSITE = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [10 0 R] /ToUnicode 5 0 R >>"
)
DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /DW 500 /FontDescriptor 11 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
DESCRIPTOR = "<< /Type /FontDescriptor /FontName /Odd /Flags 4 /Ascent 700 /Descent -200 >>"


def test_letters_without_a_meaning_are_marked_and_the_value_is_garbled() -> None:
    texts = ("Jane Doe", "Staff nurse of five hospital wards", "Sofia Hospital")
    shown = " ".join(f"<{text.encode('utf-16-be').hex()}> Tj 0 -18 Td" for text in texts)
    without_f = tuple((code, letter) for code, letter in ASCII if letter != "f")
    pdf = handmade(
        f"BT /F1 11 Tf 60 760 Td {shown} ET",
        meanings=without_f,
        font=COMPOSITE,
        extra=[DESCENDANT, DESCRIPTOR],
        digits=4,
    )
    view = look(pdf, one_job(name="Sofia Hospital", position=texts[1]), ())
    garbled = fields_by(view, "garbled")
    assert garbled["/work/0/position"].cause == "unmapped"
    assert garbled["/work/0/name"].arrives == "So\ufffdia Hospital"
    assert fields_by(view, "lost").keys() == {"/basics/email"}
    assert findings(view)["no_unicode"].count == 5
    assert findings(view)["no_unicode"].examples == ("Odd",)
    assert {view.written.text[mark.start : mark.end] for mark in view.written.marks} >= {"\ufffd"}


def test_small_capitals_of_a_private_kind_lose_the_words() -> None:
    """Expert fonts of the nineties draw small capitals with characters that only they understand (Asmall, U+F761)."""
    private = tuple((code, chr(0xF700 + code) if chr(code).islower() else chr(code)) for code in range(32, 127))
    view = look(handmade(lines("Jane Doe", "Experience"), meanings=private), one_job(), EXPERIENCE)
    lost = fields_by(view, "lost")
    assert {"/basics/name", "/sections/0"} <= set(lost)
    assert "no_unicode" in findings(view)
    assert "icons" not in findings(view)


def test_icons_that_stand_alone_are_no_lost_letters() -> None:
    meanings = (*ASCII, (1, "\uf0e0"))
    view = look(handmade(lines("\\001 jane@example.org", *JANE), meanings=meanings), one_job(), EXPERIENCE)
    assert fields_by(view, "found").keys() == {field.pointer for field in view.fields}
    assert set(findings(view)) == {"icons"}


async def test_accents_beside_their_letters_are_named() -> None:
    pdf = await compiled(r"J\"urgen G\'omez\par Universit\"at Z\"urich")
    resume = Resume(basics=Basics(name="Jürgen Gómez"), education=[Education(institution="Universität Zürich")])
    view = look(pdf, resume, ())
    assert {field.cause for field in view.fields} == {"accents"}
    assert findings(view)["accents"].count == 2


async def test_with_a_font_that_has_the_letters_accents_are_whole() -> None:
    pdf = await compiled(r"J\"urgen G\'omez", r"\usepackage[T1]{fontenc}\usepackage{lmodern}")
    assert look(pdf, Resume(basics=Basics(name="Jürgen Gómez")), ()).fields[0].state == "found"


def test_words_broken_at_a_line_end_are_named_and_compounds_are_not() -> None:
    text = lines(*JANE, "- Managed interdepart-", "mental and event-", "driven communication")
    resume = one_job(highlights=["Managed interdepartmental and event-driven communication"])
    view = look(handmade(text), resume, EXPERIENCE)
    assert fields_by(view, "garbled")["/work/0/highlights/0"].cause == "hyphen"
    whole = lines(*JANE, "- Managed interdepartmental and event-", "driven communication")
    assert "hyphenated" not in findings(look(handmade(whole), resume, EXPERIENCE))


def test_words_without_a_gap_run_together() -> None:
    view = look(handmade(lines("JaneDoe", "Experience")), one_job(), EXPERIENCE)
    name = fields_by(view, "garbled")["/basics/name"]
    assert (name.cause, name.arrives) == ("joined", "JaneDoe")


def test_what_is_not_there_is_lost_and_what_is_half_there_garbled() -> None:
    resume = one_job(highlights=["Trained nine new colleagues in wound care each year", "Something else altogether"])
    view = look(handmade(lines(*JANE, "- Trained nine colleagues in wound care")), resume, EXPERIENCE)
    assert fields_by(view, "garbled")["/work/0/highlights/0"].cause == "incomplete"
    assert fields_by(view, "lost").keys() == {"/work/0/highlights/1"}


def test_an_address_behind_a_word_is_lost() -> None:
    resume = Resume(
        basics=Basics(name="Jane Doe", profiles=[Profile(network="GitHub", url="https://github.com/janedoe")])
    )
    behind = look(printed('Jane Doe #link("https://github.com/janedoe")[my code]'), resume, ())
    assert fields_by(behind, "lost").keys() == {"/basics/profiles/0"}
    assert findings(behind)["links_lost"].examples == ("github.com/janedoe",)
    shown = look(printed("Jane Doe, https:\\/\\/www.github.com/janedoe/"), resume, ())
    assert fields_by(shown, "lost") == {}


def test_running_lines_are_margins_also_where_the_file_does_not_say_so() -> None:
    page = lines("jane@example.org", top=815) + lines(*JANE[:1], *JANE[2:]) + lines("Page 1", top=30)
    view = look(handmade(page, pages=2), one_job(), EXPERIENCE)
    assert {field.pointer for field in view.fields if field.in_margin} == {"/basics/email"}
    single = look(handmade(page), one_job(), EXPERIENCE)
    assert not any(field.in_margin for field in single.fields)


@pytest.mark.parametrize("shown", ["19/20 or so", "spring of nineteen", "from the year MMXIX"])
def test_dates_that_nobody_can_read_are_not_found(shown: str) -> None:
    resume = one_job(startDate="2019-03", endDate="2020-01")
    view = look(handmade(lines(*JANE, shown)), resume, EXPERIENCE)
    (dates,) = [field for field in view.fields if field.kind == "dates"]
    assert dates.state != "found"


def test_a_date_that_is_read_as_another_shows_what_arrives() -> None:
    resume = one_job(startDate="2019-03", endDate="2020-01")
    view = look(handmade(lines(*JANE, "2019 3rd month to 1st of 2020")), resume, EXPERIENCE)
    dates = next(field for field in view.fields if field.kind == "dates")
    assert (dates.state, dates.cause) == ("garbled", "unreadable_date")
    assert "2019 3rd month" in dates.arrives
    assert "dates_unread" in findings(view)


@pytest.mark.parametrize(
    ("shown", "start", "end", "is_risky"),
    [
        ("Mar 2019 - Jan 2020", "2019-03", "2020-01", False),
        ("03/2019 - 01/2020", "2019-03", "2020-01", False),
        ("2019 - 2020", "2019", "2020", False),
        ("2019 - present", "2019", None, False),
        ("since 2019", "2019", None, False),
        ("2019-03 - 2020-01", "2019-03", "2020-01", False),
        ("Spring 2019 - Fall 2020", "2019", "2020", True),
        ("2015-18", "2015", "2018", True),
    ],
)
def test_dates_that_programs_read_differently(shown: str, start: str, end: str | None, *, is_risky: bool) -> None:
    given = {"startDate": start} | ({"endDate": end} if end else {})
    view = look(handmade(lines(*JANE, shown)), one_job(**given), EXPERIENCE)
    assert next(field for field in view.fields if field.kind == "dates").state == "found"
    assert ("dates_risky" in findings(view)) is is_risky


def test_headings_that_no_program_knows_and_one_that_shares_its_line() -> None:
    text = lines("Jane Doe", "My adventures", "Nurse", "Languages: English")
    resume = Resume(basics=Basics(name="Jane Doe"), work=[Work(position="Nurse")], skills=[Skill(keywords=["English"])])
    view = look(handmade(text), resume, (Heading("work", "My adventures"), Heading("skills", "Languages")))
    assert findings(view)["headings_unknown"].examples == ("My adventures",)
    assert fields_by(view, "garbled")["/sections/1"].cause == "inline"


def test_a_section_of_unknown_kind_is_looked_for_line_by_line() -> None:
    resume = Resume(other=[OtherSection(title="Fieldwork", lines=["Dug in Crete", "Dug in Samos"])])
    view = look(handmade(lines("Fieldwork", "Dug in Crete")), resume, ())
    assert fields_by(view, "found").keys() == {"/other/0/title", "/other/0/lines/0"}


def test_a_table_is_named() -> None:
    rows = "".join(
        f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET "
        for y in (700, 680, 660, 640)
        for x, word in ((60, "Python"), (220, "five years"), (400, "daily"))
    )
    view = look(handmade(lines(*JANE) + rows), one_job(), EXPERIENCE)
    assert findings(view)["table"].count == 4


def test_turned_text_is_read_along_its_own_line() -> None:
    turned = "BT /F1 11 Tf 0 1 -1 0 40 300 Tm (Curriculum Vitae) Tj ET"
    assert "Curriculum Vitae" in look(handmade(lines(*JANE) + turned), one_job(), ()).written.text


def test_bold_that_is_printed_twice_is_read_once() -> None:
    twice = "".join(
        f"BT /F1 11 Tf {60 + 8 * at + shift} 700 Td ({letter}) Tj ET "
        for at, letter in enumerate("NURSE")
        for shift in (0, 0.3)
    )
    assert "NURSE" in look(handmade(twice), one_job(), ()).written.text
