"""Plots and tables say the same numbers, whatever those are."""

import pytest

from app.accounts.models import Bill, DayTokens
from app.usage.contexts import Plot
from app.usage.models import Day, FeatureUsage
from app.usage.plotting import HEIGHT, WIDTH, plot_of
from app.usage.presenting import usage_page

DAYS = ["1 March", "2 March", "3 March"]


def plot(values: list[int], limit: int | None = None) -> Plot:
    return plot_of(
        id_="plot", name="Letters", lines=(), days=DAYS, values=values, counted=lambda n: f"{n} letters", limit=limit
    )


def test_a_bar_stands_at_its_day_and_is_as_high_as_its_number() -> None:
    made = plot([4, 0, 2])
    assert [bar.title for bar in made.bars] == ["1 March: 4 letters", "3 March: 2 letters"]
    first, last = made.bars
    assert (first.height, first.y, last.height, last.y) == (HEIGHT, 0, HEIGHT / 2, HEIGHT / 2)
    assert 0 <= first.x < first.x + first.width <= WIDTH / 3 < 2 * WIDTH / 3 <= last.x < last.x + last.width <= WIDTH
    assert made.said == "6 letters in 3 days; the most on 1 March, 4 letters."
    assert made.top == "4 letters"


def test_one_of_very_many_is_still_seen() -> None:
    one, many, _ = plot([1, 1_000_000, 3]).bars
    assert one.height >= 2
    assert (many.height, many.y) == (HEIGHT, 0)


def test_nothing_is_a_plot_without_bars() -> None:
    made = plot([0, 0, 0], limit=5)
    assert (made.bars, made.said, made.limit_y) == ((), "Nothing in these days.", None)


@pytest.mark.parametrize(
    ("values", "limit", "limit_y"),
    [([4, 0, 2], 8, 0.0), ([4, 0, 8], 4, 50.0), ([4, 0, 2], 500, None), ([4, 0, 2], None, None)],
)
def test_a_limit_is_a_line_unless_the_bars_would_vanish_below_it(
    values: list[int], limit: int | None, limit_y: float | None
) -> None:
    made = plot(values, limit)
    assert made.limit_y == limit_y
    assert all(0 <= bar.y <= bar.y + bar.height <= HEIGHT for bar in made.bars)


@pytest.mark.parametrize(
    ("most", "top"), [(1, 1), (7, 7), (10, 10), (11, 15), (99, 100), (149, 150), (151, 200), (10_650, 15_000)]
)
def test_the_top_is_a_number_that_is_read_at_a_glance(most: int, top: int) -> None:
    assert plot([most, 0, 0]).top == f"{top} letters"


def usage(used: int, limit: int | None) -> FeatureUsage:
    remaining = None if limit is None else max(0, limit - used)
    return FeatureUsage(
        feature="letters", used=used, limit=limit, remaining=remaining, resets_at="2026-03-04T00:00:00Z"
    )


@pytest.mark.parametrize(
    ("used", "limit", "text", "state"),
    [
        (1_200, None, "1,200, no limit", "ok"),
        (489, 500, "489 of 500, 11 left", "ok"),
        (490, 500, "490 of 500, 10 left", "low"),
        (500, 500, "500 of 500, none left", "out"),
        (12, 10, "12 of 10, none left", "out"),
    ],
)
def test_today_is_told_in_words_beside_its_bar(used: int, limit: int | None, text: str, state: str) -> None:
    page = usage_page([usage(used, limit)], [Day("2026-03-03", {"letters": used})], [], [], "at midnight")
    (today,) = page.today
    assert (today.text, today.state) == (text, state)
    assert today.bar is None if limit is None else today.bar == min(100, 100 * used / limit)
    assert page.has_limits is (limit is not None)


def test_a_table_has_every_number_of_the_plots_the_newest_day_first() -> None:
    days = [Day("2026-03-01", {"letters": 2}), Day("2026-03-02", {}), Day("2026-03-03", {"letters": 1_200})]
    bills = [Bill("a/big", 3, 300, 30, 1.0, 0, 0), Bill("b/small", 1, 7, 1, 0.0, 1, 0)]
    tokens = [
        DayTokens("2026-03-01", "a/big", 100, 10),
        DayTokens("2026-03-02", "a/big", 200, 20),
        DayTokens("2026-03-02", "b/small", 7, 1),
    ]
    page = usage_page([usage(1_200, None)], days, bills, tokens, "at midnight")
    assert [(row.day, row.cells) for row in page.uses.rows] == [("3 March", ("1,200",)), ("1 March", ("2",))]
    assert page.tokens.columns == ("a/big", "b/small")
    assert [(row.day, row.cells) for row in page.tokens.rows] == [
        ("2 March", ("200 in, 20 out", "7 in, 1 out")),
        ("1 March", ("100 in, 10 out", "0")),
    ]
    big, small = page.models
    assert big.lines == ("300 tokens in, 30 out", "3 tasks · $1.00")
    assert [bar.title for bar in big.bars] == ["1 March: 110 tokens", "2 March: 220 tokens"]
    assert small.lines[1] == "1 task · no price is known"
