"""DOCX packages with strange but well-formed XML, and PDFs with strange content in sound streams."""

import io
import random
import re
import zipfile
import zlib
from copy import deepcopy
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no stubs of its own

from tests.fuzzing.corpus import words

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OPERATORS = tuple(word.encode("latin-1") for word in words("pdf"))
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAGS = tuple(_WORD + name for name in words("docx"))


def broken_docx(rng: random.Random, data: bytes) -> bytes:
    """The same package with elements of one part moved, doubled, wrapped, renamed or gone."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if rng.random() < 0.6 else rng.choice(names)
    root = etree.fromstring(parts[name])
    for _ in range(rng.choice((1, 3, 10, 40))):
        _change(rng, root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    if rng.random() < 0.1:
        parts.pop(rng.choice(list(parts)))
    file = io.BytesIO()
    kind = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(file, "w") as package:
        for path, content in parts.items():
            package.writestr(zipfile.ZipInfo(path), content, kind)
    return file.getvalue()


def _change(rng: random.Random, root: Any) -> None:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    one, other = rng.choice(elements), rng.choice(elements)
    change = rng.randrange(6)
    parent = one.getparent()
    if change == 0 and parent is not None:
        parent.remove(one)
    elif change == 1 and len(elements) < 20_000:
        other.append(deepcopy(one))
    elif change == 2:
        one.tag = rng.choice(_TAGS)
    elif change == 3 and one.attrib:
        one.set(rng.choice(list(one.attrib)), rng.choice(("", "-1", "99999999999", "x", "rId1", "\u202e", "100%")))
    elif change == 4:
        for _ in range(rng.choice((1, 30, 400))):
            wrapped = etree.SubElement(one, rng.choice(_TAGS))
            one = wrapped
        wrapped.text = "deep"
    else:
        one.text = rng.choice(("", "\t", "\n", "2019 – 2021", "•", "x" * 3_000, "Experience", None))


def broken_pdf(rng: random.Random, data: bytes) -> bytes:
    """The same PDF with the inside of some streams changed; its table of places is left for a reader to mend."""
    streams = list(_STREAM.finditer(data))
    chosen = rng.choice(streams)
    try:
        inside = zlib.decompress(chosen[1])
    except zlib.error:
        inside = chosen[1]
    tokens = inside.split(b" ")
    for _ in range(rng.choice((1, 3, 10, 60))):
        at = rng.randrange(len(tokens) + 1)
        to = at + rng.choice((1, 1, 4, 40))
        change = rng.randrange(3)
        if change == 0:
            del tokens[at:to]
        elif change == 1:
            tokens[at:at] = tokens[at:to] * rng.choice((1, 100))
        else:
            tokens[at:at] = [rng.choice(_OPERATORS)] * rng.choice((1, 1, 200))
    packed = zlib.compress(b" ".join(tokens))
    start, end = chosen.span(1)
    return data[:start] + packed + data[end:]
