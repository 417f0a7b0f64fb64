"""Lists of runs: one owner's, of some kinds, a page at a time."""

from collections.abc import AsyncIterator

import pytest

from app.streaming import Run, Store
from tests.streaming.places import Place

OWN = ("a", "b", "c", "d")


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    """Four runs of Ada's, two of the same moment, and one of Eve's."""
    store = place.store(busy_timeout_ms=5_000)
    await store.open()
    for name, kind, at in (("a", "read", 1.0), ("b", "write", 2.0), ("c", "read", 2.0), ("d", "read", 3.0)):
        await store.create_run(Run(id=name, kind=kind, owner="ada", created_at=at), ())
    await store.create_run(Run(id="e", kind="read", owner="eve", created_at=2.5), ())
    yield store
    await store.close()


async def names(store: Store, kinds: tuple[str, ...], limit: int, after: tuple[float, str] | None = None) -> str:
    return "".join(run.id for run in await store.list_runs("ada", kinds, limit, after))


async def test_the_newest_come_first_and_nobody_elses(store: Store) -> None:
    assert await names(store, ("read", "write"), 10) == "dbca"
    assert await names(store, ("read",), 10) == "dca"
    assert await names(store, (), 10) == ""


@pytest.mark.parametrize(
    ("after", "rest"), [((3.0, "d"), "bca"), ((2.0, "b"), "ca"), ((2.0, "c"), "a"), ((1.0, "a"), "")]
)
async def test_a_page_begins_behind_a_run(store: Store, after: tuple[float, str], rest: str) -> None:
    assert await names(store, ("read", "write"), 10, after) == rest
    assert await names(store, ("read", "write"), 1, after) == rest[:1]


async def test_a_run_in_a_list_is_the_run_itself(store: Store) -> None:
    (first, *_) = await store.list_runs("ada", ("read",), 1)
    assert first == await store.get("d")
