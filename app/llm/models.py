"""Which model does whose work: the models that the settings name, each person's choice, and what every call took."""

import logging
import time
from collections.abc import Awaitable, Callable

import msgspec

from app.errors import InvalidInput, ModelError
from app.llm.addresses import BUILTIN, names_of
from app.llm.library import library, wrong_callbacks
from app.llm.port import Message, Model, Usage
from app.llm.remote import RemoteModel
from app.llm.reporting import Report, no_report
from app.llm.warming import warm_library
from app.llm.working import Provider
from app.settings import Settings

logger = logging.getLogger(__name__)
Choose = Callable[[str], Awaitable[str | None]]
Record = Callable[[str, str, Usage], Awaitable[None]]


class Tested(msgspec.Struct, frozen=True):
    """How a model answered to a small question: `message` is a sentence for the person."""

    ok: bool
    message: str
    seconds: float


class _Greeting(msgspec.Struct, frozen=True):
    """The small question."""

    name: str = "test_model"
    answer_type: type[str] = str

    def messages(self) -> list[Message]:
        return [Message("user", "Answer with the one word: ready")]

    def builtin(self) -> str:
        return "ready"


async def no_choice(_owner: str) -> str | None:
    """Everybody has the default model."""
    return None


async def no_record(_owner: str, _run_id: str, _usage: Usage) -> None:
    """Nothing is kept."""


class Models:
    """All models of one process; without settings only the built-in one.

    `choose(owner)` is the name that a person chose; `record(owner, run_id, usage)` keeps the bill; `report` is told of
    each task that a provider was asked to do.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        choose: Choose = no_choice,
        record: Record = no_record,
        report: Report = no_report,
    ) -> None:
        self._settings = settings or Settings()
        self._choose = choose
        self._record = record
        self._provider = Provider(self._settings, report)

    @property
    def names(self) -> tuple[str, ...]:
        """Every model that a person may choose; the first is the default."""
        return names_of(self._settings)

    def named(self, name: str) -> Model:
        """The model of that name. Raises InvalidInput that says which names there are."""
        if name not in self.names:
            allowed = ", ".join(f'"{known}"' for known in self.names)
            raise InvalidInput(f'There is no model called "{name}". Allowed: {allowed}.', field="model")
        return self._provider.builtin if name == BUILTIN else self._remote(name)

    async def chosen(self, owner: str) -> Model:
        """The model that answers this person: their choice while it is still offered, else the default."""
        return self.named(await self._choice(owner))

    async def for_run(self, owner: str, run_id: str, hear: Callable[[Usage], None] | None = None) -> Model:
        """The person's model, with the usage of every task recorded under the run; `hear` is told of it first."""
        name = await self._choice(owner)
        if name == BUILTIN:
            return self._provider.builtin

        async def keep(usage: Usage) -> None:
            if hear is not None:
                hear(usage)
            await self._record(owner, run_id, usage)

        return self._remote(name).billed_to(keep)

    async def test(self, name: str) -> Tested:
        """Ask the model of that name something small, now."""
        self.named(name)
        if name == BUILTIN:
            return Tested(True, "The built-in language tools are ready.", 0.0)
        await library()
        if wrong := wrong_callbacks(self._settings.model_callbacks):
            return Tested(False, " ".join(wrong), 0.0)
        began = time.monotonic()
        try:
            await self._remote(name).test(_Greeting())
        except ModelError as error:
            return Tested(False, error.message, time.monotonic() - began)
        seconds = time.monotonic() - began
        return Tested(True, f"{name} answered in {seconds:.1f} s.", seconds)

    async def warm(self) -> None:
        """Load what the first call would otherwise wait for; nothing when only the built-in model is configured."""
        if self.names == (BUILTIN,):
            return
        try:
            await self._provider.caller.open()
            await warm_library()
        except Exception:
            logger.exception("LiteLLM could not be loaded")
        for sentence in wrong_callbacks(self._settings.model_callbacks):
            logger.error("%s", sentence)

    async def close(self) -> None:
        """Close all connections."""
        await self._provider.close()

    async def _choice(self, owner: str) -> str:
        choice = await self._choose(owner)
        return choice if choice in self.names else self.names[0]

    def _remote(self, name: str) -> RemoteModel:
        return RemoteModel(name, self._provider, has_helpers=name == self._settings.model)
