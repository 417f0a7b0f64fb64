"""What a letter tells besides achievements: further skills, neighbouring ones, certificates, languages."""

from collections.abc import Iterator, Sequence

from app.documents.evidence import Evidence
from app.documents.resume import Resume
from app.documents.terms.vocabulary import categories
from app.letters.composing.achievements import Achievement
from app.letters.composing.asking import Asked, common_noun, required_first
from app.letters.composing.bullets import clean_line
from app.letters.composing.manners import Manner
from app.letters.composing.material import Material
from app.letters.composing.studies import degree, degree_phrase
from app.letters.composing.telling import Told
from app.letters.composing.voice import capital, listed, spoken
from app.tailoring.service import NearMatch

_HANDLED = frozenset({"languages", "frameworks", "tools"})
_ENGLISH_ONLY = frozenset({"English"})
_TOOLS = (
    "I also use {names}.",
    "My tools include {names} as well.",
    "{Names}, too, {are} among my tools.",
    "Beyond that, I work with {names}.",
)
_SKILLS = (
    "I can also offer {names}.",
    "My skills include {names} as well.",
    "{Names}, too, {are} among my skills.",
    "My résumé also lists {names}.",
)
_NEIGHBOURS = (
    "I have worked with {have} rather than {want}; both {why}.",
    "To be open about one gap: my experience is with {have} rather than {want}, though both {why}.",
    "I have used {have}, not {want}, though both {why}.",
    "I should add that I have used {have} rather than {want}, though both {why}.",
)
_ASKED = (
    "{Names}, which you ask for, would be familiar ground.",
    "You ask for {names}, and I would not come to {them} new.",
    "I would be at home with {names}, which you ask for.",
    "{Names}, which your posting asks for, would not be new to me.",
)
_CERTIFIED = (
    "I hold {names}.",
    "The certificates that I hold are {names}.",
    "As for certificates, I have {names}.",
    "I also hold {names}.",
)
_CERTIFIED_AND_EDUCATED = (
    "I hold {names}, and {studied}.",
    "My certificates include {names}; my degree is {studied}.",
    "As for papers, I have {names}, and {studied}.",
    "I also have {names}, and {studied}.",
)
_SPEAKING = (
    "I speak {names}.",
    "My languages include {names}.",
    "Of languages, I have {names}.",
    "As to languages, I speak {names}.",
)


def extras_of(material: Material, manner: Manner) -> list[tuple[Told, ...]]:
    """Groups of sentences, most telling first; of each group one is said at most."""
    neighbours = 2 if material.occasion.wishes.length == "long" else 1
    groups = (
        tuple(_listed_skills(material, manner)),
        tuple(_papers(material, manner)),
        tuple(_spoken_languages(material, manner)),
        *(tuple(_near(one, material, manner)) for one in _telling_neighbours(material)[:neighbours]),
    )
    return sorted((group for group in groups if group), key=lambda group: -max(told.score for told in group))


def familiar(material: Material, told: Sequence[Achievement], manner: Manner) -> Told | None:
    """That what was just told is what the posting insists on; None when it is not."""
    held = {one.term for one in material.wanted}
    named = required_first([asked for one in told for asked in one.named if asked.term in held])
    insisted = [one for one in dict.fromkeys(named) if one.keyword.required and not one.keyword.alternatives]
    wanted = insisted[:2]
    if len(wanted) < 2 or material.changes_trade:
        return None
    template = manner.of(_ASKED)
    names = listed(dict.fromkeys(one.name for one in wanted))
    text = template.format(names=names, Names=capital(names), them="them" if len(wanted) > 1 else "it")
    evidence = tuple(one.evidence for one in told if set(one.named) & set(wanted))
    return Told(capital(spoken(text, material.occasion.wishes.tone)), evidence, template, 1.0, names)


def _listed_skills(material: Material, manner: Manner) -> Iterator[Told]:
    """What the posting asks for and only a list of skills shows."""
    places = {
        one.term: one.pointer
        for one in material.wanted
        if one.pointer.startswith("/skills/") and one.kind != "inferred" and one.term in material.asked
    }
    asked = required_first([material.asked[term] for term in places])[:4]
    if not asked or (len(asked) < 2 and asked[0].keyword.category not in _HANDLED):
        return
    names = listed(dict.fromkeys(_own_word(one, material) for one in asked))
    evidence = tuple(Evidence(places[one.term], _listed_line(one, material)) for one in asked)
    score = 1.5 + sum(1.0 if one.keyword.required else 0.4 for one in asked)
    template = manner.of(_TOOLS if all(one.keyword.category in _HANDLED for one in asked) else _SKILLS)
    said = spoken(template, material.occasion.wishes.tone)
    text = said.format(names=names, Names=capital(names), are="are" if len(asked) > 1 else "is")
    yield Told(text, evidence, template, score, names)


