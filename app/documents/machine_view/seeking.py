"""Where in a machine's text a value of the résumé arrives, and in what condition."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import msgspec

from app.documents.machine_view.dates import DatedLine, find_period
from app.documents.machine_view.expected import Expected
from app.documents.machine_view.haystack import Haystack, Range, compact, is_unknown
from app.documents.machine_view.results import Cause, State

_ENOUGH_WORDS = 0.6
_MOST_BETWEEN = 8
_FEWEST_KNOWN = 2
_LONGEST_QUOTE = 240
_EXACT_KINDS = frozenset({"email", "link"})
_SPACED_OUT = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_BROKEN_WORD = re.compile(r"\w[-‐\u00ad]\s*\n\s*\w")


class Arrival(msgspec.Struct):
    """`place` is the range in the text; absent when the value is lost."""

    expected: Expected
    state: State
    place: Range | None = None
    cause: Cause = ""


class _Candidate(msgspec.Struct):
    expected: Expected
    places: list[Range]
    state: State
    cause: Cause


def seek(hay: Haystack, lines: list[DatedLine], wanted: Sequence[Expected]) -> list[Arrival]:
    """What became of each value, in their order.

    A value that stands in several places is taken where the rest of its entry is: the same employer may have a job
    and a degree.
    """
    found: list[Arrival] = []
    near = 0
    for block in _blocks(wanted):
        candidates = [_candidate(hay, one) for one in block]
        sure = _sure_places(candidates, near)
        near = sure[len(sure) // 2][0]
        for candidate in candidates:
            arrival = _dated(hay, lines, candidate.expected, near) if candidate.expected.period else None
            found.append(arrival or _nearest(candidate, sure))
    return found


def _blocks(wanted: Sequence[Expected]) -> Iterable[list[Expected]]:
    blocks: dict[str, list[Expected]] = {}
    for one in wanted:
        blocks.setdefault(one.block, []).append(one)
    return blocks.values()


def _sure_places(candidates: list[_Candidate], before: int) -> list[Range]:
    """Where a block is: at what stands in one place alone, else after the block before it."""
    sure = sorted(one.places[0] for one in candidates if len(one.places) == 1 and one.expected.kind != "skill")
    later = [place for one in candidates for place in one.places if place[0] >= before]
    return sure or [min(later, default=(before, before))]


def _nearest(candidate: _Candidate, sure: list[Range]) -> Arrival:
    place = min(candidate.places, key=lambda place: min(_gap(place, other) for other in sure), default=None)
    return Arrival(candidate.expected, candidate.state, place, candidate.cause)


def _gap(one: Range, other: Range) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _candidate(hay: Haystack, wanted: Expected) -> _Candidate:
    if wanted.period:
        return _Candidate(wanted, [], "lost", "")
    found = _sought(hay, wanted)
    if found.state == "found" and _SPACED_OUT.search(wanted.text):
        # It was read from this very file, and with its spaces.
        return _Candidate(wanted, found.places, "garbled", "spaced")
    return found


def _sought(hay: Haystack, wanted: Expected) -> _Candidate:
    places = _headlines(hay, wanted.text) if wanted.kind == "heading" else hay.whole(wanted.text)
    if not places:
        places = [place for other in wanted.others for place in hay.whole(other)]
    if places:
        return _Candidate(wanted, places, "found", "")
    loose = hay.letters(wanted.text)
    if wanted.kind == "heading":
        own = [place for place in loose if _is_own_line(hay.text, place)]
        if loose and not own:
            return _Candidate(wanted, loose, "garbled", "inline")
        loose = own
    if loose:
        causes = {_cause(wanted, hay.text[start:end]) for start, end in loose}
        kept = [place for place in loose if not _cause(wanted, hay.text[slice(*place)])] if "" in causes else loose
        cause = _cause(wanted, hay.text[slice(*kept[0])])
        return _Candidate(wanted, kept, "garbled" if cause else "found", cause)
    remains = _remains(hay, wanted.text, 1.0 if wanted.kind in _EXACT_KINDS else _ENOUGH_WORDS)
    if remains is None:
        return _Candidate(wanted, [], "lost", "")
    spoilt = any(is_unknown(char) for char in hay.text[slice(*remains)])
    return _Candidate(wanted, [remains], "garbled", "unmapped" if spoilt else "incomplete")


def _headlines(hay: Haystack, title: str) -> list[Range]:
    return [place for place in hay.whole(title) if _is_own_line(hay.text, place)]


def _is_own_line(text: str, place: Range) -> bool:
    before = text[max(0, place[0] - 40) : place[0]].rpartition("\n")[2]
    after = text[place[1] : place[1] + 40].partition("\n")[0]
    return not any(char.isalpha() for char in before + after)


def _cause(wanted: Expected, arrived: str) -> Cause:
    """Why letters that follow one another are still not the value; nothing when only marks differ."""
    if any("\ufb00" <= char <= "\ufb06" for char in arrived):
        return "ligature"
    if _loose_accents(arrived) > _loose_accents(wanted.text):
        return "accents"
    if wanted.kind in _EXACT_KINDS:
        return "spaced" if arrived.split() != [arrived] else ""
    return _gaps(wanted.text, arrived)


def _gaps(wanted: str, arrived: str) -> Cause:
    """The same letters: whether words begin where they should. Places are counted in letters."""
    ours, theirs = _beginnings(wanted), _beginnings(arrived)
    if ours - theirs:
        return "joined"
    at_line_ends = {len(compact(arrived[: match.end() - 1])) for match in _BROKEN_WORD.finditer(arrived)}
    if theirs - ours - at_line_ends:
        return "spaced"
    return "hyphen" if theirs - ours else ""


def _beginnings(text: str) -> set[int]:
    return set(accumulate(map(len, _words(text))))


def _loose_accents(text: str) -> int:
    """Accents that stand beside their letter: "e´" for "é", as TeX's oldest fonts draw it; "ı" for "i"."""
    return sum((unicodedata.category(char) in {"Sk", "Mn"} and char not in "^`") or char == "ı" for char in text)


