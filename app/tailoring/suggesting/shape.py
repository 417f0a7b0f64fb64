"""The shape of lines in any language: their ends and beginnings, what is said twice, what comes too late in a line."""

import re
from collections.abc import Iterator, Sequence

from app.documents.evidence import Evidence
from app.documents.resume import Resume
from app.documents.rewording import Change
from app.documents.terms.tokens import fold
from app.tailoring.suggesting.fixing import Fix
from app.tailoring.suggesting.passages import Passage

_FEWEST = 3
_SAME = 0.85
_FEWEST_WORDS = 4
_LATE = 12
_BY_MEANS = re.compile(
    r"(?P<deed>[A-Z][a-z]+ (?:an? |the |several |[0-9]+ )?[^,;:().]{3,60}?) to (?P<purpose>[a-z][^,;:()]{10,160}?),? "
    r"(?P<means>(?:using|with) [^,;:().]{2,60}?(?:,? and [^,;:().]{2,40})?)\.?"
)
_DATES = re.compile(
    r"^(?P<lead>(?:from |since |in |between )?(?P<first>(?:19|20)\d\d)(?: ?(?:to|until|till|-|–|and) ?"
    r"(?P<last>(?:19|20)\d\d|present|now|today))?, )(?P<rest>\S.*)$",
    re.IGNORECASE,
)


class Habits:
    """How most bullets of a résumé end and begin; a habit counts when three of four follow it."""

    def __init__(self, bullets: Sequence[str]) -> None:
        endings = [text.rstrip()[-1:] for text in bullets]
        starts = [text[:1] for text in bullets if text[:1].isalpha()]
        self.ends_in_stop = _habit([end == "." for end in endings if end.isalnum() or end in ".)"])
        self.begins_large = _habit([start.isupper() for start in starts if start.upper() != start.lower()])


def _habit(votes: Sequence[bool]) -> bool | None:
    if len(votes) <= _FEWEST:
        return None
    share = sum(votes) / len(votes)
    return True if share >= 0.75 else False if share <= 0.25 else None


def same_ending(habits: Habits, passage: Passage, text: str) -> Fix | None:
    """A full stop where the other lines have one, none where they have none."""
    if not passage.is_bullet or habits.ends_in_stop is None or passage.entry.startswith("/education/"):
        return None
    stopped = text.endswith(".") and not text.endswith("..")
    if habits.ends_in_stop and text[-1:].isalnum():
        return Fix(text + ".", "Add the full stop", "The other lines end in a full stop; this one does not.", 15)
    abbreviated = re.search(
        r"(?:\b\w|\.\w{1,3}|\b(?:etc|inc|ltd|co|corp|approx|usw|bzw|dr|st|no))\.$", text, re.IGNORECASE
    )
    if not habits.ends_in_stop and stopped and not abbreviated and text.count(". ") == 0:
        reason = "The other lines end without a full stop; this one has it."
        return Fix(text[:-1], "Leave out the full stop", reason, 15)
    return None


def same_beginning(habits: Habits, passage: Passage, text: str) -> Fix | None:
    """A capital where the other lines begin with one."""
    first = re.match(r"[^\W\d_]+", text)
    if not passage.is_bullet or not habits.begins_large or first is None or not first[0].islower():
        return None
    if re.match(r"[\w.+#]*[A-Z0-9.+#]", text.split()[0]):
        return None
    return Fix(text[0].upper() + text[1:], "Begin with a capital", "The other lines begin with a capital letter.", 15)


def without_dates_of_the_entry(passage: Passage, text: str) -> Fix | None:
    """ "From 2019 to 2021, built …" as "Built …" in an entry that is dated 2019 to 2021."""
    found = _DATES.match(text) if passage.is_bullet else None
    if found is None or found["first"] != passage.start[:4]:
        return None
    last = (found["last"] or "").lower()
    if last.isdecimal() and last != passage.end[:4]:
        return None
    open_ended = last in {"present", "now", "today"} or text.lower().startswith("since")
    if (open_ended and passage.ended) or (not last and not open_ended and passage.start[:4] != passage.end[:4]):
        return None
    rest = found["rest"][0].upper() + found["rest"][1:]
    reason = f"“{found['lead'].strip(' ,')}” is what the dates of this entry say already."
    return Fix(rest, "Leave out the dates", reason, 20)


def means_first(keywords: Sequence[str], passage: Passage, text: str) -> Fix | None:
    """ "Built x to do y, using K" as "Built x using K to do y", when K is a keyword that comes late in the line."""
    found = _BY_MEANS.fullmatch(text) if passage.is_bullet else None
    if found is None or len(text[: found.start("means")].split()) < _LATE:
        return None
    if re.search(r"\b(?:to|and|or|using|with|by|that|which)\b", found["deed"]):
        return None
    keyword = next((one for one in keywords if one.casefold() in found["means"].casefold()), None)
    if keyword is None or any(one.casefold() in found["deed"].casefold() for one in keywords):
        return None
    if re.search(r"\b(?:with|using|by|from)\b", found["purpose"]):
        return None
    stop = "." if text.endswith(".") else ""
    moved = f"{found['deed']} {found['means']} to {found['purpose']}{stop}"
    reason = f"“{keyword}” is what the posting looks for; it came only after {_LATE} words or more."
    return Fix(moved, f"Bring “{keyword}” forward", reason, 45, keyword)


def repeated_lines(passages: Sequence[Passage]) -> Iterator[tuple[Change, Fix]]:
    """A bullet that says what another of the same entry says: the shorter one can go."""
    seen: dict[str, list[tuple[Passage, frozenset[str]]]] = {}
    for passage in passages:
        words = frozenset(re.findall(r"\w+", fold(passage.text)))
        if not passage.is_bullet or len(words) < _FEWEST_WORDS:
            continue
        twin = next((other for other, own in seen.get(passage.entry, ()) if _alike(words, own)), None)
        if twin is None:
            seen.setdefault(passage.entry, []).append((passage, words))
            continue
        reason = f"It says again what this line of the same entry says: “{twin.text}”."
        fix = Fix("", "Remove a line that repeats another", reason, 40, "", (Evidence(twin.pointer, twin.text),))
        yield Change(kind="remove", pointer=passage.pointer, before=passage.text), fix


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines have the same words, their numbers included."""
    if {word for word in one if word.isdecimal()} != {word for word in other if word.isdecimal()}:
        return False
    return len(one & other) / len(one | other) >= _SAME


def repeated_skills(resume: Resume) -> Iterator[tuple[Change, Fix]]:
    """A skill that the lists name twice: the later one can go when its list has others."""
    seen: dict[str, Evidence] = {}
    for index, skill in enumerate(resume.skills):
        for number, keyword in enumerate(skill.keywords):
            key = fold(keyword).strip()
            pointer = f"/skills/{index}/keywords/{number}"
            if key not in seen:
                seen[key] = Evidence(pointer, keyword)
            elif len(skill.keywords) > 1:
                fix = Fix("", f"Name “{keyword}” once", "The lists of skills name it twice.", 30, "", (seen[key],))
                yield Change(kind="remove", pointer=pointer, before=keyword), fix
