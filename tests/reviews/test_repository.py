"""What a late write must not undo."""

from app.reviews import repository
from app.reviews.models import Printed
from tests.reviews.conftest import ADA, Studio


async def write(studio: Studio, statement: repository.Change) -> int:
    async with studio.database.write() as connection:
        return (await connection.execute(statement)).rowcount


async def test_a_review_begins_with_one_resume_only(studio: Studio) -> None:
    review = await studio.reviewed()
    assert review.base is not None
    other = repository.set_base(ADA.id, review.id, "Other", 7, b"other", review.base)
    assert await write(studio, other) == 0
    assert await studio.get(review) == review


async def test_a_print_of_the_beginning_that_comes_late_does_not_replace_that_of_the_copy(studio: Studio) -> None:
    review = await studio.reviewed()
    await studio.accept(review, (await studio.suggestions(review))[0])
    decided, pdf = await studio.get(review), await studio.reviews.pdf(ADA.id, review.id)
    late = repository.set_first_print(ADA.id, review.id, Printed(pages=9), b"%PDF-late", None)
    assert await write(studio, late) == 0
    assert await studio.get(review) == decided
    assert await studio.reviews.pdf(ADA.id, review.id) == pdf
