"""Questions worth asking the employer, chosen by what the posting says and by what it leaves open."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from app.postings.analysis import Finding, Flags, Questions, Requirements, Terms
from app.postings.findings.overview import tells_of_work
from app.postings.findings.passages import Source
from app.postings.results import ExtractedKeywords, Keyword

MOST = 8
_DATA = Path(__file__).with_name("questions.toml")
_DESK = ("languages", "frameworks")
_MANY = 10
_WIDE = 1.4


class _Cue(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    question: str
    why: str


class _Wording(NamedTuple):
    cues: tuple[_Cue, ...]
    by_flag: dict[str, tuple[str, str]]


_REPORTS = re.compile(
    r"report(?:s|ing)? to|team of \w+|brigade of|berichte\w* an|direkt unterstellt|equipe de \w+|rattache|reporta|"
    r"equipo de \w+|team van \w+|rapporteer|equipa de \w+|we are (?:a team of )?\w+ people"
)
_DAYS = re.compile(r"\d|\b(?:day|tag|jour|dia|dag)")


def ask(
    source: Source, requirements: Requirements, keywords: ExtractedKeywords, terms: Terms, flags: Flags
) -> Questions:
    """At most eight: first what the flags raise, then what stands in the text, then what is missing from it."""
    found = [
        *_about_flags(flags),
        *_about_pay(terms),
        *_about_choices(source, keywords),
        *_about_sentences(source),
        *_about_gaps(source, requirements, keywords, terms),
    ]
    return Questions(questions=tuple({one.name: one for one in reversed(found)}.values())[::-1][:MOST])


def _about_flags(flags: Flags) -> Iterator[Finding]:
    for flag in flags.flags:
        raised = _wording().by_flag.get(flag.name)
        if raised:
            text, why = raised
            yield Finding(text=text, name=flag.name, why=why, quote=flag.quote, start=flag.start, end=flag.end)


def _about_pay(terms: Terms) -> Iterator[Finding]:
    pay = terms.pay
    if pay is None:
        yield Finding(text="What is the pay range for this job?", name="pay", why="No pay is named.")
        return
    text = why = ""
    if pay.words == "scale":
        text, why = "Which grade and step of the scale would I begin at?", "A scale is named, but no place on it."
    elif pay.words == "vague":
        text, why = "What is the pay range for this job?", "The pay has no figure."
    elif not pay.period:
        text, why = "Is this figure per month or per hour, and before tax?", "The posting does not say for which time."
    elif pay.low is None:
        text, why = "Where does the range begin, and who has reached its top?", "Only the top of the range is named."
    elif pay.high is None:
        text, why = "How far up does the range go?", "Only its beginning is named."
    elif pay.high >= _WIDE * pay.low:
        text, why = "What decides where in this range an offer lies?", "The range is wide."
    if text:
        yield Finding(text=text, name="pay", why=why, quote=pay.quote, start=pay.start, end=pay.end)


def _about_choices(source: Source, keywords: ExtractedKeywords) -> Iterator[Finding]:
    """ "Java or Kotlin" asks for one of two: which is it day to day?"""
    for keyword in keywords.all():
        if keyword.category in ("languages", "frameworks", "tools") and keyword.alternatives and keyword.required:
            passage = source.holding(keyword.start, keyword.end)
            if passage:
                names = _joined(keyword)
                yield passage.finding(
                    f"Which of {names} would I work with day to day?", "tools", "The posting names several."
                )
                return


def _about_sentences(source: Source) -> Iterator[Finding]:
    for cue in _wording().cues:
        passage = next((one for one in source.passages if one.part != "about" and cue.pattern.search(one.folded)), None)
        if passage:
            yield passage.finding(cue.question, cue.name, cue.why)


def _about_gaps(
    source: Source, requirements: Requirements, keywords: ExtractedKeywords, terms: Terms
) -> Iterator[Finding]:
    if terms.remote is None and any(getattr(keywords, category) for category in _DESK):
        yield Finding(
            text="Where is the work done, and how many days on site are expected?", name="place",
            why="Nothing is said about working from home.",
        )  # fmt: skip
    elif (
        terms.remote is not None
        and terms.remote.name == "hybrid"
        and not re.search(r"\d|day|tag|jour|dia|dag", terms.remote.quote)
    ):
        yield Finding(
            text="How many days at home are usual, and are they fixed?", name="place", why="The number is left open.",
            quote=terms.remote.quote, start=terms.remote.start, end=terms.remote.end,
        )  # fmt: skip
    if len(requirements.musts) > _MANY:
        yield Finding(
            text="Which three of these requirements matter most in the first six months?", name="musts",
            why=f"{len(requirements.musts)} things are asked for as a must.",
        )  # fmt: skip
    if not any(_REPORTS.search(one.folded) for one in source.passages):
        yield Finding(
            text="Who would I report to, and how large is the team?", name="team", why="The posting does not say."
        )
    if not tells_of_work(source):
        yield Finding(
            text="What does an ordinary week in this job look like?", name="week",
            why="The posting says more about the applicant than about the work.",
        )  # fmt: skip
    if not terms.employment:
        yield Finding(
            text="Is the job permanent, and for how many hours a week?", name="contract",
            why="The kind of contract is not named.",
        )  # fmt: skip
    if terms.deadline is None:
        yield Finding(
            text="What are the next steps, and by when do you want to decide?", name="process",
            why="No deadline is named.",
        )  # fmt: skip


def _joined(keyword: Keyword) -> str:
    names = [keyword.term, *keyword.alternatives]
    return f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=1)
def _wording() -> _Wording:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    cues = tuple(
        _Cue(cue["name"], re.compile("|".join(cue["patterns"])), cue["question"], cue["why"]) for cue in data["cue"]
    )
    return _Wording(cues, {name: (one["question"], one["why"]) for name, one in data["flag"].items()})
