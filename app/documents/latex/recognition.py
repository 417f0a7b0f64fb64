"""What a command or an environment is, from its name and from its definition."""

import re
from typing import Final

from app.documents.latex import signatures as known
from app.documents.latex.definitions import Definition
from app.documents.latex.tokens import WORD

_LISTLIKE: Final = re.compile(r"(?:itemi[sz]e|enumerate|bullets|itemlist|cvitems|highlights)$", re.IGNORECASE)


def environment_kind(name: str) -> str:
    """`list`, `table`, `box` (set inside a line) or `other`."""
    if name in known.LISTS or _LISTLIKE.search(name):
        return "list"
    if name in known.TABLES:
        return "table"
    return "box" if name in known.INLINE_BOXES else "other"


def is_section_name(name: str) -> bool:
    """Whether a command of one argument is by its name a section heading."""
    return bool(re.search(r"sect|rubric|heading|sectiontitle", name, re.IGNORECASE)) and "sub" not in name.lower()


def is_section_command(name: str, definition: Definition) -> bool:
    """Whether a document's own command sets a section heading without using `\\section` for it."""
    mandatory = sum(parameter.kind == "m" for parameter in definition.parameters)
    if mandatory != 1 or not is_section_name(name):
        return False
    words = {token.text for token in definition.body.tokens if token.kind == WORD}
    return "item" not in words and "section" not in words


def is_heading_command(definition: Definition) -> bool:
    """A definition that sets several arguments over a whole line is the heading of an entry."""
    if sum(parameter.kind in "mg" for parameter in definition.parameters) < 2:
        return False
    words = {token.text for token in definition.body.tokens}
    return "item" not in words and bool(words & (known.FILLS | {"\\", "tabular", "tabularx", "tabular*", "par"}))
