"""Résumés of two columns: paracol or minipages with events and tags, or a sidebar told by variables of the preamble."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_text import escape, link
from benchmarks.reading.formats.latex_writing import (
    bullets,
    closed,
    comment,
    contacts,
    itemize,
    lines_of,
    preamble,
    spare,
)
from benchmarks.reading.formats.outline import Entry
from benchmarks.reading.person import Person

# What stands in the narrow column; the rest is the wide one's.
_NARROW = frozenset({"skills", "languages", "interests", "certificates", "awards", "references"})
_EVENT_ORDERS = (
    ("title", "organisation", "dates", "place"),
    ("organisation", "title", "place", "dates"),
    ("dates", "title", "organisation", "place"),
)


def make(person: Person) -> bytes:
    """The whole document."""
    keys = writing.section_order(person)
    wide = [line for key in keys if key not in _NARROW for line in _section(person, key)]
    narrow = [line for key in keys if key in _NARROW for line in _section(person, key)]
    packages = [r"\usepackage{xcolor}", r"\usepackage{enumitem}"]
    packages += [r"\usepackage{paracol}"] if _columns(person) == "paracol" else []
    document = [
        *preamble(person, "sidebar", *packages),
        r"\setlength{\parindent}{0pt}\pagestyle{empty}",
        *_macros(person),
    ]
    if _columns(person) == "variables":
        document += [*_profile(person, narrow), "", r"\begin{document}", r"\makeprofile", "", *wide]
    else:
        document += ["", r"\begin{document}", *_header(person), *_side_by_side(person, wide, narrow)]
    return closed([*document, r"\end{document}"])


def _columns(person: Person) -> str:
    return str(person.choice("columns", "paracol", "minipage", "variables"))


def _names(person: Person) -> dict[str, str]:
    return {
        "section": person.choice("cv section", "cvsection", "sidehead", "rubric"),
        "event": person.choice("cv event", "cvevent", "happening", "twentyitem", "station"),
        "tag": person.choice("cv tag", "cvtag", "chip", "badge"),
        "rule": person.choice("cv rule", "divider", "thinrule"),
    }


def _order(person: Person) -> tuple[str, ...]:
    return tuple(person.choice("event order", *_EVENT_ORDERS))


def _macros(person: Person) -> list[str]:
    name = _names(person)
    arguments = dict(zip(_order(person), ("#1", "#2", "#3", "#4"), strict=True))
    accent = person.choice("accent", "7A1F1F", "1B4F72", "2E5339")
    lines = [
        rf"\definecolor{{accent}}{{HTML}}{{{accent}}}",
        rf"\newcommand{{\{name['section']}}}[1]{{%",
        r"  \medskip{\color{accent}\Large\bfseries #1}\\[-6pt]\rule{\linewidth}{1pt}\par}",
        rf"\newcommand{{\{name['event']}}}[4]{{%",
        rf"  {{\large {arguments['title']}\par}}\smallskip\normalsize",
        rf"  \textbf{{\color{{accent}}{arguments['organisation']}}}\par\smallskip",
        rf"  {{\small\makebox[0.5\linewidth][l]{{{arguments['dates']}}}",
        rf"  \makebox[0.4\linewidth][l]{{{arguments['place']}}}\par}}\smallskip}}",
        rf"\newcommand{{\{name['tag']}}}[1]{{\fbox{{\small #1}}\ }}",
        rf"\newcommand{{\{name['rule']}}}{{\par\textcolor{{gray}}{{\rule{{\linewidth}}{{0.3pt}}}}\par}}",
    ]
    if _columns(person) == "variables":
        pairs = ("name", "jobtitle", "contacts", "aside")
        lines += [rf"\newcommand{{\cv{pair}}}[1]{{\gdef\the{pair}{{#1}}}}" for pair in pairs]
        lines += [rf"\def\the{pair}{{}}" for pair in pairs]
        lines += [
            r"\newcommand{\makeprofile}{%",
            r"  {\Huge\color{accent}\thename\par}{\large\thejobtitle\par}",
            r"  {\small\thecontacts\par}\theaside\par}",
        ]
    return lines


def _profile(person: Person, narrow: list[str]) -> list[str]:
    """The sidebar as variables, which the class of the template draws beside the text."""
    basics = person.resume.basics
    lines = [rf"\cvname{{{escape(person, basics.name or '')}}}"]
    lines += [rf"\cvjobtitle{{{escape(person, basics.label)}}}"] if basics.label else []
    breaks = person.choice("contact break", r"\\", r"\par", r"\\[2pt]")
    return [*lines, rf"\cvcontacts{{{(breaks + chr(10) + '  ').join(contacts(person))}}}", r"\cvaside{%", *narrow, "}"]


def _header(person: Person) -> list[str]:
    basics = person.resume.basics
    name = escape(person, basics.name or "")
    lines = [rf"{{\Huge\bfseries\color{{accent}} {name}}}\par"]
    lines += [rf"{{\large\itshape {escape(person, basics.label)}}}\par"] if basics.label else []
    joint = person.choice("contact joint", r"\quad ", r"\enspace\textbar\enspace ", r"\hspace{2em}")
    return [*lines, r"\smallskip", rf"{{\small {joint.join(contacts(person))}}}\par", ""]


def _side_by_side(person: Person, wide: list[str], narrow: list[str]) -> list[str]:
    left_is_narrow = person.choice("narrow left", True, False)
    first, second = (narrow, wide) if left_is_narrow else (wide, narrow)
    share = 0.32 if left_is_narrow else 0.62
    if _columns(person) == "paracol":
        ratio = rf"\columnratio{{{share}}}"
        return [ratio, r"\begin{paracol}{2}", *first, r"\switchcolumn", "", *second, r"\end{paracol}"]
    fill = person.choice("fill", r"\hfill", r"\hspace{0.03\textwidth}")
    return [
        rf"\begin{{minipage}}[t]{{{share}\textwidth}}",
        *first,
        r"\end{minipage}",
        fill,
        rf"\begin{{minipage}}[t]{{{0.94 - share:.2f}\textwidth}}",
        *second,
        r"\end{minipage}",
    ]


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in [*_opened(person, title), *itemize(person, bullets(person, tuple(lines)))]
        ]
    opened = _opened(person, writing.heading(person, key))
    if key == "summary":
        return [*opened, escape(person, person.resume.basics.summary or ""), ""]
    if key in outline.ENTRY_KEYS:
        found = [_entry(person, entry) for entry in outline.entries(person, key)]
        rule = person.choice("rules", [rf"\{_names(person)['rule']}"], [r"\medskip"])
        return [*opened, *(line for index, one in enumerate(found) for line in [*(rule if index else []), *one]), ""]
    if key == "skills":
        return [*opened, *_skills(person), ""]
    lines = lines_of(person, key)
    body = itemize(person, lines) if len(lines) > 1 and key != "languages" else [r" \\ ".join(lines)]
    return [*opened, *body, ""]


def _opened(person: Person, title: str) -> list[str]:
    return [*comment(person, title), rf"\{_names(person)['section']}{{{escape(person, title)}}}"]


def _entry(person: Person, entry: Entry) -> list[str]:
    parts = {part: escape(person, getattr(entry, part)) for part in ("title", "organisation", "dates", "place")}
    if entry.key == "projects":
        parts |= {"title": link(person, parts["title"], entry.address), "organisation": escape(person, entry.tags)}
    name = _names(person)["event"]
    head = f"\\{name}" + "".join(f"{{{parts[part]}}}" for part in _order(person))
    notes = [f"{note}\\par" for note in bullets(person, entry.notes)]
    return [
        *spare(person, rf"\{name}{{Job}}{{Company}}{{2012}}{{Town}}"),
        head,
        *notes,
        *itemize(person, bullets(person, entry.bullets)),
    ]


def _skills(person: Person) -> list[str]:
    tag = _names(person)["tag"]
    lines: list[str] = []
    for row in outline.rows(person, "skills"):
        lines += [rf"\textbf{{{escape(person, row.label)}}}\\"] if row.label else []
        lines += [*(rf"\{tag}{{{escape(person, part)}}}" for part in row.parts), r"\par\smallskip"]
    return lines
