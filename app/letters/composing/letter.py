"""A letter and each of its parts: many ways are composed, the best one is taken."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from app.documents.evidence import Evidence
from app.errors import InvalidInput
from app.letters.composing.achievements import Achievement
from app.letters.composing.bodies import Page, Room, body, tell
from app.letters.composing.choosing import Chooser
from app.letters.composing.ending import endings, salutations, sign_off
from app.letters.composing.extras import extras_of
from app.letters.composing.material import Material, gather
from app.letters.composing.occasion import PARTS, Length, Occasion, Paragraph
from app.letters.composing.opening import applying, changing, standing
from app.letters.composing.telling import Told, words_of
from app.letters.composing.voice import joined, sentences, word_count

_ATTEMPTS = 20
_AT_WORK = 3.0
_TOTAL: dict[Length, tuple[int, int]] = {"short": (96, 138), "standard": (172, 252), "long": (250, 372)}
_SHARES = {"opening": 0.24, "body_1": 0.34, "body_2": 0.28, "closing": 0.14}
_IDLE: dict[Length, int] = {"short": 1, "standard": 2, "long": 4}
_CLOSING_WORDS: dict[Length, int] = {"short": 14, "standard": 32, "long": 36}
_LINKS = frozenset({"As", "Besides", "On", "Apart", "Among", "Alongside", "There", "Then", "Beyond"})
_OFTEN_FIRST = frozenset({"I", "I'd", "I'm", "I've", "My", "The", "You", "It"})
_MOTIVE = re.compile(
    r"(?i)\b(?:because|want|drawn|interest\w*|admire|grew up|chang\w+|love|like|enjoy|always|hope|why)\b"
)


def compose_letter(occasion: Occasion) -> tuple[Paragraph, ...]:
    """All parts, in order.

    Raises:
        InvalidInput: the letter is wanted in another language than English.
    """
    material = _gather(occasion)
    written: list[Paragraph] = []
    for part in PARTS:
        written.append(_compose(material, part, written, (), shorter=False))
    return tuple(written)


def compose_part(
    occasion: Occasion,
    part: str,
    written: Sequence[Paragraph] = (),
    *,
    avoid: Sequence[str] = (),
    shorter: bool = False,
) -> Paragraph:
    """One part, beside the paragraphs that stand already, whose achievements and beginnings it does not repeat.

    `avoid` are texts of this part that were seen and not wanted, the newest first: another structure is chosen,
    and other achievements where the résumé has them. `shorter`: the newest of them (or the part as it stands in
    `written`) in fewer words.

    Raises:
        InvalidInput: there is no such part, or the letter is wanted in another language than English.
    """
    if part not in PARTS:
        raise InvalidInput(
            f"A letter has no part called “{part[:40]}”. Its parts are: {', '.join(PARTS)}.", field="part"
        )
    return _compose(_gather(occasion), part, written, avoid, shorter=shorter)


def _gather(occasion: Occasion) -> Material:
    language = occasion.wishes.language.strip().lower()
    if language.split("-")[0].split("_")[0] not in ("en", "english", ""):
        raise InvalidInput(
            "The built-in writer composes letters in English only. For another language, choose a language model "
            "in the settings (FOREWORD_MODEL), or set the language of the letter to English.",
            field="language",
        )
    return gather(occasion)


def _compose(
    material: Material, part: str, written: Sequence[Paragraph], avoid: Sequence[str], *, shorter: bool
) -> Paragraph:
    others = [one for one in written if one.part != part]
    seen = [text for text in (*avoid, *(one.text for one in written if one.part == part)) if text.strip()]
    if part == "salutation":
        return _salutation(material, seen)
    current = seen[0] if shorter and seen else ""
    room = _room(material, part, others)
    if shorter:
        usual = word_count(current) or room.least
        room = room._replace(least=max(8, int(usual * 0.45)), most=max(12, int(usual * 0.75)))
        if current and part.startswith("body") and not _is_composed(material, current):
            return Paragraph(part, _first_sentences(current))
    page = Page(material, [one.text for one in others], seen, keep=current, brief=shorter)
    compose = _composer(part, page, room)
    best: tuple[float, list[Told]] | None = None
    for attempt in range(_ATTEMPTS):
        told = _unlike(compose(Chooser(material.seed, part, attempt, len(avoid))))
        fault = _fault(material, told, others, [] if shorter else seen, room)
        if best is None or fault < best[0]:
            best = (fault, told)
    told = best[1] if best else []
    if shorter and current:
        told = _cut(told, word_count(current.partition("\n\n")[0] if part == "closing" else current))
    text = joined([one.text for one in told])
    if part == "closing":
        text = f"{text}\n\n{sign_off(material)}"
    return Paragraph(part, text, _evidence(told))


def _is_composed(material: Material, text: str) -> bool:
    """Whether a text tells anything in the words of this writer; if not, it is the person's own."""
    keys = [one.key for one in material.achievements] + [
        one.key for group in extras_of(material, material.manner) for one in group
    ]
    return any(key and key.casefold() in text.casefold() for key in keys)


def _first_sentences(text: str) -> str:
    """A text of the person's own without its last sentences, at most three quarters of it; a single sentence stays."""
    kept = sentences(text)
    while len(kept) > 1 and word_count(joined(kept)) > 0.75 * word_count(text):
        kept.pop()
    return joined(kept)


