"""Who shall answer and how, as it was chosen in a form or by a program."""

import re
from collections.abc import Mapping
from typing import get_args

import msgspec

from app.errors import InvalidInput
from app.tutor.corrections.models import Level
from app.tutor.models import AGENTS, Manner

LEVELS: tuple[Level, ...] = get_args(Level)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST_IN_A_TAG = 35


def parse_manner(form: Mapping[str, str], known: Manner | None = None) -> Manner:
    """`agent`, `target`, `native` and `level`; what is absent or empty stays as it is `known`.

    Raises:
        InvalidInput: something that is not offered (its field is named).
    """
    values = msgspec.structs.asdict(known or Manner())
    values |= {name: form[name].strip() for name in values if form.get(name, "").strip()}
    if values["agent"] not in AGENTS:
        raise InvalidInput("Choose the interview coach, the language tutor or the application adviser.", field="agent")
    if values["level"] not in LEVELS:
        raise InvalidInput(f"Choose a level from {LEVELS[0]} to {LEVELS[-1]}.", field="level")
    for name in ("target", "native"):
        if not _TAG.fullmatch(values[name]) or len(values[name]) > _MOST_IN_A_TAG:
            raise InvalidInput("Choose a language by its tag, such as en, de or pt-BR.", field=name)
    return Manner(**values)
