"""A language model that tests tell what to answer."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, TypeVar, cast

from app.errors import ModelError
from app.llm import BuiltinModel, Delta, Models, Task
from app.tailoring.suggesting.proposing import Asked, Proposal, Proposals
from app.tailoring.suggesting.tasks import SuggestEdits

T = TypeVar("T")


class ToldModel:
    """Rewords the first line of each entry; everything but suggestions is left to the built-in model.

    `asked` are the entries that it was asked about; `arrived` is set for each. An entry in `failing` raises that error,
    once. It does not answer about an entry in `held` before that is set.
    """

    name = "told/model"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing: dict[str, ModelError] = {}
        self.held: dict[str, asyncio.Event] = {}
        self.arrived: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.after = "Thoroughly "
        self._builtin = BuiltinModel()

    def describe(self) -> str:
        """One sentence for the person."""
        return "A model of the tests."

    async def ask(self, task: Task[T]) -> T:
        """The answer."""
        wanted: object = task
        if not isinstance(wanted, SuggestEdits):
            return await self._builtin.ask(task)
        return cast("T", await self._propose(wanted))

    async def _propose(self, task: SuggestEdits) -> Proposals:
        self.asked.append(task.entry)
        self.arrived[task.entry].set()
        if task.entry in self.held:
            await self.held[task.entry].wait()
        if task.entry in self.failing:
            raise self.failing.pop(task.entry)
        return self._proposals(task)

    async def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """The text."""
        async for delta in self._builtin.stream(task):
            yield delta

    def _proposals(self, task: SuggestEdits) -> Proposals:
        parts = task.entry.split("/")
        lines = getattr(getattr(task.resume, parts[1])[int(parts[2])], "highlights", []) if len(parts) == 3 else []
        if not lines:
            return Proposals()
        pointer = f"{task.entry}/highlights/0"
        after = self.after + lines[0][0].lower() + lines[0][1:]
        return Proposals(
            changes=(
                Proposal(pointer=pointer, before=lines[0], after=after, title="Reword it", reason="It reads better."),
                Proposal(pointer=pointer, before="Not a line of this résumé", after="Anything", title="T", reason="R"),
            ),
            questions=(Asked(pointer=pointer, text="How many users were there?", reason="A figure says more."),),
        )


class ToldModels(Models):
    """Everybody has the model of the tests."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ToldModel()

    async def chosen(self, _owner: str) -> Any:
        """The one model."""
        return self.model

    async def for_run(self, _owner: str, _run_id: str, _hear: Any = None) -> Any:
        """The one model."""
        return self.model
