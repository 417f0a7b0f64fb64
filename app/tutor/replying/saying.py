"""The text of a reply as it grows, and the steps beside it."""

import msgspec

from app.streaming import Emit
from app.streaming.encoding import clean_text
from app.tutor.models import Step
from app.tutor.replying.events import STEP, STEP_END, TEXT, StepSaid, TextSaid

MOST_CHARACTERS = 60_000
TOO_LONG = "*The reply was stopped here: it came to more than 60,000 characters.*"


class Saying:
    """What a reply has said so far. `is_full`: nothing more is taken."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._steps: dict[str, Step] = {}
        self._length = 0
        self._tail = ""
        self._begins = False
        self.is_full = False

    @property
    def text(self) -> str:
        """All of the text."""
        return "".join(self._pieces)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step in the order of its beginning, as it was said last."""
        return tuple(self._steps.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said that can be read."""
        return not any(piece.strip() for piece in self._pieces)

    def part(self) -> None:
        """What comes now stands apart from what was said before: something was done in between."""
        self._begins = True

    def say(self, text: str) -> Emit | None:
        """The next piece as an event; None where it adds nothing."""
        text = clean_text(text)
        if self._begins:
            text = text.lstrip()
            if not text:
                return None
            text = self._gap() + text
            self._begins = False
        if self._length + len(text) > MOST_CHARACTERS:
            self.is_full = True
            text = f"{text[: max(0, MOST_CHARACTERS - self._length)]}\n\n{TOO_LONG}"
        return self._add(text) if text else None

    def step(self, step: Step) -> Emit:
        """A step that begins (`ended_at` None), or that has ended."""
        self._steps[step.id] = step
        return Emit(STEP if step.ended_at is None else STEP_END, StepSaid(step))

    def _add(self, text: str) -> Emit:
        self._pieces.append(text)
        self._length += len(text)
        self._tail = (self._tail + text[-2:])[-2:]
        return Emit(TEXT, TextSaid(text))

    def _gap(self) -> str:
        """The line breaks that are missing for a blank line."""
        if not self._tail:
            return ""
        return "\n" * (2 - (len(self._tail) - len(self._tail.rstrip("\n"))))


def ended_step(
    step: Step, *, success: bool, data: object, ended_at: float, used: tuple[int, int, int] = (0, 0, 0)
) -> Step:
    """The step with its result; `data` is made of JSON's own values."""
    return msgspec.structs.replace(
        step,
        success=success,
        data=msgspec.to_builtins(data),
        ended_at=ended_at,
        tokens_in=used[0],
        tokens_out=used[1],
        calls=used[2],
    )
