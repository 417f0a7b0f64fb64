"""The degree or course of study that a letter names."""

import re
from collections.abc import Iterator

from app.documents.evidence import Evidence
from app.documents.resume import Education
from app.letters.composing.bullets import clean_line
from app.letters.composing.manners import Manner
from app.letters.composing.material import Material
from app.letters.composing.places import place_name
from app.letters.composing.telling import Told
from app.letters.composing.voice import spoken, with_article

_DEGREES = frozenset({"degree", "bachelor", "master", "doctorate"})
_STUDIES = re.compile(r"[\w][\w .&'’+/()-]{1,58}")
_PLAIN = Manner(0, 0, 0)
_FULL = (
    "I hold {degree} in {area} from {school}.",
    "My degree is {degree} in {area} from {school}.",
    "I studied {area} at {school} and hold {degree}.",
    "I have {degree} in {area}, from {school}.",
)
_GOING_ON = (
    "I am studying{area}{at}{goal}.",
    "At present I am studying{area}{at}{goal}.",
    "My studies{at} are in{area}{aim}.",
    "I am still studying{area}{at}{goal}.",
)
_AREA_ONLY = (
    "I studied {area}{at}.",
    "My studies{at} were in {area}.",
    "My field of study{at} was {area}.",
    "The subject that I studied{at} is {area}.",
)
_DEGREE_ONLY = (
    "I hold {degree} from {school}.",
    "My degree is {degree} from {school}.",
    "I have {degree} from {school}.",
    "I took {degree} at {school}.",
)


def degree(material: Material, manner: Manner) -> Told | None:
    """The place in the résumé's education that fits best, where the posting asks for one or where work is scarce."""
    resume = material.occasion.resume
    matched = [one for one in material.occasion.match.matched if one.pointer.startswith("/education/")]
    asked = [one for one in material.asked.values() if one.keyword.category == "education"]
    wants_degree = bool(matched) and any(one.keyword.level in _DEGREES for one in asked)
    if not resume.education or not (wants_degree or len(resume.work) < 2):
        return None
    index = int(matched[0].pointer.split("/")[2]) if matched else 0
    study = resume.education[index]
    said = _sentence(study, material, manner)
    if not said:
        return None
    key = _study_part(study.area) or _study_part(study.study_type) or "degree"
    evidence = tuple(_lines(study, f"/education/{index}"))
    text = spoken(said, material.occasion.wishes.tone)
    return Told(text, evidence, "degree", 2.6 if wants_degree else 1.4, key)


def degree_phrase(material: Material) -> str:
    """The same as a noun ("a BSc in Nursing from De Montfort University"), empty where there is no such degree."""
    told = degree(material, _PLAIN)
    found = re.match(r"I hold (an? .+)\.$", told.text) if told else None
    return found[1] if found else ""


def _lines(study: Education, pointer: str) -> Iterator[Evidence]:
    fields = (("studyType", study.study_type), ("area", study.area), ("institution", study.institution))
    for field, value in fields:
        if value:
            yield Evidence(f"{pointer}/{field}", value)


def _sentence(study: Education, material: Material, manner: Manner) -> str:
    school, area, named = place_name(study.institution), _study_part(study.area), _study_part(study.study_type)
    held = with_article(_degree_name(named)) if named else ""
    at = f" at {school}" if school else ""
    today = material.occasion.today.isoformat()
    if study.start_date and not (study.end_date and study.end_date < today[: len(study.end_date)]):
        template = manner.of(_GOING_ON if area else _GOING_ON[:2])
        goal = f" for {held}" if held else ""
        said = template.format(
            area=f" {area}" if area else "", at=at, goal=goal, aim=f", towards {held}" if held else ""
        )
        return said if area or at else ""
    if held and area and school:
        return manner.of(_FULL).format(degree=held, area=area, school=school).replace("..", ".")
    if area and at:
        return manner.of(_AREA_ONLY).format(area=area, at=at)
    if held and school and _degree_name(named) != named:
        return manner.of(_DEGREE_ONLY).format(degree=held, school=school)
    return ""


def _study_part(text: str | None) -> str:
    plain = re.split(r",\s|;\s|\s[–—|-]\s|\s\(", clean_line(text or ""))[0].strip(" .,")
    plain += "." if re.search(r"(?:^|\.)[A-Z][a-z]?\.[A-Z][a-z]?$", plain) else ""
    return plain if _STUDIES.fullmatch(plain) and len(plain.split()) <= 7 else ""


def _degree_name(degree: str) -> str:
    """A degree's name with its noun: "Associate's degree", "Bachelor's degree"; "BSc" as it is."""
    bare = re.fullmatch(r"(?i)(associate|bachelor|master)(?:['’]?s)?(?: degree)?", degree)
    return f"{bare[1].capitalize()}'s degree" if bare else degree
