"""What the LaTeX families share: preambles, contacts, comments, the lines of sections without entries."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_text import bold, escape, is_latin, link, slanted, writes_accents_as_commands
from benchmarks.reading.formats.outline import Row
from benchmarks.reading.person import Person

_ICONS = {
    "fontawesome": {
        "location": r"\faMapMarker",
        "phone": r"\faPhone",
        "email": r"\faEnvelope",
        "url": r"\faGlobe",
        "GitHub": r"\faGithub",
        "GitLab": r"\faGitlab",
        "LinkedIn": r"\faLinkedin",
    },
    "marvosym": {"phone": r"\Telefon", "email": r"\Letter", "url": r"\ComputerMouse"},
}
_LABELS = {
    "en": {"location": "Address", "phone": "Phone", "email": "E-mail", "url": "Web"},
    "de": {"location": "Anschrift", "phone": "Tel.", "email": "E-Mail", "url": "Web"},
    "fr": {"location": "Adresse", "phone": "Tél.", "email": "Courriel", "url": "Site"},
    "es": {"location": "Dirección", "phone": "Teléfono", "email": "Correo", "url": "Web"},
    "nl": {"location": "Adres", "phone": "Tel.", "email": "E-mail", "url": "Website"},
    "pt": {"location": "Endereço", "phone": "Telefone", "email": "E-mail", "url": "Site"},
}


def preamble(person: Person, family: str, *packages: str) -> list[str]:
    """Class, encoding and packages; scripts that pdfTeX cannot set get fontspec."""
    size = person.choice(f"{family} size", "10pt", "11pt", "11pt", "12pt")
    paper = person.choice("paper", "a4paper", "letterpaper")
    lines = [rf"\documentclass[{size},{paper}]{{article}}"]
    if person.choice(f"{family} banner", True, False):
        lines.insert(0, f"% {'-' * 30}\n% CV, version {len(person.id)}. Compile twice!\n% {'-' * 30}")
    lines += encoding(person)
    if person.choice("babel", True, False) and person.language == "en":
        lines.append(rf"\usepackage[{person.choice('english', 'english', 'british', 'american')}]{{babel}}")
    margin = person.choice(f"{family} margin", "2cm", "0.75in", "18mm")
    lines += [rf"\usepackage[margin={margin}]{{geometry}}", *packages]
    if icons(person) != "none":
        lines.append({"fontawesome": r"\usepackage{fontawesome5}", "marvosym": r"\usepackage{marvosym}"}[icons(person)])
    lines.append(person.choice("hyperref", r"\usepackage[hidelinks]{hyperref}", r"\usepackage{hyperref}"))
    return lines


def encoding(person: Person) -> list[str]:
    """How the file is to be read."""
    if not is_latin(person):
        return [r"\usepackage{fontspec}", r"\setmainfont{Noto Serif}"]
    if writes_accents_as_commands(person):
        return [r"\usepackage[T1]{fontenc}", r"\usepackage{textcomp}"]
    return [r"\usepackage[utf8]{inputenc}", r"\usepackage[T1]{fontenc}", r"\usepackage{textcomp}"]


def icons(person: Person) -> str:
    """Which symbols stand before contacts: `none`, or those of a package."""
    return str(person.choice("icons", "none", "none", "none", "marvosym", "fontawesome"))


def contacts(person: Person) -> list[str]:
    """Each contact with its symbol or label and its link."""
    labelled = icons(person) == "none" and person.choice("labels", True, False, False)
    made = []
    for piece in writing.contact_pieces(person):
        label = _LABELS[person.language].get(piece.kind, piece.kind)
        symbol = _ICONS.get(icons(person), {}).get(piece.kind, "")
        text = link(person, escape(person, piece.text), piece.target)
        if symbol:
            text = person.choice("symbol", f"{symbol}\\ {text}", f"{symbol}~{text}", f"{{{symbol}}} {text}")
        elif labelled and ":" not in piece.text:
            text = person.choice(
                "label", f"{escape(person, label)}: {text}", f"\\textbf{{{escape(person, label)}:}} {text}"
            )
        made.append(text)
    return made


def separator(person: Person) -> str:
    """What stands between two contacts of one line."""
    return str(
        person.choice(
            "separator",
            " $|$ ",
            r" \textbar{} ",
            r" \textbullet{} ",
            r" $\cdot$ ",
            r" \enspace ",
            r" \quad ",
            r" \hspace{1em} ",
            " -- ",
        )
    )


def comment(person: Person, title: str) -> list[str]:
    """The line that many write above a section, or none."""
    plain = "".join(char for char in title.upper() if char.isascii())
    drawn = person.choice("comment", "", f"%{'-' * 11}{plain}{'-' * 11}", f"% {plain}", f"%%%%%% {plain} %%%%%%", "")
    return [str(drawn)] if drawn else []


def spare(person: Person, line: str) -> list[str]:
    """A line that its owner has switched off, in some documents; nothing of it is in the résumé."""
    return [f"% {line}"] if person.choice("spare", True, False, False) else []


def gap(person: Person, subject: str) -> str:
    """White space after an entry, as people tune it by hand."""
    return str(person.choice(subject, "", "", r"\vspace{4pt}", r"\smallskip", r"\vspace{-2mm}"))


def itemize(person: Person, lines: list[str] | tuple[str, ...], indent: str = "  ") -> list[str]:
    """A list of escaped lines in the person's way; an empty one is no list at all."""
    if not lines:
        return []
    options = person.choice(
        "itemize", "", "[leftmargin=*]", "[noitemsep, topsep=0pt]", "[leftmargin=1.2em,itemsep=1pt]"
    )
    item = person.choice("item", r"\item ", r"\item ", "\\item\n" + indent * 2, r"\item{} ")
    ending = person.choice("full stop", "", "", ".")
    inner = [f"{indent}{item}{line}{'' if line.endswith(('.', '!', '?')) else ending}" for line in lines]
    return [rf"\begin{{itemize}}{options}", *inner, r"\end{itemize}"]


