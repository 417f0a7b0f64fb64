"""The files that cases are made from: the samples, the tests' templates and styles, and one sheet in each format."""

from functools import cache
from pathlib import Path

from tests.documents.people import AMARA, AMARA_SHEET, JAKE, JAKE_SHEET
from tests.documents.sheets import as_docx, as_json, as_md, as_pdf, as_txt

_TESTS = Path(__file__).parents[1]
_MAKERS = {"md": as_md, "txt": as_txt, "docx": as_docx, "pdf": as_pdf}
KINDS = ("tex", "typ", "pdf", "docx", "md", "txt", "json")


def words(kind: str) -> tuple[str, ...]:
    """What a file of that kind is made of, and what its readers trip over."""
    return tuple((Path(__file__).parent / "words" / f"{kind}.txt").read_text(encoding="utf-8").split())


@cache
def corpus(kind: str) -> tuple[bytes, ...]:
    """Whole, valid files of one kind."""
    folders = ("samples", "documents/templates", "documents/styles", "documents/typst")
    found = [path.read_bytes() for folder in folders for path in sorted((_TESTS / folder).glob(f"*.{kind}"))]
    if kind == "json":
        found = [as_json(AMARA), as_json(JAKE), (_TESTS / "samples" / "jsonresume.sample.json").read_bytes()]
    if kind in _MAKERS:
        found += [_MAKERS[kind](sheet) for sheet in (AMARA_SHEET, JAKE_SHEET)]
    return tuple(found)
