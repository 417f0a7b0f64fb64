"""Rules for what learners get wrong and a spelling checker misses; the data are the TOML files beside this module.

A rule finds a regular expression inside one sentence, in any case. Its span is the group `wrong`, else the whole match.
`where` says of which class of words.toml a group must be; `unless` is a pattern that must not stand in the sentence.
In `put`, `{v}` is a group as written and `{v:ing}` a form of it; `because` is one sentence for a learner at B1.
"""

import re
import string
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

from app.tutor.corrections.inflecting import words
from app.tutor.corrections.models import Correction, Type
from app.tutor.corrections.rules.shaping import shape
from app.tutor.corrections.sentences import sentences_of

_FILES = ("agreement", "articles", "choice", "marks", "order", "prepositions", "tenses", "verb_forms")
_FORMAL = re.compile(
    r"^\s*(?:Dear\b|To whom)|\b(?:Yours (?:sincerely|faithfully)|(?:Kind|Best) regards)\b", re.MULTILINE
)
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
_MACROS = {
    "<I>": r"(?:I|you|we|they)",
    "<he>": r"(?:he|she|it)",
    "<sub>": r"(?:I|you|he|she|it|we|they)",
    "<number>": _NUMBER,
    "<many>": rf"(?:{_NUMBER}|a|one|many|several|some|a few|a couple of)",
    "<units>": r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)",
    "<year>": r"(?:19[5-9]\d|20[0-4]\d)",
    "<end>": r"(?=\s*(?:[.,;:!?)]|$))",
    "<then>": r"(?:^|[,;:] (?:and |but |so )?|\b(?:and|but|because|that|so|where|when|if) )",
    "<month>": r"(?:January|February|March|April|May|June|July|August|September|October|November|December)",
    "<day>": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?",
    "<det>": r"(?:the|an?|my|your|his|her|its|our|their|this|that|these|those|some|any|all|every|each|new|good|more)",
    "<past_time>": r"(?:yesterday|last (?:year|month|week|night|summer|winter|spring|autumn|fall|semester))",
}


# ASCII alone: every character keeps its place.
_LOWER = {ord(letter): letter.lower() for letter in string.ascii_uppercase}
# Parts of a regular expression whose capitals are no letters of the text.
_KEPT = re.compile(r"\\x[0-9a-fA-F]{2}|\\.|\(\?P|[A-Z]")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule, as a file says it. `formal`: for letters and e-mails alone; a chat may be informal."""

    find: str
    put: str
    because: str
    type: Type = "grammar"
    where: dict[str, str] = {}
    unless: str = ""
    formal: bool = False
    cased: bool = False


class _Compiled(msgspec.Struct, frozen=True):
    """`lower` finds in a lower-case sentence what `find` finds in any case, in half the time."""

    rule: Rule
    lower: re.Pattern[str]
    find: re.Pattern[str]
    unless: re.Pattern[str] | None


def find_by_rules(text: str) -> Iterator[Correction]:
    """Every match of every rule, overlaps and all."""
    formal = bool(_FORMAL.search(text))
    rules = [compiled for compiled in _rules() if formal or not compiled.rule.formal]
    for sentence in sentences_of(text):
        lowered = sentence.text.translate(_LOWER)
        for compiled in rules:
            if not compiled.lower.search(lowered):
                continue
            for match in compiled.find.finditer(sentence.text):
                if _fits(compiled, match):
                    yield _correction(compiled.rule, match, sentence.start)


def _fits(compiled: _Compiled, match: re.Match[str]) -> bool:
    known = words()
    for group, name in compiled.rule.where.items():
        if not any(known.is_in(match[group].casefold(), one) for one in name.split("|")):
            return False
    return compiled.unless is None or not compiled.unless.search(match.string)


def _correction(rule: Rule, match: re.Match[str], start: int) -> Correction:
    group = "wrong" if "wrong" in match.re.groupindex else 0
    original = match[group]
    corrected = shape(rule.put, match)
    if original[:1].isupper() and not original.startswith(("I ", "I'")) and corrected[:1].islower():
        corrected = corrected[:1].upper() + corrected[1:]
    offset = start + match.start(group)
    return Correction(original, corrected, rule.because, rule.type, offset, len(original))


@lru_cache(maxsize=1)
def _rules() -> tuple[_Compiled, ...]:
    folder = files("app.tutor.corrections.rules")
    compiled = []
    for name in _FILES:
        data = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        compiled += [_compile(rule) for rule in msgspec.convert(data["rule"], list[Rule])]
    return tuple(compiled)


def _compile(rule: Rule) -> _Compiled:
    find, unless = rule.find, rule.unless
    for macro, pattern in _MACROS.items():
        find, unless = find.replace(macro, pattern), unless.replace(macro, pattern)
    lower = re.compile(_KEPT.sub(lambda part: part[0] if len(part[0]) > 1 else part[0].lower(), find))
    anywhere = re.compile(find) if rule.cased else re.compile(find, re.IGNORECASE)
    return _Compiled(rule, lower, anywhere, re.compile(unless, re.IGNORECASE) if unless else None)
