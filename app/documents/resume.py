"""A résumé as one typed value: the JSON Resume schema (https://jsonresume.org/schema, v1.0.0).

Field names follow the schema in JSON (`startDate`) and Python's habit here (`start_date`). Dates are ISO 8601
with the precision that the source has: `2021`, `2021-03` or `2021-03-15`; an absent `end_date` beside a
`start_date` means "present". Absent texts are `None`, absent lists are empty; neither is written to JSON.
"""

from typing import Any

import msgspec


class Part(msgspec.Struct, rename="camel", omit_defaults=True, kw_only=True):
    """What every object of a résumé has.

    `extra` are the members of a JSON Resume file that this schema does not name, by their names there. They are
    kept for the way out and are neither shown nor matched nor sent to a model.
    """

    extra: dict[str, Any] = {}


class Location(Part):
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    region: str | None = None


class Profile(Part):
    network: str | None = None
    username: str | None = None
    url: str | None = None


class Basics(Part):
    name: str | None = None
    label: str | None = None
    image: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: Location | None = None
    profiles: list[Profile] = []


class Work(Part):
    name: str | None = None
    location: str | None = None
    description: str | None = None
    position: str | None = None
    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    summary: str | None = None
    highlights: list[str] = []


class Volunteer(Part):
    organization: str | None = None
    location: str | None = None
    position: str | None = None
    url: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    summary: str | None = None
    highlights: list[str] = []


class Education(Part):
    institution: str | None = None
    location: str | None = None
    url: str | None = None
    area: str | None = None
    study_type: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    score: str | None = None
    courses: list[str] = []
    highlights: list[str] = []


class Award(Part):
    title: str | None = None
    date: str | None = None
    awarder: str | None = None
    summary: str | None = None


class Certificate(Part):
    name: str | None = None
    date: str | None = None
    url: str | None = None
    issuer: str | None = None


class Publication(Part):
    name: str | None = None
    publisher: str | None = None
    release_date: str | None = None
    url: str | None = None
    summary: str | None = None


class Skill(Part):
    """`name` is the group's heading ("Languages"), absent for a bare list of skills."""

    name: str | None = None
    level: str | None = None
    keywords: list[str] = []


class Language(Part):
    language: str | None = None
    fluency: str | None = None


class Interest(Part):
    name: str | None = None
    keywords: list[str] = []


class Reference(Part):
    name: str | None = None
    reference: str | None = None


class Project(Part):
    name: str | None = None
    description: str | None = None
    highlights: list[str] = []
    keywords: list[str] = []
    start_date: str | None = None
    end_date: str | None = None
    url: str | None = None
    roles: list[str] = []
    entity: str | None = None
    type: str | None = None


class OtherSection(Part):
    """A section of no kind that the schema knows, word for word: a paragraph or a bullet each line."""

    title: str | None = None
    lines: list[str] = []


class Resume(Part):
    """A whole résumé; `other` are the sections beside the schema's, in the document's order."""

    basics: Basics = msgspec.field(default_factory=Basics)
    work: list[Work] = []
    volunteer: list[Volunteer] = []
    education: list[Education] = []
    awards: list[Award] = []
    certificates: list[Certificate] = []
    publications: list[Publication] = []
    skills: list[Skill] = []
    languages: list[Language] = []
    interests: list[Interest] = []
    references: list[Reference] = []
    projects: list[Project] = []
    other: list[OtherSection] = []


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Half-open range `[start, end)` in code points of `ReadResume.text`."""

    start: int
    end: int


class Section(msgspec.Struct, frozen=True):
    """One headed part of the document, in source order.

    `key` is the array it was read into (`work`, `education`, `skills`, `projects`, …, `other`), or `summary`, or
    `contact`; two sections may share a key. `span` covers heading and content up to the next heading.
    """

    key: str
    title: str
    span: Span


class Group(msgspec.Struct, frozen=True):
    """Sibling blocks of the source whose order may change without changing meaning.

    `kind` is `sections`, `entries`, `bullets`, `skill_groups` or `skills`. `pointers` are the blocks' JSON
    pointers (RFC 6901) into the résumé (`/work/0`, `/work/0/highlights/2`, `/skills/1/keywords/0`; for sections
    `/sections/0`, an index into `ReadResume.sections`), and `spans` their whole blocks in the source, both in
    source order and equally long. What lies between two blocks is a separator and stays where it is.
    """

    kind: str
    pointers: tuple[str, ...]
    spans: tuple[Span, ...]


class ReadResume(msgspec.Struct):
    """What a reader makes of a file.

    `format` is tex, typ, pdf, docx, md, txt or json. `text` is the decoded source (for pdf and docx the extracted
    text); `places` maps JSON pointers of `resume` to the span in `text` that the value was read from.
    `warnings` are sentences for the person ("No dates were found under Experience.").
    """

    format: str
    text: str
    resume: Resume
    places: dict[str, Span] = {}
    sections: list[Section] = []
    groups: list[Group] = []
    warnings: list[str] = []
