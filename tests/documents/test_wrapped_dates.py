"""Dates of a narrow left column that go on in the next line."""

import pytest

from app.documents.reading.blocks import ITEM, TEXT, Block
from app.documents.reading.wrapped_dates import with_whole_dates
from app.documents.resume import Span


def blocks_of(*lines: str) -> list[Block]:
    """The lines as blocks of one source; a leading bullet sign makes an item."""
    found, start = [], 0
    for line in lines:
        kind = ITEM if line.startswith("•") else TEXT
        found.append(Block(kind, line, range(start, start + len(line)), Span(start, start + len(line))))
        start += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("09/2018 –\tTown Hall, Leeds", "12/2021", "09/2018 – 12/2021\tTown Hall, Leeds"),
        ("Nov. 2021 – Sep.\tCashier", "2022", "Nov. 2021 – Sep. 2022\tCashier"),
        ("desde septiembre de\tAyuntamiento de Getxo", "2019", "desde septiembre de 2019\tAyuntamiento de Getxo"),
    ],
)
def test_the_second_line_of_a_date_joins_its_first(first: str, second: str, whole: str) -> None:
    blocks = with_whole_dates(blocks_of(first, second, "• Opened the till."))
    assert [block.text for block in blocks] == [whole, "• Opened the till."]
    source = f"{first}\n{second}"
    letters = [char for char in zip(blocks[0].text, blocks[0].offsets, strict=True) if not char[0].isspace()]
    assert all(source[at] == char for char, at in letters)
    assert blocks[0].span == Span(0, len(source))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2018 – 2021\tTown Hall", "2022"),
        ("09/2018 –\tTown Hall", "Head of 12 people"),
        ("Manager\tTown Hall", "2019 – 2021"),
        ("09/2018 –\tTown Hall", "• 12/2021"),
    ],
)
def test_other_lines_stay_apart(first: str, second: str) -> None:
    assert [block.text for block in with_whole_dates(blocks_of(first, second))] == [first, second]
