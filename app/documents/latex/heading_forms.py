"""Commands that set section headings, known by how a document defines and calls them, whatever the headings say."""

from collections import defaultdict
from typing import Final

from app.documents.heading_forms import are_titles
from app.documents.latex.definitions import Definitions
from app.documents.latex.heading_commands import MARKUP, printed_arguments
from app.documents.latex.signatures import SUBSECTIONS
from app.documents.latex.tokens import WORD, TokenList

_SECTIONS: Final = frozenset({"section", "cvsection", "chapter", "part"})
# What sets a line apart from the text below it.
_SETTING_APART: Final = frozenset(
    {"hrule", "rule", "hrulefill", "titlerule", "bigskip", "medskip", "smallskip", "vspace", "par", "newline", "vskip"}
)


def headings_by_form(tokens: TokenList, definitions: Definitions) -> dict[str, int]:
    """The one command that is called like a heading in a document without any \\section, and in which argument.

    \\subsection before one of the document's own with a single argument that it sets apart by a rule or space.
    """
    calls = _calls(tokens)
    if any(name in calls for name in _SECTIONS):
        return {}
    own = [name for name in calls if _sets_apart(definitions, name)]
    for name in (*(name for name in ("subsection", *SUBSECTIONS) if name in calls), *own):
        if are_titles(calls[name]):
            return {name: 0}
    return {}


def _calls(tokens: TokenList) -> dict[str, list[str]]:
    """The arguments of every command that is only called with one."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    end = len(tokens.tokens)
    for index, token in enumerate(tokens.tokens):
        if token.kind != WORD:
            continue
        arguments = printed_arguments(tokens, index + 1, end)
        if arguments and "#" not in arguments[0]:
            found[token.text].append(" ".join(MARKUP.sub(" ", arguments[0]).split()))
    return found


def _sets_apart(definitions: Definitions, name: str) -> bool:
    definition = definitions.commands.get(name)
    if definition is None or len(definition.parameters) != 1:
        return False
    return any(token.kind == WORD and token.text in _SETTING_APART for token in definition.body.tokens)
