r"""Résumés of a date column and a text column by `\cventry`: with the class, in its old or new way, or without it."""

from app.documents.resume import Profile
from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_text import escape, link, slanted
from benchmarks.reading.formats.latex_writing import (
    bullets,
    closed,
    comment,
    contacts,
    encoding,
    itemize,
    lines_of,
    preamble,
    separator,
    spare,
)
from benchmarks.reading.formats.outline import Entry, Row
from benchmarks.reading.formats.writing import Piece
from benchmarks.reading.person import Person

# Networks that the class knows, with the address that it makes of a user's name.
NETWORKS = {
    "LinkedIn": "linkedin.com/in/",
    "GitHub": "github.com/",
    "GitLab": "gitlab.com/",
    "ORCID": "orcid.org/",
    "Xing": "xing.com/profile/",
}
_OWN_ORDERS = (
    ("dates", "title", "organisation", "place"),
    ("dates", "organisation", "title", "place"),
    ("title", "organisation", "place", "dates"),
)


def make(person: Person) -> bytes:
    """The whole document."""
    document = _own_start(person) if _kind(person) == "own" else _class_start(person)
    for key in writing.section_order(person):
        document += _section(person, key)
    return closed([*document, r"\end{document}"])


def _kind(person: Person) -> str:
    return str(person.choice("moderncv", "class", "class", "old class", "own"))


def _class_start(person: Person) -> list[str]:
    style = person.choice("cv style", "classic", "casual", "banking", "oldstyle")
    colour = person.choice("colour", "blue", "green", "black", "burgundy")
    size, face = person.choice("cv size", "11pt", "10pt"), person.choice("cv face", "sans", "roman")
    old = _kind(person) == "old class"
    lines = [
        rf"\documentclass[{size},a4paper,{face}]{{moderncv}}",
        rf"\moderncvtheme[{colour}]{{classic}}" if old else rf"\moderncvstyle{{{style}}}",
        *([] if old else [rf"\moderncvcolor{{{colour}}}"]),
        *encoding(person),
        r"\usepackage{enumitem}",
        r"\usepackage[scale=0.8]{geometry}",
        "",
        *(_old_details(person) if old else _details(person)),
    ]
    return [
        *lines,
        "",
        r"\begin{document}",
        person.choice("title macro", r"\makecvtitle", r"\maketitle") if old else r"\makecvtitle",
        "",
    ]


def _details(person: Person) -> list[str]:
    basics = person.resume.basics
    first, last = name_parts(basics.name or "")
    lines = [rf"\name{{{escape(person, first)}}}{{{escape(person, last)}}}"]
    lines += [rf"\title{{{escape(person, basics.label)}}}"] if basics.label else []
    lines += [_address(person)] if basics.location else []
    lines += (
        [rf"\phone[{person.choice('phone kind', 'mobile', 'fixed')}]{{{escape(person, basics.phone)}}}"]
        if basics.phone
        else []
    )
    lines += [rf"\email{{{escape(person, basics.email)}}}"] if basics.email else []
    lines += [rf"\homepage{{{escape(person, writing.bare(basics.url))}}}"] if basics.url else []
    return [*lines, *social(person, r"\social[%s]{%s}")]


def _old_details(person: Person) -> list[str]:
    basics = person.resume.basics
    first, last = name_parts(basics.name or "")
    lines = [rf"\firstname{{{escape(person, first)}}}", rf"\familyname{{{escape(person, last)}}}"]
    lines += [rf"\title{{{escape(person, basics.label)}}}"] if basics.label else []
    lines += [_address(person)] if basics.location else []
    lines += [rf"\mobile{{{escape(person, basics.phone)}}}"] if basics.phone else []
    lines += [rf"\email{{{escape(person, basics.email)}}}"] if basics.email else []
    lines += [rf"\homepage{{{escape(person, writing.bare(basics.url))}}}"] if basics.url else []
    return [
        *lines,
        *_extra([link(person, escape(person, piece.text), piece.target) for _, piece in _profiles(person)]),
    ]


def name_parts(name: str) -> tuple[str, str]:
    """First and last name as people split them for the class; particles go with the last."""
    words = name.split()
    if len(words) < 2:
        return "", name
    particle = next((index for index, word in enumerate(words) if index and word[0].islower()), len(words) - 1)
    bracket = next((index for index, word in enumerate(words) if word.startswith("(")), len(words))
    cut = max(1, min(particle, bracket - 1))
    return " ".join(words[:cut]), " ".join(words[cut:])


def social(person: Person, command: str) -> list[str]:
    """Profiles by name of user where the class knows the network, by address elsewhere."""
    lines, rest = [], []
    for one, piece in _profiles(person):
        host = NETWORKS.get(one.network or "")
        if host and piece.text == f"{host}{one.username}":
            lines.append(command % ((one.network or "").lower(), escape(person, one.username or "")))
        else:
            rest.append(link(person, escape(person, piece.text), piece.target))
    return [*lines, *_extra(rest)]


def _profiles(person: Person) -> list[tuple[Profile, Piece]]:
    """Each profile with what is written for it: they are the last of the contacts."""
    profiles = person.resume.basics.profiles
    return list(zip(reversed(profiles), reversed(writing.contact_pieces(person)), strict=False))[::-1]


def _extra(lines: list[str]) -> list[str]:
    return [rf"\extrainfo{{{' | '.join(lines)}}}"] if lines else []


