"""One broken file from good ones: blind changes of bytes, and changes that know what a file of its kind is made of."""

import random
import re
from collections.abc import Callable, Sequence

from tests.fuzzing.corpus import corpus, words
from tests.fuzzing.packages import broken_docx, broken_pdf
from tests.fuzzing.trees import broken_json

_INTERESTING = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\x0c", b"\x1b", b"\x7f",
    "\u202e\u2066\u200d\u0301".encode(), "ﬁ\u00ad".encode(), "٣१".encode(), b"9" * 400, b"(" * 300, b"A" * 5000,
)  # fmt: skip
_TOKENS = {
    "tex": re.compile(r"\\[a-zA-Z@]+\*?|\\.|[{}\[\]%&$~#^_\n]|[^\\{}\[\]%&$~#^_\n]+", re.DOTALL),
    "typ": re.compile(r"#[\w.-]+|\\.|[{}\[\]()$*_`=:,\n\"]|[^\\{}\[\]()$*_`=:,\n\"#]+|#", re.DOTALL),
    "md": re.compile(r"[#*_`>|\[\]()\n-]|[^#*_`>|\[\]()\n-]+"),
    "txt": re.compile(r"[\t\n•*|,:–-]|[^\t\n•*|,:–-]+"),
}


def case(kind: str, seed: int, number: int) -> bytes:
    """The case of that number; the same one each time."""
    rng = random.Random(f"{kind}/{seed}/{number}")
    start = rng.choice(corpus(kind))
    aware = _AWARE.get(kind)
    if aware is not None and rng.random() < 0.7:
        return aware(rng, start)
    return _broken_bytes(rng, start, corpus(kind))


def _broken_bytes(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + rng.choice((1, 1, 3, 20, 500)))
        other = rng.choice(others)
        start = rng.randrange(len(other))
        inserted = rng.choice((
            b"", bytes([rng.randrange(256)]), rng.choice(_INTERESTING), data[at:to] * rng.choice((2, 50)),
            other[start : start + rng.choice((8, 200, 4000))],
        ))  # fmt: skip
        data = data[:at] + inserted + data[rng.choice((at, to)) :]
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.08 else data


def _broken_text(kind: str) -> Callable[[random.Random, bytes], bytes]:
    pattern, phrases = _TOKENS[kind], words(kind)

    def broken(rng: random.Random, data: bytes) -> bytes:
        tokens = pattern.findall(data.decode("utf-8", "replace"))
        for _ in range(rng.choice((1, 2, 4, 12, 60))):
            at = rng.randrange(len(tokens) + 1)
            to = min(len(tokens), at + rng.choice((1, 1, 2, 8, 60)))
            change = rng.randrange(6)
            if change == 0:
                del tokens[at:to]
            elif change == 1:
                tokens[at:at] = tokens[at:to] * rng.choice((1, 2, 100))
            elif change == 2:
                tokens[at:at] = [rng.choice(phrases) + rng.choice(("", " ", "\n"))]
            elif change == 3 and tokens:
                away = rng.randrange(len(tokens))
                part = tokens[at:to]
                del tokens[at:to]
                tokens[away:away] = part
            elif change == 4:
                other = pattern.findall(rng.choice(corpus(kind)).decode("utf-8", "replace"))
                start = rng.randrange(len(other))
                tokens[at:to] = other[start : start + rng.choice((1, 10, 200))]
            else:
                tokens[at:at] = [rng.choice(phrases)] * rng.choice((2, 30, 1000))
        return "".join(tokens).encode("utf-8", "replace")

    return broken


_AWARE: dict[str, Callable[[random.Random, bytes], bytes]] = {
    **{kind: _broken_text(kind) for kind in _TOKENS},
    "json": broken_json,
    "docx": broken_docx,
    "pdf": broken_pdf,
}