def _own_word(asked: Asked, material: Material) -> str:
    """What a letter calls a skill: as the posting does, or as the résumé does where the posting uses other words."""
    if asked.name.casefold() in material.occasion.posting.casefold():
        return asked.name
    line = _listed_line(asked, material).casefold()
    return next((found for found in asked.keyword.found if found.casefold() in line), asked.name)


def _listed_line(one: Asked, material: Material) -> str:
    return next(match.line for match in material.wanted if match.term == one.term)


def _telling_neighbours(material: Material) -> list[NearMatch]:
    """Near matches of things that one handles, the required ones first; not the same neighbour twice."""
    near = [
        one
        for one in material.occasion.match.nearly
        if one.category in _HANDLED and _neighbour(one) and one.term in material.asked
    ]
    near.sort(key=lambda one: (not one.required, -one.weight))
    by_neighbour = {_neighbour(one): one for one in reversed(near)}
    return [one for one in near if one in by_neighbour.values()]


def _neighbour(near: NearMatch) -> str:
    """The skill that the résumé shows instead, from the match's reason: "FastAPI and Django are both …"."""
    before, found, _ = near.reason.partition(f" and {near.term} ")
    return before if found else ""


def _near(near: NearMatch, material: Material, manner: Manner) -> Iterator[Told]:
    why = near.reason.partition(f" and {near.term} ")[2].rstrip(".").replace("are both ", "are ").removeprefix("both ")
    have, want = _spoken_term(_neighbour(near)), material.asked[near.term].name
    template = manner.of(_NEIGHBOURS)
    if near.category == "languages":
        template = template.replace("; both {why}", "").replace(", though both {why}", "")
    text = spoken(template, material.occasion.wishes.tone).format(have=have, want=want, why=why)
    key = f"{have} rather than {want}" if "rather" in template else f"{have}, not {want}"
    yield Told(text, (Evidence(near.pointer, near.line),), template, 2.0 if near.required else 0.8, key)


def _spoken_term(term: str) -> str:
    return term if categories().get(term) in _HANDLED else common_noun(term)


def _papers(material: Material, manner: Manner) -> Iterator[Told]:
    """Certificates and a degree, in one sentence where the posting asks for both."""
    studied = degree(material, manner)
    names, evidence, score = _certificates(material)
    if not names:
        if studied is not None:
            yield studied
        return
    if studied is not None and (said := degree_phrase(material)):
        template = manner.of(_CERTIFIED_AND_EDUCATED)
        text = template.format(names=names, studied=said)
        yield Told(text, (*evidence, *studied.evidence), template, max(score, studied.score), names)
    else:
        template = manner.of(_CERTIFIED)
        yield Told(template.format(names=names), evidence, template, score, names)


def _certificates(material: Material) -> tuple[str, tuple[Evidence, ...], float]:
    resume = material.occasion.resume
    told = [(index, clean_line(one.name or "")) for index, one in enumerate(resume.certificates)]
    matched = material.occasion.match.matched
    wanted = {one.pointer.split("/")[2] for one in matched if one.pointer.startswith("/certificates/")}
    named = [(index, name) for index, name in told if name and len(name.split()) <= 10]
    first = sorted(named, key=lambda each: str(each[0]) not in wanted)[: max(1, min(3, len(wanted) or 2))]
    evidence = tuple(
        Evidence(f"/certificates/{index}/name", resume.certificates[index].name or "") for index, _ in first
    )
    return listed(name for _, name in first), evidence, 3.2 if wanted else 0.7


def _spoken_languages(material: Material, manner: Manner) -> Iterator[Told]:
    """The languages of the résumé that the posting asks for, when it asks for more than English."""
    matched = {
        one.pointer: one.term
        for one in material.occasion.match.matched
        if one.category == "spoken_languages" and one.pointer.startswith("/languages/")
    }
    if not set(matched.values()) - _ENGLISH_ONLY:
        return
    said = [(pointer, _language(material.occasion.resume, pointer)) for pointer in matched]
    names = listed(name for _, name in said)
    evidence = tuple(Evidence(pointer, name) for pointer, name in said)
    template = manner.of(_SPEAKING)
    yield Told(template.format(names=names), evidence, template, 1.6, names)


def _language(resume: Resume, pointer: str) -> str:
    one = resume.languages[int(pointer.rpartition("/")[2])]
    fluency = clean_line(one.fluency or "")
    return f"{one.language} ({fluency})" if fluency and len(fluency.split()) <= 4 else one.language or ""
