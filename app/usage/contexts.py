"""What the template of the usage is given."""

import msgspec

from app.web.contexts import Moment


class TodayView(msgspec.Struct, frozen=True, kw_only=True):
    """A feature today. `text` says it whole ("12 of 500, 488 left"); `bar` is what is used, in hundredths of the limit.

    `bar` is None when there is no limit. `state`: ok, low (from 98 % on) or out.
    """

    name: str
    text: str
    bar: float | None
    state: str


class Bar(msgspec.Struct, frozen=True):
    """One day of a plot, in the plot's units; `title` says it ("2 March: 3 letters")."""

    x: float
    y: float
    width: float
    height: float
    title: str


class Plot(msgspec.Struct, frozen=True, kw_only=True):
    """Days beside each other, `width` by `height` units, the oldest first.

    `lines` stand below the name ("42 letters · limit 8 a day"); `said` is the plot in a sentence, for those who do not
    see it; `top` is what its full height stands for ("50 messages"). `limit_y` is where the limit lies, None when there
    is none or it is out of sight.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    top: str
    said: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    limit_y: float | None = None


class TableRow(msgspec.Struct, frozen=True):
    """A day in the table: its name, and one cell for each column."""

    day: str
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """The plots in numbers: the days on which anything was used, newest first."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class UsagePage(msgspec.Struct, frozen=True, kw_only=True):
    """`usage/show.html`. `has_limits`: any feature has one. `first` and `last` name the days at the plots' ends;
    `models` are the plots of what each of them took."""

    today: tuple[TodayView, ...]
    resets: Moment
    has_limits: bool
    first: str
    last: str
    plots: tuple[Plot, ...]
    uses: Table
    models: tuple[Plot, ...]
    tokens: Table
