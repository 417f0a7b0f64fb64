"""What may be reordered in a résumé, and the résumé as plain text, both from its structure alone."""

from collections.abc import Sequence

from app.documents.resume import Group, ReadResume, Resume, Span

SECTION_TITLES = {
    "summary": "Summary",
    "work": "Experience",
    "projects": "Projects",
    "volunteer": "Volunteering",
    "education": "Education",
    "skills": "Skills",
    "certificates": "Certificates",
    "awards": "Awards",
    "publications": "Publications",
    "languages": "Languages",
    "interests": "Interests",
    "references": "References",
    "other": "Other",
}
_ENTRIES = ("work", "volunteer", "education", "projects", "awards", "certificates", "publications")
_NOWHERE = Span(0, 0)


def groups_of(resume: Resume) -> list[Group]:
    """The movable groups of a résumé that has no source to point into; their spans are empty."""
    groups = []
    for key in _ENTRIES:
        entries = getattr(resume, key)
        groups.append(_group("entries", [f"/{key}/{index}" for index in range(len(entries))]))
        for index, entry in enumerate(entries):
            bullets = getattr(entry, "highlights", [])
            groups.append(_group("bullets", [f"/{key}/{index}/highlights/{n}" for n in range(len(bullets))]))
    groups.append(_group("skill_groups", [f"/skills/{index}" for index in range(len(resume.skills))]))
    for index, skill in enumerate(resume.skills):
        groups.append(_group("skills", [f"/skills/{index}/keywords/{n}" for n in range(len(skill.keywords))]))
    return [group for group in groups if len(group.pointers) > 1]


def _group(kind: str, pointers: Sequence[str]) -> Group:
    return Group(kind, tuple(pointers), (_NOWHERE,) * len(pointers))


def printing_order(preferred: Sequence[str] = ()) -> list[str]:
    """Every section key in the order to print them: `preferred` first, then those it does not name.

    A summary that `preferred` does not name had no heading of its own: it stands first, as it did. `other` stands for
    all sections of other kinds, each with a title of its own.
    """
    known = [key for key in preferred if key in SECTION_TITLES]
    if "summary" not in known:
        known.insert(0, "summary")
    return list(dict.fromkeys([*known, *SECTION_TITLES]))


def section_order(resume: Resume, preferred: Sequence[str] = ()) -> list[str]:
    """The keys of the filled sections in printing order."""
    filled = {key for key in SECTION_TITLES if key != "summary" and getattr(resume, key)}
    if resume.basics.summary:
        filled.add("summary")
    return [key for key in printing_order(preferred) if key in filled]


def own_outline(read: ReadResume) -> tuple[list[str], dict[str, str]]:
    """The keys of the sections as the document has them, and its heading of each (the first of several)."""
    sections = list(dict.fromkeys(section.key for section in read.sections))
    return sections, {section.key: section.title for section in reversed(read.sections)}


def to_plain_text(resume: Resume, sections: Sequence[str] = ()) -> str:
    """The résumé as lines of text, one value or bullet a line, for people to compare two versions of it."""
    lines = [resume.basics.name or "", resume.basics.label or ""]
    for key in section_order(resume, sections):
        if key == "other":
            for section in resume.other:
                lines += ["", (section.title or SECTION_TITLES[key]).upper(), *section.lines]
            continue
        lines += ["", SECTION_TITLES[key].upper()]
        lines += [resume.basics.summary or ""] if key == "summary" else _section_lines(resume, key)
    return "\n".join(lines).strip() + "\n"


def _section_lines(resume: Resume, key: str) -> list[str]:
    lines: list[str] = []
    for entry in getattr(resume, key):
        if key in {"skills", "interests"}:
            label = f"{entry.name}: " if entry.name else ""
            lines.append(label + ", ".join(entry.keywords))
            continue
        values = {name: getattr(entry, name) for name in entry.__struct_fields__}
        head = [text for name, text in values.items() if isinstance(text, str) and name not in _LONG_TEXTS]
        lines.append(" · ".join(head))
        lines += [text for name, text in values.items() if isinstance(text, str) and name in _LONG_TEXTS]
        lines += [f"- {bullet}" for bullet in (*values.get("highlights", ()), *values.get("courses", ()))]
    return lines


_LONG_TEXTS = frozenset({"summary", "description", "reference"})
