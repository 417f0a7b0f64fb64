"""Markdown to HTML by markdown-it: CommonMark with GitHub's tables, strikethrough and task lists, and less trust.

CommonMark 0.31.2 and the GitHub Flavored Markdown specification 0.29 are the source of what is read as what.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from app.web.markdown.mending import mend, without_undecided_line
from app.web.markdown.sanitising import SCHEMES, sanitised

_UNSAFE = re.compile("[\0\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
_LINK = re.compile(rf"(?:(?:{'|'.join(sorted(SCHEMES - {'mailto'}))})://|mailto:)[^\s]", re.IGNORECASE)
_HEADING = re.compile("h([1-6])")
_HIGHEST, _LOWEST = 3, 6
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_ADDED_CELLS_PER_WRITTEN = 2


def cleaned(text: str) -> str:
    """With LF for every line end; a lone surrogate and NUL, which no page can hold, become U+FFFD."""
    return _LINE_END.sub("\n", _UNSAFE.sub("\ufffd", text))


def to_html(source: str, outline: list[int]) -> Markup:
    """The blocks of `source`, which is `cleaned`.

    `outline` are the levels of the headings that the text before stands under; afterwards, those that the next blocks
    stand under.
    """
    return sanitised(_parser().render(source, {"outline": outline}))


def open_to_html(source: str, outline: Sequence[int]) -> Markup:
    """The blocks of a `source` that still grows: what is begun looks as it will when it is ended."""
    whole_lines = source.endswith("\n")
    text = source if whole_lines else without_undecided_line(source)
    return sanitised(_parser().render(text, {"open": True, "whole_lines": whole_lines, "outline": list(outline)}))


def start_of_last_block(source: str) -> int:
    """Where the last block of whole lines begins; what stands before it can no longer change.

    CommonMark decides on a block's first lines alone where it begins, and no later line reaches back over that.
    """
    parser, tokens = _parser(), list[Token]()
    parser.block.parse(source, parser, {}, tokens)
    line = next((token.map[0] for token in reversed(tokens) if token.level == 0 and token.map is not None), 0)
    return len(source) - len(source.split("\n", line)[-1])


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Links lead to the web or to a mailbox, never into this site: an address without a scheme stays text."""
        return _LINK.match(url) is not None


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"]).disable("reference")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.after("block", "mend", mend)
    parser.core.ruler.after("mend", "decorate", _decorate)
    parser.add_render_rule("image", _alternative_text)
    return parser


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - named by the library
    """A table ends where its short rows would need more added cells than were written.

    Otherwise a wide header over rows of one letter makes several hundred times its own length in empty cells.
    """
    if silent:
        return table(state, startLine, endLine, silent)
    if not table(state, startLine, endLine, True):
        return False
    columns = _pipes(state, startLine + 1)
    written, added = 2 * columns, 0
    last = startLine + 2
    while last < endLine and not _ends_table(state, last, endLine):
        pipes = _pipes(state, last)
        written += pipes
        added += max(0, columns - pipes)
        if added > _ADDED_CELLS_PER_WRITTEN * (written + 1):
            break
        last += 1
    return table(state, startLine, last, silent)


def _pipes(state: StateBlock, line: int) -> int:
    return state.src.count("|", state.bMarks[line], state.eMarks[line])


def _ends_table(state: StateBlock, line: int, end: int) -> bool:
    """As the library's rule has it; to look further than the table would cost a look at all text for every table."""
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
        return True
    return any(begins(state, line, end, True) for begins in state.md.block.ruler.getRules("blockquote"))


def _decorate(state: StateCore) -> None:
    """The house's shape of blocks: lower headings, no language on code, boxes of tasks as signs, one `dir` a block."""
    _lower_headings(state.tokens, state.env["outline"])
    for token in state.tokens:
        token.info = ""
        align = str(token.attrs.pop("style", "")).removeprefix("text-align:")
        if align:
            token.attrs["align"] = align
        if token.level == 0 and token.nesting == 1:
            token.attrs["dir"] = "auto"
    _mark_tasks(state.tokens)


def _lower_headings(tokens: Sequence[Token], outline: list[int]) -> None:
    """By their depth and not by their signs: models begin with `##` as often as not, and no level may be left out."""
    for token in tokens:
        heading = _HEADING.fullmatch(token.tag)
        if heading is None:
            continue
        if token.nesting == 1:
            level = int(heading[1])
            while outline and outline[-1] >= level:
                outline.pop()
            outline.append(level)
        token.tag = f"h{min(_LOWEST, _HIGHEST - 1 + len(outline))}"


def _mark_tasks(tokens: Sequence[Token]) -> None:
    in_item = False
    for before, token in pairwise(tokens):
        if token.type == "inline" and in_item:
            token.content = _TASK.sub(_box, token.content, count=1) if _TASK.match(token.content) else token.content
        in_item = before.type == "list_item_open" and token.type == "paragraph_open"


def _box(task: re.Match[str]) -> str:
    return "☐" if task[1] == " " else "☑"


def _alternative_text(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """An image asks somebody's server for a file, and so tells that the reply was read: only its words are shown."""
    return escapeHtml(renderer.renderInlineAsText(tokens[index].children or [], options, env))
