"""The LaTeX files that tests read, and what to do with a reading."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.documents.editing import Reorder, reorder
from app.documents.latex import read_latex
from app.documents.resume import Group, ReadResume

SAMPLES = Path(__file__).parents[1] / "samples"
TEMPLATES = Path(__file__).parent / "templates"
ALL = [SAMPLES / "jake_resume.tex", *sorted(TEMPLATES.glob("*.tex"))]


def read(name: str) -> ReadResume:
    """The reading of a template, or of Jake's résumé."""
    path = SAMPLES / "jake_resume.tex" if name == "jake" else TEMPLATES / f"{name}.tex"
    return read_latex(path.read_text(encoding="utf-8"))


def document(body: str, preamble: str = "") -> str:
    """A whole document around a body."""
    return f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def at_pointer(resume: msgspec.Struct, pointer: str) -> object:
    """The value that a JSON pointer names in a résumé."""
    value: object = msgspec.to_builtins(resume)
    for part in pointer.split("/")[1:]:
        value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]
    return value


def blocks(read_resume: ReadResume, group: Group) -> list[str]:
    """The source of a group's blocks."""
    return [read_resume.text[span.start : span.end] for span in group.spans]


def groups(read_resume: ReadResume, kind: str) -> Iterator[Group]:
    """The groups of a kind."""
    return (group for group in read_resume.groups if group.kind == kind)


def all_reversed(read_resume: ReadResume) -> str:
    """The source with every group in reverse order."""
    orders = [Reorder(group, tuple(reversed(range(len(group.spans))))) for group in read_resume.groups]
    return reorder(read_resume.text, orders)
