"""Text costs work in proportion to its length, whatever it holds."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from app.web.markdown import Growing, render
from tests.web.harmless import assert_harmless


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, it takes: a measure of work that no busy machine changes."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "unit",
    [
        *("*", "[", "![", "](", "> ", "- ", "`", "*a ", "_a*b ", "a**b", "<", "&", "\\", "[a](", "[a](<b", "~~a ", "|"),
        *("1. ", "<a:", "[a](((", "[[]]", '[a](b "', "**a *b _c __d ~~e ", "```\n", "a\n", "a|b\n", "\n- ", "*_~~`["),
        *(
            "# x|y\na|b\n-|-\n",
            "- a|b\n  -|-\n",
            "a|b\n-|-\n",
            "![a](b)[",
            ">" * 40 + "a\n",
            "\n> > - ",
            " ",
            "\n\n    ",
        ),
    ],
)
def test_work_grows_with_the_length_of_the_text_only(unit: str) -> None:
    once, twice = (unit * (length // len(unit)) for length in (1_500, 3_000))
    render(unit)
    assert calls(lambda: render(twice)) < 2.5 * calls(lambda: render(once)) + 500
    assert calls(lambda: Growing().feed(twice)) < 2.5 * calls(lambda: Growing().feed(once)) + 500


def test_a_hundred_kilobytes_of_signs_stay_text() -> None:
    for unit in ("*", "[", "> ", "|a"):
        text = unit * (100_000 // len(unit))
        html = render(text)
        assert_harmless(html)
        assert len(html) < 5 * len(text)


def test_a_wide_table_over_short_rows_is_not_filled_up_without_end() -> None:
    text = "a|" * 600 + "\n" + "-|" * 600 + "\n" + "x\n" * 600
    assert len(render(text)) < 20 * len(text)
    assert render("a|b|c\n-|-|-\nx\ny").count("<td>") == 6


@pytest.mark.parametrize("piece", ["- one thing\n", "some words ", "x = 1\n"], ids=["list", "paragraph", "code"])
def test_a_long_reply_without_any_end_of_a_block_costs_linear_work(piece: str) -> None:
    def stream(chunks: int) -> int:
        growing = Growing()
        text = "```\n" if "=" in piece else ""
        sent = 0
        for _ in range(chunks):
            text += piece
            sent += len(growing.feed(text).tail or "")
        return sent

    stream(1)
    short, long = stream(120), stream(240)
    assert long < 3 * short
    assert calls(lambda: stream(240)) < 3 * calls(lambda: stream(120))
