"""A résumé's line turned into a main clause in the first person.

Résumés are written in verbless style: past tenses ("Cut costs by …"), bases ("Maintain …"), third persons,
gerunds, states ("Responsible for …"), things bestowed ("Awarded …") and noun phrases. Each has a turn that is right
whatever follows, so that only the first word or two are ever changed. What has none is quoted as it stands.
"""

import re
from itertools import takewhile
from typing import Literal, NamedTuple

from app.letters.composing.bullets import calm, clean_line, mended, sentences_of, without_label
from app.letters.composing.verbs import base_of, is_base, past_of, verb_of, words

Kind = Literal["past", "present", "duty", "gerund", "state", "own", "noun", "thing", "quote"]
_LONGEST_TOLD = 55
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did|can|could|will|would|now|still|I|we|they|it)\b")
_NOT_NOUNISH_AFTER = frozenset(
    {"of", "for", "in", "on", "at", "as", "by", "from", "within", "across", "to", "under", "or"}
)
_BESTOWED_BY = frozenset(
    {"to", "as", "by", "in", "from", "within", "after", "for", "on", "among", "with", "into", "at"}
)
_ALWAYS_BESTOWED = frozenset(
    {"awarded", "nominated", "elected", "named", "ranked", "tasked", "entrusted", "shortlisted", "commended", "voted"}
)
_HEAD = re.compile(r"^(?:I (?:(?:am|was) (?=\S+ \S+))?|my work included?s? |it was my job to )")
_EMPTY_ADVERBS = frozenset({"successfully", "effectively", "efficiently", "also", "then", "later", "currently"})
_NOMINAL = re.compile(r"(?:tion|sion|ment|ance|ence|ship|sis|ery|ing|care|support|work|maintenance|design)s?$")


class Clause(NamedTuple):
    """`text` is a main clause without a capital (but I) or full stop; `verbal` is it without "I", where "I" begins it.

    `short` is `text` without what its line adds after a semicolon, in brackets or after a dash.
    """

    text: str
    verbal: str
    kind: Kind
    short: str

    @property
    def key(self) -> str:
        """The words by which the clause is known again in any of its sentences."""
        both = zip(self.text.split(), self.short.split(), strict=False)
        shared = [word for word, other in takewhile(lambda pair: pair[0].rstrip(",:;") == pair[1].rstrip(",:;"), both)]
        told = _HEAD.sub("", " ".join(shared[:14]))
        return " ".join(told.split()[:11]).strip("“”,:;")

    @property
    def is_first_person(self) -> bool:
        """Whether the clause begins with "I"."""
        return self.text.startswith("I ")


def clause_of(line: str, *, current: bool) -> Clause | None:
    """The line as a clause; None when it has no words. `current`: it is about what the person does today."""
    text = clean_line(line)
    if not text:
        return None
    spoken = mended(calm(text) or "") or None
    if spoken is None or len(spoken.split()) > _LONGEST_TOLD or _is_foreign(spoken):
        return _quoted(text)
    told = [clause for part in sentences_of(spoken) if (clause := _turn(without_label(part), current))]
    if not told:
        return _quoted(text)
    first = told[0]
    return first if len(first.text.split()) > 2 else _quoted(text)


def thing_of(line: str) -> Clause | None:
    """What a project is ("a command-line checker for …"), to go behind "is"; None when it is told otherwise."""
    text = calm(clean_line(line)) or ""
    if not re.match(r"(?i)(?:an?|the)\s\w", text) or _is_foreign(text) or len(text.split()) > _LONGEST_TOLD:
        return None
    head = sentences_of(text)[0]
    said = head[0].lower() + head[1:]
    return Clause(said, "", "thing", _shortened(said))


def _turn(text: str, current: bool) -> Clause | None:
    head, *tails = re.split(r";\s+", text)
    adverb, head = _adverb_and_rest(head)
    clause = _main(head, current)
    if clause is None:
        return None
    kind, subject, verbal = clause
    verbal = f"{adverb} {verbal}" if adverb and kind in ("past", "present", "duty") else verbal
    short = _shortened(verbal)
    whole = _with_tails(verbal, tails, kind)
    return Clause(
        f"{subject} {whole}".strip(),
        whole if subject == "I" and kind != "state" else "",
        kind,
        f"{subject} {short}".strip(),
    )


def _main(text: str, current: bool) -> tuple[Kind, str, str] | None:
    """The kind of a line, the subject that it wants and what the subject does."""
    first, _, rest = text.partition(" ")
    lower, after = first.lower(), _first_word(rest)
    if not rest:
        return None
    if first in ("I", "I'm", "I’m", "I've", "I’ve", "My", "We", "Our"):
        told = text if first[0] == "I" else first.lower() + " " + rest
        return "own", "", told
    if lower in words().states or (lower == "in" and after == "charge"):
        return _state(lower, rest, current)
    if _is_bestowed(lower, after):
        return "state", "I", f"was {lower} {rest}"
    if lower in words().adjectival or (lower in words().either and after in words().described):
        return None
    verb = None if _is_written_as_name(first) else verb_of(lower)
    if verb is None or (verb.form == "past" and not verb.base and not _takes_object(after, rest)):
        return _noun(lower, rest, current)
    if verb.form == "past" and not (verb.base == lower and _goes_on_in_base(rest)):
        return ("past", "I", f"{lower} {rest}") if after != "by" else None
    if verb.form == "gerund":
        rest = rest.removeprefix("of ") if re.match(r"of (?:the|an?|our|all|new|\d)\b", rest) else rest
        return "gerund", f"my work {'includes' if current else 'included'}", f"{lower} {rest}"
    if (lower in words().nounish or verb.form == "third") and not _reads_as_verb(after, rest, lower):
        return _noun(lower, rest, current)
    base = verb.base
    rest = _in_base(rest) if verb.form == "third" else rest
    return ("present", "I", f"{base} {rest}") if current else ("duty", "it was my job to", f"{base} {rest}")


