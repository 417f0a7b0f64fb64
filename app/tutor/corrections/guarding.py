"""What is never corrected: code, addresses, quotations, names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from app.tutor.corrections.models import Context

_CODE = re.compile(
    r"^(?P<fence>```|~~~)[^\n]*\n.*?(?:^(?P=fence)|\Z)"
    r"|(?P<ticks>`{1,2})(?!`)[^\n]+?(?P=ticks)"
    r"|^(?: {4}|\t)(?![ \t]*(?:[-*+]|\d+[.)]) )[^\n]+",
    re.MULTILINE | re.DOTALL,
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z+.-]{1,9}://|www\.)\S+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w/.-])(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]+)+"
    r"|(?<![\w/.-])(?:[\w-]{1,63}\.){1,4}(?:com|org|net|io|dev|eu|de|fr|es|nl|pl|uk|co|ai|py|js|ts|md|txt|pdf|docx|csv|json)"
    r"(?:/\S*)?(?![\w])",
    re.IGNORECASE,
)
_QUOTATION = re.compile(
    r"^[ ]{0,3}>[^\n]*"
    r'|(?<![\w"])"[^"\n]{1,600}"'
    r"|“[^”\n]{1,600}”|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»"
    r"|(?<!\w)[‘'](?=\S)[^‘’'\n]{1,600}(?:(?<=\w)[’'](?=\w)[^‘’'\n]{0,600}){0,9}(?<=\S)[’'](?!\w)",
    re.MULTILINE,
)
_CODE_WORD = re.compile(
    r"(?<!\w)(?:\w{0,40}[a-z][A-Z]\w*|\w{1,40}_\w+|\w{0,40}\d\w{0,40}[a-zA-Z]\w*|[#@]\w+|\w{1,40}\(\)|--?[a-z][\w-]+)"
)
_WORD = re.compile(r"\w+")
_QUOTED_WORDS = 5
"""Fewer words in a row are also in a posting by chance ("years of experience in")."""


class Guards(NamedTuple):
    """Spans in code points, sorted, none over another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def touch(self, start: int, end: int) -> bool:
        """Whether a change of `[start, end)` would change a guarded character; an empty span inside one would too."""
        first = bisect_right(self.ends, start)
        return first < len(self.starts) and self.starts[first] < max(end, start + 1)


def guards_of(text: str, context: Context, further: Iterable[tuple[int, int]] = ()) -> Guards:
    """Everything in `text` that must stay; `further` are more spans of that kind."""
    spans = [*further, *_matches(_CODE, text), *_matches(_ADDRESS, text), *_matches(_QUOTATION, text)]
    spans += [*_matches(_CODE_WORD, text), *_names(text, context.names), *_from_posting(text, context.posting)]
    return _joined(spans)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _names(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    if pattern := _names_pattern(names):
        yield from _matches(pattern, text)


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """The whole names in any case, and their capitalised words as they are written (Müller of Müller & Söhne)."""
    whole = {" ".join(name.split()) for name in names} - {""}
    words = {word for name in whole for word in _WORD.findall(name) if len(word) > 1 and word[0].isupper()}
    if not whole:
        return None
    either = [f"(?i:{_alternatives(whole)})", *([_alternatives(words)] if words else [])]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)")


def _alternatives(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in sorted(texts, key=len, reverse=True))


def _from_posting(text: str, posting: str) -> Iterator[tuple[int, int]]:
    """Runs of words that stand in the posting as they stand here."""
    if not posting:
        return
    runs = _runs(posting)
    words = list(_WORD.finditer(text))
    for position in range(len(words) - _QUOTED_WORDS + 1):
        run = words[position : position + _QUOTED_WORDS]
        if tuple(word[0].casefold() for word in run) in runs:
            yield run[0].start(), run[-1].end()


@lru_cache(maxsize=16)
def _runs(posting: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(posting)]
    return frozenset(tuple(words[at : at + _QUOTED_WORDS]) for at in range(len(words) - _QUOTED_WORDS + 1))


def _joined(spans: Iterable[tuple[int, int]]) -> Guards:
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return Guards(tuple(start for start, _ in joined), tuple(end for _, end in joined))
