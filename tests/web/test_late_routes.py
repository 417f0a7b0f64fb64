"""Routes that are registered late: who asks for one early waits for it, and nobody is told that it is not there."""

import asyncio
from collections.abc import Sequence
from threading import Event

import httpx
import pytest
from litestar import Litestar, get
from litestar.types import ControllerRouterHandler

from app.web.late_routes import LateRoutes

PATIENCE = 30


@get("/", sync_to_thread=False)
def first() -> str:
    return "first"


@get("/late", sync_to_thread=False)
def late() -> str:
    return "late"


@get("/later", sync_to_thread=False)
def later() -> str:
    return "later"


class Loading:
    """What gives the late routes, when it may; `begun` counts how often it was asked."""

    def __init__(self, *, may_end: bool = True, routes: Sequence[ControllerRouterHandler] = (late, later)) -> None:
        self.begun = 0
        self.has_begun = Event()
        self.may_end = Event()
        if may_end:
            self.may_end.set()
        self._routes = routes

    def __call__(self) -> Sequence[ControllerRouterHandler]:
        self.begun += 1
        self.has_begun.set()
        assert self.may_end.wait(PATIENCE)
        return self._routes


def served(loading: Loading) -> LateRoutes:
    return LateRoutes(Litestar([first], openapi_config=None, logging_config=None), "^/$", loading)


def client_of(app: LateRoutes) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://foreword")  # type: ignore[arg-type]


async def test_the_first_page_needs_no_late_route() -> None:
    loading = Loading(may_end=False)
    async with client_of(served(loading)) as client:
        assert (await client.get("/")).text == "first"
    assert loading.begun == 0


async def test_a_request_for_a_late_route_waits_for_it_while_the_first_page_is_served() -> None:
    loading = Loading(may_end=False)
    async with client_of(served(loading)) as client:
        waiting = asyncio.create_task(client.get("/later"))
        assert await asyncio.to_thread(loading.has_begun.wait, PATIENCE)
        assert (await client.get("/")).text == "first"
        assert not waiting.done()
        loading.may_end.set()
        assert (await waiting).text == "later"


async def test_many_that_come_together_wait_for_one_loading() -> None:
    loading = Loading()
    async with client_of(served(loading)) as client:
        answers = await asyncio.gather(*(client.get(path) for path in ("/late", "/later") * 5))
        assert [answer.text for answer in answers] == ["late", "later"] * 5
        assert (await client.get("/late")).text == "late"
    assert loading.begun == 1


async def test_one_that_goes_away_leaves_the_others_waiting() -> None:
    loading = Loading(may_end=False)
    async with client_of(served(loading)) as client:
        impatient, patient = (asyncio.create_task(client.get("/late")) for _ in range(2))
        assert await asyncio.to_thread(loading.has_begun.wait, PATIENCE)
        impatient.cancel()
        await asyncio.wait((impatient,))
        loading.may_end.set()
        assert (await patient).text == "late"


async def test_that_nobody_serves_an_address_is_said_when_all_routes_are_there() -> None:
    app = served(Loading())
    async with client_of(app) as client:
        assert (await client.get("/nowhere")).status_code == 404
        assert (await client.get("/late")).text == "late"


async def test_routes_that_cannot_be_registered_are_told_to_the_log_and_to_each_who_asks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = served(Loading(routes=("no route",)))  # type: ignore[arg-type]  # that is what is wrong
    async with client_of(app) as client:
        for _ in range(2):
            with pytest.raises(Exception, match="Unsupported value"):
                await client.get("/late")
        assert (await client.get("/")).text == "first"
    assert [record.exc_info is not None for record in caplog.records if "cannot be registered" in record.message] == [
        True
    ]


async def test_what_is_under_way_ends_with_the_server() -> None:
    loading = Loading(may_end=False)
    app = served(loading)
    async with client_of(app) as client:
        waiting = asyncio.create_task(client.get("/late"))
        assert await asyncio.to_thread(loading.has_begun.wait, PATIENCE)
        await app.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    loading.may_end.set()
