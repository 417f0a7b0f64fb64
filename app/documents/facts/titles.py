"""Job titles that a text gives the person, against those that the résumé gives."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.documents.facts.record import Entry, Record, RecordLine
from app.documents.facts.words import WORD, meaning_of, title_words
from app.documents.folding import fold

_BEFORE = re.compile(
    r"(?:\bas(?:\s+(?:an?|the|their|its|your|our))?|\b(?:i\s+am|i'm|i\s+was|i\s+became|i've\s+been"
    r"|i\s+have\s+been)(?:\s+(?:an?|the|now|also|currently))*"
    r"|\b(?:promoted|rose|advanced|promotion|moved\s+up)\s+to(?:\s+(?:an?|the))?|\b(?:role|job|position|title"
    r"|post)\s+(?:of|was|is)(?:\s+(?:an?|the))?)\s+$"
)
_LONGEST = 6
_CONNECTED = frozenset({"of", "in", "for", "de", "at", "to", "on"})
_OF = re.compile(r"\s+(?:de|of)\s+(?=[a-z])")


class Title(NamedTuple):
    """A title at `[start, end)`; `official` when written with capitals."""

    start: int
    end: int
    words: tuple[str, ...]
    official: bool


def titles_in(
    text: str, folded: str, start: int, end: int, followers: Sequence[int] = (), own: frozenset[str] = frozenset()
) -> list[Title]:
    """Titles that the person is given in `[start, end)`.

    `followers` are places of employers' names, `own` are last words of the résumé's titles (`heads_of`).
    """
    tokens = list(WORD.finditer(folded, start, end))
    heads = title_words().heads | own
    found: list[Title] = []
    for index, token in enumerate(tokens):
        if token[0] not in heads or _continues(folded, tokens, index, heads):
            continue
        first = _first(folded, tokens, index)
        if found and tokens[first].start() < found[-1].end:
            continue
        place, last = tokens[first].start(), _last(text, folded, token.end(), end)
        if _is_given(folded, start, place, last, followers):
            words = tuple(match[0] for match in WORD.finditer(folded, place, last))
            official = sum(text[match.start()].isupper() for match in WORD.finditer(folded, place, last)) >= 2
            found.append(Title(place, last, words, official))
    return found


def heads_of(record: Record) -> frozenset[str]:
    """The last words of the résumé's own titles, for trades that no list has ("Reporter", "Caseworker")."""
    titles = [fold(entry.title).split() for entry in record.entries.values() if entry.kind in ("work", "volunteer")]
    return frozenset(
        words[-1] for words in titles if words and words[-1].isalpha() and not _CONNECTED.intersection(words)
    )


def bearers(title: Title, entries: Iterable[Entry]) -> list[Entry]:
    """Entries whose title includes the claimed one and raises it nowhere."""
    return [entry for entry in entries if entry.title and entry.kind != "education" and _includes(entry, title)]


def lines_naming(title: Title, lines: Iterable[RecordLine]) -> list[RecordLine]:
    """Lines that tell that the person became this ("promoted to team lead")."""
    words = r"\W+".join(re.escape(word) for word in title.words)
    given = re.compile(
        rf"\b(?:promot\w+\s+(?:\w+\s+)?to|chosen|appointed|named|elected|became|acting|served|worked|as)\s+(?:as\s+)?"
        rf"(?:an?\s+|the\s+)?{words}(?!\w)"
    )
    return [line for line in lines if given.search(line.said.folded)]


def described(title: Title, record: Record) -> bool:
    """Whether the résumé describes the person so in its own words, apart from any one job."""
    words = " ".join(word for word in title.words if word not in title_words().plain)
    summary = fold(f"{record.resume.basics.label or ''} . {record.resume.basics.summary or ''}")
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", summary) is not None


