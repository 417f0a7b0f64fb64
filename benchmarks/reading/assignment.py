"""Pairs of the highest total gain between two lists: the Hungarian method with potentials."""

from collections.abc import Sequence
from math import inf


def best_pairs(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) that together gain most, each row and column at most once; the smaller side whole."""
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        return sorted((row, column) for column, row in best_pairs(list(zip(*gains, strict=True))))
    columns = len(gains[0])
    row_of = [-1] * columns
    row_potential, column_potential = [0.0] * len(gains), [0.0] * columns
    for row in range(len(gains)):
        _give_a_column(row, gains, row_of, row_potential, column_potential)
    return sorted((row, column) for column, row in enumerate(row_of) if row >= 0)


def _give_a_column(
    new: int, gains: Sequence[Sequence[float]], row_of: list[int], of_rows: list[float], of_columns: list[float]
) -> None:
    """Grow a tree of tight edges from the new row until it meets a free column, then flip the path to it."""
    columns = range(len(row_of))
    slack, before = [inf] * len(row_of), [-1] * len(row_of)
    reached = [False] * len(row_of)
    row, column = new, -1
    while True:
        for other in columns:
            cost = -gains[row][other] - of_rows[row] - of_columns[other]
            if not reached[other] and cost < slack[other]:
                slack[other], before[other] = cost, column
        column = min((other for other in columns if not reached[other]), key=slack.__getitem__)
        step = slack[column]
        of_rows[new] += step
        for other in columns:
            if reached[other]:
                of_rows[row_of[other]] += step
                of_columns[other] -= step
            else:
                slack[other] -= step
        reached[column] = True
        if row_of[column] < 0:
            break
        row = row_of[column]
    while column >= 0:
        previous = before[column]
        row_of[column] = row_of[previous] if previous >= 0 else new
        column = previous
