r"""Résumés in the manner of `awesome-cv`: details in the preamble, `cventries` with lists as their last argument."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_moderncv import name_parts, social
from benchmarks.reading.formats.latex_text import escape, link
from benchmarks.reading.formats.latex_writing import (
    bullets,
    closed,
    comment,
    contacts,
    lines_of,
    preamble,
    separator,
    spare,
)
from benchmarks.reading.formats.outline import Entry
from benchmarks.reading.person import Person

_OWN_ORDERS = (
    ("title", "organisation", "place", "dates"),
    ("organisation", "title", "dates", "place"),
    ("dates", "title", "organisation", "place"),
)


def make(person: Person) -> bytes:
    """The whole document."""
    document = _class_start(person) if _has_class(person) else _own_start(person)
    for key in writing.section_order(person):
        document += _section(person, key)
    return closed([*document, r"\end{document}"])


def _has_class(person: Person) -> bool:
    """Whether the document leaves its commands to the class or brings them along."""
    return bool(person.choice("awesome", True, False))


def _class_start(person: Person) -> list[str]:
    basics = person.resume.basics
    first, last = name_parts(basics.name or "")
    separators = person.choice("social", r"\quad\textbar\quad", r"\enskip\cdotp\enskip")
    lines = [
        r"%!TEX TS-program = xelatex",
        rf"\documentclass[{person.choice('paper', '11pt, a4paper', '10pt, letterpaper')}]{{awesome-cv}}",
        r"\geometry{left=1.4cm, top=.8cm, right=1.4cm, bottom=1.8cm, footskip=.5cm}",
        rf"\colorlet{{awesome}}{{awesome-{person.choice('colour', 'red', 'emerald', 'skyblue', 'concrete')}}}",
        r"\setbool{acvSectionColorHighlight}{true}",
        rf"\renewcommand{{\acvHeaderSocialSep}}{{{separators}}}",
        "",
        rf"\name{{{escape(person, first)}}}{{{escape(person, last)}}}",
    ]
    lines += [rf"\position{{{escape(person, basics.label)}}}"] if basics.label else []
    lines += [rf"\address{{{escape(person, writing.place(person))}}}"] if writing.place(person) else []
    lines += [rf"\mobile{{{escape(person, basics.phone)}}}"] if basics.phone else []
    lines += [rf"\email{{{escape(person, basics.email)}}}"] if basics.email else []
    lines += [rf"\homepage{{{escape(person, writing.bare(basics.url))}}}"] if basics.url else []
    lines += [_by_name(line) for line in social(person, "%s\n%s")]
    footer = rf"\makecvfooter{{\today}}{{{escape(person, basics.name or '')}~~~·~~~CV}}{{\thepage}}"
    return [*lines, "", r"\begin{document}", rf"\makecvheader[{person.choice('align', 'C', 'L', 'R')}]", footer, ""]


def _by_name(line: str) -> str:
    network, newline, user = line.partition("\n")
    return rf"\{network}{{{user}}}" if newline else line


def _own_start(person: Person) -> list[str]:
    name = _names(person)
    arguments = dict(zip(_order(person), ("#1", "#2", "#3", "#4"), strict=True))
    packages = [r"\usepackage{enumitem}", r"\usepackage{array}", r"\usepackage{xcolor}"]
    basics = person.resume.basics
    return [
        *preamble(person, "cventry", *packages),
        r"\setlength{\parindent}{0pt}\pagestyle{empty}",
        rf"\newcommand{{\{name['section']}}}[1]{{\vspace{{3mm}}{{\Large\bfseries #1}}\par\hrule\vspace{{2mm}}}}",
        rf"\newcommand*{{\{name['entry']}}}[5]{{%",
        rf"  \textbf{{{arguments['organisation']}}}\hfill {{\slshape {arguments['place']}}}\par",
        rf"  {{\scshape {arguments['title']}}}\hfill {{\slshape {arguments['dates']}}}\par",
        r"  #5\par\vspace{1mm}}",
        rf"\newenvironment{{{name['entries']}}}{{\begin{{flushleft}}}}{{\end{{flushleft}}}}",
        rf"\newenvironment{{{name['items']}}}{{\begin{{itemize}}[leftmargin=2ex, nosep]}}{{\end{{itemize}}}}",
        rf"\newcommand*{{\{name['skill']}}}[2]{{\textbf{{#1}}\quad #2\par}}",
        rf"\newcommand*{{\{name['honour']}}}[4]{{#4\quad \textbf{{#1}}, #2\hfill #3\par}}",
        "",
        r"\begin{document}",
        r"\begin{center}",
        rf"  {{\Huge {escape(person, basics.name or '')}}}\\[2pt]",
        *([rf"  {{\scshape {escape(person, basics.label)}}}\\[1mm]"] if basics.label else []),
        "  " + separator(person).join(contacts(person)),
        r"\end{center}",
        "",
    ]


def _names(person: Person) -> dict[str, str]:
    if _has_class(person):
        return {
            "section": "cvsection",
            "entry": "cventry",
            "entries": "cventries",
            "items": "cvitems",
            "skill": "cvskill",
            "honour": "cvhonor",
        }
    return {
        "section": person.choice("own section", "cvsection", "heading", "rubrik"),
        "entry": person.choice("own entry", "cventry", "position", "stelle"),
        "entries": person.choice("own entries", "cventries", "positions"),
        "items": person.choice("own items", "cvitems", "tasks"),
        "skill": person.choice("own skill", "cvskill", "ability"),
        "honour": person.choice("own honour", "cvhonor", "distinction"),
    }


def _order(person: Person) -> tuple[str, ...]:
    return _OWN_ORDERS[0] if _has_class(person) else tuple(person.choice("own order", *_OWN_ORDERS))


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in _listed(person, title, bullets(person, tuple(lines)))
        ]
    title = writing.heading(person, key)
    if key == "summary":
        text = escape(person, person.resume.basics.summary or "")
        wrapped = [r"\begin{cvparagraph}", text, r"\end{cvparagraph}"] if _has_class(person) else [text]
        return [*_opened(person, title), *wrapped, ""]
    if key in outline.ENTRY_KEYS:
        name = _names(person)["entries"]
        inner = [line for entry in outline.entries(person, key) for line in _entry(person, entry)]
        return [*_opened(person, title), rf"\begin{{{name}}}", *inner, rf"\end{{{name}}}", ""]
    if key in {"skills", "languages", "awards", "certificates"}:
        return [*_opened(person, title), *_rows(person, key), ""]
    return _listed(person, title, lines_of(person, key))


def _opened(person: Person, title: str) -> list[str]:
    return [*comment(person, title), rf"\{_names(person)['section']}{{{escape(person, title)}}}"]


def _entry(person: Person, entry: Entry) -> list[str]:
    parts = {part: escape(person, getattr(entry, part)) for part in ("title", "organisation", "place", "dates")}
    if entry.key == "projects":
        parts |= {"title": escape(person, entry.tags), "organisation": link(person, parts["title"], entry.address)}
    name = _names(person)
    remarks = person.choice("remarks", True, False)
    head = [f"    {{{parts[part]}}}{f' % {part}' if remarks else ''}" for part in _order(person)]
    notes = [f"      {note}" for note in bullets(person, entry.described)]
    items = bullets(person, entry.listed)
    item = person.choice("brace", r"\item {%s}", r"\item %s")
    made = ["        " + item % line for line in items]
    listed = [rf"      \begin{{{name['items']}}}", *made, rf"      \end{{{name['items']}}}"] if items else []
    return [
        *spare(person, rf"\{name['entry']}{{Title}}{{Firm}}{{Place}}{{2010}}{{}}"),
        rf"  \{name['entry']}",
        *head,
        *(["    {", *notes, *listed, "    }"] if notes or items else ["    {}"]),
    ]


def _rows(person: Person, key: str) -> list[str]:
    rows = outline.rows(person, key)
    name = _names(person)
    if key in {"skills", "languages"}:
        made = [
            f"  \\{name['skill']}\n    {{{escape(person, row.label)}}}\n    {{{escape(person, row.text)}}}"
            for row in rows
        ]
        return [r"\begin{cvskills}", *made, r"\end{cvskills}"] if _has_class(person) else made
    made = []
    for row in rows:
        label = link(person, escape(person, row.label), row.address)
        text = ". ".join(escape(person, part) for part in (row.text, row.remark) if part)
        arguments = (label, text, "", escape(person, row.date))
        made.append("\n".join([f"  \\{name['honour']}", *(f"    {{{argument}}}" for argument in arguments)]))
    return [r"\begin{cvhonors}", *made, r"\end{cvhonors}"] if _has_class(person) else made


def _listed(person: Person, title: str, lines: list[str]) -> list[str]:
    name = _names(person)["items"]
    return [
        *_opened(person, title),
        rf"\begin{{{name}}}",
        *(rf"  \item {line}" for line in lines),
        rf"\end{{{name}}}",
        "",
    ]
