"""What the calls of one reply took, added up as their bills come."""

from app.llm import Usage
from app.tutor.replying.events import Used


class Meter:
    """Counts every call of a run, whatever became of it; by the names of the tasks as well."""

    def __init__(self) -> None:
        self._by_task: dict[str, tuple[int, int, int]] = {}

    def hear(self, usage: Usage) -> None:
        """One more bill."""
        given, made, calls = self.of(usage.task)
        self._by_task[usage.task] = (given + usage.input_tokens, made + usage.output_tokens, calls + 1)

    def of(self, task: str) -> tuple[int, int, int]:
        """Tokens in, tokens out and calls of one task."""
        return self._by_task.get(task, (0, 0, 0))

    @property
    def used(self) -> Used:
        """Everything together."""
        given, made, calls = (sum(column) for column in zip((0, 0, 0), *self._by_task.values(), strict=True))
        return Used(input_tokens=given, output_tokens=made, calls=calls)
