"""The port to language models: a slice describes a task, a model answers it; neither knows the other's library."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

import msgspec

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Tool(msgspec.Struct, frozen=True):
    """Something that a model may ask for. `parameters` is the JSON schema of its arguments, an object.

    The name is of letters, digits, `_` and `-`, 64 at most: what all providers take.
    """

    name: str
    description: str
    parameters: dict[str, Any]


class ToolCall(msgspec.Struct, frozen=True):
    """A model asks for a tool. `arguments` is always the JSON text of an object, whether or not it fits the schema.

    `id` is its own within the conversation. `problem` is a sentence for the model when the call cannot be carried out:
    no such tool was offered, or what came as its arguments was no JSON object (`arguments` is `{}` then).
    """

    id: str
    name: str
    arguments: str
    problem: str = ""


class Message(msgspec.Struct, frozen=True):
    """One turn of a prompt.

    `calls` are what an assistant's turn asked for. Each is followed by a turn of the role `tool`, whose `content` is
    the result, or the problem, of the call with the id `result_of`.
    """

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    calls: tuple[ToolCall, ...] = ()
    result_of: str = ""


class Delta(msgspec.Struct, frozen=True):
    """The next piece of a text that is being written; the pieces joined are the text."""

    text: str


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What one task took. `cost` is in US dollars, None when no price is known.

    `estimated`: the provider did not say, so the tokens were counted here. A task that was asked twice (a repair, a
    retry after the provider had begun to bill) is one Usage with the sum.
    """

    task: str
    model: str
    input_tokens: int
    output_tokens: int
    cost: float | None
    estimated: bool
    seconds: float


@runtime_checkable
class Task(Protocol[T_co]):
    """One job for a model, with its typed inputs as attributes.

    `messages` is a pure function of the inputs. `builtin` does the same job with deterministic language tools;
    it may be a coroutine function, otherwise it is run in a thread and must not touch the event loop.
    """

    @property
    def name(self) -> str:
        """Stable name for logs and settings, such as `extract_keywords`."""
        ...

    @property
    def answer_type(self) -> type[T_co]:
        """What a structured answer is checked against; `str` for a text."""
        ...

    def messages(self) -> list[Message]:
        """The prompt."""
        ...

    def builtin(self) -> T_co | Awaitable[T_co]:
        """The answer without a model."""
        ...


@runtime_checkable
class Conversation(Protocol):
    """A turn of a conversation that a model is to take, with the tools that it may ask for."""

    @property
    def name(self) -> str:
        """Stable name for logs, bills and settings, such as `coach_reply`."""
        ...

    @property
    def tools(self) -> Sequence[Tool]:
        """What is offered now. Without any the model has to answer in words, whatever it asked for before."""
        ...

    def messages(self) -> list[Message]:
        """The prompt and everything so far, results of tools among it."""
        ...

    def builtin(self) -> AsyncIterator["Delta | ToolCall"]:
        """The same turn without a model. It must not block the event loop."""
        ...


class Model(Protocol):
    """Something that does tasks."""

    @property
    def name(self) -> str:
        """The name it was opened by."""
        ...

    def describe(self) -> str:
        """One sentence for the person: who does the work, and where."""
        ...

    async def ask(self, task: Task[T]) -> T:
        """The whole answer, of the task's type. Raises ModelError."""
        ...

    def stream(self, task: Task[str]) -> AsyncIterator[Delta]:
        """The answer to a task that is a text, as it is written, in pieces of some 30 ms.

        It ends normally only when the provider said that the answer is complete. Otherwise it raises ModelError after
        the pieces that came: `refused`, `too_long` (cut at the provider's limit), `timeout`, `rate_limit` or
        `internal`. Closing the iterator (`aclose`) or cancelling its task closes the provider's connection.
        """
        ...

    def converse(self, conversation: Conversation) -> AsyncIterator[Delta | ToolCall]:
        """One turn: its text as it is written, as by `stream`, then the calls that it ends with, if any.

        It ends normally only when the provider said that the turn is complete; no call of any other turn is given.
        Otherwise it raises ModelError as `stream` does. Whoever carries out the calls asks again, with the turn and
        the results at the end of `messages`. Closing the iterator or cancelling its task closes the connection.
        """
        ...
