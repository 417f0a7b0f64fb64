"""The task of a letter that a language model or the built-in composer can do, one paragraph at a time."""

from dataclasses import dataclass, field

from app.letters.composing import Occasion, Paragraph, compose_part
from app.letters.prompts import paragraph_messages
from app.llm import Message


@dataclass(frozen=True, slots=True)
class WriteParagraph:
    """One part of a letter, beside those that stand already.

    `avoid` are texts of this part that the person does not want again, the newest first; `problems` sentences about
    what must not be claimed; `shorter` asks for the newest of `avoid` in fewer words.
    """

    occasion: Occasion
    part: str
    written: tuple[Paragraph, ...] = ()
    avoid: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    shorter: bool = False
    name: str = field(default="write_letter", init=False)
    answer_type: type[str] = field(default=str, init=False)

    def messages(self) -> list[Message]:
        """The prompt."""
        return paragraph_messages(
            self.occasion,
            self.part,
            self.written,
            avoid=self.avoid,
            problems=self.problems,
            shorter=self.shorter,
        )

    def builtin(self) -> str:
        """The paragraph without a model."""
        composed = compose_part(self.occasion, self.part, self.written, avoid=self.avoid, shorter=self.shorter)
        return composed.text
