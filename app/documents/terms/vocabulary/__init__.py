"""The words of many trades: skills by category with their spellings, what implies what, and how postings are built.

The data are the TOML files beside this module, read once, on first use.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from app.documents.terms.categories import CATEGORIES, Category
from app.documents.terms.lexicon import Context, Form, Lexicon, make_form
from app.documents.terms.tokens import fold

_BY_STEM = ("software", "infrastructure", "data", "health", "business", "operations", "people", "personal")
_WIDE = (
    *("health_wide", "care_wide", "medicines", "services", "making", "building", "moving", "money", "public"),
    *("digital", "land", "qualifications_health", "qualifications_trades"),
)
_MORE = (
    *("more_banks_and_insurers", "more_banks_and_insurers_knowledge", "more_classrooms", "more_classrooms_knowledge"),
    *("more_clinics", "more_clinics_knowledge", "more_fields_and_forests", "more_laboratories"),
    *("more_laboratories_knowledge", "more_ministries", "more_roads_ships_and_rails"),
    *("more_roads_ships_and_rails_knowledge", "more_security_and_rescue", "more_shops_and_kitchens"),
    *("more_shops_and_kitchens_knowledge", "more_sites_and_plant", "more_sites_and_plant_knowledge"),
    *("more_workshops", "more_workshops_knowledge", "more_common_words", "many_languages"),
)
_AS_WRITTEN = ("care", "trades", "office", "science", "character", *_WIDE, *_MORE)
TRADES = (*_BY_STEM, *_AS_WRITTEN)
_STEMMED: frozenset[str] = frozenset({"practices", "domain", "soft_skills"})


class Relation(NamedTuple):
    """`term` supports another one, and why: the end of a sentence that begins with `term`."""

    term: str
    why: str


class PostingWords(NamedTuple):
    """How postings are written, all folded: headings by kind, cues by kind, and words that are no skills."""

    headings: dict[str, str]
    cues: dict[str, tuple[str, ...]]
    negations: tuple[str, ...]
    not_asked: tuple[str, ...]
    stop_tokens: frozenset[str]


@lru_cache(maxsize=1)
def categories() -> dict[str, Category]:
    """Every known term with its category."""
    known: dict[str, Category] = {}
    for trade in TRADES:
        for category, terms in load_data(trade).items():
            if category not in CATEGORIES:
                raise ValueError(f"{trade}.toml has a category that does not exist: {category}")
            known.update(dict.fromkeys(terms, category))
    return known


@lru_cache(maxsize=8)
def lexicon(language: str = "en") -> Lexicon:
    """The finder of all known terms, with word stems of `language`."""
    words = load_data("ambiguity")
    context = Context(*(frozenset(words[key]) for key in ("not_before", "cue_before", "cue_after")))
    unstemmed = {word.casefold() for word in words["unstemmed"]}
    known = categories()

    as_written = {term for trade in _AS_WRITTEN for terms in load_data(trade).values() for term in terms}

    def stems(form: Form) -> bool:
        # One word of a trade's own has a stem that means other things as well: milking and milk, valid and validation.
        if len(form.words) == 1 and (form.term in as_written or form.text.endswith("ing")):
            return False
        return known[form.term] in _STEMMED and form.text.casefold() not in unstemmed and len(form.text) > 4

    return Lexicon(_forms(), context, stems, language)


@lru_cache(maxsize=1)
def spellings() -> dict[str, tuple[str, ...]]:
    """Each known term with the ways to write it, but for those that mean something else as well."""
    ambiguous = _ambiguous("cased") | _ambiguous("wary")
    known: dict[str, tuple[str, ...]] = {}
    for trade in TRADES:
        for terms in load_data(trade).values():
            for term, aliases in terms.items():
                known[term] = known.get(term, ()) + tuple(text for text in (term, *aliases) if text not in ambiguous)
    return known


@lru_cache(maxsize=1)
def implied_by() -> dict[str, tuple[Relation, ...]]:
    """For each term the terms that include it: SQL is shown by PostgreSQL."""
    including: dict[str, tuple[Relation, ...]] = {}
    for name in ("relations", "more_relations"):
        for term, entry in load_data(name)["implies"].items():
            including[term] = including.get(term, ()) + tuple(Relation(one, entry["why"]) for one in entry["from"])
    return including


@lru_cache(maxsize=1)
def related_to() -> dict[str, tuple[Relation, ...]]:
    """For each term the ones that are near it without being it."""
    near: dict[str, list[Relation]] = {}
    for entry in load_data("relations")["related"]:
        for term in entry["terms"]:
            near.setdefault(term, []).extend(Relation(other, entry["why"]) for other in entry["terms"] if other != term)
    return {term: tuple(relations) for term, relations in near.items()}


@lru_cache(maxsize=1)
def posting_words() -> PostingWords:
    """The words of postings."""
    data = load_data("posting")
    openers = data["open"]
    return PostingWords(
        headings={fold(text): kind for kind, texts in data["headings"].items() for text in texts},
        cues={
            kind: tuple(map(fold, texts))
            for kind, texts in data["cues"].items()
            if kind in ("nice", "required", "offer")
        },
        negations=tuple(map(fold, data["cues"]["negations"])),
        not_asked=tuple(map(fold, data["cues"]["not_asked"])),
        stop_tokens=frozenset(map(fold, openers["stop_tokens"])),
    )


@lru_cache(maxsize=1)
def _forms() -> tuple[Form, ...]:
    cased, wary = _ambiguous("cased"), _ambiguous("wary")
    forms: dict[tuple[str, ...], Form] = {}
    for trade in TRADES:
        for terms in load_data(trade).values():
            for term, aliases in terms.items():
                for text in (term, *aliases):
                    form = make_form(term, text, cased=text in cased, wary=text in wary)
                    if form is not None and (text == term or form.words not in forms):
                        forms[form.words] = form
    return tuple(forms.values())


def _ambiguous(key: str) -> frozenset[str]:
    names = ("ambiguity", "ambiguity_wide", "ambiguity_more")
    return frozenset(text for name in names for text in load_data(name)[key])


@lru_cache(maxsize=64)
def load_data(name: str) -> dict[str, Any]:
    """One data file beside this module, read once."""
    # The parser compiles patterns that are not needed to serve the first page.
    import tomllib

    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
