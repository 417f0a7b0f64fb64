"""A résumé as it stands on paper: what the Typst template is given, field by field."""

import msgspec


class Contact(msgspec.Struct, frozen=True):
    text: str
    url: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """`title` strong and `dates` at the margin on one line; `subtitle` and `place` likewise below."""

    title: str = ""
    url: str | None = None
    dates: str = ""
    subtitle: str = ""
    place: str = ""
    summary: str = ""
    bullets: list[str] = []
    keywords: str = ""


class Labelled(msgspec.Struct, frozen=True):
    """One line of a list of skills, languages or interests; `label` may be empty."""

    label: str
    text: str


class PrintedSection(msgspec.Struct, frozen=True):
    key: str
    title: str
    text: str = ""
    entries: list[Entry] = []
    lines: list[Labelled] = []


class PrintedResume(msgspec.Struct, frozen=True):
    name: str
    label: str
    contacts: list[Contact]
    sections: list[PrintedSection]
    language: str
    paper: str
