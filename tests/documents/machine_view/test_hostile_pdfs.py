"""PDFs that are damaged, locked or made to hurt: an answer or a sentence, never a hang, and never in this process."""

import random

import pytest

from app.documents.limited_process import Limits
from app.documents.machine_view import reader
from app.documents.machine_view.looking import look
from app.documents.machine_view.reader import machine_view
from app.documents.resume import Resume
from app.errors import InvalidInput, TooLarge, UnreadableDocument
from tests.documents.machine_view.papers import handmade, lines, one_column, one_job, stream, written

JANE = lines("Jane Doe", "jane@example.org")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"no PDF at all", handmade(JANE)[:200]], ids=["empty", "header", "text", "cut off"]
)
async def test_what_is_no_pdf_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        await machine_view(data, Resume())


async def test_a_locked_file_is_called_locked() -> None:
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [] /Count 0 >>",
        6: f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <{'11' * 32}> /U <{'22' * 32}> >>",
    }
    with pytest.raises(UnreadableDocument, match="password"):
        await machine_view(written(objects, "/Encrypt 6 0 R /ID [<00> <00>]"), Resume())


async def test_more_pages_than_a_resume_has_are_refused() -> None:
    assert (await machine_view(handmade(JANE, pages=20), Resume())).pages == 20
    with pytest.raises(TooLarge, match="20 pages"):
        await machine_view(handmade(JANE, pages=21), Resume())


async def test_more_letters_than_a_resume_has_are_refused() -> None:
    much = "BT /F1 9 Tf 60 700 Td " + f"({'x' * 2_000}) Tj " * 101 + "ET"
    with pytest.raises(TooLarge, match="letters"):
        await machine_view(handmade(much), Resume())


async def test_a_drawing_within_itself_ends() -> None:
    form = stream(
        "/X1 Do /X1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 10 0 R >> >>"
    )
    pdf = handmade(JANE + " /X1 Do", extra=[form], resources="/XObject << /X1 10 0 R >>")
    try:
        view = await machine_view(pdf, one_job())
    except UnreadableDocument:
        return
    assert "Jane Doe" in view.written.text


async def test_a_file_that_unfolds_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LOOK_LIMITS", Limits(cpu_seconds=1, wall_seconds=20.0))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        4: stream("0 0 m 9 9 l S\n" * 3_000_000, compress=True),
    }
    with pytest.raises(UnreadableDocument, match="so long"):
        await machine_view(written(objects), Resume())


async def test_a_stream_that_inflates_beyond_the_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LOOK_LIMITS", Limits(memory_bytes=256 * 1024 * 1024))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        4: stream(" " * 300_000_000, compress=True),
    }
    data = written(objects)
    assert len(data) < 1_000_000
    with pytest.raises(UnreadableDocument, match="memory"):
        await machine_view(data, Resume())


def test_damage_anywhere_gives_an_answer_or_a_sentence() -> None:
    """Four hundred files, each with a few bytes changed; nothing but our own errors comes out."""
    chance = random.Random(20260107)
    whole = handmade(JANE, meanings=[(code, chr(code)) for code in range(32, 127)])
    answered = 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            look(bytes(data), one_job(), ())
            answered += 1
        except InvalidInput:
            continue
    assert answered > 100


def test_a_page_that_breaks_off_keeps_what_came_before() -> None:
    broken = handmade(JANE + " BT /F1 9 Tf 60 500 Td (after) Tj (x").replace(b"(x", b"(\xff")
    view = look(broken, one_job(), ())
    assert "Jane Doe" in view.written.text


def test_numbers_without_measure_do_not_break_the_layout() -> None:
    wild = "BT /F1 99999999999999999999 Tf 1e30 0 0 1e30 1e30 1e30 Tm (wild) Tj ET BT /F1 0 Tf (flat) Tj ET "
    assert "Jane Doe" in look(handmade(wild + JANE), one_job(), ()).written.text


def test_a_plain_file_is_not_harmed_by_any_of_this() -> None:
    assert look(one_column(), Resume(), ()).pages == 1
