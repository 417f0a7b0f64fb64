"""Commands that set section headings, known by how a document defines and calls them, whatever the headings say."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from app.documents.heading_forms import FEWEST_HEADINGS, could_be_title
from app.documents.headings import is_known_heading
from app.documents.latex.definitions import Definitions
from app.documents.latex.heading_commands import MARKUP, printed_arguments
from app.documents.latex.signatures import SUBSECTIONS
from app.documents.latex.tokens import WORD, TokenList

_SECTIONS: Final = frozenset({"section", "cvsection", "chapter", "part"})
# What sets a line apart from the text below it.
_SETTING_APART: Final = frozenset(
    {"hrule", "rule", "hrulefill", "titlerule", "bigskip", "medskip", "smallskip", "vspace", "par", "newline", "vskip"}
)


_RULED: Final = frozenset({"hrule", "rule", "hrulefill", "titlerule", "sectionrule"})
_YEARS: Final = re.compile(r"[\s,:(–—-]*(?:\b[a-z]{3,6} )?\b(?:19|20)\d\d\b.*$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:\d{1,2}|[ivx]{1,4}|[a-h])[.):]?\s+(?=\w)", re.IGNORECASE)
_MOST_HEADINGS: Final = 24
_LONGEST: Final = 60


def headings_by_form(tokens: TokenList, definitions: Definitions) -> dict[str, int]:
    """The one command that is called like a heading in a document without any \\section, and in which argument.

    \\subsection before one of the document's own with a single argument that it sets apart by a rule or space; of
    several such the one that is called with a known heading, then the one with a rule, then the one called first.
    """
    calls = _calls(tokens)
    if any(name in calls for name in _SECTIONS):
        return {}
    for name in ("subsection", *SUBSECTIONS):
        if _are_titles(calls.get(name, ())):
            return {name: 0}
    own = {name: apart for name in calls if (apart := _setting_apart(definitions, name)) and _are_titles(calls[name])}
    best = max(own, key=lambda name: (any(map(is_known_heading, calls[name])), bool(own[name] & _RULED)), default=None)
    return {best: 0} if best is not None else {}


def _are_titles(arguments: Sequence[str]) -> bool:
    """Whether the arguments of a command could be headings: several, each once, nearly all of words alone."""
    titles = [_YEARS.sub("", _NUMBER.sub("", argument)) or argument for argument in arguments]
    return (
        FEWEST_HEADINGS <= len(titles) <= _MOST_HEADINGS
        and len({title.lower() for title in arguments}) == len(titles)
        and all(title and len(title) <= _LONGEST and not title.endswith(".") for title in titles)
        and 5 * sum(map(could_be_title, titles)) >= 4 * len(titles)
    )


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


def _setting_apart(definitions: Definitions, name: str) -> set[str]:
    """The commands by which one of the document's own with a single argument sets it apart; empty for any other."""
    definition = definitions.commands.get(name)
    if definition is None or len(definition.parameters) != 1:
        return set()
    words = {token.text for token in definition.body.tokens if token.kind == WORD}
    return set() if "item" in words else words & _SETTING_APART
