"""Reordering moves blocks and changes nothing else; diffs show exactly what changed."""

import subprocess
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.editing import Reorder, reorder, reorder_resume, side_by_side, unified_diff
from app.documents.latex import read_latex
from app.documents.resume import Group, ReadResume, Resume, Span, Work
from app.errors import InvalidInput
from tests.documents.latex_files import ALL, all_reversed, blocks, groups, read

READINGS = {path.stem: read_latex(path.read_text(encoding="utf-8")) for path in ALL}
JAKE = READINGS["jake_resume"]


@st.composite
def orders_of_a_reading(draw: st.DrawFn) -> tuple[ReadResume, list[Reorder]]:
    """Any orders over any of the groups of any test file."""
    reading = READINGS[draw(st.sampled_from(sorted(READINGS)))]
    chosen = draw(st.lists(st.sampled_from(range(len(reading.groups))), unique=True))
    orders = []
    for index in chosen:
        group = reading.groups[index]
        orders.append(Reorder(group, tuple(draw(st.permutations(range(len(group.spans)))))))
    return reading, orders


def moved_ranges(orders: list[Reorder]) -> list[Span]:
    return [span for one in orders for span in one.group.spans]


def outside(reading: ReadResume, orders: list[Reorder]) -> str:
    """The source with every moved block blanked out."""
    kept = bytearray(b"\x01" * len(reading.text))
    for span in moved_ranges(orders):
        kept[span.start : span.end] = bytes(span.end - span.start)
    return "".join(char for char, keep in zip(reading.text, kept, strict=True) if keep)


@settings(max_examples=60, deadline=None)
@given(orders_of_a_reading())
def test_no_character_is_lost_or_invented(case: tuple[ReadResume, list[Reorder]]) -> None:
    reading, orders = case
    after = reorder(reading.text, orders)
    assert len(after) == len(reading.text)
    assert Counter(after) == Counter(reading.text)


@settings(max_examples=60, deadline=None)
@given(orders_of_a_reading())
def test_the_preamble_is_identical(case: tuple[ReadResume, list[Reorder]]) -> None:
    reading, orders = case
    end = reading.text.index("\\begin{document}")
    assert reorder(reading.text, orders)[:end] == reading.text[:end]


@settings(max_examples=60, deadline=None)
@given(orders_of_a_reading())
def test_what_lies_outside_the_blocks_keeps_its_order(case: tuple[ReadResume, list[Reorder]]) -> None:
    reading, orders = case
    after = reorder(reading.text, orders)
    first = min((span.start for span in moved_ranges(orders)), default=len(reading.text))
    last = max((span.end for span in moved_ranges(orders)), default=0)
    assert after[:first] == reading.text[:first]
    if orders:
        assert after[last:] == reading.text[last:]
    remaining = iter(after)
    assert all(char in remaining for char in outside(reading, orders))


@settings(max_examples=40, deadline=None)
@given(orders_of_a_reading())
def test_the_identity_changes_nothing(case: tuple[ReadResume, list[Reorder]]) -> None:
    reading, orders = case
    same = [Reorder(one.group, tuple(range(len(one.order)))) for one in orders]
    assert reorder(reading.text, same) == reading.text
    assert reorder_resume(reading.resume, same) == reading.resume


@settings(max_examples=60, deadline=None)
@given(orders_of_a_reading())
def test_the_inverse_gives_back_the_original(case: tuple[ReadResume, list[Reorder]]) -> None:
    reading, orders = case
    text = reading.text
    for one in orders:
        moved = reorder(text, [one])
        spans = slots(one)
        inverse = tuple(one.order.index(index) for index in range(len(one.order)))
        back = reorder(moved, [Reorder(Group(one.group.kind, one.group.pointers, spans), inverse)])
        assert back == text


def slots(one: Reorder) -> tuple[Span, ...]:
    """Where the blocks of a reorder lie after it."""
    spans, at, last = [], 0, 0
    for slot, span in enumerate(one.group.spans):
        at += span.start - last
        block = one.group.spans[one.order[slot]]
        spans.append(Span(at, at + block.end - block.start))
        at, last = spans[-1].end, span.end
    return tuple(spans)


def test_each_slot_receives_the_block_that_its_order_names() -> None:
    group = Group("bullets", ("/a/0", "/a/1", "/a/2"), (Span(0, 1), Span(2, 4), Span(7, 10)))
    assert reorder("a-bb---ccc!", [Reorder(group, (2, 0, 1))]) == "ccc-a---bb!"


def test_bullets_move_inside_an_entry_that_moves() -> None:
    jobs = next(group for group in groups(JAKE, "entries") if group.pointers[0] == "/work/0")
    bullets = next(group for group in groups(JAKE, "bullets") if group.pointers[0] == "/work/2/highlights/0")
    orders = [Reorder(jobs, (2, 0, 1)), Reorder(bullets, (5, 4, 3, 2, 1, 0))]
    after = read_latex(reorder(JAKE.text, orders)).resume
    assert after == reorder_resume(JAKE.resume, list(reversed(orders)))
    assert after.work[0].highlights == list(reversed(JAKE.resume.work[2].highlights))
    assert after.work[1] == JAKE.resume.work[0]


def test_everything_reversed_reads_as_the_reversed_resume() -> None:
    orders = [Reorder(group, tuple(reversed(range(len(group.spans))))) for group in JAKE.groups]
    after = read_latex(all_reversed(JAKE))
    assert after.resume == reorder_resume(JAKE.resume, orders)
    assert [section.key for section in after.sections] == ["skills", "projects", "work", "education"]


