"""JSON Resume files: validated against the typed schema, with the place of every value in the JSON text."""

import json
import math
import re
from collections import Counter
from typing import Any

import msgspec

from app.documents.extras import without_extras
from app.documents.reading.json_members import divide_members
from app.documents.reading.json_places import JsonPlace, json_places
from app.documents.resume import Group, ReadResume, Resume, Section
from app.documents.structure import SECTION_TITLES
from app.errors import InvalidInput

_ARRAYS = tuple(field.name for field in msgspec.structs.fields(Resume) if field.name not in {"basics", "extra"})
_WITH_BULLETS = ("work", "volunteer", "education", "projects")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json_resume(source: str) -> ReadResume:
    """The résumé in a JSON Resume text; a string's span is what stands between its quotes, escapes included.

    What becomes of members that the schema does not know, of blank ones and of dates in other forms is told in
    `json_members`. Raises `InvalidInput` that says where the text breaks the schema.
    """
    given, twice = _loaded(source)
    places = json_places(source)
    divided = divide_members(given)
    try:
        resume = msgspec.convert(divided.tree, Resume)
    except msgspec.ValidationError as error:
        raise InvalidInput(_sentence(str(error))) from error
    shown = without_extras(resume)
    if shown == Resume():
        raise InvalidInput(
            "There is no résumé in this JSON. Upload one in the JSON Resume form (basics, work, education, skills…)."
        )
    values = msgspec.to_builtins(shown)
    kept = {pointer: place for pointer, place in places.items() if _has(values, pointer)}
    spans = {pointer: place.span for pointer, place in kept.items() if place.size < 0}
    sections = _sections(resume, kept)
    warnings = [] if resume.basics.name else ["No name was found in the résumé (basics.name)."]
    warnings += divided.warnings()
    if twice:
        warnings.append(f"The member “{twice[0]}” stands twice in one object; the last was read.")
    return ReadResume("json", source, resume, spans, sections, _groups(resume, kept, sections), warnings)


def _loaded(source: str) -> tuple[Any, list[str]]:
    """The JSON value, and the names that stand twice in an object. Raises `InvalidInput` for what is no JSON."""
    twice: list[str] = []

    def gathered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.extend(name for name, count in counts.items() if count > 1)
        return members

    try:
        given = json.loads(
            source,
            object_pairs_hook=gathered,
            parse_int=_whole_number,
            parse_float=_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"This is not valid JSON: something is wrong near line {error.lineno}, column {error.colno}. "
            "Correct it and upload the file again."
        ) from error
    if _HALF.search(source):
        _check_characters(given)
    return given, twice


def _whole_number(digits: str) -> int:
    # Twenty characters hold every whole number of 64 bits, the most that other programs keep.
    number = int(digits) if len(digits) <= 20 else None
    if number is None or not -(2**63) <= number < 2**64:
        raise _too_long()
    return number


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _too_long()
    return number


def _no_number(name: str) -> float:
    raise InvalidInput(f"This is not valid JSON: {name} is no number. Correct it and upload the file again.")


def _too_long() -> InvalidInput:
    return InvalidInput("This JSON holds a number that is too long. Correct it and upload again.")


def _check_characters(given: Any) -> None:
    try:
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            "This JSON holds half of a character (such as \\ud83d alone). Write it whole and upload the file again."
        ) from error


def _sentence(message: str) -> str:
    """msgspec's words ("Expected `array`, got `int` - at `$.work`") as a sentence for the person."""
    found = re.match(r"Expected `([^`]+)`, got `([^`]+)`(?: - at `\$\.?([^`]*)`)?", message)
    if not found:
        return "This JSON is not in the JSON Resume form. See jsonresume.org/schema for its fields."
    names = {"str": "text", "array": "a list", "object": "an object", "int": "a number", "bool": "true or false"}
    expected = names.get(found[1].split(" | ")[0], found[1])
    got = names.get(found[2], found[2])
    where = f"“{found[3]}”" if found[3] else "the whole file"
    return (
        f"This JSON is not in the JSON Resume form: {where} must be {expected}, not {got}. Correct it and upload again."
    )


def _has(values: Any, pointer: str) -> bool:
    for name in pointer.split("/")[1:]:
        if isinstance(values, list):
            values = values[int(name)] if int(name) < len(values) else None
        elif isinstance(values, dict):
            values = values.get(name)
        if values is None:
            return False
    return True


def _sections(resume: Resume, places: dict[str, JsonPlace]) -> list[Section]:
    """The filled arrays, each from its member's name to its closing bracket; the summary is where `basics` is."""
    found = [Section(key, SECTION_TITLES[key], places[f"/{key}"].member) for key in _ARRAYS if getattr(resume, key)]
    if resume.basics.summary:
        found.append(Section("summary", SECTION_TITLES["summary"], places["/basics"].member))
    return sorted(found, key=lambda section: section.span.start)


def _groups(resume: Resume, places: dict[str, JsonPlace], sections: list[Section]) -> list[Group]:
    groups: list[Group] = []
    if len(sections) > 1:
        pointers = tuple(f"/sections/{index}" for index in range(len(sections)))
        groups.append(Group("sections", pointers, tuple(section.span for section in sections)))
    for section in sections:
        if section.key == "summary":
            continue
        pointer = f"/{section.key}"
        _add(groups, "skill_groups" if section.key == "skills" else "entries", pointer, places)
        for index in range(len(getattr(resume, section.key))):
            if section.key in _WITH_BULLETS:
                _add(groups, "bullets", f"{pointer}/{index}/highlights", places)
            if section.key == "skills":
                _add(groups, "skills", f"{pointer}/{index}/keywords", places)
    return groups


def _add(groups: list[Group], kind: str, pointer: str, places: dict[str, JsonPlace]) -> None:
    size = places[pointer].size if pointer in places else 0
    if size > 1:
        pointers = tuple(f"{pointer}/{index}" for index in range(size))
        groups.append(Group(kind, pointers, tuple(places[one].member for one in pointers)))
