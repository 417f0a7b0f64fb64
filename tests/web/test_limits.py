"""Requests a minute by address, account and key, in front of a small app whose callers the test names."""

import ast
import asyncio
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from litestar import Litestar, get
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp

from app.errors import LimitReached
from app.web.errors import EXCEPTION_HANDLERS
from app.web.limits import ADDRESS_SHARE, RequestLimits, allowance_of

API, PAGE = "/api/v1/usage", "/settings"
HERE = "192.0.2.1"
APP = Path(__file__).parents[2] / "app"


class Named(NamedTuple):
    id: str


class Speaker(NamedTuple):
    """Whom the small app takes a request to speak for."""

    user: Named
    key_id: str


@get([API, PAGE, "/static/app.css", "/health/live"])
async def answer() -> dict[str, str]:
    """What everybody may read."""
    return {}


@get("/api/v1/letters")
async def out_of_letters() -> None:
    """A quota that says when it begins anew."""
    raise LimitReached("Today's letter is used up.", retry_after=3_600.5)


async def find_speaker(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Somebody by the headers `x-person` and `x-key`; nobody without."""
    person, key = connection.headers.get("x-person"), connection.headers.get("x-key", "")
    if person is not None:
        connection.scope["state"]["caller"] = Speaker(Named(person), key)


def app_with(per_minute: int, *, has_accounts: bool = True) -> ASGIApp:
    """The small app behind so many requests a minute."""
    limits = RequestLimits(allowance_of(per_minute, has_accounts=has_accounts))
    app = Litestar(
        [answer, out_of_letters],
        guards=[find_speaker, limits.guard],
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=None,
        logging_config=None,
    )
    return limits.around(app)


async def ask(
    app: ASGIApp, number: int = 1, path: str = API, *, address: str = HERE, person: str | None = None, key: str = ""
) -> list[httpx.Response]:
    """The answers to so many requests at the same time."""
    headers = {} if person is None else {"x-person": person, "x-key": key}
    transport: Any = httpx.ASGITransport(app, client=(address, 1))  # type: ignore[arg-type] # Litestar's own ASGI types
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await asyncio.gather(*(client.get(path, headers=headers) for _ in range(number)))


def statuses(answers: list[httpx.Response]) -> dict[int, int]:
    """How many answers had which status."""
    found = [one.status_code for one in answers]
    return {status: found.count(status) for status in found}


def told(one: httpx.Response) -> tuple[int, int, int]:
    """Limit, remaining, reset."""
    limit, remaining, reset = (int(one.headers[f"ratelimit-{name}"]) for name in ("limit", "remaining", "reset"))
    return limit, remaining, reset


async def test_a_hundred_at_the_same_time_from_one_address_never_pass_ten() -> None:
    answers = await ask(app_with(10, has_accounts=False), 100)
    assert statuses(answers) == {200: 10, 429: 90}


async def test_a_refusal_is_told_in_the_protocols_words_with_the_time_to_wait() -> None:
    app = app_with(1, has_accounts=False)
    _, refused = await ask(app, 1), (await ask(app))[0]
    assert refused.status_code == 429
    assert refused.json() == {
        "error": {"message": "Too many requests from your address. Please wait a moment.", "code": "limit_reached"}
    }
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_another_address_is_let_through() -> None:
    app = app_with(2, has_accounts=False)
    assert statuses(await ask(app, 3)) == {200: 2, 429: 1}
    assert statuses(await ask(app, 2, address="192.0.2.2")) == {200: 2}


async def test_an_account_is_counted_wherever_it_is() -> None:
    app = app_with(3)
    assert statuses(await ask(app, 2, person="ada")) == {200: 2}
    assert statuses(await ask(app, 2, person="ada", address="192.0.2.2")) == {200: 1, 429: 1}
    (refused,) = await ask(app, person="ada")
    assert refused.json()["error"]["message"] == "Too many requests for your account. Please wait a moment."
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert statuses(await ask(app, 3, person="eve")) == {200: 3}


async def test_a_key_is_counted_by_itself() -> None:
    app = app_with(3, has_accounts=False)
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        assert statuses(await ask(app, person="ada", key="key_1", address=address)) == {200: 1}
    (refused,) = await ask(app, person="ada", key="key_1", address="192.0.2.4")
    assert refused.json()["error"]["message"] == "Too many requests with this key. Please wait a moment."
    assert statuses(await ask(app, person="ada", key="key_2", address="192.0.2.4")) == {200: 1}


async def test_people_behind_one_router_do_not_use_up_each_others() -> None:
    app = app_with(2)
    for number in range(ADDRESS_SHARE):
        assert statuses(await ask(app, 2, person=f"pupil-{number}")) == {200: 2}
    assert statuses(await ask(app, person="one-more")) == {429: 1}


async def test_where_there_are_no_accounts_nobody_is_counted_as_one() -> None:
    app = app_with(2, has_accounts=False)
    for number in range(5):
        assert statuses(await ask(app, 2, person="local", address=f"192.0.2.{number}")) == {200: 2}


async def test_answers_to_programs_tell_where_they_stand() -> None:
    app = app_with(5, has_accounts=False)
    first, second = (await ask(app))[0], (await ask(app))[0]
    assert told(first)[:2] == (5, 4)
    assert told(second)[:2] == (5, 3)
    assert 1 <= told(second)[2] <= 60
    refused = (await ask(app, 4))[-1]
    assert (refused.status_code, told(refused)[:2]) == (429, (5, 0))
    assert told(refused)[2] == int(refused.headers["retry-after"])


async def test_of_several_limits_the_nearest_is_told() -> None:
    app = app_with(5)
    (one,) = await ask(app, person="ada")
    assert told(one)[:2] == (5, 4)
    (nobody,) = await ask(app)
    assert told(nobody)[:2] == (5 * ADDRESS_SHARE, 5 * ADDRESS_SHARE - 2)
    await ask(app, 5 * ADDRESS_SHARE - 4)
    (crowded,) = await ask(app, person="ada")
    assert told(crowded)[:2] == (5 * ADDRESS_SHARE, 1)


async def test_a_person_at_a_page_is_counted_and_told_nothing() -> None:
    app = app_with(2, has_accounts=False)
    (page,) = await ask(app, path=PAGE)
    assert not [name for name in page.headers if name.startswith("ratelimit")]
    answers = await ask(app, 2, path=PAGE)
    assert statuses(answers) == {200: 1, 429: 1}
    refused = next(one for one in answers if one.status_code == 429)
    assert refused.text == "Too many requests from your address. Please wait a moment."
    assert refused.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/static/app.css", "/health/live"])
async def test_what_is_loaded_beside_a_page_and_probes_do_not_count(path: str) -> None:
    app = app_with(1)
    assert statuses(await ask(app, 30, path=path, person="ada", key="key_1")) == {200: 30}
    assert statuses(await ask(app, person="ada", key="key_1")) == {200: 1}


async def test_an_address_that_does_not_exist_counts_too() -> None:
    app = app_with(2, has_accounts=False)
    assert statuses(await ask(app, 3, path="/api/v1/nothing")) == {404: 2, 429: 1}


async def test_what_another_limit_refuses_keeps_its_time_and_tells_where_the_requests_stand() -> None:
    (refused,) = await ask(app_with(5), path="/api/v1/letters")
    assert refused.status_code == 429
    assert refused.headers.get_list("retry-after") == ["3601"]
    assert told(refused)[:2] == (50, 49)


def test_whoever_says_that_a_limit_is_reached_says_when_it_is_not() -> None:
    found = 0
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LimitReached":
                found += 1
                assert "retry_after" in {keyword.arg for keyword in node.keywords}, f"{path}:{node.lineno}"
    assert found >= 3


async def test_a_whole_network_of_addresses_is_one() -> None:
    app = app_with(3, has_accounts=False)
    answers = [(await ask(app, address=f"2001:db8::{number:x}"))[0] for number in range(5)]
    assert statuses(answers) == {200: 3, 429: 2}
    assert statuses(await ask(app, address="2001:db8:0:1::1")) == {200: 1}
