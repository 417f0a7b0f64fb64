"""A review while the database is away for a moment: it waits, and asks the model nothing twice."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app.reviews import repository
from tests.databases import AwayForAWhile
from tests.reviews.conftest import ADA, Studio
from tests.reviews.models import ToldModels
from tests.running import SAMPLES

ENTRIES = ["/work/0", "/work/1", "/work/2", "/projects/0", "/projects/1", "/skills"]


async def test_what_is_being_asked_is_waited_for_while_the_first_print_cannot_be_kept(
    build: Callable[..., Studio], monkeypatch: pytest.MonkeyPatch
) -> None:
    models = ToldModels()
    studio = build(models, tex=False)
    await studio.open()
    away, keep, is_printed = AwayForAWhile(studio.database), repository.set_first_print, asyncio.Event()

    def gone_from_here(*values: Any) -> repository.Change:
        if not away.refused:
            away.go(served=0, refused=2)
        is_printed.set()
        return keep(*values)

    monkeypatch.setattr(repository, "set_first_print", gone_from_here)
    models.model.held |= {entry: asyncio.Event() for entry in ENTRIES[:3]}
    review = await studio.reviews.start(ADA.id, await studio.keep(SAMPLES / "jake_resume.tex"))
    await is_printed.wait()
    for held in models.model.held.values():
        held.set()
    await studio.engine.wait(review.run_id)
    after = await studio.get(review)
    assert (after.state, away.refused) == ("done", 2)
    assert after.printed is not None
    assert models.model.asked == ENTRIES


async def test_a_resume_that_it_has_read_is_kept_once_it_can_be(
    build: Callable[..., Studio], monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = build(tex=False)
    await studio.open()
    away, keep = AwayForAWhile(studio.database), repository.set_base

    def gone_from_here(*values: Any) -> repository.Change:
        if not away.refused:
            away.go(served=0, refused=2)
        return keep(*values)

    monkeypatch.setattr(repository, "set_base", gone_from_here)
    resume_id = await studio.keep(SAMPLES / "resume_plain.md", read=False)
    review = await studio.reviews.start(ADA.id, resume_id)
    await studio.engine.wait(review.run_id)
    assert ((await studio.get(review)).state, away.refused) == ("done", 2)
