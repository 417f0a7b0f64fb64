"""JSON Resume files: validated against the typed schema, with the place of every value in the JSON text."""

import json
import re
from typing import Any

import msgspec

from app.documents.reading.json_places import JsonPlace, json_places
from app.documents.resume import Group, ReadResume, Resume, Section
from app.errors import InvalidInput

_ARRAYS = tuple(field.name for field in msgspec.structs.fields(Resume) if field.name not in {"basics", "extra"})
_WITH_BULLETS = ("work", "volunteer", "education", "projects")


def read_json_resume(source: str) -> ReadResume:
    """The résumé in a JSON Resume text; a string's span is what stands between its quotes, escapes included.

    `null` and blank texts count as absent, members that the schema does not have are ignored. Raises
    `InvalidInput` that says where the text breaks the schema.
    """
    try:
        given = json.loads(source)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"This is not valid JSON: something is wrong near line {error.lineno}, column {error.colno}. "
            "Correct it and upload the file again."
        ) from error
    except ValueError as error:
        raise InvalidInput("This JSON holds a number that is too long. Correct it and upload again.") from error
    places = json_places(source)
    try:
        resume = msgspec.convert(_present(given), Resume)
    except msgspec.ValidationError as error:
        raise InvalidInput(_sentence(str(error))) from error
    if resume == Resume():
        raise InvalidInput(
            "There is no résumé in this JSON. Upload one in the JSON Resume form (basics, work, education, skills…)."
        )
    values = msgspec.to_builtins(resume)
    spans = {pointer: place.span for pointer, place in places.items() if place.size < 0 and _has(values, pointer)}
    sections = _sections(resume, places)
    warnings = [] if resume.basics.name else ["No name was found in the résumé (basics.name)."]
    return ReadResume("json", source, resume, spans, sections, _groups(resume, places, sections), warnings)


def _present(value: Any) -> Any:
    """The same value without nulls and blank texts in objects (in arrays they keep their index)."""
    if isinstance(value, dict):
        return {key: _present(inner) for key, inner in value.items() if not _blank(inner)}
    if isinstance(value, list):
        return [_present(inner) for inner in value]
    return value


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


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
    """The filled arrays, each from its member's name to its closing bracket."""
    found = [Section(key, key.title(), places[f"/{key}"].member) for key in _ARRAYS if getattr(resume, key)]
    return sorted(found, key=lambda section: section.span.start)


def _groups(resume: Resume, places: dict[str, JsonPlace], sections: list[Section]) -> list[Group]:
    groups: list[Group] = []
    if len(sections) > 1:
        pointers = tuple(f"/sections/{index}" for index in range(len(sections)))
        groups.append(Group("sections", pointers, tuple(section.span for section in sections)))
    for section in sections:
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