def _state(lower: str, rest: str, current: bool) -> tuple[Kind, str, str] | None:
    if lower in ("part", "member") and not rest.startswith("of "):
        return None
    if lower == "based":
        return None
    article = "a " if lower == "member" else ""
    return "state", "I", f"{'am' if current else 'was'} {article}{lower} {rest}"


def _is_bestowed(lower: str, after: str) -> bool:
    return lower in words().bestowed and (lower in _ALWAYS_BESTOWED or after in _BESTOWED_BY)


def _noun(lower: str, rest: str, current: bool) -> tuple[Kind, str, str] | None:
    """A line that names work ("Management of …"): part of the work, without an article that might be wrong."""
    if not (_NOMINAL.search(lower) and re.match(r"(?:of|for|and|with|in)\s", rest)):
        return None
    return "noun", f"my work {'includes' if current else 'included'}", f"{lower} {rest}"


def _takes_object(after: str, rest: str) -> bool:
    return after in words().objects or rest[:1].isdigit() or rest[:1].isupper()


def _reads_as_verb(after: str, rest: str, lower: str) -> bool:
    if after in _NOT_NOUNISH_AFTER:
        return lower in ("work", "help", "care", "act") and after != "of"
    if after == "and":
        following = rest.split()
        return (
            len(following) > 2 and verb_of(following[1]) is not None and following[2].lower() not in _NOT_NOUNISH_AFTER
        )
    plural = after.endswith("s") and not after.endswith("ss")
    return after in words().objects or rest[:1].isdigit() or after.endswith("ly") or plural


def _goes_on_in_base(rest: str) -> bool:
    """ "Set up and maintain …": the past is spelt like the base, and the next verb tells which it is."""
    following = re.search(r"\b(?:and|,)\s+([a-z]+)\b", rest)
    return bool(following and is_base(following[1]) and past_of(following[1]) != following[1])


def _in_base(rest: str) -> str:
    """Verbs that go on in the third person ("Manages stock and trains …") put in the base like the first one."""

    def base(match: re.Match[str]) -> str:
        found = base_of(match[2], "third")
        following = match[3].strip()
        if found is None or (found in words().nounish and (following in _NOT_NOUNISH_AFTER or not following.islower())):
            return match[0]
        return f"{match[1]}{found}{match[3]}"

    return re.sub(r"(\b(?:and|or)\s+|,\s+)([a-z]+)(\s+[\w-]+)", base, rest)


def _with_tails(verbal: str, tails: list[str], kind: Kind) -> str:
    for tail in tails:
        first = tail.split()[0] if tail.split() else ""
        verb = verb_of(first)
        if not first:
            continue
        if (
            verb
            and verb.form == {"past": "past", "gerund": "gerund"}.get(kind)
            and not _FINITE.search(tail)
            and len(tails) == 1
        ):
            joint = " and " if "," not in verbal else ", and "
            verbal += f"{joint}{_lowered(first)}{tail[len(first) :]}"
        elif _FINITE.search(tail) or any(verb_of(word) for word in tail.split()[:3] if word.islower()):
            verbal += f"; {tail}"
        elif first.lower() == "no":
            verbal += f", with {_lowered(first)}{tail[len(first) :]}"
        else:
            verbal += f": {tail}" if ":" not in verbal else f", {tail}"
    return verbal


def _shortened(verbal: str) -> str:
    short = re.sub(r"\s*\([^()]*\)", "", verbal)
    cut = re.split(r":\s|\s[–—-]\s|,\s(?=(?:which|resulting|leading|thereby|allowing|enabling|helping)\b)", short)[0]
    return cut if len(cut.split()) >= 4 else short


def _adverb_and_rest(text: str) -> tuple[str, str]:
    """The adverb in front of a verb, and the line without it. That it went well ("Successfully …") is not repeated."""
    adverb = re.match(r"([A-Za-z]{3,}ly|Also|Then|Later|Nearly|Almost)\s+(?=([A-Za-z-]+)\s+\S)", text)
    if adverb is None or verb_of(adverb[2]) is None or verb_of(adverb[1]) or _is_written_as_name(adverb[2]):
        return "", text
    word, rest = adverb[1].lower(), text[adverb.end() :]
    return ("" if word in _EMPTY_ADVERBS else word), rest[:1].upper() + rest[1:]


def _is_written_as_name(word: str) -> bool:
    """An acronym or a name with its own spelling: GIS, PostgreSQL, eLearning."""
    return any(char.isupper() for char in word[1:]) or any(char.isdigit() for char in word)


def _is_foreign(text: str) -> bool:
    found = [word.strip(".,;:()").lower() for word in text.split()]
    foreign = sum(word in words().foreign and word not in words().english for word in found)
    return foreign > sum(word in words().english for word in found)


def _first_word(text: str) -> str:
    found = re.match(r"[\w&'’-]+", text)
    return found[0].lower() if found else ""


def _lowered(word: str) -> str:
    return word if _is_written_as_name(word) else word.lower()


def _quoted(text: str) -> Clause:
    plain = text.replace("“", "‘").replace("”", "’").replace('"', "’")
    return Clause(f"“{plain}”", "", "quote", f"“{plain}”")
