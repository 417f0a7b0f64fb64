"""Résumés in a dozen styles are reordered and added to: they compile, and what was not meant stays to the byte."""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from app.documents.editing import Reorder, reorder
from app.documents.latex import read_latex
from app.documents.latex.updating import updated
from app.documents.rendering import Renderer
from app.documents.resume import Group, ReadResume, Resume, Span
from app.documents.rewording import Change, reword
from tests.documents.latex_files import ALL, TEMPLATES
from tests.documents.rendering.test_tex_compile import text_of

# No bullets or no skills, and bullets of two arguments, which no line of plain text can become.
LEFT_OUT = {"entry_list", "table_rows", "two_argument_items"}
STYLES = [path for path in ALL if path.stem not in LEFT_OUT]
KEYWORD, BULLET = "Zorvex", "Shipped the quorvel line in 12 weeks & under budget"
CLASS = re.compile(r"\\documentclass(?:\[[^\]]*\])?\{([\w-]+)\}")


@pytest.fixture
async def renderer() -> Renderer:
    made = Renderer()
    assert (await made.prove()).ok
    return made


def with_its_class(source: str) -> str:
    """A source that brings its class along, where TeX does not have it."""
    found = CLASS.search(source)
    path = TEMPLATES / "classes" / f"{found[1]}.cls" if found else None
    if path is None or not path.exists():
        return source
    body = path.read_text(encoding="utf-8")
    return f"\\begin{{filecontents*}}[overwrite]{{{path.name}}}\n{body}\\end{{filecontents*}}\n{source}"


def outermost(groups: Sequence[Group]) -> list[Span]:
    """The blocks that lie in no other block."""
    spans = [span for group in groups for span in group.spans]
    inner = {
        one for one in spans for other in spans if one != other and other.start <= one.start and one.end <= other.end
    }
    return sorted(set(spans) - inner, key=lambda span: span.start)


def between(text: str, spans: Sequence[Span]) -> list[str]:
    """What stands outside the blocks."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def reading_of(path: Path) -> ReadResume:
    return read_latex(path.read_text(encoding="utf-8"))


def preamble(text: str) -> str:
    return text[: text.index("\\begin{document}")]


def of_kinds(read: ReadResume, *kinds: str) -> list[Group]:
    return [group for group in read.groups if group.kind in kinds]


def reversed_in(read: ReadResume, groups: Sequence[Group]) -> str:
    return reorder(read.text, [Reorder(group, tuple(reversed(range(len(group.spans))))) for group in groups])


def inserted(before: str, after: str) -> str | None:
    """What was put into `before` in one place to give `after`; None when anything else changed."""
    longest = len(before)
    start = next((at for at in range(longest) if at >= len(after) or before[at] != after[at]), longest)
    rest = before[start:]
    return after[start : len(after) - len(rest)] if after.endswith(rest) and len(after) > longest else None


def changed_lines(before: str, after: str) -> list[str]:
    """The lines of `before` between the first and the last that differ."""
    old, new = before.split("\n"), after.split("\n")
    head = next(at for at in range(len(old)) if old[at] != new[at])
    tail = next(at for at in range(len(old)) if old[-1 - at] != new[-1 - at])
    return old[head : len(old) - tail]


def with_keyword(read: ReadResume) -> ReadResume:
    at = next(index for index, group in enumerate(read.resume.skills) if group.keywords)
    return reword(read, Change(kind="add_keyword", pointer=f"/skills/{at}", after=KEYWORD))


def with_bullet(read: ReadResume) -> tuple[ReadResume, Resume]:
    """The source with a bullet added to the job that has most of them, and the résumé that it must say."""
    tree = msgspec.to_builtins(read.resume)
    max(tree["work"], key=lambda job: len(job.get("highlights", [])))["highlights"].append(BULLET)
    wanted = msgspec.convert(tree, Resume)
    return updated(read, wanted).read, wanted


def test_there_are_more_than_ten_styles() -> None:
    assert len(STYLES) >= 10
    assert len({preamble(path.read_text(encoding="utf-8")) for path in STYLES}) == len(STYLES)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["bullets", "entries", "skills", "skill_groups", "sections"])
def test_only_the_blocks_of_the_groups_move(path: Path, kind: str) -> None:
    read = reading_of(path)
    groups = of_kinds(read, kind)
    moved = reversed_in(read, groups)
    spans = outermost(groups)
    assert (moved != read.text) == bool(groups)
    assert preamble(moved) == preamble(read.text)
    assert len(moved) == len(read.text)
    at = 0
    for piece in between(read.text, spans):
        at = moved.find(piece, at)
        assert at >= 0, piece
        at += len(piece)
    blocks = sorted(read.text[span.start : span.end] for group in groups for span in group.spans)
    again = sorted(moved.count(block) >= read.text.count(block) for block in blocks if not _holds_others(read, block))
    assert all(again)


def _holds_others(read: ReadResume, block: str) -> bool:
    return any(
        read.text[span.start : span.end] in block and read.text[span.start : span.end] != block
        for group in read.groups
        for span in group.spans
    )


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_keyword_changes_one_line_and_a_bullet_is_put_between_lines(path: Path) -> None:
    read = reading_of(path)
    keyed = with_keyword(read)
    assert len(changed_lines(read.text, keyed.text)) <= 1
    written, wanted = with_bullet(keyed)
    assert written.resume == wanted
    new = inserted(keyed.text, written.text)
    assert new is not None
    assert "quorvel" in new
    assert preamble(written.text) == preamble(read.text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
async def test_reordered_and_added_to_it_compiles(path: Path, renderer: Renderer) -> None:
    read = reading_of(path)
    moved = read_latex(reversed_in(read, of_kinds(read, "bullets", "entries", "skills", "skill_groups")))
    written, wanted = with_bullet(with_keyword(moved))
    assert written.resume == wanted
    assert preamble(written.text) == preamble(read.text)
    pdf = await renderer.from_latex(with_its_class(written.text))
    text = "".join(text_of(pdf.pdf).split())
    assert KEYWORD in text
    assert "quorvel" in text
    assert "12weeks&underbudget" in text
