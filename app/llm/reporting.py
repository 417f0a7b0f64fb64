"""What is told of each task once it is over, for whoever measures; never a word of any text, nor whose it was."""

from collections.abc import Callable

import msgspec

from app.llm.port import Usage

STOPPED = "stopped"


class TaskReport(msgspec.Struct, frozen=True, kw_only=True):
    """One task, or one turn of a conversation. Times in seconds from its beginning.

    `model` is the first that was asked, as the settings name it. `first_token` is None when no text came, `usage` when
    nothing was billed. `fault` is the kind of `app.llm.faults` that ended it, `STOPPED` when nobody wanted the rest.
    """

    task: str
    model: str
    seconds: float
    first_token: float | None
    usage: Usage | None
    fault: str | None


Report = Callable[[TaskReport], None]


def no_report(_report: TaskReport) -> None:
    """Nobody measures."""
