"""Questions that only the person can answer: they would make a line stronger, and nobody may invent the answer."""

import re
from collections.abc import Iterator, Sequence

from app.documents.resume import Resume
from app.documents.terms.vocabulary import categories
from app.postings.service import ExtractedKeywords
from app.tailoring.results import MatchResult
from app.tailoring.suggesting.passages import Passage
from app.tailoring.suggesting.results import Question, question_id

LONG_LINE = 35
_MOST_NUMBERS = 4
_MOST_MISSING = 5
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|million|half|"
    r"halved|doubled|tripled|twice|quarter|third)\b",
    re.IGNORECASE,
)
_HOW_MUCH = "By how much, and over what time?"
_MEASURES = (
    (r"reduc\w+|decreas\w+|cut|lower\w+|sav(?:ed|es|e|ing)|shorten\w+|minimi[sz]\w+", _HOW_MUCH),
    (r"increas\w+|improv\w+|grew|grow\w*|rais(?:ed|es|e)|boost\w+|expand\w+|exceed\w+", _HOW_MUCH),
    (r"train\w+|taught|teach\w*|coach\w+|mentor\w+|instruct\w+|tutor\w+|onboard\w+", "How many people were they?"),
    (r"manag\w+|led|supervis\w+|coordinat\w+|oversaw|oversee\w*", "How large was it: how many people, sites or euros?"),
    (r"sold|sell\w*|negotiat\w+|closed|won|acquir\w+", "How much was it worth, or how many were they?"),
    (r"serv(?:ed|es|e|ing)|support\w*|assist\w*|answer\w*|treat(?:ed|s)?|car(?:ed|es)", "How many a day or a week?"),
    (r"built|develop\w*|creat\w+|implement\w*|launch\w+|designed|wrote|publish\w+", "Who uses it, and how many?"),
    (r"organi[sz]\w+|host\w+|prepar\w+|cook\w*|repair\w*|install\w*|deliver\w*|process\w*", "How many, and how often?"),
)  # fmt: skip
_PERSONAL = re.compile(
    r"\b(?:date of birth|born on|marital status|married|single, no children|\d+ children|nationality|religion|"
    r"height|weight|social security|passport (?:no|number))\b",
    re.IGNORECASE,
)
_NO_PERSONAL_DATA = frozenset({"en", "nl"})
_ASKED = frozenset({"languages", "frameworks", "tools", "practices", "domain"})
_CLAUSE = re.compile(r"(?:;|, (?:and|which|while|resulting in|leading to)| and) ")


def numbers(passages: Sequence[Passage]) -> Iterator[tuple[int, Question]]:
    """How much and how many, for lines whose verb has a measure, in entries that give none; one an entry."""
    asked: set[str] = {passage.entry for passage in passages if passage.is_bullet and _NUMBER.search(passage.text)}
    left = _MOST_NUMBERS
    for passage in passages:
        if not passage.is_bullet or passage.entry in asked or not left:
            continue
        head = " ".join(passage.text.split()[:4])
        text = next((text for verb, text in _MEASURES if re.search(rf"\b(?:{verb})\b", head, re.IGNORECASE)), None)
        if text is not None:
            asked.add(passage.entry)
            left -= 1
            reason = "No line of this entry has a number. One true figure says more than an adjective."
            yield 24, _question(passage.pointer, passage.text, text, reason)


def near_matches(match: MatchResult) -> Iterator[tuple[int, Question]]:
    """Whether the person has used what the posting asks for, where the résumé shows only its neighbour."""
    for one in match.nearly:
        if categories().get(one.term) in _ASKED:
            text = f"Have you used {one.term} itself?"
            reason = f"The posting asks for it. {one.reason} If you have, say where; if not, leave the line as it is."
            yield 70 if one.required else 45, _question(one.pointer, one.line, text, reason, one.term)


def missing(match: MatchResult) -> Iterator[tuple[int, Question]]:
    """Whether the person has what the posting requires and the résumé does not say."""
    required = [one for one in match.missing if one.required and one.category in _ASKED]
    for one in sorted(required, key=lambda one: -one.weight)[:_MOST_MISSING]:
        text = (
            f"Have you worked with {one.term}?" if one.category != "practices" else f"Have you done this: {one.term}?"
        )
        reason = "The posting requires it and no line of the résumé shows it. If you have, add where; if not, leave it."
        yield 65, _question("", "", text, reason, one.term)


def long_lines(passages: Sequence[Passage]) -> Iterator[tuple[int, Question]]:
    """Where a line of more than 35 words could be cut in two."""
    for passage in passages:
        count = len(passage.text.split())
        if not passage.is_bullet or count <= LONG_LINE:
            continue
        cuts = [
            match
            for match in _CLAUSE.finditer(passage.text)
            if 8 <= len(passage.text[: match.start()].split()) <= count - 6
        ]
        middle = min(cuts, key=lambda match: abs(match.start() - len(passage.text) / 2), default=None)
        where = ""
        if middle is not None:
            where = f" It could end after “{' '.join(passage.text[: middle.start()].split()[-3:])}”."
        reason = (
            f"It has {count} words; lines are skimmed, and what comes after the thirtieth word is seldom read.{where}"
        )
        yield 28, _question(passage.pointer, passage.text, "Can this be two lines, or half as long?", reason)


def repeated_across(passages: Sequence[Passage]) -> Iterator[tuple[int, Question]]:
    """What was different about a job whose line stands word for word under another."""
    first: dict[str, Passage] = {}
    for passage in passages:
        key = " ".join(re.findall(r"\w+", passage.text.casefold()))
        if not passage.is_bullet or len(key.split()) < 4:
            continue
        if key in first and first[key].entry != passage.entry:
            text = "What was different here?"
            reason = (
                "The same line stands under another entry, word for word. The second one tells the reader nothing new."
            )
            yield 26, _question(passage.pointer, passage.text, text, reason)
        first.setdefault(key, passage)


def personal_data(
    resume: Resume, passages: Sequence[Passage], extracted: ExtractedKeywords | None
) -> Iterator[tuple[int, Question]]:
    """Whether what employers in the posting's language do not ask for should stay."""
    if extracted is None or extracted.language not in _NO_PERSONAL_DATA:
        return
    reason = (
        "Employers who write in this language seldom expect it, and some must set such a résumé aside so as not to "
        "judge by it. Where the job is in a country that expects it, keep it."
    )
    if resume.basics.image:
        yield 22, _question("/basics/image", resume.basics.image, "Do you want to send a photograph?", reason)
    for passage in passages:
        found = _PERSONAL.search(passage.text) if "/keywords/" not in passage.pointer else None
        if found is not None:
            yield 22, _question(passage.pointer, passage.text, f"Do you want to tell this: “{found[0]}”?", reason)


def _question(pointer: str, line: str, text: str, reason: str, keyword: str = "") -> Question:
    return Question(
        id=question_id(pointer, text), pointer=pointer, line=line, text=text, reason=reason, keyword=keyword
    )
