"""What models took, kept by run and told in words."""

from collections.abc import AsyncIterator

import pytest

from app.accounts.contexts import bill_sentence, bill_view
from app.accounts.models import LOCAL_USER, Bill, DayTokens
from app.accounts.repository import add_usage
from app.accounts.service import Accounts
from app.db import Database, Location
from app.llm import Usage

ME = LOCAL_USER.id


@pytest.fixture
async def database(location: Location) -> AsyncIterator[Database]:
    made = Database(location)
    yield made
    await made.close()


@pytest.fixture
async def accounts(database: Database) -> Accounts:
    made = Accounts(database)
    await made.prepare()
    return made


def usage(model: str = "openai/small", *, cost: float | None = 0.25, estimated: bool = False) -> Usage:
    return Usage(
        task="write_letter",
        model=model,
        input_tokens=1_000,
        output_tokens=200,
        cost=cost,
        estimated=estimated,
        seconds=1.5,
    )


async def test_a_runs_tasks_are_summed_by_model(accounts: Accounts) -> None:
    for one in (usage(), usage(), usage("openai/large", cost=None, estimated=True)):
        await accounts.record_usage(ME, "run_1", one)
    await accounts.record_usage(ME, "run_2", usage())
    assert await accounts.bill_of_run(ME, "run_1") == [
        Bill("openai/small", 2, 2_000, 400, 0.5, 0, 0),
        Bill("openai/large", 1, 1_000, 200, 0.0, 1, 1),
    ]
    assert [bill.calls for bill in await accounts.bill_since(ME, 0)] == [3, 1]
    assert await accounts.bill_since(ME, 4e9) == []


async def test_nobody_sees_anothers_bill(accounts: Accounts) -> None:
    await accounts.record_usage(ME, "run_1", usage())
    assert await accounts.bill_of_run("usr_other", "run_1") == []
    assert await accounts.bill_since("usr_other", 0) == []


async def test_tokens_are_summed_by_day_and_model(accounts: Accounts, database: Database) -> None:
    midnight = 1_772_496_000.0  # of Tuesday 3 March 2026, UTC
    for at, model in ((-1.0, "openai/small"), (0.0, "openai/small"), (86_399.5, "openai/small"), (5.0, "openai/large")):
        async with database.write() as connection:
            await add_usage(connection, ME, "run_1", usage(model), midnight + at)
    assert await accounts.tokens_by_day(ME, 0) == [
        DayTokens("2026-03-02", "openai/small", 1_000, 200),
        DayTokens("2026-03-03", "openai/large", 1_000, 200),
        DayTokens("2026-03-03", "openai/small", 2_000, 400),
    ]
    assert [one.day for one in await accounts.tokens_by_day(ME, midnight)] == ["2026-03-03"] * 2
    assert await accounts.tokens_by_day("usr_other", 0) == []


async def test_a_choice_is_kept_for_its_person_alone(accounts: Accounts) -> None:
    assert await accounts.model_of(ME) is None
    await accounts.choose_model(ME, "openai/small")
    assert await accounts.model_of(ME) == "openai/small"
    assert await accounts.model_of("usr_other") is None


@pytest.mark.parametrize(
    ("bill", "cost"),
    [
        (Bill("m", 1, 10, 5, 1.234, 0, 0), "$1.23"),
        (Bill("m", 1, 10, 5, 0.0004, 0, 0), "less than $0.01"),
        (Bill("m", 1, 10, 5, 0.0, 0, 0), "less than $0.01"),
        (Bill("m", 2, 10, 5, 1.5, 0, 1), "about $1.50"),
        (Bill("m", 2, 10, 5, 0.0, 2, 0), "no price is known"),
        (Bill("m", 2, 10, 5, 1.5, 1, 0), "$1.50, without the calls whose price is not known"),
    ],
)
def test_a_cost_says_how_sure_it_is(bill: Bill, cost: str) -> None:
    assert bill_view(bill).cost == cost


def test_a_bill_reads_as_a_sentence() -> None:
    assert bill_sentence([]) == ""
    assert (
        bill_sentence([Bill("openai/small", 1, 1_234, 560, 0.02, 0, 1)])
        == "openai/small took about 1,234 tokens in, 560 out: about $0.02."
    )
