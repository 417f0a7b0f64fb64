"""Pages of a PDF as pictures."""

import io

import pytest
from PIL import Image

from app.documents.rendering import (
    Renderer,
    page_count,
    page_image,
    page_images,
    sandbox_status,
    tex_status,
    typst_status,
)
from app.documents.resume import Basics, Resume, Work
from app.errors import InvalidInput, RenderFailed


@pytest.fixture
async def pdf() -> bytes:
    jobs = [Work(position=f"Post {n}", highlights=["word " * 60] * 4) for n in range(12)]
    made = await Renderer(tex_enabled=False).from_resume(Resume(basics=Basics(name="Ada"), work=jobs), paper="a4")
    return made.pdf


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


async def test_each_page_is_a_picture_of_the_width_asked_for(pdf: bytes) -> None:
    images = [opened(png) for png in await page_images(pdf, 400)]
    assert len(images) == await page_count(pdf) > 1
    assert {image.width for image in images} == {400}
    assert {round(image.height / 400, 2) for image in images} == {1.42}
    for image in images:
        greys = image.convert("L").histogram()
        assert greys[255] > sum(greys[:80]) > 0


async def test_no_more_pages_are_drawn_than_allowed(pdf: bytes) -> None:
    assert len(await page_images(pdf, 100, max_pages=1)) == 1


async def test_one_page_is_that_page(pdf: bytes) -> None:
    images = await page_images(pdf, 200)
    assert await page_image(pdf, 2, 200) == images[1]


async def test_a_page_that_is_not_there_is_named(pdf: bytes) -> None:
    with pytest.raises(InvalidInput, match="no page 99"):
        await page_image(pdf, 99, 200)


@pytest.mark.parametrize(("page", "width"), [(0, 200), (-1, 200), (1, 0), (1, 100_000)])
async def test_impossible_pages_and_widths_are_refused(pdf: bytes, page: int, width: int) -> None:
    with pytest.raises(InvalidInput):
        await page_image(pdf, page, width)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4\nnothing", b"GIF89a"])
async def test_what_is_no_pdf_is_refused(broken: bytes) -> None:
    with pytest.raises(RenderFailed, match="cannot be drawn"):
        await page_images(broken, 200)


async def test_a_page_of_monstrous_size_is_refused() -> None:
    monster = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1 14400]>>endobj\ntrailer<</Root 1 0 R>>"
    )
    with pytest.raises(RenderFailed):
        await page_images(monster, 2000)


async def test_the_states_of_the_renderers_are_lines_for_the_administrator() -> None:
    for status in (await tex_status(), await typst_status(), await sandbox_status()):
        assert status.ok, status.detail
        assert status.advice == ""
        assert "\n" not in status.detail


async def test_a_missing_pdflatex_comes_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.documents.rendering.status.find_pdflatex", lambda: None)
    status = await tex_status()
    assert not status.ok
    assert "Install TeX Live" in status.advice