def _address(person: Person) -> str:
    parts = [escape(person, part) for part in writing.place(person).split(", ")]
    if 1 < len(parts) < 4 and person.choice("address", True, False):
        return r"\address" + "".join(f"{{{part}}}" for part in parts)
    return rf"\address{{{', '.join(parts)}}}{{}}"


def _own_start(person: Person) -> list[str]:
    name = _names(person)
    arguments = dict(zip(_order(person), ("#1", "#2", "#3", "#4"), strict=True))
    packages = [r"\usepackage{xcolor}", r"\usepackage{enumitem}"]
    return [
        *preamble(person, "moderncv", *packages),
        r"\setlength{\parindent}{0pt}",
        r"\newlength{\hintwidth}\setlength{\hintwidth}{3.2cm}",
        rf"\newcommand{{\{name['row']}}}[2]{{%",
        r"  \par\noindent\parbox[t]{\hintwidth}{\raggedleft\small #1}\hspace{2mm}%",
        r"  \parbox[t]{\dimexpr\linewidth-\hintwidth-2mm}{#2}\par\vspace{2pt}}",
        rf"\newcommand*{{\{name['entry']}}}[6]{{\{name['row']}{{{arguments['dates']}}}{{%",
        rf"  \textbf{{{arguments['title']}}}, {{\slshape {arguments['organisation']}}},",
        rf"  {arguments['place']} #5\par #6}}}}",
        "",
        r"\begin{document}",
        rf"{{\fontsize{{24}}{{28}}\selectfont {escape(person, person.resume.basics.name or '')}}}\\",
        *([slanted(person, escape(person, person.resume.basics.label)) + r"\\"] if person.resume.basics.label else []),
        (separator(person) + "\n").join(contacts(person)),
        "",
    ]


def _names(person: Person) -> dict[str, str]:
    if _kind(person) != "own":
        return {"entry": "cventry", "row": "cvitem"}
    return {
        "entry": person.choice("own entry", "job", "cvline", "datedentry"),
        "row": person.choice("own row", "hint", "cvrow", "pair"),
    }


def _order(person: Person) -> tuple[str, ...]:
    if _kind(person) == "own":
        return tuple(person.choice("own order", *_OWN_ORDERS))
    return "dates", "title", "organisation", "place"


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in [*_opened(person, title), *_list(person, bullets(person, tuple(lines)))]
        ]
    opened = _opened(person, writing.heading(person, key))
    if key == "summary":
        text = escape(person, person.resume.basics.summary or "")
        return [
            *opened,
            text if person.choice("summary row", True, False) else rf"\{_names(person)['row']}{{}}{{{text}}}",
            "",
        ]
    if key in outline.ENTRY_KEYS:
        return [*opened, *(line for entry in outline.entries(person, key) for line in _entry(person, entry)), ""]
    if key in {"interests", "references", "publications"}:
        return [*opened, *_list(person, lines_of(person, key)), ""]
    return [*opened, *_rows(person, key), ""]


def _opened(person: Person, title: str) -> list[str]:
    star = "*" if _kind(person) == "own" else ""
    return [*comment(person, title), rf"\section{star}{{{escape(person, title)}}}"]


def _entry(person: Person, entry: Entry) -> list[str]:
    title, organisation = escape(person, entry.title), escape(person, entry.organisation)
    if entry.key == "projects":
        title, organisation = link(person, title, entry.address), escape(person, entry.tags)
    dates, place = escape(person, entry.dates), escape(person, entry.place)
    parts = {"dates": dates, "title": title, "organisation": organisation, "place": place}
    head = "".join(f"{{{parts[part]}}}" for part in _order(person))
    notes = bullets(person, entry.notes)
    grade = slanted(person, notes.pop(0)) if entry.key == "education" and notes else ""
    listed = itemize(person, bullets(person, entry.bullets))
    described = "%\n".join(filter(None, [*(f"{note}" for note in notes), "\n".join(listed)]))
    name = _names(person)["entry"]
    return [
        *spare(person, rf"\{name}{{year--year}}{{Job title}}{{Employer}}{{City}}{{}}{{Description}}"),
        rf"\{name}{head}{{{grade}}}{{{described}}}",
    ]


def _list(person: Person, lines: list[str]) -> list[str]:
    if _kind(person) == "own":
        return itemize(person, lines)
    return [rf"\cvlistitem{{{line}}}" for line in lines]


def _rows(person: Person, key: str) -> list[str]:
    rows = outline.rows(person, key)
    if key == "languages" and _kind(person) != "own":
        command = r"\cvlanguage{%s}{%s}{}" if _kind(person) == "old class" else r"\cvitemwithcomment{%s}{%s}{}"
        return [command % (escape(person, row.label), escape(person, row.text)) for row in rows]
    pairs = [_pair(person, key, row) for row in rows]
    if key == "skills" and _kind(person) == "class" and len(pairs) == 2 and person.choice("double", True, False):
        return [rf"\cvdoubleitem{{{pairs[0][0]}}}{{{pairs[0][1]}}}{{{pairs[1][0]}}}{{{pairs[1][1]}}}"]
    return [rf"\{_names(person)['row']}{{{left}}}{{{right}}}" for left, right in pairs]


def _pair(person: Person, key: str, row: Row) -> tuple[str, str]:
    """What stands in the narrow column and what beside it: a group or a date first."""
    label, text, date = (escape(person, part) for part in (row.label, row.text, row.date))
    if key in {"skills", "languages"}:
        return label, text
    remark = rf"\newline {escape(person, row.remark)}" if row.remark else ""
    label = link(person, label, row.address)
    return date, (rf"\textbf{{{label}}}, {text}" if text else label) + remark
