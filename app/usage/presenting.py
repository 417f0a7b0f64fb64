"""Usage as its page shows it."""

from collections.abc import Callable, Sequence
from datetime import date

from app.accounts.service import Bill, DayTokens, bill_view
from app.usage.contexts import Plot, Table, TableRow, TodayView, UsagePage
from app.usage.plotting import plot_of
from app.usage.service import WARN_PERCENT, Day, Feature, FeatureUsage
from app.usage.wording import counted
from app.web.contexts import Moment

_NAMES: dict[Feature, str] = {
    "ai_text_messages": "Messages to the tutor",
    "letters": "Letters",
    "tailorings": "Tailorings",
}


def usage_page(
    today: Sequence[FeatureUsage],
    days: Sequence[Day],
    bills: Sequence[Bill],
    tokens: Sequence[DayTokens],
    resets: str,
) -> UsagePage:
    """The page of one person; `bills` and `tokens` are those of the same days, `resets` says when the next begins."""
    names = [day_name(day.day) for day in days]
    return UsagePage(
        today=tuple(map(_today, today)),
        resets=Moment(today[0].resets_at, resets),
        has_limits=any(usage.limit is not None for usage in today),
        first=names[0],
        last=names[-1],
        plots=tuple(_feature_plot(usage, days, names) for usage in today),
        uses=_uses([usage.feature for usage in today], days),
        models=tuple(_model_plot(number, bill, days, names, tokens) for number, bill in enumerate(bills, 1)),
        tokens=_tokens([bill.model for bill in bills], days, tokens),
    )


def day_name(day: str) -> str:
    """`2026-03-02` as `2 March`."""
    on = date.fromisoformat(day)
    return f"{on.day} {on:%B}"


def _today(usage: FeatureUsage) -> TodayView:
    name = _NAMES[usage.feature]
    if usage.limit is None or usage.remaining is None:
        return TodayView(name=name, text=f"{usage.used:,}, no limit", bar=None, state="ok")
    low = usage.used * 100 >= usage.limit * WARN_PERCENT
    state = "out" if not usage.remaining else "low" if low else "ok"
    left = f"{usage.remaining:,} left" if usage.remaining else "none left"
    bar = min(100.0, round(100 * usage.used / usage.limit, 2))
    return TodayView(name=name, text=f"{usage.used:,} of {usage.limit:,}, {left}", bar=bar, state=state)


def _feature_plot(usage: FeatureUsage, days: Sequence[Day], names: Sequence[str]) -> Plot:
    feature = usage.feature
    values = [day.used.get(feature, 0) for day in days]
    total = counted(feature, sum(values))
    return plot_of(
        id_=f"plot-{feature}",
        name=_NAMES[feature],
        lines=(total if usage.limit is None else f"{total} · limit {usage.limit:,} a day",),
        days=names,
        values=values,
        counted=lambda number: counted(feature, number),
        limit=usage.limit,
    )


def _model_plot(
    number: int, bill: Bill, days: Sequence[Day], names: Sequence[str], tokens: Sequence[DayTokens]
) -> Plot:
    view = bill_view(bill)
    by_day = {one.day: one.input_tokens + one.output_tokens for one in tokens if one.model == bill.model}
    tasks = f"{bill.calls:,} {'task' if bill.calls == 1 else 'tasks'}"
    return plot_of(
        id_=f"plot-model-{number}",
        name=bill.model,
        lines=(view.tokens, f"{tasks} · {view.cost}"),
        days=names,
        values=[by_day.get(day.day, 0) for day in days],
        counted=_counted_tokens,
    )


def _uses(features: Sequence[Feature], days: Sequence[Day]) -> Table:
    columns = tuple(_NAMES[feature] for feature in features)
    return _table(columns, days, lambda day: tuple(f"{day.used.get(feature, 0):,}" for feature in features))


def _tokens(models: Sequence[str], days: Sequence[Day], tokens: Sequence[DayTokens]) -> Table:
    taken = {(one.day, one.model): f"{one.input_tokens:,} in, {one.output_tokens:,} out" for one in tokens}
    return _table(tuple(models), days, lambda day: tuple(taken.get((day.day, model), "0") for model in models))


def _table(columns: tuple[str, ...], days: Sequence[Day], cells: Callable[[Day], tuple[str, ...]]) -> Table:
    rows = tuple(TableRow(day_name(day.day), cells(day)) for day in reversed(days))
    return Table(columns, tuple(row for row in rows if any(cell != "0" for cell in row.cells)))


def _counted_tokens(number: int) -> str:
    return f"{number:,} {'token' if number == 1 else 'tokens'}"
