"""The local user, which model a person chose, and what it took."""

import time

from app.accounts import repository
from app.accounts.contexts import bill_sentence, bill_view
from app.accounts.models import LOCAL_USER, Bill, DayTokens, User
from app.db import Database
from app.llm import Usage

__all__ = ["Accounts", "Bill", "DayTokens", "User", "bill_view"]


class Accounts:
    """The accounts' use cases. One instance for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prepare(self) -> None:
        """Make sure that the local user has a row for others to belong to."""
        async with self._database.write() as connection:
            await repository.add_user(connection, LOCAL_USER, time.time())

    async def model_of(self, owner: str) -> str | None:
        """The name of the model that this person chose; None when they never did."""
        async with self._database.read() as connection:
            return await repository.find_model(connection, owner)

    async def choose_model(self, owner: str, name: str) -> None:
        """Keep the choice; whoever calls has checked that the name is offered."""
        async with self._database.write() as connection:
            await repository.set_model(connection, owner, name)

    async def record_usage(self, owner: str, run_id: str, usage: Usage) -> None:
        """Write down what one task of a run took."""
        async with self._database.write() as connection:
            await repository.add_usage(connection, owner, run_id, usage, time.time())

    async def bill_of_run(self, owner: str, run_id: str) -> list[Bill]:
        """What one run took so far, by model; empty when no model was asked."""
        async with self._database.read() as connection:
            return await repository.sum_of_run(connection, owner, run_id)

    async def bill_note(self, owner: str, run_id: str) -> str:
        """What one run took so far, in a sentence for its page; "" when no model was asked."""
        return bill_sentence(await self.bill_of_run(owner, run_id))

    async def bill_since(self, owner: str, since: float) -> list[Bill]:
        """What all of a person's runs took since a time in Unix seconds, by model."""
        async with self._database.read() as connection:
            return await repository.sum_since(connection, owner, since)

    async def tokens_by_day(self, owner: str, since: float) -> list[DayTokens]:
        """What a person's runs took since a time in Unix seconds, by day (UTC) and model, oldest first."""
        async with self._database.read() as connection:
            return await repository.sum_by_day(connection, owner, since)
