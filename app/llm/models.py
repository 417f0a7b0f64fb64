"""Which model does whose work: the models that the settings name, each person's choice, and what every call took."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import msgspec

from app.errors import InvalidInput
from app.llm.builtin import BuiltinModel
from app.llm.port import Delta, Model, Task, Usage

T = TypeVar("T")
Choose = Callable[[str], Awaitable[str | None]]
Record = Callable[[str, str, Usage], Awaitable[None]]


class Tested(msgspec.Struct, frozen=True):
    """How a model answered to a small question: `message` is a sentence for the person."""

    ok: bool
    message: str
    seconds: float


async def no_choice(_owner: str) -> str | None:
    """Everybody has the default model."""
    return None


async def no_record(_owner: str, _run_id: str, _usage: Usage) -> None:
    """Nothing is kept."""


class Models:
    """All models of one process.

    `choose(owner)` is the name that a person chose; `record(owner, run_id, usage)` keeps the bill.
    """

    def __init__(self, *, choose: Choose = no_choice, record: Record = no_record) -> None:
        self._choose = choose
        self._record = record
        self._builtin = BuiltinModel()

    @property
    def names(self) -> tuple[str, ...]:
        """Every model that a person may choose; the first is the default."""
        return (self._builtin.name,)

    def named(self, name: str) -> Model:
        """The model of that name. Raises InvalidInput that says which names there are."""
        if name not in self.names:
            allowed = ", ".join(f'"{known}"' for known in self.names)
            raise InvalidInput(f'There is no model called "{name}". Allowed: {allowed}.', field="model")
        return self._builtin

    async def chosen(self, owner: str) -> Model:
        """The model that answers this person: their choice while it is still offered, else the default."""
        choice = await self._choose(owner)
        return self.named(choice if choice in self.names else self.names[0])

    async def for_run(self, owner: str, run_id: str) -> Model:
        """The person's model, with the usage of every task recorded under the run."""
        return _Recorded(await self.chosen(owner), owner, run_id, self._record)

    async def test(self, name: str) -> Tested:
        """Ask the model of that name something small, now."""
        self.named(name)
        return Tested(True, "The built-in language tools are ready.", 0.0)

    async def warm(self) -> None:
        """Load what the first call would otherwise wait for."""

    async def close(self) -> None:
        """Close all connections."""


class _Recorded:
    """A model whose tasks are billed to one run of one person."""

    def __init__(self, model: Model, owner: str, run_id: str, record: Record) -> None:
        self._model = model
        self._owner = owner
        self._run_id = run_id
        self._record = record
        self.name = model.name

    def describe(self) -> str:
        return self._model.describe()

    async def ask(self, task: Task[T]) -> T:
        return await self._model.ask(task)

    async def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        async for delta in self._model.stream(task):
            yield delta
