"""The paragraphs that tell what the person has done: of which place, how much, in which order, and what else."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.letters.composing.achievements import Achievement
from app.letters.composing.choosing import Chooser
from app.letters.composing.extras import extras_of, familiar
from app.letters.composing.manners import Manner
from app.letters.composing.material import Material
from app.letters.composing.opening import standing
from app.letters.composing.places import Place
from app.letters.composing.telling import Told, Turn, tell_run, words_of
from app.letters.composing.voice import spoken, word_count

_MOST_EXTRAS = {"short": 1, "standard": 2, "long": 3}
_MOST_OF_A_PLACE = {"short": 2, "standard": 3, "long": 4}
_WORTH_KEEPING = -20.0
_SPOKEN_OF = 1.5
_OTHERS_COUNT = 0.5
_LONGEST_ASIDE = 14
_GOING_ON = 3.0
_TOLD_BEFORE, _AT_WORK, _FIRST_AT_WORK = -5.0, 2.0, 6.0
_CARRIED_OVER = (
    (
        "Some of what I have done may be of use to you all the same.",
        "Part of what I do may be of use to you even so.",
        "I hope that some of my work may be of use to you all the same.",
    ),
    (
        "Still, part of my work may carry over.",
        "Still, some of what I have done elsewhere may serve you.",
        "Even so, I think that some of it may carry over.",
    ),
    (
        "Some of my work may carry over, I think.",
        "I think that part of my work may carry over.",
        "There are things in my work that may carry over.",
    ),
    (
        "What I would bring comes from other work.",
        "What I can offer comes from another kind of work.",
        "My own work has been of another kind, but it may serve you.",
    ),
)


class Room(NamedTuple):
    """How many words a paragraph may have, and how many achievements may be told that say nothing to the posting."""

    least: int
    most: int
    idle: int


class Page:
    """What stands in the letter already, what was seen and not wanted, and how much room there is."""

    def __init__(
        self, material: Material, written: Sequence[str], avoid: Sequence[str], *, keep: str = "", brief: bool = False
    ) -> None:
        self.material = material
        self.written = "\n".join(written).casefold()
        self.avoided = "\n".join(avoid).casefold()
        self.kept = keep.casefold()
        self.brief = brief or material.occasion.wishes.length == "short"
        self.manner: Manner = material.manner if keep else material.manner.shifted(len(avoid))
        self._told = self._told_places()

    def stands(self, key: str) -> bool:
        """Whether something is told in another part of the letter."""
        return bool(key) and key.casefold() in self.written

    def keeps(self, key: str) -> bool:
        """Whether something may stay in a paragraph that is made shorter; anything may where none is."""
        return not self.kept or key.casefold() in self.kept

    def liking(self, key: str) -> float:
        """How much something is wanted here: what was turned down is not, nor what begins like something told."""
        alike = " ".join(key.casefold().split()[:4])
        said_alike = -4.0 if len(alike.split()) == 4 and alike in self.written else 0.0
        return said_alike + (-6.0 if key and key.casefold() in self.avoided else 0.0)

    def achievements(self, choose: Chooser) -> list[Achievement]:
        """What can still be told, the strongest first; those that say nothing to the posting in a chosen order."""
        tellable = [one for one in self.material.achievements if one.score > _WORTH_KEEPING]
        whole = [one for one in tellable if one.clause.kind != "quote"] or tellable
        left = [one for one in whole if not self.stands(one.key) and self.keeps(one.key)]
        ranked = {
            id(one): one.score + self.liking(one.key) + choose.number(100) / (80 if one.shown else 18) for one in left
        }
        return sorted(left, key=lambda one: -ranked[id(one)])

    def turn(self, place: Place, before: Sequence[Place]) -> Turn:
        """How the next sentence speaks of a place, after those of which this paragraph has spoken."""
        wishes = self.material.occasion.wishes
        told = [*self._told, *before]
        titled = bool(place.role) and place.role.casefold() in f"{self.written}\n{self.material.title.casefold()}"
        turn = Turn("first", self.brief, wishes.tone, titled, self._thing(place))
        if place in told:
            return turn._replace(name="again" if told[-1] is place else "back")
        dated = [each for each in told if each.begins and each.kind == "work"]
        if place.kind == "work" and told and told[-1].kind == "work" and dated and all(map(place.is_before, dated)):
            return turn._replace(name="before")
        return turn

    def told_places(self) -> list[Place]:
        """The places that other parts of the letter tell of, the one told last at the end."""
        return self._told

    def _told_places(self) -> list[Place]:
        last = {
            one.place.pointer: (self.written.find(one.key.casefold()), one.place)
            for one in sorted(self.material.achievements, key=lambda one: self.written.find(one.key.casefold()))
            if self.stands(one.key)
        }
        return [place for _, place in sorted(last.values(), key=lambda each: each[0])]

    def _thing(self, place: Place) -> Achievement | None:
        """What a project is, where it is not told yet and short enough to be said beside its name."""
        found = (one for one in self.material.achievements if one.place is place and one.clause.kind == "thing")
        one = next(found, None)
        short = one is not None and len(one.clause.text.split()) <= _LONGEST_ASIDE and ":" not in one.clause.text
        return one if one is not None and short and not self.stands(one.key) else None


def tell(
    page: Page, achievements: Sequence[Achievement], choose: Chooser, room: Room, places: int, manner: Manner
) -> list[Told]:
    """Sentences on achievements, one place after the other, until there are enough words."""
    told: list[Told] = []
    spoken_of: list[Place] = []
    idle = room.idle
    for place, lines in _by_place(page, achievements, _AT_WORK if places > 1 else _FIRST_AT_WORK)[:places]:
        run: list[Achievement] = []
        lines = _without_thing(lines, told_already=place in page.told_places())
        for one in lines[: _MOST_OF_A_PLACE[page.material.occasion.wishes.length]]:
            if one.shown or idle > 0 or not (told or run):
                run.append(one)
                idle -= not one.shown
        if told and words_of(told) >= room.least:
            break
        turn = page.turn(place, spoken_of)
        if turn.name == "again" and spoken_of:
            turn = turn._replace(name="back")
        for sentence in tell_run(_in_order(run, choose), manner, turn, choose):
            if told and (words_of(told) >= room.least or words_of(told) + word_count(sentence.text) > room.most):
                break
            told.append(sentence)
        spoken_of.append(place)
    return told


def _by_place(page: Page, achievements: Sequence[Achievement], at_work: float) -> list[tuple[Place, list[Achievement]]]:
    """Achievements grouped by where they belong, the place with most to say first; later paragraphs turn to others."""
    groups: dict[str, list[Achievement]] = {}
    told = page.told_places()
    left_behind = {place.pointer for place in told if len(told) > 1 or place.kind != "work"}
    for one in achievements:
        groups.setdefault(one.place.pointer, []).append(one)

    def weight(group: list[Achievement]) -> float:
        place = group[0].place
        weight = group[0].score + _OTHERS_COUNT * sum(max(0.0, one.score) for one in group[1:3])
        weight += _TOLD_BEFORE if place.pointer in left_behind else 0.0
        weight += _GOING_ON if len(told) == 1 and place is told[0] and len(group) > 1 else 0.0
        return weight + (at_work if place.kind == "work" else 0.0)

    return [(group[0].place, group) for group in sorted(groups.values(), key=lambda group: -weight(group))]


def _without_thing(lines: list[Achievement], *, told_already: bool) -> list[Achievement]:
    """What a project is goes with its name where something was done in it, and is not told behind that."""
    deeds = [one for one in lines if one.clause.kind != "thing"]
    return deeds if deeds or told_already else lines


def _in_order(run: list[Achievement], choose: Chooser) -> list[Achievement]:
    """The order of the telling: what a project is comes first; else the strongest, or what joins well, by choice."""
    things = [one for one in run if one.clause.kind == "thing"]
    rest = [one for one in run if one.clause.kind != "thing"]
    if len(rest) > 1 and rest[0].score - rest[1].score < _SPOKEN_OF and choose.number(2):
        rest[0], rest[1] = rest[1], rest[0]
    return [*things, *rest]


def body(page: Page, choose: Chooser, room: Room, *, second: bool) -> list[Told]:
    """A middle paragraph. The second one also tells what is no achievement, and the person's own facts."""
    material = page.material
    achievements = page.achievements(choose)
    extras = _extras(page, choose) if second or not achievements else []
    own = [Told(text, (), "hint", 5.0, text) for text in material.hints.told if second and not page.stands(text)]
    reserved = words_of([*extras, *own])
    left = room._replace(least=max(10, room.least - reserved), most=max(34, room.most - reserved))
    places = (3 if material.occasion.wishes.length == "long" else 2) if second else 1
    enough = bool(extras) and reserved >= room.least and page.brief
    manner = page.manner
    told = [] if enough else tell(page, achievements, choose, left, places, manner)
    if not second and told and words_of(told) < room.least // 2:
        told = tell(page, achievements, choose, left, 2, manner)
    if not second and not page.brief:
        told += _tie(page, told)
    if not second and material.changes_trade and told:
        text = spoken(choose.pick(_CARRIED_OVER[page.manner.rest]), material.occasion.wishes.tone)
        told = [Told(text, (), "carried over"), *told]
    told = [*own, *told, *extras]
    if words_of(told) < 10:
        told += _without_achievements(page)
    return told


