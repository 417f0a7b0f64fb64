"""Commands that set section headings, known by what the document calls them with, whatever their name and look."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from app.documents.headings import is_known_heading, section_key
from app.documents.latex import signatures as known
from app.documents.latex.tokens import OPEN, WORD, TokenList

MARKUP: Final = re.compile(r"\\[A-Za-z@]+\*?|\\.|[{}$~]")
_LONGEST: Final = 80
_MOST_ARGUMENTS: Final = 3
_SURE: Final = frozenset({"work", "education"})
_NEVER: Final = (
    frozenset(
        {"begin", "end", "item", "href", "url", "newcommand", "renewcommand", "providecommand", "def", "let", "section"}
    )
    | known.STYLED.keys()
    | known.DECLARED.keys()
    | known.ARGUMENTS.keys()
)


@dataclass(slots=True)
class _Calls:
    """How often a command was called; how often its argument reads like a heading; which well-known ones it names."""

    count: int = 0
    alike: int = 0
    keys: list[str] = field(default_factory=list)

    @property
    def are_headings(self) -> bool:
        """At least half read like headings and a third are well known, work or education among them."""
        often = 2 * self.alike >= self.count and 3 * len(self.keys) >= self.count
        return often and len(set(self.keys)) > 1 and not _SURE.isdisjoint(self.keys)


def heading_commands(tokens: TokenList) -> dict[str, int]:
    """The commands (and environments, as `begin NAME`) that are called with headings, and in which argument."""
    calls: defaultdict[tuple[str, int], _Calls] = defaultdict(_Calls)
    end = len(tokens.tokens)
    for index, token in enumerate(tokens.tokens):
        if token.kind != WORD or (token.text in _NEVER and token.text != "begin"):
            continue
        arguments = printed_arguments(tokens, index + 1, end)
        name = token.text
        if name == "begin" and arguments:
            name, arguments = f"begin {arguments[0].strip()}", arguments[1:]
        for position, argument in enumerate(arguments):
            _note(calls[name, position], argument)
    found: dict[str, int] = {}
    for (name, position), noted in calls.items():
        if noted.are_headings:
            found.setdefault(name, position)
    return found


def printed_arguments(tokens: TokenList, index: int, end: int) -> list[str]:
    """The first arguments in braces from an index on; a long one is no heading and given as empty."""
    found: list[str] = []
    at = tokens.skip_blanks(index, end)
    while at < end and tokens.tokens[at].kind == OPEN and len(found) < _MOST_ARGUMENTS:
        close = tokens.match[at]
        if close < 0:
            break
        long = tokens.tokens[close].start - tokens.tokens[at].start > _LONGEST
        found.append("" if long else tokens.text_between(at + 1, close))
        at = tokens.skip_blanks(close + 1, end)
    return found


def _note(calls: _Calls, argument: str) -> None:
    calls.count += 1
    title = " ".join(MARKUP.sub(" ", argument).split())
    key = section_key(title) if title else None
    if title and is_known_heading(title):
        calls.keys.append(key or "contact")
        calls.alike += 1
    elif key:
        calls.alike += 1
