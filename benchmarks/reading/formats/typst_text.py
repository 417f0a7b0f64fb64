"""Text as Typst source: escapes, strings of code, links."""

import re

from benchmarks.reading.person import Person

_SPECIAL = re.compile(r'([\\*_`$#<>@\[\]~])|"')


def escape(person: Person, text: str) -> str:
    """A text as Typst markup; quotes become smart ones as typed, and signs that mean something are escaped."""
    made = _SPECIAL.sub(lambda found: f"\\{found[1]}" if found[1] else '"', text)
    made = re.sub(r"^([-+=/])", r"\\\1", made)
    made = re.sub(r"^(\d+)\.", r"\1\\.", made).replace("//", r"\/\/")
    if person.choice("typst dashes", True, False):
        made = made.replace("—", "---").replace("–", "--")
    else:
        made = made.replace("--", r"\--")
    return made


def string(text: str) -> str:
    """A text as a string of code."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def linked(text: str, address: str) -> str:
    """Markup behind which an address stands, or the markup alone."""
    return f'#link("{address}")[{text}]' if address else text


def strong(text: str) -> str:
    """Markup in bold; empty stays empty, as `**` would be no markup at all."""
    return f"*{text}*" if text else ""
