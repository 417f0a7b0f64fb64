"""The objects of a PDF as tokens, for checks that must not miss one (ISO 32000-1, 7.2, 7.3 and 7.5).

Raw objects may come from the document's author, so nothing is believed that a reader might see in another way: an open
parenthesis ends with its object, brackets must pair, a stream begins only after a whole dictionary, and the head of an
object inside a string, a comment or a stream, where a reader that mends a file would find it, is refused.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from app.errors import RenderFailed

NAME, STRING, WORD, OPEN, CLOSE = "name", "string", "word", "open", "close"
_INFLATED = 40_000_000
_TOKENS = 300_000
_REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"""(?P<comment>%%[^\r\n]*)
    |(?P<string>\()
    |(?P<open><<|\[)
    |(?P<close>>>|\])
    |<(?P<hex>[0-9A-Fa-f\x00\s]*)>
    |/(?P<name>%(regular)b*)
    |(?P<word>%(regular)b+)"""
    % {b"regular": _REGULAR},
    re.VERBOSE,
)
_PARENTHESIS = re.compile(rb"\\.|[()]|endobj", re.DOTALL)
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_LINE_END = re.compile(rb"\r?\n")
# A comment may stand between the number and the word; it is looked through as far as a line usually goes.
_HEAD = re.compile(rb"[0-9](?:[\s\x00]|%[^\r\n]{0,200}[\r\n])+obj(?![A-Za-z])")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_PAIRS = {b"<<": b">>", b"[": b"]"}


class Token(NamedTuple):
    """`value` is decoded: a name without `/` and `#xx`, a string's own bytes, a bracket or a bare word as it stands."""

    kind: str
    value: bytes


class PdfObject(NamedTuple):
    """`number` is 0 for what stands outside every object, such as a trailer; `has_stream`: stream data follow."""

    number: int
    tokens: list[Token]
    has_stream: bool = False

    @property
    def names(self) -> set[bytes]:
        """Every name in it, keys and values."""
        return {token.value for token in self.tokens if token.kind == NAME}

    def outer_keys(self) -> Iterator[tuple[bytes, int]]:
        """The keys of its outermost dictionary, each with the place of its value in `tokens`."""
        depth, is_key = 0, False
        for index, (kind, value) in enumerate(self.tokens):
            depth += {OPEN: 1, CLOSE: -1}.get(kind, 0)
            if depth == 1 and kind == NAME and not is_key:
                yield value, index + 1
            # What follows a key is its value; after a value comes a key, unless numbers make a reference.
            is_key = depth == 1 and kind == NAME and not is_key


def objects_of(pdf: bytes) -> list[PdfObject]:
    """Every object, also of compressed object streams. Raises RenderFailed for what cannot be checked."""
    scan = _Scan(pdf)
    scan.run()
    if scan.heads != sum(1 for _ in _HEAD.finditer(pdf)):
        raise damaged()
    return scan.found


def damaged() -> RenderFailed:
    """What cannot be read in one way only is not let out."""
    return RenderFailed("The PDF is damaged and cannot be checked. Take out what writes raw PDF code and try again.")


class _Scan:
    def __init__(self, pdf: bytes) -> None:
        self.found: list[PdfObject] = []
        self.heads = 0
        self._pdf = pdf
        self._inflated = self._tokens = 0

    def run(self) -> None:
        """Go through the file once, from object to object."""
        position, number = 0, 0
        while position < len(self._pdf):
            tokens, position, end = self._tokens_of(self._pdf, position)
            has_stream = end == b"stream"
            self.found.append(PdfObject(number, tokens, has_stream))
            number = 0
            if end == b"obj":
                self.heads += 1
                number = int(tokens[-2].value[:10])
                self.found[-1] = self.found[-1]._replace(tokens=tokens[:-2])
            elif has_stream:
                position = self._pdf.index(b"\n", position) + 1
                stop = min(_find(self._pdf, b"endstream", position), _find(self._pdf, b"endobj", position))
                if _type_of(self.found[-1]) == b"ObjStm":
                    self._unpack(self.found[-1], self._pdf[position:stop])
                position = stop

    def _tokens_of(self, data: bytes, position: int, *, packed: bool = False) -> tuple[list[Token], int, bytes]:
        """Up to the word that ends an object, begins one or begins a stream; the place after it, and the word."""
        tokens: list[Token] = []
        brackets: list[bytes] = []
        while match := _TOKEN.search(data, position):
            position = match.end()
            if match["comment"] is not None:
                continue
            self._count()
            if match["string"]:
                token, position = _string(data, position)
            else:
                token = _token(match)
            _pair(token, brackets)
            if token.kind == WORD and not packed and _ends(token.value, tokens, data, position):
                if brackets:
                    raise damaged()
                return tokens, position, token.value
            tokens.append(token)
        if brackets:
            raise damaged()
        return tokens, len(data), b""

    def _count(self) -> None:
        self._tokens += 1
        if self._tokens > _TOKENS:
            raise _too_large()

    def _unpack(self, holder: PdfObject, body: bytes) -> None:
        """Object streams hold no streams, so this nests no further."""
        first, filtered = _packing(holder)
        budget = _INFLATED - self._inflated
        try:
            inflated = zlib.decompressobj().decompress(body, budget) if filtered else body
        except zlib.error:
            raise damaged() from None
        self._inflated += len(inflated)
        if self._inflated >= _INFLATED:
            raise _too_large()
        numbers = [int(number[:10]) for number in re.findall(rb"\d+", inflated[:first])]
        offsets = [*numbers[1::2], len(inflated) - first]
        self.found.append(PdfObject(0, self._tokens_of(inflated[first : first + offsets[0]], 0, packed=True)[0]))
        for number, (begin, end) in zip(numbers[::2], pairwise(offsets), strict=False):
            if begin > end:
                raise damaged()
            part = inflated[first + begin : first + end]
            self.found.append(PdfObject(number, self._tokens_of(part, 0, packed=True)[0]))


def _ends(word: bytes, before: list[Token], data: bytes, position: int) -> bool:
    if word == b"endobj":
        return True
    if word == b"stream":
        return bool(before) and before[-1] == (CLOSE, b">>") and _LINE_END.match(data, position) is not None
    return word == b"obj" and [token.value.isdigit() for token in before[-2:] if token.kind == WORD] == [True, True]


def _token(match: "re.Match[bytes]") -> Token:
    kind = match.lastgroup or ""
    value = match[kind]
    if kind == NAME:
        value = _CODE.sub(lambda code: bytes([int(code[1], 16)]), value)
    if kind == "hex":
        digits = re.sub(rb"[\x00\s]", b"", value)
        return Token(STRING, bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    return Token(kind, value)


def _string(data: bytes, position: int) -> tuple[Token, int]:
    """A string in parentheses ends with its object at the latest."""
    begin, depth = position, 1
    while depth and (match := _PARENTHESIS.search(data, position)):
        if match[0] == b"endobj":
            return Token(STRING, _unescaped(data[begin : match.start()])), match.start()
        position = match.end()
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
    end = len(data) if depth else position
    return Token(STRING, _unescaped(data[begin : end - (0 if depth else 1)])), end


def _unescaped(text: bytes) -> bytes:
    def one(match: "re.Match[bytes]") -> bytes:
        return bytes([int(match[1], 8) & 0xFF]) if match[1] else _ESCAPED.get(match[2], match[2])

    return _ESCAPE.sub(one, text)


def _pair(token: Token, brackets: list[bytes]) -> None:
    if token.kind == OPEN:
        brackets.append(_PAIRS[token.value])
    elif token.kind == CLOSE and (not brackets or brackets.pop() != token.value):
        raise damaged()


def _type_of(holder: PdfObject) -> bytes:
    """ObjStm and XRef count wherever they are named: a reader may take either of two types."""
    return next((name for name in (b"ObjStm", b"XRef") if name in holder.names), b"")


def _packing(holder: PdfObject) -> tuple[int, bool]:
    """Where the first object begins, and whether the stream is deflated; no other packing is understood here."""
    keys = dict(holder.outer_keys())
    if len(keys) != len(list(holder.outer_keys())) or keys.keys() & {b"DecodeParms", b"DP", b"F", b"FFilter"}:
        raise damaged()
    first = holder.tokens[keys[b"First"]] if b"First" in keys else Token(NAME, b"")
    if not first.value.isdigit():
        raise damaged()
    if b"Filter" in keys and holder.tokens[keys[b"Filter"]] != (NAME, b"FlateDecode"):
        raise damaged()
    return int(first.value[:10]), b"Filter" in keys


def _find(data: bytes, word: bytes, position: int) -> int:
    found = data.find(word, position)
    return len(data) if found < 0 else found


def _too_large() -> RenderFailed:
    return RenderFailed("The PDF is too large to be checked. Make the document simpler.")
