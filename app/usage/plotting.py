"""Bars of a plot, worked out here so that the page needs neither scripts nor styles of its own."""

from collections.abc import Callable, Sequence

from app.usage.contexts import Bar, Plot

WIDTH, HEIGHT = 300, 100
_GAP = 0.25
_LEAST = 2.0


def plot_of(
    *,
    id_: str,
    name: str,
    lines: tuple[str, ...],
    days: Sequence[str],
    values: Sequence[int],
    counted: Callable[[int], str],
    limit: int | None = None,
) -> Plot:
    """One bar for each day (named by `days`, as a person reads it); `counted` says a number with its unit.

    A limit is a line across the plot, unless it is so far above the highest bar that the bars would vanish.
    """
    most = max(values, default=0)
    shown_limit = limit if limit is not None and limit <= 4 * most else None
    top = _round_up(max(most, shown_limit or 0))
    slot = WIDTH / max(1, len(values))
    bars = tuple(
        _bar(index * slot, slot, value / top, f"{day}: {counted(value)}")
        for index, (day, value) in enumerate(zip(days, values, strict=True))
        if value
    )
    return Plot(
        id=id_,
        name=name,
        lines=lines,
        top=counted(top),
        said=_said(days, values, counted),
        width=WIDTH,
        height=HEIGHT,
        bars=bars,
        limit_y=None if shown_limit is None else round(HEIGHT * (1 - shown_limit / top), 2),
    )


def _bar(x: float, slot: float, part: float, title: str) -> Bar:
    height = max(_LEAST, HEIGHT * part)
    return Bar(
        round(x + slot * _GAP / 2, 2), round(HEIGHT - height, 2), round(slot * (1 - _GAP), 2), round(height, 2), title
    )


def _said(days: Sequence[str], values: Sequence[int], counted: Callable[[int], str]) -> str:
    most = max(values, default=0)
    if not most:
        return "Nothing in these days."
    return f"{counted(sum(values))} in {len(days)} days; the most on {days[values.index(most)]}, {counted(most)}."


def _round_up(number: int) -> int:
    """The next half or whole step of the number's greatest digit, so that a plot's top is read at a glance."""
    power: int = 10 ** (len(str(max(1, number))) - 1)
    step = max(1, power // 2)
    return -(-max(1, number) // step) * step
