"""What deserves a second look in a posting, said mildly, each with its sentence and the reason."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from app.postings.analysis import Flag, Flags, Requirements, Terms
from app.postings.findings.passages import Passage, Source

_DATA = Path(__file__).with_name("red_flags.toml")
_EQUALITY = re.compile(
    r"equal opportunit|do not discriminate|without regard|regardless of|irrespective of|unabhangig von|ungeachtet|"
    r"sans distinction|independientemente|sin distincion|ongeacht|independentemente|schwerbehind|all backgrounds|"
    r"diversity"
)
_SERVICES = r"(?:whats ?app|telegram|wechat|viber|messenger)"
_MESSENGER = re.compile(rf"{_SERVICES}\b|\bsignal (?:app|message|at|to|an|unter)\b")
_CONTACT = re.compile(
    r"contact|\bappl|text|message|\bdm\b|\bcv\b|resume|interview|reach|write|bewerb|schreib|melde|candidat|postul|"
    r"ecri|contacto|envi|escrib|solliciteer|stuur|mande|envie"
)
_OTHER_WAY = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w|https?://|www\.|"
    r"apply (?:online|here|now|via|through)|careers? (?:page|site)|"
    r"bewerbungsportal|online[- ]bewerb|sollicitatieformulier"
)
_ABOUT_PEOPLE = frozenset({"fixed_age", "gender", "origin", "private_life", "looks"})
_MANY_MUSTS = 15
_FEW_WORDS = 45
_JUNIOR_YEARS = {"student": 2, "junior": 4}
_DAYS_IN = re.compile(
    r"(?:5|five|funf|cinq|cinco|vijf|every|jeden|chaque|cada|elke) (?:days?|tage?|jours?|dias?|dagen?)"
    r"[^.;]{0,25}(?:office|site|buro|bureau|oficina|kantoor|escritorio)"
)
_FULLY = re.compile(r"(?:fully|100 ?%|completely|entirely|full)[- ]?remote|remote[- ]only")


class _Rule(NamedTuple):
    name: str
    title: str
    why: str
    serious: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    parts: frozenset[str]


def find_flags(source: Source, requirements: Requirements, terms: Terms, today: date) -> Flags:
    """Serious ones first, then in the order of the posting; one of a sort, with the first sentence that shows it."""
    found = [*_by_words(source.passages), *_by_messenger(source), *_by_contradiction(source, terms)]
    found.extend(_by_absence(source, requirements, terms, today))
    return Flags(flags=tuple(sorted(found, key=lambda flag: (not flag.serious, flag.start is None, flag.start or 0))))


def _by_words(passages: Sequence[Passage]) -> Iterator[Flag]:
    for rule in _rules():
        for passage in passages:
            if rule.parts and passage.part not in rule.parts:
                continue
            if rule.name in _ABOUT_PEOPLE and _EQUALITY.search(passage.folded):
                continue
            if rule.pattern.search(passage.folded) and not (rule.unless and rule.unless.search(passage.folded)):
                yield _flag(passage, rule.name, rule.title, rule.why, serious=rule.serious)
                break


def _by_messenger(source: Source) -> Iterator[Flag]:
    if _OTHER_WAY.search(source.text.casefold()):
        return
    for passage in source.passages:
        if _MESSENGER.search(passage.folded) and _CONTACT.search(passage.folded):
            why = (
                "No address, site or form is named beside the messenger. Look the employer up and apply by a way that "
                "they publish."
            )
            yield _flag(passage, "messenger", "Contact by messenger only", why, serious=True)
            return


def _by_contradiction(source: Source, terms: Terms) -> Iterator[Flag]:
    level, years = terms.seniority, terms.years
    if level and years and int(years.name) >= _JUNIOR_YEARS.get(level.name, 99):
        why = f"{level.text} and {years.name} years do not go together. Ask which of the two the pay follows."
        yield Flag(text="Level and years disagree", name="level", why=why,
                   quote=years.quote, start=years.start, end=years.end)  # fmt: skip
    daily = next((one for one in source.passages if _DAYS_IN.search(one.folded)), None)
    fully = next((one for one in source.passages if _FULLY.search(one.folded)), None)
    if daily and fully:
        why = "One sentence says fully remote, another asks for the office. Ask which holds, and have it written down."
        yield _flag(daily, "remote", "Remote or not?", why, serious=False)


def _by_absence(source: Source, requirements: Requirements, terms: Terms, today: date) -> Iterator[Flag]:
    pay = terms.pay
    if pay is None:
        yield Flag(
            text="No pay is named", name="missing_pay",
            why="Nothing here says what the job pays. That is common; ask for the range before the first interview.",
        )  # fmt: skip
    elif pay.words == "vague":
        why = "The pay has an adjective instead of a figure. Ask for the range before the first interview."
        yield Flag(
            text="Pay without a figure", name="vague_pay", why=why, quote=pay.quote, start=pay.start, end=pay.end
        )
    if len(requirements.musts) > _MANY_MUSTS:
        why = (
            f"{len(requirements.musts)} things are asked for as a must. Few people have all of them: apply if you have "
            "most, and ask which matter."
        )
        yield Flag(text="A very long list of musts", name="many_musts", why=why)
    deadline = terms.deadline
    if deadline and deadline.day and deadline.day < today.isoformat():
        why = "The last day for applications is over. Ask whether the job is still open before you put work into it."
        yield Flag(text="The deadline has passed", name="past_deadline", why=why,
                   quote=deadline.quote, start=deadline.start, end=deadline.end)  # fmt: skip
    if len(source.text.split()) < _FEW_WORDS:
        why = "So short a text leaves most things open. Ask for a full description before you write an application."
        yield Flag(text="Very little is said", name="short", why=why)


def _flag(passage: Passage, name: str, title: str, why: str, *, serious: bool) -> Flag:
    return Flag(
        text=title, name=name, why=why, serious=serious,
        quote=passage.text, start=passage.start, end=passage.end,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(
        _Rule(
            rule["name"],
            rule["title"],
            rule["why"],
            rule.get("serious", False),
            re.compile("|".join(rule["patterns"])),
            re.compile("|".join(rule["unless"])) if rule.get("unless") else None,
            frozenset(rule.get("parts", ())),
        )
        for rule in data["flag"]
    )
