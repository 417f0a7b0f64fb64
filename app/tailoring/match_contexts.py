"""What the templates of a match and its score are given."""

import msgspec


class JobView(msgspec.Struct, frozen=True):
    """A job that counts for years: "Engineer, Acme", "Mar 2021 – present", "2 y 10 m" or why it does not count."""

    label: str
    dates: str
    time: str
    note: str = ""


class YearsView(msgspec.Struct, frozen=True, kw_only=True):
    """Years shown beside years asked. `state`: met, partly or undated; `sum` is the arithmetic ("24 + 30 − 6 = 48").

    `told` is one sentence; `jobs` are what it adds up. `goes_on`: one of them has no end.
    """

    state: str
    told: str
    sum: str = ""
    jobs: tuple[JobView, ...] = ()
    goes_on: bool = False

    @property
    def state_text(self) -> str:
        """The state in words."""
        return {"met": "met", "partly": "partly", "undated": "not dated"}[self.state]


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword. `state`: matched, nearly or missing; `kind` says in words how ("exact", "another spelling").

    `line` is the résumé's own line that supports it, which stands on the page at `href`; `why` is one sentence when the
    match is not the word itself. `asked` is the posting's sentence, empty when the posting is gone.
    """

    term: str
    state: str
    required: bool
    kind: str = ""
    line: str = ""
    href: str = ""
    why: str = ""
    asked: str = ""
    years: YearsView | None = None

    @property
    def state_text(self) -> str:
        """The state in words: colour alone does not tell."""
        return {"matched": "found", "nearly": "nearly", "missing": "missing"}[self.state]

    @property
    def open(self) -> bool:
        """Whether it is told without asking: what is not simply there."""
        return self.state == "nearly" or bool(self.line and self.state == "missing") or self.short

    @property
    def short(self) -> bool:
        """Whether years are missing."""
        return self.years is not None and self.years.state != "met"


class ChipGroup(msgspec.Struct, frozen=True):
    """The keywords of one category, `title` in plain words ("Languages", "Soft skills")."""

    title: str
    chips: tuple[Chip, ...]


class LineView(msgspec.Struct, frozen=True):
    """A line of the résumé that counts; `id` is its place on the page, `terms` the keywords that stand on it."""

    id: str
    text: str
    terms: tuple[str, ...]


class EntryLines(msgspec.Struct, frozen=True):
    """The lines of one job, study or section: "Engineer, Acme", "Mar 2021 – present"."""

    label: str
    dates: str
    lines: tuple[LineView, ...]


class SumRow(msgspec.Struct, frozen=True):
    """One wish of the posting in the sum; figures as shown ("1.25", "0.9", "1.125")."""

    term: str
    others: tuple[str, ...]
    why: str
    weight: str
    credit: str
    product: str


class ScorePart(msgspec.Struct, frozen=True, kw_only=True):
    """`points` out of `of`, both as shown ("41", "50"); `share` is their quotient in percent, 0 to 100.

    The rest is the sum: `rows`, `earned` of `whole`, and `formula` from there to the points. A part about years has
    `years` and no rows.
    """

    name: str
    points: str
    of: str
    share: int
    explanation: str
    earned: str = ""
    whole: str = ""
    formula: str = ""
    rows: tuple[SumRow, ...] = ()
    years: YearsView | None = None


class MatchView(msgspec.Struct, frozen=True, kw_only=True):
    """A match with its score.

    `sizes` says where the parts' sizes come from, `counted_on` up to which month jobs were counted.
    """

    score: int
    headline: str
    parts: tuple[ScorePart, ...] = ()
    keywords: tuple[ChipGroup, ...] = ()
    lines: tuple[EntryLines, ...] = ()
    matched_count: int = 0
    nearly_count: int = 0
    missing_count: int = 0
    sizes: str = ""
    counted_on: str = ""