def lines_of(person: Person, key: str, after_label: str = ":") -> list[str]:
    """A section without entries, a line each, escaped and marked up; languages and interests may share one line."""
    rows = outline.rows(person, key)
    match key:
        case "skills":
            return [_skill_line(person, row, after_label) for row in rows]
        case "languages" if person.choice("languages", True, False):
            return [", ".join(_with_brackets(person, row) for row in rows)]
        case "languages":
            between = person.choice("fluency", ": ", " -- ", r" --- ")
            return [between.join(escape(person, part) for part in (row.label, row.text) if part) for row in rows]
        case "interests":
            return [", ".join(_with_brackets(person, row) for row in rows)]
        case "references":
            return [": ".join(escape(person, part) for part in (row.label, row.remark) if part) for row in rows]
        case "publications":
            return [_remarked(person, row, _publication(person, row)) for row in rows]
        case _:
            return [_remarked(person, row, _honour(person, row)) for row in rows]


def closed(document: list[str]) -> bytes:
    """The document's lines as a file; some editors leave blanks and no last line break behind."""
    return ("\n".join(line for line in document if line is not None) + "\n").encode()


def bullets(person: Person, lines: tuple[str, ...]) -> list[str]:
    """The lines of an entry, escaped."""
    return [escape(person, line) for line in lines]


def _skill_line(person: Person, row: Row, after: str) -> str:
    between = ", " if row.label else person.choice("skills", ", ", ", ", r" \textbullet{} ", r" $\cdot$ ", "; ")
    text = between.join(escape(person, part) for part in row.parts)
    label = escape(person, row.label)
    if not (label and text):
        return label or text
    ways = (
        rf"\textbf{{{label}}}{after} {text}",
        rf"\textbf{{{label}{after}}} {text}",
        f"{bold(person, label)}{after} {text}",
    )
    return str(person.choice("skill", *ways))


def _remarked(person: Person, row: Row, made: str) -> str:
    return rf"{made} \newline {escape(person, row.remark)}" if row.remark else made


def _with_brackets(person: Person, row: Row) -> str:
    return f"{escape(person, row.label)} ({escape(person, row.text)})" if row.text else escape(person, row.label)


def _publication(person: Person, row: Row) -> str:
    title, publisher, date = (escape(person, text) for text in (row.label, row.text, row.date))
    title = link(person, title, row.address)
    if not (publisher and date):
        return ", ".join(part for part in (f"``{title}''", slanted(person, publisher), date) if part)
    return str(
        person.choice(
            "publication",
            f"``{title}'', {slanted(person, publisher)}, {date}.",
            f"\\textbf{{{title}}}. {slanted(person, publisher)}, {date}.",
            f"{title}. {slanted(person, publisher)} ({date})",
        )
    )


def _honour(person: Person, row: Row) -> str:
    label, text, date = (escape(person, part) for part in (row.label, row.text, row.date))
    name = link(person, person.choice("honour name", label, rf"\textbf{{{label}}}"), row.address)
    issuer = f", {text}" if text else ""
    if not date:
        return f"{name}{issuer}"
    return str(
        person.choice("honour", f"{name}{issuer} ({date})", f"{name}{issuer} \\hfill {date}", f"{name}{issuer}, {date}")
    )
