"""How a sentence asks for each thing in it: required, nice to have, one of several, or not at all."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.documents.terms.lexicon import Hit
from app.documents.terms.tokens import fold_in_place
from app.documents.terms.vocabulary import categories, load_data, posting_words, related_to
from app.postings.results import Origin
from app.postings.sentences import Sentence

_SEGMENT = re.compile(
    r";(?!\s+(?:these|those|this|that|all|both|none|neither|either|das|dies|cela|esto|eso|dat|dit)\b)|\s+(?:but|aber|mais|maar|pero|mas)\s+"
    r"(?!(?:(?:sind|ist|is|are|es|son|n'est|ne sont|nao e)\s+)?(?:kein|keine|not|pas|geen|no|nao)\b)|[()]"
)
_FORWARD = re.compile(
    r"\b(?:ideally|preferably|a ser posible|a poder ser|preferiblemente|preferencialmente|de preference|liefst|"
    r"idealerweise|idealement|bij voorkeur|idealmente|nice to have|bonus|gerne? (?:auch|mit)|optional)\b"
)
_SAID_OF = re.compile(r"\b(?:be|is|are|as|an?)\s+$")
_FIRM = re.compile(
    r"\b(?:required|must|essential|mandatory|erforderlich|zwingend|indispensable|vereist|imprescindible)\b"
)
_LEVEL = re.compile(
    r"\b(?:fluent|native|excellent|very good|sehr gute\w*|fliessend\w*|verhandlungssicher\w*|courant|fluido|vloeiend)\b"
)
_OR = re.compile(
    r"\s*\)?,?\s*(?:\([^)]*\)\s*)?(?:and/or|or|oder|bzw\.?|ou|of|o)\s+"
    r"(?:(?:an?|in|with|either|another|mit|en|equivalent)\s+)?\(?",
    re.IGNORECASE,
)
_PAID = re.compile(r"bonus\b(?! points)")
_COMMA = re.compile(r"\s*,\s*")
_SLASH = re.compile(r"\s*/\s*")
_NEGATED_TAIL = r"(?:\s+(?!only\b|just\b|nur\b)\w+){0,3}\s*$"
_LONGEST_NEGATION = 200
"""Characters of a negation with the three words after it: a segment may be a whole posting, with a thousand things."""
_OR_WORDS = {"en": "or", "de": "oder", "fr": "ou", "nl": "of", "es": "o", "pt": "ou"}


def origins_of(sentence: Sentence, hits: Sequence[Hit], *, headed: bool) -> list[Origin | None]:
    """For each hit of a sentence what it is asked as; None for what is said not to be asked for."""
    folded = fold_in_place(sentence.text)
    base = _base(sentence, folded, headed=headed)
    bounds = [0, *(end for match in _SEGMENT.finditer(folded) for end in match.span()), len(folded)]
    segments = [(bounds[at], bounds[at + 1]) for at in range(0, len(bounds), 2)]
    found: list[Origin | None] = []
    for hit in hits:
        start, end = next(((first, last) for first, last in segments if first <= hit.start < last), (0, len(folded)))
        found.append(_origin(folded[start:end], hit.start - start, base))
    return found


def alternatives_of(sentence: Sentence, hits: Sequence[Hit], language: str) -> list[tuple[str, ...]]:
    """For each hit the other terms of which one is enough ("Java, Kotlin or Scala", "AWS/GCP")."""
    groups: list[list[int]] = []
    for index in range(1, len(hits)):
        gap = sentence.text[hits[index - 1].end : hits[index].start]
        if _is_or(gap, language) or _is_choice(gap, hits[index - 1].term, hits[index].term):
            if groups and groups[-1][-1] == index - 1:
                groups[-1].append(index)
            else:
                groups.append([*_listed_before(sentence.text, hits, index - 1), index - 1, index])
    found: list[tuple[str, ...]] = [()] * len(hits)
    for group in groups:
        terms = dict.fromkeys(hits[index].term for index in group)
        for index in group:
            found[index] = tuple(term for term in terms if term != hits[index].term)
    return found


def offers(sentence: Sentence) -> bool:
    """Whether a sentence speaks of what the employer gives, or of how to apply."""
    folded = fold_in_place(sentence.text)
    if sentence.part in ("required", "nice"):
        return not sentence.listed and bool(_pattern("gives").search(folded))
    if _pattern("handles_money").search(folded):
        return False
    return bool(_cue("offer").search(folded) or _pattern("gives").search(folded))


def sets_a_condition(sentence: Sentence) -> bool:
    """Whether a sentence among the offers says what the post depends on, such as a check of records."""
    return bool(_pattern("conditions").search(fold_in_place(sentence.text)))


def speaks_of_the_job(sentence: Sentence) -> bool:
    """Whether a sentence under no heading is about the applicant or the tasks, not about the employer."""
    folded = fold_in_place(sentence.text)
    welcome = _cue("nice").search(folded)
    wished = welcome is not None and not _PAID.match(folded, welcome.start())
    return wished or bool(_pattern("of_the_job").search(folded))


def tells_of_the_employer(sentence: Sentence) -> bool:
    """Whether a sentence under no heading is the employer's own story."""
    return bool(_pattern("tells").search(fold_in_place(sentence.text))) and not speaks_of_the_job(sentence)


