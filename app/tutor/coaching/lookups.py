"""What can be looked up: what the posting asks for, and what the résumé shows, always in their own words."""

import re
from collections.abc import Iterable, Sequence

from app.documents.folding import fold
from app.documents.resume import Resume
from app.documents.terms.lines import lines_of
from app.documents.terms.sightings import evidence_of
from app.documents.terms.tokens import stem, tokenize
from app.documents.terms.vocabulary import lexicon
from app.postings.service import Keyword
from app.tailoring.service import KeywordMatch
from app.tutor.coaching.models import Material
from app.tutor.coaching.pairing import sentence_of
from app.tutor.coaching.quoting import escaped, listed, quoted, shortened

_MOST_LINES, _MOST_ITEMS, _LONGEST_TERM = 3, 6, 60
_SMALL_WORDS = (
    "a about an and any are at be by can do does for from get give has have how i in is it job me my of on or our "
    "posting say says that the there they this to what when where which who will with you your much many long"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_ALIKE = (
    "salary pay paid earn compensation wage eur gbp usd bonus remuneration gehalt salaire",
    "remote hybrid office home onsite homeoffice",
    "holiday holidays vacation leave urlaub vacances",
    "hours shift shifts hour weekly rota schedule full-time part-time overtime",
    "location located place city address",
    "deadline closing apply application",
    "benefit benefits pension perk perks offer insurance",
    "training budget course courses learning development",
    "contract permanent temporary fixed-term probation",
    "team colleagues crew brigade",
    "duties duty task tasks responsibilities",
)
_CURRENCY = re.compile(r"[€£$¥]\s?\d|\d\s?[€£$]")
NO_POSTING = "No posting is attached to this conversation. Attach one, and I can say what it asks for."
NO_RESUME = "No résumé is attached to this conversation. Attach one, and I can find your own lines in it."


def requirements(material: Material) -> str:
    """What the posting asks for, in its own sentences: what it requires, then what would be welcome."""
    if material.keywords is None:
        return NO_POSTING
    keywords = material.keywords.all()
    musts = _sentences(material, (one for one in keywords if one.required and one.origin == "required"))
    nice = _sentences(material, (one for one in keywords if one.origin == "nice"))
    if not musts:
        musts = _sentences(material, (one for one in keywords if one.origin == "duties"))
    if not musts and not nice:
        return "I find no requirements in the posting that I could name. Read it once more for what you would do there."
    parts = ["The posting asks for:\n\n" + _bullets(musts)] if musts else []
    if nice:
        parts.append(f"Nice to have, not needed: {listed([quoted(one, 80) for one in nice], 4)}.")
    return "\n\n".join(parts)


def about(material: Material, term: str) -> str:
    """What the posting says about something: the lines that name it or a word like it."""
    if not material.posting.strip():
        return NO_POSTING
    term = term[:_LONGEST_TERM].strip()
    if not term:
        return requirements(material)
    keyword = _keyword(material, term)
    if keyword is not None and (sentence := sentence_of(material, keyword)):
        force = "asks for" if keyword.required else "would like" if keyword.origin == "nice" else "speaks of"
        return f"Yes: the posting {force} {escaped(keyword.term)}. It says {quoted(sentence)}."
    lines = _lines_about(material.posting, term)
    if not lines:
        return f"The posting says nothing about {quoted(term, _LONGEST_TERM)}. That makes it a good question for them."
    return "The posting says:\n\n" + _bullets(lines)


def done_with(material: Material, term: str) -> str:
    """What the résumé shows about something, line by line."""
    if material.resume is None:
        return NO_RESUME
    term = term[:_LONGEST_TERM].strip()
    if not term:
        return "With what? Ask me, for example, what you have done with one of the posting's words."
    lines = _own_lines(material.resume, term)
    if not lines:
        named = quoted(term, _LONGEST_TERM)
        return f"Your résumé has no line about {named}. If you have done it, that line is worth writing."
    return f"About {escaped(term)} your résumé says:\n\n" + _bullets(lines)


def missing(material: Material) -> str:
    """What the posting asks for and the résumé does not show."""
    if material.match is None:
        return _needs_both(material)
    required = [one for one in material.match.missing if one.required]
    if not required and not material.match.nearly:
        return "Nothing that the posting requires is missing from your résumé."
    parts = []
    if required:
        names = listed([escaped(one.term) for one in required], _MOST_ITEMS)
        rest = len(required) - _MOST_ITEMS
        more = f", and {rest} more" if rest > 0 else ""
        parts.append(f"Your résumé shows nothing of {names}{more}, which the posting requires.")
    near = [one for one in material.match.nearly if one.required or not required][:_MOST_LINES]
    if near:
        told = [f"{escaped(one.term)}: nearest is {quoted(one.line, 90)}. {escaped(one.reason)}" for one in near]
        parts.append("Near, but not the thing itself:\n\n" + "\n".join(f"- {one}" for one in told))
    return "\n\n".join(parts)


def fits(material: Material) -> str:
    """What the posting asks for and the résumé shows, each with its line."""
    if material.match is None:
        return _needs_both(material)
    shown = strongest(material)
    if not shown:
        return "I find nothing of what the posting asks for in your résumé, at least not in words that I know."
    told = [f"{escaped(one.term)}: {quoted(one.line, 110)}" for one in shown]
    count = sum(one.required for one in material.match.matched)
    every = count + sum(one.required for one in material.match.nearly)
    every += sum(one.required for one in material.match.missing)
    head = f"Of {every} things that the posting requires, your résumé shows {count}. The strongest:"
    return f"{head}\n\n" + "\n".join(f"- {one}" for one in told)


def strongest(material: Material) -> list[KeywordMatch]:
    """The matches that say most: required ones first, no line twice, lists of skills last."""
    if material.match is None:
        return []
    found = sorted(
        (one for one in material.match.matched if one.category != "spoken_languages"),
        key=lambda one: (not one.required, one.pointer.startswith("/skills/"), -one.weight),
    )
    kept: dict[str, KeywordMatch] = {}
    for one in found:
        kept.setdefault(one.line, one)
    return list(kept.values())[:_MOST_ITEMS]


def _needs_both(material: Material) -> str:
    return NO_RESUME if material.resume is None else NO_POSTING


def _sentences(material: Material, keywords: Iterable[Keyword]) -> list[str]:
    places = sorted({(one.start, one.end) for one in keywords})
    told = dict.fromkeys(" ".join(material.posting[start:end].split()) for start, end in places)
    return list(told)[: _MOST_ITEMS + 2]


def _keyword(material: Material, term: str) -> Keyword | None:
    if material.keywords is None:
        return None
    wanted = fold(term)
    for keyword in material.keywords.all():
        if wanted in (fold(keyword.term), *(fold(one) for one in keyword.found)):
            return keyword
    return None


def _lines_about(posting: str, term: str) -> list[str]:
    wanted = _words(term)
    for group in _ALIKE:
        alike = _words(group)
        if wanted & alike:
            wanted |= alike
    pay = bool(wanted & _words("salary"))
    found = [line.strip() for line in posting.splitlines() if _words(line) & wanted or (pay and _CURRENCY.search(line))]
    return [line for line in dict.fromkeys(found) if line][:_MOST_LINES]


def _own_lines(resume: Resume, term: str) -> list[str]:
    """Lines that show a term in any known spelling; lines with its words where the term is none that is known."""
    shown = evidence_of(resume, (term,))
    wanted = {term, *(hit.term for hit in lexicon().find(term) if len(hit.text) == len(term))}
    terms = [known for known in shown.sightings if any(fold(known) == fold(one) for one in wanted)]
    lines = [one.line.shown for known in terms for one in shown.sightings[known]]
    if not lines:
        words = _words(term)
        lines = [line.shown for line in lines_of(resume) if words and words <= _words(line.text)]
    return [shortened(line) for line in dict.fromkeys(lines)][: _MOST_LINES + 1]


def _words(text: str) -> set[str]:
    return {stem(token.folded) for token in tokenize(text) if token.folded not in _SMALL}


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {quoted(line)}" for line in lines)
