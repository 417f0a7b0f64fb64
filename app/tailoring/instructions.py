"""What a person asks for in their own words, read clause by clause into directives that a plan can follow."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from app.documents.resume import Resume
from app.documents.terms.tokens import fold_in_place
from app.documents.terms.vocabulary import lexicon, load_data

Action = Literal["first", "last", "before", "after", "stay", "only", "emphasise"]

_CLAUSE = re.compile(
    r"[\n;!]+|\.(?:\s+|$)|,?\s+(?:but|aber|mais|pero|maar|mas)\s+"
    r"|(?:,|\s+and|\s+und|\s+et|\s+y|\s+en|\s+e|,\s*and)(?:\s+then)?\s+(?=(?:please\s+)?(?:"
    r"keep|put|move|place|leave|don'?t|do\s+not|only|never|emphasi[sz]e|highlight|prioriti[sz]e|focus|show|list|start|make|add|"
    r"rewrite|remove|delete|use|translate|lass|setze|stelle|verschiebe|betone|nur|behalte|mets|garde|laisse|place|ne|ajoute|"
    r"pon|mant[eé]n|coloca|no\s+muevas|destaca|a[ñn]ade|zet|plaats|houd|laat|verplaats|benadruk|mantenha|coloque|mova|n[aã]o|destaque)\b)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:my|the|our|your|on|meine?n?|die|das|den|mes|mon|ma|les?|la|mis?|el|los|las|mijn|de|het|o|os|as|minha|meu|that"
    r"|auf|sur|en|skills? (?:in|with))\s+|^l'"
)
_UNCLEAR = (
    "Foreword did not understand this; it can move, keep in place or bring out sections, entries, bullets and skills."
)


class Target(NamedTuple):
    """What a directive is about: a section by its key, an entry by its pointer, or a kind of group."""

    sort: Literal["section", "entry", "kind", "all"]
    value: str
    label: str


class Directive(NamedTuple):
    """One thing to do. `before` and `after` have two targets; `emphasise` has terms and no target."""

    action: Action
    targets: tuple[Target, ...] = ()
    terms: tuple[str, ...] = ()


class Clause(NamedTuple):
    """A clause as the person wrote it, with what it asks for, or why nothing can be done."""

    text: str
    directive: Directive | None
    why: str = ""


class _Words(NamedTuple):
    sections: dict[str, re.Pattern[str]]
    kinds: dict[str, re.Pattern[str]]
    actions: dict[str, re.Pattern[str]]
    refusals: tuple[tuple[re.Pattern[str], str], ...]


def read_instructions(text: str, resume: Resume) -> list[Clause]:
    """The clauses of an instruction in English, German, French, Spanish, Dutch or Portuguese."""
    clauses = (part.strip(" ,.-•*\t") for part in _CLAUSE.split(text))
    return [_read(clause, resume) for clause in clauses if clause and re.search(r"\w", clause)]


def _read(clause: str, resume: Resume) -> Clause:
    folded = fold_in_place(clause).replace("’", "'")
    directive = _directive(clause, folded, _targets(folded, resume))
    if directive is not None:
        return Clause(clause, directive)
    why = next((why for pattern, why in _words().refusals if pattern.search(folded)), _UNCLEAR)
    return Clause(clause, None, why)


def _directive(clause: str, folded: str, targets: Sequence[tuple[int, Target]]) -> Directive | None:
    actions = _words().actions
    all_targets = tuple(target for _, target in targets)
    if any(pattern.search(folded) for pattern, _ in _words().refusals[:3]) and not _is_move(folded):
        return None
    if actions["negated_move"].search(folded):
        return _stay(folded, all_targets)
    if actions["only"].search(folded) and actions["reorder"].search(folded):
        return Directive("only", all_targets) if all_targets else None
    relation = _relation(folded, targets)
    if relation is not None:
        return relation
    emphasis = actions["emphasise"].search(folded)
    if emphasis:
        return _emphasis(clause[emphasis.end() :])
    if actions["keep"].search(folded) and actions["order"].search(folded):
        return _stay(folded, all_targets or (Target("all", "", "everything"),))
    for action in ("first", "last"):
        if actions[action].search(folded) and all_targets:
            return Directive(action, _entry_first(all_targets)[:1])
    if actions["keep"].search(folded):
        return _stay(folded, all_targets)
    return None


def _is_move(folded: str) -> bool:
    actions = _words().actions
    return any(actions[name].search(folded) for name in ("before", "after", "negated_move"))


def _stay(folded: str, targets: tuple[Target, ...]) -> Directive | None:
    if targets:
        return Directive("stay", targets)
    if _words().actions["everything"].search(folded):
        return Directive("stay", (Target("all", "", "everything"),))
    return None


def _relation(folded: str, targets: Sequence[tuple[int, Target]]) -> Directive | None:
    """Two targets with "before" or "after" between them."""
    for action in ("before", "after"):
        for word in _words().actions[action].finditer(folded):
            left = [target for place, target in targets if place < word.start()]
            right = [target for place, target in targets if place >= word.end() - 1]
            if left and right:
                return Directive(action, (left[-1], right[0]))
    return None


def _emphasis(rest: str) -> Directive | None:
    known = tuple(dict.fromkeys(hit.term for hit in lexicon().find(rest)))
    if known:
        return Directive("emphasise", terms=known)
    plain = rest.strip(" :\"'“”")
    while filler := _FILLER.match(plain.casefold()):
        plain = plain[filler.end() :]
    parts = [part.strip(" \"'“”.") for part in re.split(r",|\s+(?:and|und|et|y|en|e)\s+", plain)]
    terms = tuple(part for part in parts if part and len(part.split()) <= 4)
    hits = [hit.term for term in terms for hit in lexicon().find(term, listed=True)]
    return Directive("emphasise", terms=tuple(hits) or terms) if terms else None


def _entry_first(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """An entry named together with its section ("Gitlytics first in Projects") is what is meant."""
    return tuple(sorted(targets, key=lambda target: target.sort != "entry"))


def _targets(folded: str, resume: Resume) -> list[tuple[int, Target]]:
    words = _words()
    found: list[tuple[int, Target]] = []
    for pointer, name in _entries(resume):
        plain = fold_in_place(name)
        first = plain.split()[0] if plain.split() else ""
        for text in (plain, first if len(first) > 3 else ""):
            match = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", folded) if text else None
            if match:
                found.append((match.start(), Target("entry", pointer, name)))
                break
    covered = [(place, place + len(target.label)) for place, target in found]
    for sort, patterns in (("section", words.sections), ("kind", words.kinds)):
        for value, pattern in patterns.items():
            match = pattern.search(folded)
            if match and not any(start <= match.start() < end for start, end in covered):
                label = value if sort == "kind" else SECTION_NAMES.get(value, value.title())
                found.append((match.start(), Target(sort, value, label)))  # type: ignore[arg-type]  # as listed
    return sorted(found, key=lambda each: each[0])


SECTION_NAMES = {"work": "Experience", "volunteer": "Volunteering"}


def _entries(resume: Resume) -> list[tuple[str, str]]:
    named = [(f"/projects/{index}", project.name) for index, project in enumerate(resume.projects)]
    named += [(f"/work/{index}", job.name) for index, job in enumerate(resume.work)]
    named += [(f"/education/{index}", study.institution) for index, study in enumerate(resume.education)]
    named += [(f"/volunteer/{index}", post.organization) for index, post in enumerate(resume.volunteer)]
    return [(pointer, name) for pointer, name in named if name]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_data("instructions")
    compiled = {
        key: {name: re.compile(pattern) for name, pattern in data[key].items()}
        for key in ("sections", "kinds", "actions")
    }
    refusals = tuple((re.compile(entry["pattern"]), entry["why"]) for entry in data["refusals"])
    return _Words(compiled["sections"], compiled["kinds"], compiled["actions"], refusals)