def described_loosely(title: Title, record: Record) -> bool:
    """Whether a description without rank ("a backend engineer") fits a title and the résumé's subjects."""
    known = title_words()
    subjects = {meaning for line in record.lines for meaning in line.said.about}
    held = [_words(entry.title) for entry in record.entries.values() if entry.kind in ("work", "volunteer")]
    head = next((word for word in reversed(title.words) if word in known.heads), "")
    if title.official or any(word in known.high for word in title.words):
        return False
    if not any(_same(head, word) for words in held for word in words):
        return False
    rest = [word for word in title.words if word != head and word not in known.plain]
    return all(
        meaning_of(word) in subjects or any(word in words for words in held) or _is_part(word, record.words)
        for word in rest
    )


def _is_part(word: str, words: str) -> bool:
    return len(word) > 3 and word in words


def _continues(folded: str, tokens: Sequence[re.Match[str]], index: int, heads: frozenset[str]) -> bool:
    """ "Lead" before "machine learning engineer" is not the end of the title."""
    for at in range(index + 1, min(len(tokens), index + _LONGEST)):
        if folded[tokens[at - 1].end() : tokens[at].start()] not in (" ", "-") or tokens[at][0] in title_words().stops:
            return False
        if tokens[at][0] in heads:
            return True
    return False


def _first(folded: str, tokens: Sequence[re.Match[str]], index: int) -> int:
    first = index
    while first > 0 and index - first < _LONGEST:
        before = tokens[first - 1]
        gap = folded[before.end() : tokens[first].start()]
        joined = before[0] in ("and", "&") and first > 1 and gap == " "
        if gap not in (" ", "-", "/", "  ") or (before[0] in title_words().stops and not (joined and before[0] == "&")):
            break
        first -= 1
    return first


def _last(text: str, folded: str, place: int, end: int) -> int:
    """ "Head of Engineering", "Chef de Partie": the title goes on with names of subjects, not of employers."""
    of = _OF.match(folded, place, end)
    if of is None:
        return place
    word = WORD.match(folded, of.end(), end)
    lead = re.split(r"[\s-]", folded[max(0, place - 40) : place])[-1]
    if word is None or lead not in ("head", "director", "chef", "vp", "president", "chief", "lead"):
        return place
    return word.end() if lead == "chef" or text[word.start()].isupper() else place


def _is_given(folded: str, start: int, place: int, last: int, followers: Sequence[int]) -> bool:
    if _BEFORE.search(folded, max(start, place - 40), place):
        return True
    return place == start and any(0 < follower - last < 10 for follower in followers)


def _includes(entry: Entry, title: Title) -> bool:
    known = title_words()
    held = _words(entry.title)
    claimed = [word for word in title.words if word not in known.plain]
    initials = "".join(word[0] for word in held)
    spelt = fold(entry.title)
    about = {meaning for line in entry.lines for meaning in line.said.about}
    terms = {term.casefold() for line in entry.lines for term in line.said.implied}
    for word in claimed:
        if any(_same(word, own) for own in held) or (len(word) > 1 and word in initials):
            continue
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", spelt):
            continue
        is_subject = word not in known.high and word not in known.heads and word not in known.low
        if is_subject and (word in terms or (not title.official and meaning_of(word) in about)):
            continue
        if word.isupper() or not _spells_out(word, claimed, held):
            return False
    if not claimed:
        return False
    lowered = [word for word in held if word in known.low and not any(_same(word, own) for own in claimed)]
    return not (lowered and (len(claimed) > 1 or claimed[0] in ("manager", "director", "head", "president")))


def _spells_out(word: str, claimed: Sequence[str], held: Sequence[str]) -> bool:
    """ "Information Technology" where the résumé has "IT"."""
    initials = "".join(each[0] for each in claimed)
    return any(
        len(own) in (2, 3) and own in initials and word[0] in own and len(word) > 3 and own not in claimed
        for own in held
    )


def _same(first: str, second: str) -> bool:
    return first == second or second in title_words().same.get(first, frozenset()) or _stem(first) == _stem(second)


def _stem(word: str) -> str:
    return {"sr": "senior", "jr": "junior", "rn": "nurse"}.get(word.rstrip("."), word.rstrip("."))


def _words(title: str) -> list[str]:
    return [match[0] for match in WORD.finditer(fold(title)) if match[0] not in ("of", "the", "and", "for", "de", "in")]
