"""What is begun and not ended in a text that still arrives, shown as it will look: bold at once, no sign that vanishes.

Only for the moment: the whole text is read without any of this.
"""

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, link_pairs
from markdown_it.token import Token

_LONGEST_UNDECIDED = 200
_LONGEST_MENDED = 8_000
_UNDECIDED = re.compile(r"[ \t>]*(?:[-=+*_#`~|:. \t]+|\d{1,3}[.)]?[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ xX]?\]?[ \t]*)")
_SIGNS = " \t\n*_~`\\"
_ENTITY = re.compile(r"&#?\w{0,8}")
_LONGEST_ENTITY = 10
_LONGEST_LINK = 2_000
_LINK = re.compile(r'\[([^\[\]]*)(?:\](?:\([^\s()]*(?:\s+"[^"]*)?)?)?')
_ADDRESS = re.compile(r"<(?:h?|ht|htt|https?|m|ma|mai|mail|mailt|mailto|(?:https?|mailto):[^\s<>]*)", re.IGNORECASE)
_IMAGE = re.compile(r"(?<!\S)!\Z")
_TICKS = re.compile("`+")
_PIPE = re.compile(r"(?<!\\)\|")
_CELLS = frozenset({"td_open", "th_open", "tr_open", "tbody_open"})


def without_undecided_line(source: str) -> str:
    """Without a last line that only begins something: `-`, `1.`, `##`, two backticks, half of a table's rule."""
    start = source.rfind("\n") + 1
    too_long = len(source) - start > _LONGEST_UNDECIDED
    return source if too_long or not _UNDECIDED.fullmatch(source, start) else source[:start]


def mend(state: StateCore) -> None:
    """Between blocks and words: end what the last block leaves open. Does nothing to a whole text."""
    if not state.env.get("open"):
        return
    at = _last_text(state.tokens)
    if at is None or len(state.tokens[at].content) > _LONGEST_MENDED:
        return
    if _is_table_header(state.tokens, at):
        state.tokens[at - 1 : at + 2] = _as_table(state, state.tokens[at].content)
        at = _last_text(state.tokens)
    if at is not None:
        token = state.tokens[at]
        token.content = _mended(state, token.content, whole_lines=state.env["whole_lines"])


def _last_text(tokens: Sequence[Token]) -> int | None:
    """The place of the text that is being written; cells that were only added to fill a row are passed over."""
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.type == "inline" and token.content:
            return at
        if token.type != "inline" and token.nesting != -1 and token.type not in _CELLS:
            return None
    return None


def _is_table_header(tokens: Sequence[Token], at: int) -> bool:
    """Whether the text ends in the one line that a rule may make a table of."""
    *before, header = tokens[at].content.rsplit("\n", 2)
    return (
        tokens[at - 1].type == "paragraph_open"
        and header.startswith("|")
        and not (before and before[-1].lstrip().startswith("|"))
    )


def _as_table(state: StateCore, content: str) -> list[Token]:
    header = content.rpartition("\n")[2].rstrip()
    cells = len(_PIPE.findall(header)) - (len(header) > 1 and header.endswith("|") and not header.endswith("\\|"))
    tokens: list[Token] = []
    state.md.block.parse(f"{content}\n|{'-|' * cells}", state.md, state.env, tokens)
    return tokens


def _mended(state: StateCore, content: str, *, whole_lines: bool) -> str:
    if not whole_lines:
        content = _without_half_entity(_IMAGE.sub("", content.rstrip(_SIGNS)).rstrip())
    words = _words(state, content)
    ticks = _open_ticks(words)
    if ticks:
        content += ticks
    elif words and words[-1].type == "text":
        content = _without_half_link(content)
    return content + _closers(state, content)


def _words(state: StateCore, content: str) -> list[Token]:
    words: list[Token] = []
    state.md.inline.parse(content, state.md, {}, words)
    return words


def _without_half_entity(content: str) -> str:
    start = content.rfind("&", max(0, len(content) - _LONGEST_ENTITY))
    return content[:start] if start >= 0 and _ENTITY.fullmatch(content, start) else content


def _open_ticks(words: Sequence[Token]) -> str:
    """The first run of backticks that stayed text because no other of its length follows."""
    for word in words:
        run = _TICKS.search(word.content) if word.type == "text" else None
        if run:
            return run[0]
    return ""


def _without_half_link(content: str) -> str:
    """The words of a link or an image that is not complete; an address without the angle before it."""
    begin = max(0, len(content) - _LONGEST_LINK)
    start = content.rfind("[", begin)
    link = _LINK.fullmatch(content, start) if start >= 0 else None
    if link and not content.endswith("\\", 0, start):
        return (content[:start].removesuffix("!") + link[1].rstrip(_SIGNS)).rstrip()
    start = content.rfind("<", begin)
    return content[:start] + content[start + 1 :] if start >= 0 and _ADDRESS.fullmatch(content, start) else content


def _closers(state: StateCore, content: str) -> str:
    """What ends the emphasis that nothing closes, the innermost first."""
    inline = StateInline(content, state.md, {}, [])
    state.md.inline.tokenize(inline)
    link_pairs(inline)
    signs = [inline.tokens[sign.token].content for sign in inline.delimiters if sign.open and sign.end < 0]
    return "".join(reversed(signs))
