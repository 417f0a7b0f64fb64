"""What a check takes and gives."""

from typing import Literal

import msgspec

Type = Literal["grammar", "spelling", "word_choice", "punctuation", "register"]
Level = Literal["A1", "A2", "B1", "B2", "C1", "C2"]

LONGEST = 4_000
"""Code points of a message that are checked; what stands behind them is not."""


class Correction(msgspec.Struct, frozen=True):
    """One change: `original` is `text[offset:offset + length]` in code points, `corrected` stands in its place.

    `explanation` is one or two sentences for a learner. `corrected` may be empty: the words are too many.
    """

    original: str
    corrected: str
    explanation: str
    type: Type
    offset: int
    length: int

    @property
    def end(self) -> int:
        """Just behind the span."""
        return self.offset + self.length

    @property
    def wire_type(self) -> str:
        """The type as programs get it (protocols §3): in words."""
        return self.type.replace("_", " ")


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes, in what, and what must stay as it is.

    `target` and `native` are BCP 47 tags; `native` is the language of a model's explanations. `names` are people,
    firms, schools and products of the résumé and the posting; `posting` is its text, whose words may be quoted.
    """

    target: str = "en"
    native: str = "en"
    level: Level = "B1"
    names: tuple[str, ...] = ()
    posting: str = ""

    @property
    def is_english(self) -> bool:
        """Whether the built-in tools know the language."""
        return self.target.casefold().split("-")[0] == "en"


class Checked(msgspec.Struct, frozen=True):
    """The corrections in the text's order, none over another.

    `by` names who looked: `builtin`, the model's name. `note` is a sentence for the person when somebody could not.
    """

    corrections: tuple[Correction, ...] = ()
    by: tuple[str, ...] = ()
    note: str = ""
