"""Files of a conversation: their text is kept, within limits, for their owner, for as long as the conversation."""

import asyncio
import io

import docx
import pytest

from app.errors import InvalidInput, NotFound, TooLarge, UnreadableDocument, UnsupportedFile
from app.tutor.attachments import MOST_FILES, Attachments
from app.tutor.attachments.text import text_of
from tests.documents.sheets import as_pdf
from tests.tutor.world import ADA, EVE, World


@pytest.fixture
def attachments(world: World) -> Attachments:
    return Attachments(world.database)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b"Reference: bakes well.\r\nSigned.", "reference.txt", "txt"),
        (b"# Notes\n\nReference: bakes well.", "notes.md", "md"),
        (b"\\documentclass{letter}\\begin{document}Reference: bakes well.\\end{document}", "a.tex", "tex"),
        (word_file("Reference: bakes well.", "Signed."), "a.docx", "docx"),
        (as_pdf([("text", "Reference: bakes well. Signed by Oven Ltd.", "")]), "a.pdf", "pdf"),
    ],
)
async def test_the_text_of_each_kind_is_kept(
    world: World, attachments: Attachments, data: bytes, filename: str, kind: str
) -> None:
    conversation_id = await world.begin()
    file = await attachments.add(ADA.id, conversation_id, data, filename)
    kept = await attachments.get(ADA.id, conversation_id, file.id)
    assert "Reference: bakes well." in kept.text
    assert "\r" not in kept.text
    assert (file.name, file.format, file.characters, file.is_cut) == (filename, kind, len(kept.text), False)
    assert await attachments.of(ADA.id, conversation_id) == [file]
    assert await attachments.texts(ADA.id, conversation_id) == [kept]


async def test_a_long_file_is_cut_and_that_is_known(world: World, attachments: Attachments) -> None:
    conversation_id = await world.begin()
    file = await attachments.add(ADA.id, conversation_id, "brød 😀 ".encode() * 40_000, "long.txt")
    assert (file.characters, file.is_cut) == (100_000, True)


async def test_signs_that_no_text_has_are_left_out(world: World, attachments: Attachments) -> None:
    conversation_id = await world.begin()
    file = await attachments.add(ADA.id, conversation_id, "\ufeffA\x07 b\x1b[31m\x85\tc\rd\n".encode(), "odd.txt")
    assert (await attachments.get(ADA.id, conversation_id, file.id)).text == "A b[31m\tc\nd"


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\Users\\ada\\cv.txt", "cv.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("a\0b.txt", "ab.txt"), ("x" * 900 + ".txt", "x" * 200), ("\0.txt", ".txt"), ("<b>.txt", "<b>.txt"),
    ],
)  # fmt: skip
async def test_a_name_is_for_showing_only(world: World, attachments: Attachments, filename: str, shown: str) -> None:
    conversation_id = await world.begin()
    assert (await attachments.add(ADA.id, conversation_id, b"Words.", filename)).name == shown


@pytest.mark.parametrize(
    ("data", "filename", "error", "sentence"),
    [
        (b"", "a.txt", InvalidInput, "empty"),
        (b" \n ", "a.txt", InvalidInput, "empty"),
        (b"--- ... !!!", "a.txt", InvalidInput, "no text"),
        (b"\x00\x01", "a.txt", UnsupportedFile, "plain text"),
        (b"MZ", "a.exe", UnsupportedFile, "does not read"),
        (b"words", "a.pdf", UnsupportedFile, "not a PDF"),
        (b"%PDF-1.7 broken", "a.pdf", UnreadableDocument, "damaged"),
        (word_file(""), "a.docx", UnreadableDocument, "no text"),
        (as_pdf([]), "a.pdf", UnreadableDocument, "no text"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.txt", TooLarge, "10 MB"),
    ],
)
async def test_a_file_that_cannot_be_read_is_a_sentence(
    world: World, attachments: Attachments, data: bytes, filename: str, error: type[InvalidInput], sentence: str
) -> None:
    conversation_id = await world.begin()
    with pytest.raises(error, match=sentence) as caught:
        await attachments.add(ADA.id, conversation_id, data, filename)
    assert caught.value.field == "file"
    assert await attachments.of(ADA.id, conversation_id) == []


async def test_the_same_file_is_attached_once(world: World, attachments: Attachments) -> None:
    conversation_id, other = await world.begin(), await world.begin()
    first = await attachments.add(ADA.id, conversation_id, b"Words.", "a.txt")
    assert await attachments.add(ADA.id, conversation_id, b"Words.", "b.txt") == first
    assert (await attachments.add(ADA.id, other, b"Words.", "a.txt")).id != first.id
    await attachments.delete(ADA.id, conversation_id, first.id)
    assert (await attachments.add(ADA.id, conversation_id, b"Words.", "b.txt")).name == "b.txt"


async def test_eight_files_at_most_also_when_they_come_at_once(world: World, attachments: Attachments) -> None:
    conversation_id = await world.begin()
    added = await asyncio.gather(
        *(attachments.add(ADA.id, conversation_id, b"Words %d" % n, f"{n}.txt") for n in range(20)),
        return_exceptions=True,
    )
    refused = [one for one in added if isinstance(one, InvalidInput)]
    assert len(refused) == 20 - MOST_FILES
    assert "8 files at most" in refused[0].message
    files = await attachments.of(ADA.id, conversation_id)
    assert len(files) == MOST_FILES
    assert (
        await attachments.add(ADA.id, conversation_id, b"Words " + files[0].name[:-4].encode(), "again.txt") == files[0]
    )
    await attachments.delete(ADA.id, conversation_id, files[0].id)
    await attachments.add(ADA.id, conversation_id, b"Another", "9.txt")


async def test_files_go_with_their_conversation(world: World, attachments: Attachments) -> None:
    conversation_id = await world.begin()
    await attachments.add(ADA.id, conversation_id, b"Words.", "a.txt")
    await world.conversations.delete(ADA.id, conversation_id)
    async with world.database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM attachments")).scalar() == 0


async def test_a_conversation_that_goes_while_a_file_is_read_gets_none(
    world: World, attachments: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation_id = await world.begin()

    async def reading(data: bytes, filename: str) -> object:
        await world.conversations.delete(ADA.id, conversation_id)
        return await text_of(data, filename)

    monkeypatch.setattr("app.tutor.attachments.service.text_of", reading)
    with pytest.raises(NotFound):
        await attachments.add(ADA.id, conversation_id, b"Words.", "a.txt")


async def test_a_foreign_file_is_not_found(world: World, attachments: Attachments) -> None:
    adas, eves = await world.begin(), await world.begin("Hi", EVE.id)
    file = await attachments.add(ADA.id, adas, b"Secret.", "a.txt")
    for conversation_id in (adas, eves):
        with pytest.raises(NotFound):
            await attachments.get(EVE.id, conversation_id, file.id)
        with pytest.raises(NotFound):
            await attachments.delete(EVE.id, conversation_id, file.id)
    with pytest.raises(NotFound):
        await attachments.add(EVE.id, adas, b"Mine.", "b.txt")
    with pytest.raises(NotFound):
        await attachments.of(EVE.id, adas)
    with pytest.raises(NotFound):
        await attachments.delete(ADA.id, eves, file.id)
    assert await attachments.texts(EVE.id, adas) == []
    assert [one.id for one in await attachments.of(ADA.id, adas)] == [file.id]