def test_the_commented_block_between_two_jobs_stays_between_them() -> None:
    jobs = next(group for group in groups(JAKE, "entries") if group.pointers[0] == "/work/0")
    after = reorder(JAKE.text, [Reorder(jobs, (1, 0, 2))])
    first = after.index("Information Technology Support Specialist")
    comment = after.index("Multiple Positions Heading")
    assert first < comment < after.index("Undergraduate Research Assistant")


def test_only_the_indices_of_a_group_change_places() -> None:
    resume = Resume(work=[Work(name=name) for name in "abcd"])
    group = Group("entries", ("/work/0", "/work/2"), (Span(0, 1), Span(2, 3)))
    after = reorder_resume(resume, [Reorder(group, (1, 0))])
    assert [work.name for work in after.work] == ["c", "b", "a", "d"]
    assert [work.name for work in resume.work] == ["a", "b", "c", "d"]


def test_orders_of_sections_leave_the_value_alone() -> None:
    (sections,) = groups(JAKE, "sections")
    assert reorder_resume(JAKE.resume, [Reorder(sections, (3, 2, 1, 0))]) == JAKE.resume


@pytest.mark.parametrize("order", [(0, 0), (0,), (0, 1, 2), (1, 2), (-1, 0)])
def test_an_order_that_is_no_permutation_is_refused(order: tuple[int, ...]) -> None:
    group = Group("bullets", ("/work/0/highlights/0", "/work/0/highlights/1"), (Span(0, 1), Span(2, 3)))
    with pytest.raises(InvalidInput, match="each of its 2 parts once"):
        reorder("a b", [Reorder(group, order)])
    with pytest.raises(InvalidInput, match="each of its 2 parts once"):
        reorder_resume(Resume(work=[Work(highlights=["a", "b"])]), [Reorder(group, order)])


@pytest.mark.parametrize(
    "spans", [(Span(0, 3), Span(2, 4)), (Span(4, 5), Span(0, 1)), (Span(0, 1), Span(9, 12)), (Span(3, 1), Span(5, 6))]
)
def test_spans_of_another_text_are_refused(spans: tuple[Span, ...]) -> None:
    with pytest.raises(InvalidInput, match="another version"):
        reorder("0123456789", [Reorder(Group("bullets", ("/a/0", "/a/1"), spans), (1, 0))])


def test_overlapping_groups_are_refused() -> None:
    one = Group("entries", ("/work/0", "/work/1"), (Span(0, 3), Span(4, 7)))
    other = Group("bullets", ("/work/0/highlights/0", "/work/0/highlights/1"), (Span(1, 2), Span(5, 6)))
    for second in (other, one):
        with pytest.raises(InvalidInput, match="overlap"):
            reorder("0123456789", [Reorder(one, (1, 0)), Reorder(second, (1, 0))])


@pytest.mark.parametrize(
    "pointers", [("/work/0", "/work/7"), ("/work/0", "/skills/0"), ("/nothing/0", "/nothing/1"), ("/work/x", "/work/0")]
)
def test_pointers_that_name_nothing_are_refused(pointers: tuple[str, ...]) -> None:
    group = Group("entries", pointers, (Span(0, 1), Span(2, 3)))
    with pytest.raises(InvalidInput):
        reorder_resume(Resume(work=[Work(), Work()]), [Reorder(group, (1, 0))])


def test_a_unified_diff_can_be_applied_by_patch(tmp_path: Path) -> None:
    before, after = JAKE.text, all_reversed(JAKE)
    (tmp_path / "jake.tex").write_text(before, encoding="utf-8")
    diff = unified_diff(before, after, "jake.tex")
    assert diff.startswith("--- a/jake.tex\n+++ b/jake.tex\n@@ ")
    git = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(git, input=diff.encode(), cwd=tmp_path, check=True, timeout=30)
    assert (tmp_path / "jake.tex").read_text(encoding="utf-8") == after


def test_a_unified_diff_has_three_lines_of_context_and_marks_a_missing_line_end() -> None:
    before = "".join(f"{number}\n" for number in range(9))
    diff = unified_diff(before, before.replace("4\n", "four\n"), "x")
    assert diff.splitlines()[2:] == ["@@ -2,7 +2,7 @@", " 1", " 2", " 3", "-4", "+four", " 5", " 6", " 7"]
    assert "\\ No newline at end of file" in unified_diff("a", "b", "x")
    assert unified_diff(before, before, "x") == ""


def test_rows_of_a_comparison_hold_both_texts_whole() -> None:
    before, after = JAKE.text, all_reversed(JAKE)
    rows = side_by_side(before, after)
    assert "\n".join(row.left for row in rows if row.left_number) == before
    assert "\n".join(row.right for row in rows if row.right_number) == after
    assert {row.kind for row in rows} >= {"same", "removed", "added"}


def test_changed_words_are_marked() -> None:
    (row,) = side_by_side("Languages: Java, Python, R", "Languages: Python, Java, R")
    assert row.kind == "changed"
    left = [row.left[span.start : span.end] for span in row.left_marks]
    right = [row.right[span.start : span.end] for span in row.right_marks]
    assert "".join(left).replace(",", "").split() == "".join(right).replace(",", "").split()
    assert msgspec.to_builtins(row)["left_number"] == 1


def test_lines_with_nothing_in_common_are_removed_and_added() -> None:
    rows = side_by_side("alpha beta\nsame", "gamma delta\nsame\nmore")
    assert [row.kind for row in rows] == ["removed", "added", "same", "added"]


def test_blocks_come_out_whole() -> None:
    (sections,) = groups(JAKE, "sections")
    after = reorder(JAKE.text, [Reorder(sections, (1, 0, 3, 2))])
    assert all(block in after for block in blocks(JAKE, sections))
    assert read("jake").text == JAKE.text