def _words(text: str) -> list[str]:
    return [word for word in map(compact, re.split(r"[^\w\u0300-\u036f]+|_", text)) if word]


def _remains(hay: Haystack, text: str, share: float) -> Range | None:
    """The narrowest part of the text that still has at least this share of the value's words."""
    wanted = _words(text)
    if not wanted:
        return None
    hits = [(index, word) for index, word in enumerate(_known(hay, set(wanted))) if word]
    needed = max(1, round(share * len(wanted)))
    if len(wanted) == 1:
        hits = [(index, word) for index, word in hits if any(map(is_unknown, hay.words[index][0]))]
    best: tuple[int, int, int, int] | None = None
    reach = len(wanted) + _MOST_BETWEEN
    first = 0
    inside: Counter[str] = Counter()
    for index, word in hits:
        inside[word] += 1
        while index - hits[first][0] > reach or inside[hits[first][1]] > 1:
            inside[hits[first][1]] -= 1
            first += 1
        found = (sum(map(bool, inside.values())), hits[first][0] - index, hits[first][0], index)
        best = found if best is None else max(best, found, key=lambda one: one[:2])
    if best is None or best[0] < min(needed, len(set(wanted))):
        return None
    start, end = hay.words[best[2]][1], hay.words[best[3]][2]
    return start, min(end, start + 4 * len(text) + _LONGEST_QUOTE)


def _known(hay: Haystack, wanted: set[str]) -> list[str]:
    """For each word of the text the value's word that it is, or could be where a letter is unknown; else nothing."""
    known = []
    for word, _, _ in hay.words:
        plain = compact(word)
        if plain in wanted and not any(map(is_unknown, word)):
            known.append(plain)
        elif any(map(is_unknown, word)) and plain:
            known.append(_guess(word, wanted))
        else:
            known.append("")
    return known


def _guess(word: str, wanted: set[str]) -> str:
    parts = ["." if is_unknown(char) else re.escape(compact(char)) for char in word]
    known = sum(part != "." for part in parts)
    if known < _FEWEST_KNOWN or known * 2 < len(parts):
        return ""
    pattern = re.compile(re.sub(r"\.+", lambda run: f".{{1,{3 * len(run[0])}}}", "".join(parts)))
    return next((one for one in sorted(wanted) if pattern.fullmatch(one)), "")


def _dated(hay: Haystack, lines: list[DatedLine], wanted: Expected, near: int) -> Arrival:
    if wanted.period is None:
        return Arrival(wanted, "lost")
    place, is_clear = find_period(hay, lines, wanted.period, near)
    if place is None:
        return Arrival(wanted, "lost")
    return Arrival(wanted, "found" if is_clear else "garbled", place, "" if is_clear else "unreadable_date")


def quote(text: str, place: Range) -> str:
    """What stands there, on one line and not too long."""
    arrived = " ".join(text[slice(*place)].split())
    return arrived if len(arrived) <= _LONGEST_QUOTE else arrived[: _LONGEST_QUOTE - 1] + "…"
