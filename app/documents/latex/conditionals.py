"""TeX's conditionals, without running TeX: of each `\\if…` one branch is read.

`\\iffalse` is skipped and `\\iftrue` kept; a document's own switch (`\\newif`) has the value it was last set to;
for a test that depends on the run (mostly "is this argument empty?") the `\\else` branch is read when there is one.
"""

import re
from typing import Final

from app.documents.latex.definitions import Definitions
from app.documents.latex.frames import Argument
from app.documents.latex.tokens import WORD, TokenList

SEARCH_COST: Final = 1500
_REACH: Final = 5000
_NOT_CONDITIONALS: Final = frozenset({"iff", "ifthenelse", "ifstrempty", "ifblank", "ifdefempty"})


def is_conditional(word: str) -> bool:
    """Whether the command opens a conditional that `\\fi` closes."""
    return word.startswith("if") and word not in _NOT_CONDITIONALS and not word.startswith(("ifstr", "ifdef"))


def skip_conditional(tokens: TokenList, index: int, end: int, name: str, definitions: Definitions) -> int:
    """The index at which reading goes on after `\\ifname` (whose test begins at `index`)."""
    otherwise, close = _branches(tokens, index, end)
    if close < 0 or name in _NOT_CONDITIONALS:
        return index
    value = definitions.conditionals.get(name.removeprefix("if"))
    if value is None and name in ("iffalse", "iftrue"):
        value = name == "iftrue"
    if value:
        return index
    if otherwise >= 0:
        return otherwise + 1
    return close + 1 if value is False else index


def skip_else(tokens: TokenList, index: int, end: int) -> int:
    """The index after the `\\fi` that ends the `\\else` branch beginning at `index`."""
    close = _branches(tokens, index, end)[1]
    return close + 1 if close >= 0 else index


def holds(name: str, condition: Argument) -> bool:
    """Whether the test of `\\ifthenelse` (two equal texts) or of `\\ifstrempty` and its kin (an empty text) is met."""
    text = condition.substituted()
    if name != "ifthenelse":
        return not text.strip()
    equal = re.fullmatch(r"\s*(\\not\s*)?\\equal\s*\{([^{}]*)\}\s*\{([^{}]*)\}\s*", text)
    return equal is not None and (equal[2].strip() == equal[3].strip()) != bool(equal[1])


def _branches(tokens: TokenList, index: int, end: int) -> tuple[int, int]:
    """The indices of this level's `\\else` and `\\fi`; -1 for one that is not there."""
    depth, otherwise = 0, -1
    for at in range(index, min(end, index + _REACH)):
        token = tokens.tokens[at]
        if token.kind != WORD:
            continue
        if token.text == "fi":
            if depth == 0:
                return otherwise, at
            depth -= 1
        elif token.text == "else" and depth == 0:
            otherwise = at
        elif is_conditional(token.text):
            depth += 1
    return -1, -1
