"""What an analysis of a posting comes to: plain values that are stored, shown and sent as they are.

Places are code points of the posting's text. Each thing carries the sentence it came from as `quote`, which is the
text at `[start, end)` to the character; all three are empty for a finding about something that the posting leaves out.
"""

from typing import Literal

import msgspec

from app.postings.results import ExtractedKeywords

Period = Literal["hour", "day", "week", "month", "year", ""]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was found. `name` is its sort, stable, where its list has sorts; `why` a sentence of reason."""

    text: str
    name: str = ""
    why: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


class Flag(Finding, frozen=True, kw_only=True):
    """Something to look at twice; `serious` where money or rights may be at stake."""

    serious: bool = False


class Pay(msgspec.Struct, frozen=True, kw_only=True):
    """What is paid. `as_written` is a part of `quote`.

    `low` and `high` are equal for one figure; one is None for "from" or "up to"; both for pay named without a figure,
    where `words` is "scale" (a collective agreement or published scale) or "vague". `currency` is an ISO 4217 code, or
    the sign where that means several. `yearly_*` are the figures for a year, with `basis` saying how they were reached.
    """

    as_written: str
    low: float | None = None
    high: float | None = None
    currency: str = ""
    period: Period = ""
    words: Literal["", "scale", "vague"] = ""
    yearly_low: float | None = None
    yearly_high: float | None = None
    basis: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """Until when one may apply. `day` is ISO 8601, empty where the posting leaves year or order open."""

    as_written: str
    day: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """What the job is: one or two of the posting's own sentences."""

    sentences: tuple[Finding, ...] = ()


class Requirements(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for as a must, and what would be welcome."""

    musts: tuple[Finding, ...] = ()
    nices: tuple[Finding, ...] = ()


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions.

    `seniority.name`: student, junior, senior or lead. `years.name`: the number. `language`: the code of the language
    that the posting is written in, empty when unknown. `languages[].name`: a language asked for. `remote.name`:
    remote, hybrid or office. `employment[].name`: a sort of `findings/employment.py`.
    """

    seniority: Finding | None = None
    years: Finding | None = None
    language: str = ""
    languages: tuple[Finding, ...] = ()
    places: tuple[Finding, ...] = ()
    remote: Finding | None = None
    pay: Pay | None = None
    employment: tuple[Finding, ...] = ()
    deadline: Deadline | None = None


class Flags(msgspec.Struct, frozen=True, kw_only=True):
    """What to look at twice, the serious first."""

    flags: tuple[Flag, ...] = ()


class Questions(msgspec.Struct, frozen=True, kw_only=True):
    """What is worth asking the employer; `name` is what the question is about."""

    questions: tuple[Finding, ...] = ()


class PostingAnalysis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found in one posting. `model_note` says who did the work."""

    overview: Overview
    requirements: Requirements
    keywords: ExtractedKeywords
    terms: Terms
    flags: Flags
    questions: Questions
    model_note: str = ""
