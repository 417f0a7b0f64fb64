"""What whoever traces is told: that work begins and ends, under names of this program, never what is in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias

from app.streaming.events import Run, RunState

Left: TypeAlias = Callable[[RunState], None]
"""Called when the work on a run ends, with the state in which it is then."""


class Tracing(Protocol):
    """Follows work through tasks and processes."""

    def here(self) -> str | None:
        """The place of what goes on now, as W3C Trace Context writes a `traceparent`; None outside of any."""

    def run(self, run: Run) -> AbstractContextManager[Left]:
        """Work on a run, below its `traceparent`: all that the task does until the block ends belongs to it."""

    def step(self, name: str) -> AbstractContextManager[None]:
        """A step of the run that the task works on."""


class Untraced:
    """Nobody traces."""

    def here(self) -> str | None:
        """See Tracing."""
        return None

    def run(self, run: Run) -> AbstractContextManager[Left]:  # noqa: ARG002 - nothing is told of it
        """See Tracing."""
        return _LEFT_ALONE

    def step(self, name: str) -> AbstractContextManager[None]:  # noqa: ARG002 - nothing is told of it
        """See Tracing."""
        return _ALONE


def _not_told(_state: RunState) -> None:
    pass


_LEFT_ALONE: AbstractContextManager[Left] = nullcontext(_not_told)
_ALONE: AbstractContextManager[None] = nullcontext()
