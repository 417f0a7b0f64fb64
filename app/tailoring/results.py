"""What the steps of a tailoring find: plain values that are stored, shown and sent as they are."""

from typing import Literal

import msgspec

from app.documents.evidence import Evidence
from app.documents.terms.categories import Category


class SkillEvidence(msgspec.Struct, frozen=True):
    """A skill that the résumé shows, with every line that shows it, the strongest first."""

    term: str
    category: Category
    places: tuple[Evidence, ...]


class EntrySkills(msgspec.Struct, frozen=True):
    """The skills that one entry (a job, a project) shows."""

    pointer: str
    label: str
    terms: tuple[str, ...]


class ResumeAnalysis(msgspec.Struct, frozen=True):
    """What a résumé shows. `years` of work, overlaps counted once; None when no job has dates.

    `seniority` is student, junior, mid, senior or lead: a guess from titles first, years second.
    """

    years: float | None
    seniority: str
    skills: tuple[SkillEvidence, ...] = ()
    entries: tuple[EntrySkills, ...] = ()
    sections: tuple[str, ...] = ()


class JobTime(msgspec.Struct, frozen=True, kw_only=True):
    """A job that counts for years of experience. Dates are ISO 8601 as the résumé has them; `end` empty: it goes on.

    `months` is None when it has no dates that can be counted. `shown_by` are the terms that stand for the keyword
    there, when it is not named itself.
    """

    pointer: str
    label: str
    start: str = ""
    end: str = ""
    months: int | None = None
    shown_by: tuple[str, ...] = ()


class YearsShown(msgspec.Struct, frozen=True, kw_only=True):
    """The years that are asked for beside those of the jobs that show it; a job counts whole.

    `months` altogether, time in two jobs counted once. `state`: met, partly, or undated when no job that shows it has
    dates.
    """

    asked: int
    months: int
    state: Literal["met", "partly", "undated"]
    jobs: tuple[JobTime, ...] = ()


class KeywordMatch(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword that the résumé shows. `reason` is a sentence when the match is not the word itself.

    `pointers` are all lines that show it; `pointer` and `line` the strongest. `kind`: by the posting's spelling,
    another spelling, another form of the word, or something that includes it. `years` when the posting asks for some.
    """

    term: str
    category: Category
    required: bool
    weight: float
    kind: Literal["exact", "alias", "stem", "inferred"]
    pointer: str
    line: str
    reason: str = ""
    pointers: tuple[str, ...] = ()
    years: YearsShown | None = None


class NearMatch(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword that the résumé does not show but supports: by which line, and why, in a sentence."""

    term: str
    category: Category
    required: bool
    weight: float
    pointer: str
    line: str
    reason: str


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword that nothing in the résumé supports; where a line says outright that it is lacking, that line."""

    term: str
    category: Category
    required: bool
    weight: float
    pointer: str = ""
    line: str = ""
    reason: str = ""


class Inference(msgspec.Struct, frozen=True):
    """The line at `pointer` shows `term` without naming it; `reason` is a sentence for the person."""

    term: str
    pointer: str
    line: str
    reason: str


class Inferences(msgspec.Struct, frozen=True):
    """What a model sees in a résumé."""

    found: tuple[Inference, ...] = ()


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What one wish of the posting adds to its part of the score: `weight` times `credit`, 0 to 1.

    `terms` has the alternatives, the one that counts first; `why` says in words where the credit comes from.
    """

    terms: tuple[str, ...]
    weight: float
    credit: float
    why: str


class ScorePart(msgspec.Struct, frozen=True):
    """`points` earned out of `of`, and what was counted, in a sentence.

    `points` is `of` times `earned` over `whole`, rounded down. `earned` is the sum over `counted` of weight times
    credit, `whole` the sum of the weights; for years of experience they are months, and `years` says which. `share` is
    what the part counts of 100 in a posting that has all parts.
    """

    name: str
    points: int
    of: int
    explanation: str
    share: int = 0
    earned: float = 0.0
    whole: float = 0.0
    counted: tuple[Counted, ...] = ()
    years: YearsShown | None = None


class ShownLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the résumé that shows, or nearly shows, the keywords `terms`.

    `pointers` are its places (a list of skills is one line with several), `label` names the entry that it is in, which
    went from `start` to `end` as the résumé dates it.
    """

    pointers: tuple[str, ...]
    text: str
    label: str
    start: str = ""
    end: str = ""
    terms: tuple[str, ...] = ()


class MatchResult(msgspec.Struct, frozen=True, kw_only=True):
    """How a résumé meets a posting. `score` is the sum of `score_parts`, 0 to 100.

    `spared` are keywords not met that need not be, because an alternative is. `lines` are all lines that count, in the
    résumé's order. `day` (ISO 8601) is the one up to which jobs without an end were counted.
    """

    matched: tuple[KeywordMatch, ...] = ()
    nearly: tuple[NearMatch, ...] = ()
    missing: tuple[Missing, ...] = ()
    spared: tuple[Missing, ...] = ()
    score: int = 0
    score_parts: tuple[ScorePart, ...] = ()
    lines: tuple[ShownLine, ...] = ()
    day: str = ""


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """One block that moves: from index `was` to `now` (0-based, in its group), and why, in a sentence."""

    pointer: str
    label: str
    was: int
    now: int
    reason: str
    keywords: tuple[str, ...] = ()


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """The new order of one group: slot i receives the block that was at `order[i]`.

    `group` is the index in `ReadResume.groups`, `pointer` the group's parent (`/work/0/highlights`), `label`
    names it for the person.
    """

    kind: str
    group: int
    pointer: str
    label: str
    order: tuple[int, ...]
    reason: str
    keywords: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()


class Honoured(msgspec.Struct, frozen=True):
    """An instruction and, in a sentence, what it did."""

    text: str
    effect: str


class NotHonoured(msgspec.Struct, frozen=True):
    """An instruction and, in a sentence, why it could not be followed."""

    text: str
    why: str


class ReorderPlan(msgspec.Struct, frozen=True):
    """The moves of a tailoring and what became of the person's instructions."""

    moves: tuple[Move, ...] = ()
    honoured: tuple[Honoured, ...] = ()
    not_honoured: tuple[NotHonoured, ...] = ()