def _tie(page: Page, told: Sequence[Told]) -> list[Told]:
    """One sentence at most that says what of the posting the paragraph's achievements show."""
    keys = {one.key for one in told}
    run = [one for one in page.material.achievements if one.key in keys]
    one_place = len({one.place.pointer for one in run}) == 1
    found = familiar(page.material, run, page.manner) if one_place else None
    return [found] if found and page.keeps(found.key) else []


def _extras(page: Page, choose: Chooser) -> list[Told]:
    wishes = page.material.occasion.wishes
    found: list[Told] = []
    for group in extras_of(page.material, page.manner):
        fresh = [one for one in group if not page.stands(one.key) and page.keeps(one.key)]
        if fresh and len(found) < (1 if page.brief else _MOST_EXTRAS[wishes.length]):
            found.append(choose.pick(fresh))
    return found


def _without_achievements(page: Page) -> list[Told]:
    """For a résumé that tells next to nothing: what is known of the person's posts, and an offer to say more."""
    material = page.material
    tone = material.occasion.wishes.tone
    found = _first_fresh(standing(material, page.manner), page)
    general = (
        "My résumé has the dates and details, and I would be glad to explain how they fit this role.",
        "Anything beyond my résumé that matters to you, I am ready to tell.",
        "I would be glad to tell you in person what I could bring.",
        "What else you would like to know of me, please ask.",
    )
    told = [spoken(text, tone) for text in general]
    fresh = tuple(text for text in told if not page.stands(text))
    return [*found, Told(page.manner.of(fresh or tuple(told)), (), "general")]


def _first_fresh(told: Iterable[Told], page: Page) -> list[Told]:
    return [one for one in told if not page.stands(one.key)][:1]
