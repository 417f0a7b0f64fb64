"""How a person wants a letter: the choices there are, checked."""

import msgspec

from app.errors import InvalidInput
from app.letters.composing import LetterWishes
from app.letters.prompts import LANGUAGES

MAX_HINTS = 2_000


def parse_wishes(tone: str = "", length: str = "", language: str = "", hints: str = "") -> LetterWishes:
    """How the person wants the letter; an empty text is the usual.

    Raises:
        InvalidInput: a choice that there is not, or hints that are too long; `field` names it.
    """
    if len(hints) > MAX_HINTS:
        raise InvalidInput(f"Hints are limited to {MAX_HINTS:,} characters.", field="hints")
    allowed = {"tone": ("warm", "formal", "direct"), "length": ("short", "standard", "long"), "language": (*LANGUAGES,)}
    given = {"tone": tone, "length": length, "language": language}
    for name, value in given.items():
        if value and value not in allowed[name]:
            choices = ", ".join(f'"{choice}"' for choice in allowed[name])
            raise InvalidInput(f'There is no {name} called "{value[:40]}". Allowed: {choices}.', field=name)
    chosen = {name: value for name, value in given.items() if value}
    return msgspec.convert({**chosen, "hints": hints.strip()}, LetterWishes)
