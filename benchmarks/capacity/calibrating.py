"""What a token, an event, a turn and a transaction cost, from trials whose counts are known.

The trials count tokens and events; turns of the loop and transactions are what the simulation makes of those trials.
Each trial gives two equations, one for the loop's thread and one for the writer's, and least squares solve them. As the
counts depend a little on the costs, that is done a few times over.
"""

from collections.abc import Sequence

from benchmarks.capacity.measurements import Trial
from benchmarks.capacity.simulation import CROWD_OF_A_TOKEN, THOUSAND, Costs, Process, Seen

ROUNDS = 3
SETTLE, WINDOW = 0.25, 0.75
"""Seconds of simulation are enough to count turns."""
FIRST_GUESS = Costs(token=10e-6, event=40e-6, turn=40e-6, sleep=20e-6, crowd=20e-6, commit=200e-6, row=10e-6)
LEAST = 1e-7
"""No cost is negative, whatever noise says."""


def costs_of(trials: Sequence[Trial]) -> Costs:
    """The costs that explain these trials best, each trial counting alike."""
    costs = FIRST_GUESS
    for _ in range(ROUNDS):
        seen = [_counted(trial, costs) for trial in trials]
        loop = least_squares(
            [
                (trial.tokens, trial.events, one.turns, one.sleeps, _crowd(trial))
                for trial, one in zip(trials, seen, strict=True)
            ],
            [trial.loop for trial in trials],
        )
        writer = least_squares(
            [(one.commits, trial.events) for trial, one in zip(trials, seen, strict=True)],
            [trial.writer for trial in trials],
        )
        costs = Costs(*(max(LEAST, cost) for cost in (*loop, *writer)))
    return costs


def _counted(trial: Trial, costs: Costs) -> Seen:
    """What the simulation counts in as long a window as the trial's."""
    seen = Process(trial.runs, trial.rate, costs).watch(SETTLE, WINDOW)
    longer = trial.seconds / WINDOW
    return seen._replace(
        turns=round(seen.turns * longer), sleeps=seen.sleeps * longer, commits=round(seen.commits * longer)
    )


def _crowd(trial: Trial) -> float:
    return (trial.events + CROWD_OF_A_TOKEN * trial.tokens) * trial.runs / THOUSAND


def least_squares(rows: Sequence[Sequence[float]], results: Sequence[float]) -> list[float]:
    """The factors, none below nothing, with which each row comes nearest to its result, relative to that result.

    What would be negative by itself is left out, the most negative first, and the others explain the rest.
    """
    kept = list(range(len(rows[0])))
    while kept:
        factors = _fitted([[row[place] for place in kept] for row in rows], results)
        worst = min(range(len(kept)), key=factors.__getitem__)
        if factors[worst] >= 0:
            found = dict(zip(kept, factors, strict=True))
            return [found.get(place, 0.0) for place in range(len(rows[0]))]
        del kept[worst]
    return [0.0] * len(rows[0])


def _fitted(rows: Sequence[Sequence[float]], results: Sequence[float]) -> list[float]:
    scaled = [[value / result for value in row] for row, result in zip(rows, results, strict=True)]
    size = len(scaled[0])
    matrix = [[sum(row[i] * row[j] for row in scaled) for j in range(size)] for i in range(size)]
    return _solved(matrix, [sum(row[i] for row in scaled) for i in range(size)])


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots; the matrix is symmetric and small."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = max(range(column, len(rows)), key=lambda place: abs(rows[place][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for place, row in enumerate(rows):
            if place != column:
                factor = row[column] / rows[column][column]
                rows[place] = [one - factor * other for one, other in zip(row, rows[column], strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]
