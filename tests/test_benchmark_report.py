"""What the benchmarks write down."""

from pathlib import Path

import pytest

from benchmarks.report import Row, table, together, write_results

FAST = Row("page", 8.0, "ms", "limit", 10.0)
FEW = Row("live streams", 500.0, "", "raw ASGI", 1000.0, 0.65, at_least=True)


def test_a_figure_is_held_against_its_reference() -> None:
    assert (FAST.ratio, FAST.is_met) == (0.8, True)
    assert (FEW.ratio, FEW.is_met) == (0.5, False)
    assert Row("page", 10.1, "ms", "limit", 10.0).is_met is False
    assert Row("live streams", 660.0, "", "raw ASGI", 1000.0, 0.65, at_least=True).is_met


def test_the_table_says_which_goals_are_missed() -> None:
    lines = table([FAST, FEW, Row("start", 2.0, "s", "bare", 1.0, 1.3)]).splitlines()
    assert [line.split("|")[-2].strip() for line in lines[2:]] == ["ok", "under", "over"]


def test_of_several_turns_the_middle_one_stands_with_how_far_they_lie_apart() -> None:
    row = together([Row("page", figure, "ms", "limit", 10.0) for figure in (9.0, 7.0, 8.0)])
    assert (row.figure, row.spread) == (8.0, (0.7, 0.9))
    assert "| 0.70 to 0.90 |" in table([row])
    assert together([FAST]) is FAST
    assert "| one turn |" in table([FAST])


def test_new_results_replace_the_table_and_keep_the_words_around_it(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    write_results([FAST], path)
    path.write_text(path.read_text() + "\nA queue for each reader: slower by half.\n")
    write_results([FEW], path)
    text = path.read_text()
    assert "live streams" in text
    assert "page" not in text.partition("## Tried")[0].partition("|")[2]
    assert text.endswith("A queue for each reader: slower by half.\n")


def test_results_without_their_markers_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text("words of somebody's own\n")
    with pytest.raises(SystemExit, match="markers"):
        write_results([FAST], path)
    assert path.read_text() == "words of somebody's own\n"