@lru_cache(maxsize=64)
def cues_in(text: str) -> tuple[str, ...]:
    """The ways in which a sentence says that it asks, tells or offers: required, nice, of_the_job, tells, gives."""
    folded = fold_in_place(text)
    cues = [cue for cue in ("required", "nice", "offer") if _cue(cue).search(folded)]
    return (*cues, *(name for name in ("of_the_job", "tells", "gives") if _pattern(name).search(folded)))


def _base(sentence: Sentence, folded: str, *, headed: bool) -> Origin:
    if _pattern("marked").search(folded):
        return "nice"
    if _pattern("marked_firm").search(folded):
        return "required"
    if sentence.part == "duties" and not sentence.listed and _pattern("insists").search(folded):
        return "required"
    if sentence.part in ("required", "nice", "duties"):
        return sentence.part
    if sentence.part == "about":
        return "about"
    if sentence.part == "offer":
        return "required"
    return "required" if _cue("required").search(folded) or not headed else "duties"


def _origin(segment: str, at: int, base: Origin) -> Origin | None:
    if _negated().search(segment, max(0, at - _LONGEST_NEGATION), at) or _spared(segment, at):
        return None
    welcome = _welcome(segment)
    if welcome is None:
        return base
    if _only_not_asked(segment):
        return None if welcome.start() > at else base
    forward = _FORWARD.search(segment)
    if (
        forward
        and not _SAID_OF.search(segment[: forward.start()])
        and forward.start() > at
        and forward.group() == welcome.group()
    ):
        return base
    firm = _FIRM.search(segment)
    if firm and not segment[firm.start() - 4 : firm.start()].startswith("not"):
        comma = segment.rfind(",", 0, welcome.start())
        return "nice" if at > comma >= 0 and at > firm.start() else base
    comma = segment.rfind(",", 0, welcome.start())
    if at < comma and _LEVEL.search(segment[:comma]):
        return base
    return "nice" if base != "about" else None


@lru_cache(maxsize=64)
def _welcome(segment: str) -> re.Match[str] | None:
    return _cue("nice").search(segment)


def _spared(segment: str, at: int) -> bool:
    """Whether a clause says after a thing that it need not be there ("A PhD is not expected")."""
    spared = _pattern("spared").search(segment, at)
    return spared is not None and not re.search(r"\b(?:welcome|plus|pre|helpful)\b", segment[: spared.start()])


def _only_not_asked(segment: str) -> bool:
    if not any(phrase in segment for phrase in posting_words().not_asked):
        return False
    rest = segment
    for phrase in posting_words().not_asked:
        rest = rest.replace(phrase, " ")
    return not _cue("nice").search(rest)


def _is_or(gap: str, language: str) -> bool:
    if not _OR.fullmatch(gap):
        return False
    words = set(re.findall(r"[a-z]+", gap.casefold()))
    return bool(words & {_OR_WORDS.get(language, "or"), "or", "oder", "bzw"})


def _is_choice(gap: str, first: str, second: str) -> bool:
    """A slash between two things of a kind."""
    near = {relation.term for relation in related_to().get(first, ())}
    return bool(_SLASH.fullmatch(gap)) and second in near


def _listed_before(text: str, hits: Sequence[Hit], last: int) -> list[int]:
    """Indexes of the hits listed by commas before `last`, as long as they are of the same category."""
    known = categories()
    indexes: list[int] = []
    while last > 0 and _COMMA.fullmatch(text[hits[last - 1].end : hits[last].start]):
        if known.get(hits[last - 1].term) != known.get(hits[last].term):
            break
        last -= 1
        indexes.insert(0, last)
    return indexes


@lru_cache(maxsize=4)
def _cue(kind: str) -> re.Pattern[str]:
    cues = sorted(posting_words().cues[kind], key=len, reverse=True)
    further = load_data("posting")["patterns"]["welcome"] if kind == "nice" else ()
    return re.compile("|".join((rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))})(?!\w)", *further)))


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_data("posting")["patterns"][name]))


@lru_cache(maxsize=1)
def _negated() -> re.Pattern[str]:
    words = "|".join(map(re.escape, posting_words().negations))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)(?! only| just| nur){_NEGATED_TAIL}")
