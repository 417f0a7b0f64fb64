r"""Résumés of the plain article class: headings, bold words, `\hfill` and lists, with no macros of their own or few."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_text import bold, escape, link, slanted
from benchmarks.reading.formats.latex_writing import (
    bullets,
    closed,
    comment,
    contacts,
    gap,
    itemize,
    lines_of,
    preamble,
    separator,
    spare,
)
from benchmarks.reading.formats.outline import Entry
from benchmarks.reading.person import Person


def make(person: Person) -> bytes:
    """The whole document."""
    packages = [r"\usepackage{enumitem}"]
    packages += (
        [r"\usepackage{titlesec}", r"\titleformat*{\section}{\large\scshape}"]
        if person.choice("titles", True, False)
        else []
    )
    document = [*preamble(person, "article", *packages), r"\setlength{\parindent}{0pt}", *_heading_macro(person)]
    document += [r"\pagestyle{empty}", r"\begin{document}", *_header(person)]
    for key in writing.section_order(person):
        document += _section(person, key)
    return closed([*document, r"\end{document}"])


def _heading_macro(person: Person) -> list[str]:
    if _command(person) not in {"rubric", "headline"}:
        return []
    return [rf"\newcommand{{\{_command(person)}}}[1]{{\bigskip\noindent\textsc{{\large #1}}\par\hrule\medskip}}"]


def _command(person: Person) -> str:
    return str(person.choice("command", "section*", "section*", "subsection*", "section", "rubric", "headline"))


def _header(person: Person) -> list[str]:
    basics = person.resume.basics
    name, label = escape(person, basics.name or ""), escape(person, basics.label or "")
    line = separator(person).join(contacts(person))
    match person.choice("header", "center", "flush", "two sides", "centerline"):
        case "center":
            extra = [rf"{{\large {label}}}\\[2pt]"] if label else []
            return [r"\begin{center}", rf"{{\LARGE \textbf{{{name}}}}}\\[2pt]", *extra, line, r"\end{center}", ""]
        case "flush":
            extra = [rf"\emph{{{label}}}\\"] if label else []
            return [rf"{{\Huge\bfseries {name}}}\\[4pt]", *extra, (r"\\" + "\n").join(contacts(person)), ""]
        case "two sides":
            lefts = [rf"\noindent{{\Large\bf {name}}}", *([label] if label else [])]
            rights = contacts(person)
            lines = max(len(lefts), len(rights))
            padded = zip([*lefts, *[r"\null"] * lines], [*rights, *[""] * lines], range(lines), strict=False)
            return [*(rf"{left} \hfill {right}\\" for left, right, _ in padded), ""]
        case _:
            extra = [rf"\centerline{{{label}}}"] if label else []
            return [
                rf"\centerline{{\Huge {name}}}",
                *extra,
                r"\vspace{3pt}",
                *(rf"\centerline{{{one}}}" for one in contacts(person)),
                "",
            ]


def _opened(person: Person, title: str) -> list[str]:
    return [*comment(person, title), rf"\{_command(person)}{{{escape(person, title)}}}"]


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in [*_opened(person, title), *_lines(person, bullets(person, tuple(lines)))]
        ]
    opened = _opened(person, writing.heading(person, key))
    if key == "summary":
        return [*opened, escape(person, person.resume.basics.summary or ""), ""]
    if key not in outline.ENTRY_KEYS:
        return [*opened, *_lines(person, lines_of(person, key)), ""]
    return [
        *opened,
        *(
            line
            for entry in outline.entries(person, key)
            for line in [*_entry(person, entry), gap(person, "entry gap"), ""]
        ),
    ]


def _lines(person: Person, lines: list[str]) -> list[str]:
    if len(lines) == 1 or person.choice("plain lines", True, False):
        return [(r" \\" + "\n").join(lines)]
    return itemize(person, lines)


def _entry(person: Person, entry: Entry) -> list[str]:
    inner = itemize(person, bullets(person, entry.bullets))
    notes = [
        note + (r"\\" if index + 1 < len(entry.notes) else "")
        for index, note in enumerate(bullets(person, entry.notes))
    ]
    head = _project(person, entry) if entry.key == "projects" else _head(person, entry)
    if notes:
        head[-1] += r" \\"
    return [*spare(person, r"\textbf{Former title}, Former firm \hfill 2009--2010"), *head, *notes, *inner]


def _head(person: Person, entry: Entry) -> list[str]:
    """One or two lines that name the entry; its owner always uses the same order."""
    title, firm, dates, place = (
        escape(person, text) for text in (entry.title, entry.organisation, entry.dates, entry.place)
    )
    after_place = rf", {place}" if place else ""
    match person.choice("entry shape", "title first", "firm first", "one line", "dates below", "firm above"):
        case "title first":
            second = _joined([slanted(person, firm), place], r" \hfill ")
            return [
                rf"{bold(person, title)} \hfill {dates}" + (r" \\" if second else ""),
                *([second] if second else []),
            ]
        case "firm first":
            first = _joined([bold(person, firm) + after_place], "")
            return (
                [rf"{first} \hfill {dates} \\", slanted(person, title)]
                if firm
                else [rf"{slanted(person, title)} \hfill {dates}"]
            )
        case "one line":
            return [rf"{_joined([bold(person, title), firm + after_place], ', ')} \hfill {{\small {dates}}}"]
        case "dates below":
            return [
                _joined([bold(person, title), firm], " -- ") + r" \\",
                slanted(person, _joined([dates, place], " $|$ ")),
            ]
        case _:
            lines = [rf"{bold(person, firm)} \hfill {place} \\"] if firm else []
            return [*lines, rf"{slanted(person, title)} \hfill {slanted(person, dates)}"]


def _project(person: Person, entry: Entry) -> list[str]:
    title = link(person, bold(person, escape(person, entry.title)), entry.address)
    tags = rf" ({escape(person, entry.tags)})" if entry.tags else ""
    return [rf"{title}{tags}" + (rf" \hfill {escape(person, entry.dates)}" if entry.dates else "")]


def _joined(parts: list[str], between: str) -> str:
    return between.join(part for part in parts if part)