def _composer(part: str, page: Page, room: Room) -> Callable[[Chooser], list[Told]]:
    if part == "opening":
        return lambda choose: _opening(page, choose, room)
    if part == "closing":
        return lambda _: _closing(page)
    return lambda choose: body(page, choose, room, second=part == "body_2")


def _salutation(material: Material, seen: Sequence[str]) -> Paragraph:
    options = salutations(material)
    known = {" ".join(text.split()).casefold() for text in seen}
    return Paragraph("salutation", next((text for text in options if text.casefold() not in known), options[0]))


def _opening(page: Page, choose: Chooser, room: Room) -> list[Told]:
    material = page.material
    own = [text for text in material.hints.told if _MOTIVE.search(text) and not page.stands(text)]
    hints = [Told(text, (), "hint", 5.0, text) for text in own[:1]]
    if material.changes_trade:
        return [changing(material, page.manner, shorter=bool(page.kept)), *hints]
    told = [applying(material, page.manner, choose), *hints]
    left = room._replace(least=1, most=max(40, room.most - words_of(told)))
    best = tell(page, _first(page.achievements(choose)), choose, left, 1, page.manner)
    if not best and not (material.title or material.company):
        best = [one for one in standing(material, page.manner) if not page.stands(one.key)]
    return [*best, *told] if material.occasion.wishes.tone == "direct" else [*told, *best]


def _first(achievements: Sequence[Achievement]) -> list[Achievement]:
    """What a letter begins with: the strongest, done at work unless something else is much stronger."""
    deeds = [one for one in achievements if one.clause.kind != "thing"] or achievements
    return sorted(deeds, key=lambda one: -one.score - (_AT_WORK if one.place.kind == "work" else 0.0))[:1]


def _closing(page: Page) -> list[Told]:
    told = list(endings(page.material, page.manner, shorter=bool(page.kept)))
    practical = [one for one in told if one.frame == "practical" and not page.stands(one.text)]
    rest = [one for one in told if one.frame != "practical"]
    return [*practical, *(rest[-1:] if page.brief else rest)]


def _room(material: Material, part: str, others: Sequence[Paragraph]) -> Room:
    """How many words a part may have: its share, or for the last of the middle parts what the others leave."""
    length = material.occasion.wishes.length
    least, most = _TOTAL[length]
    idle = {"opening": 1, "body_1": _IDLE[length]}.get(part, max(1, _IDLE[length] - 1))
    words = {one.part: word_count(one.text) for one in others}
    if part == "body_2" and {"opening", "body_1"} <= words.keys():
        closing = words.get(
            "closing", _CLOSING_WORDS[length] + sum(word_count(one) for one in material.hints.practical[:3])
        )
        rest = words.get("salutation", 5) + words["opening"] + words["body_1"] + closing
        return Room(max(14, least - rest), max(24, most - rest), idle)
    share = _SHARES.get(part, 0.2)
    return Room(int(least * share), int(most * share) + 4, idle)


def _fault(
    material: Material, told: Sequence[Told], others: Sequence[Paragraph], seen: Sequence[str], room: Room
) -> float:
    """How far a paragraph is from good: said before, begun alike, too long or short, one manner throughout."""
    text = joined([one.text for one in told])
    said = [_plain(one) for one in sentences(text)]
    before = {_plain(one) for paragraph in (*seen, *(one.text for one in others)) for one in sentences(paragraph)}
    begun = Counter(_beginning(one) for one in said)
    standing_begun = {_beginning(one) for paragraph in others for one in sentences(paragraph.text)}
    unwanted = {_beginning(one) for paragraph in seen for one in sentences(paragraph)}
    count = word_count(text)
    fault = 100.0 * sum(one in before for one in said)
    fault += 30.0 * sum(times - 1 for times in begun.values())
    fault += 25.0 * len(begun.keys() & standing_begun & _LINKS)
    fault += 10.0 * len(begun.keys() & standing_begun) + 9.0 * len(begun.keys() & unwanted)
    fault += 15.0 * len({_manner(one) for one in said} & {_manner(one) for one in before})
    fault += 0.9 * max(0, room.least - count) + 1.4 * max(0, count - room.most)
    fault += 5.0 * max(0, text.count(": ") - 1)
    fault += 4.0 * max(0, sum(one.startswith("i ") for one in said) - (len(said) + 1) // 2)
    names = [name for name in (material.company, material.title) if name]
    fault += 4.0 * sum(max(0, text.count(name) - 1) for name in names)
    fault += 12.0 * sum(times - 1 for times in Counter(one.frame for one in told).values())
    scores = sorted((one.score for one in told), reverse=True)
    return fault - 1.2 * sum(scores[:1]) - 0.4 * sum(scores[1:])


def _unlike(told: Sequence[Told]) -> list[Told]:
    """Each substance once."""
    keys: set[str] = set()
    kept = []
    for one in told:
        key = (one.key or one.text).casefold()
        if key not in keys:
            kept.append(one)
            keys.add(key)
    return kept


def _cut(told: Sequence[Told], words: int) -> list[Told]:
    """Without its last sentences, until it is shorter than it was; one sentence always stays."""
    kept = list(told)
    while len(kept) > 1 and sum(word_count(one.text) for one in kept) >= words:
        kept.pop()
    return kept


def _evidence(told: Sequence[Told]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(line for one in told for line in one.evidence))


def _beginning(sentence: str) -> str:
    first, *rest = sentence.split()[:2]
    return first if first not in _OFTEN_FIRST else " ".join([first, *rest])


def _manner(plain: str) -> str:
    return " ".join(plain.split()[:4])


def _plain(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence).strip().casefold()
