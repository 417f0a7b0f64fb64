"""A server's streams do not wait while garbage is looked for among what stays for good."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import asgi
from app.collecting import THRESHOLDS
from app.settings import Settings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


async def test_what_is_read_in_before_and_after_the_first_page_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "WARM_AFTER_SECONDS", 0)
    app = asgi.create_app(Settings(data_dir=tmp_path / "data"))
    before = gc.get_freeze_count()
    async with app.litestar.lifespan():
        opened = gc.get_freeze_count()
        assert opened > before
        assert gc.get_threshold() == THRESHOLDS
        read_in = [[number] for number in range(1_000)]
        while gc.get_freeze_count() < opened + len(read_in):  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.01)
