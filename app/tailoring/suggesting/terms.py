"""The posting's own words where the résumé has others for the same thing, one spelling for one name, and skills that
a line shows but no list names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.evidence import Evidence
from app.documents.resume import Resume
from app.documents.rewording import Change
from app.documents.terms.lexicon import Hit, Lexicon
from app.documents.terms.sightings import Shown, Sighting
from app.documents.terms.vocabulary import categories
from app.postings.service import Keyword
from app.tailoring.suggesting.fixing import Fix
from app.tailoring.suggesting.passages import Passage
from app.tailoring.suggesting.spelling import (
    holds_word,
    in_full,
    is_named,
    is_same_name,
    respelt,
    usual,
    wanted_spelling,
)

_MOST_UNASKED = 4
_OF_LISTS = frozenset({"languages", "frameworks", "tools", "practices"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules about terms need: the posting's keywords by term, the résumé's sightings, and a finder."""

    keywords: dict[str, Keyword]
    shown: Shown
    finder: Lexicon

    def hits(self, passage: Passage, text: str) -> list[Hit]:
        """The terms in a text of a passage."""
        return self.finder.find(text, listed="/keywords/" in passage.pointer)


def posting_spelling(terms: Terms, passage: Passage, text: str) -> Fix | None:
    """The posting's spelling for another one of the same name ("K8s" as "Kubernetes")."""
    hits = terms.hits(passage, text)
    spellings: dict[str, str] = {}
    for hit in hits:
        keyword = terms.keywords.get(hit.term)
        wanted = wanted_spelling(hit.term, keyword.found) if keyword is not None else ""
        is_name = bool(wanted) and is_named(hit.term) and hit.via != "stem" and hit.text != wanted
        if is_name and is_same_name(hit.text, wanted) and not holds_word(text, wanted):
            spellings[hit.term] = in_full(hit.text, wanted)
    if not spellings:
        return None
    first = next(hit for hit in hits if hit.term in spellings)
    wanted = wanted_spelling(first.term, terms.keywords[first.term].found)
    reason = (
        f"The posting says “{wanted}” and this line “{first.text}”. They are the same, but a search for the posting's "
        "word would miss this line."
    )
    required = terms.keywords[first.term].required
    return Fix(
        respelt(text, hits, spellings), f"Use the posting's word: {wanted}", reason, 100 if required else 90, first.term
    )


def usual_spelling(terms: Terms, passage: Passage, text: str) -> Fix | None:
    """The makers' spelling of a name that is written otherwise ("TravisCI" as "Travis CI")."""
    hits = terms.hits(passage, text)
    spellings = {hit.term: name for hit in hits if (name := usual(hit.term, hit.text)) is not None}
    if not spellings:
        return None
    first = next(hit for hit in hits if hit.term in spellings)
    name = spellings[first.term]
    reason = f"“{first.text}” is usually written “{name}”; searches and readers look for that."
    return Fix(respelt(text, hits, spellings), f"Write “{name}”", reason, 50)


def additions(resume: Resume, terms: Terms) -> Iterator[tuple[Change, Fix]]:
    """What a line shows and no list of skills names: what the posting asks for first, then other names of tools."""
    lists = [(index, skill.keywords) for index, skill in enumerate(resume.skills) if skill.keywords]
    if not lists:
        return
    unasked = 0
    for term in [*terms.keywords, *(term for term in terms.shown.sightings if term not in terms.keywords)]:
        keyword = terms.keywords.get(term)
        sightings = _in_experience(terms.shown.sightings.get(term, ()), asked=keyword is not None)
        if not sightings or categories().get(term) not in _OF_LISTS or _is_listed(term, terms.shown):
            continue
        if keyword is None:
            if unasked >= _MOST_UNASKED or not is_named(term):
                continue
            unasked += 1
        yield _addition(term, keyword, sightings, lists, terms)


def _addition(
    term: str,
    keyword: Keyword | None,
    sightings: Sequence[Sighting],
    lists: Sequence[tuple[int, list[str]]],
    terms: Terms,
) -> tuple[Change, Fix]:
    written = wanted_spelling(term, keyword.found) if keyword is not None else term
    line = sightings[0].line
    asked = "The posting asks for it" if keyword is not None else "Recruiters search these lists by name"
    reason = f"{asked}, and this line shows it: “{line.shown}”. The lists of skills do not name it yet."
    weight = 30 if keyword is None else 85 if keyword.required else 75
    evidence = tuple(dict.fromkeys(Evidence(one.line.pointer, one.line.shown) for one in sightings))[:3]
    fix = Fix(written, f"Add “{written}” to your skills", reason, weight, term if keyword is not None else "", evidence)
    pointer = f"/skills/{_list_for(term, lists, terms)}"
    return Change(kind="add_keyword", pointer=pointer, after=written), fix


def _in_experience(sightings: Iterable[Sighting], *, asked: bool) -> list[Sighting]:
    """Sightings that prove the use of a term: lines of jobs and projects, by its own name unless it is asked for."""
    kept = [one for one in sightings if one.line.rank <= 1 and one.hit.via != "stem" and not one.hit.wary]
    return [one for one in kept if asked or is_same_name(one.hit.text, one.hit.term)]


def _is_listed(term: str, shown: Shown) -> bool:
    return any(one.line.pointer.startswith("/skills/") for one in shown.sightings.get(term, ()))


def _list_for(term: str, lists: Sequence[tuple[int, list[str]]], terms: Terms) -> int:
    """The list with the greatest share of the term's category; the longest of equals."""
    known = categories()

    def fit(one: tuple[int, list[str]]) -> tuple[float, int]:
        _, keywords = one
        kinds = [known[hit.term] for word in keywords for hit in terms.finder.find(word, listed=True)[:1]]
        return (kinds.count(known[term]) / max(1, len(keywords)), len(keywords))

    return max(lists, key=fit)[0]
