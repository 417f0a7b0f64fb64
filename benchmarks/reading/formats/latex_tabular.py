"""Résumés set as tables: dates in a left column, what happened in the right one; tabular, tabularx or longtable."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.latex_text import bold, escape, link, slanted
from benchmarks.reading.formats.latex_writing import (
    bullets,
    closed,
    comment,
    contacts,
    icons,
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
    packages = [rf"\usepackage{{{name}}}" for name in ("array", "tabularx", "longtable", "enumitem")]
    if person.choice("booktabs", True, False):
        packages.append(r"\usepackage{booktabs}")
    document = [*preamble(person, "tabular", *packages), r"\setlength{\parindent}{0pt}", *_column_types(person)]
    document += [r"\pagestyle{empty}", "", r"\begin{document}", *_header(person)]
    for key in writing.section_order(person):
        document += _section(person, key)
    return closed([*document, r"\end{document}"])


def _kind(person: Person) -> str:
    return str(person.choice("table", "tabular", "tabularx", "longtable", "tabular per entry"))


def _column_types(person: Person) -> list[str]:
    lines = []
    if person.choice("column type", True, False):
        lines += [r"\newcolumntype{L}{>{\raggedleft\small}p{0.19\textwidth}}", r"\newcolumntype{R}{p{0.76\textwidth}}"]
    return [*lines, rf"\renewcommand{{\arraystretch}}{{{person.choice('stretch', '1.1', '1.2')}}}"]


def _columns(person: Person) -> str:
    if person.choice("column type", True, False):
        return "L X" if _kind(person) == "tabularx" else "L R"
    left = person.choice("left", r"p{3.2cm}", r"@{}p{0.2\textwidth}", r"r")
    if _kind(person) == "tabularx":
        return f"{left}X"
    bar = person.choice("rule", "", "|")
    return f"{left.replace('r', 'p{3cm}') if left == 'r' else left}{bar}p{{0.72\\textwidth}}"


def _table(person: Person, rows: list[str]) -> list[str]:
    columns = _columns(person)
    match _kind(person):
        case "tabularx":
            return [rf"\begin{{tabularx}}{{\textwidth}}{{{columns}}}", *rows, r"\end{tabularx}"]
        case "longtable":
            return [rf"\begin{{longtable}}{{{columns}}}", *rows, r"\end{longtable}"]
        case _:
            return [rf"\begin{{tabular}}{{{columns}}}", *rows, r"\end{tabular}"]


def _header(person: Person) -> list[str]:
    basics = person.resume.basics
    name, label = escape(person, basics.name or ""), escape(person, basics.label or "")
    if person.choice("header", True, False):
        made = contacts(person)
        title = [rf"{{\Huge {name}}}\\[4pt]", *([rf"\textit{{{label}}}\\[2pt]"] if label else [])]
        return [
            *title,
            r"\begin{tabular}{@{}l@{}}",
            *(f"{one} \\\\" for one in made),
            r"\end{tabular}",
            r"\bigskip",
            "",
        ]
    if icons(person) == "none" and person.choice("header table", True, False):
        rows = [f"{one} & {other} \\\\" for one, other in _pairs(contacts(person))]
        top = rf"\textbf{{\LARGE {name}}}" + (rf"\\ {label}" if label else "")
        return [r"\begin{center}", top, r"\end{center}", r"\begin{tabular}{ll}", *rows, r"\end{tabular}", ""]
    extra = [rf"{{\large {label}}}\par"] if label else []
    return [
        rf"\begin{{center}}\textsc{{\LARGE {name}}}\par",
        *extra,
        separator(person).join(contacts(person)),
        r"\end{center}",
        "",
    ]


def _pairs(items: list[str]) -> list[tuple[str, str]]:
    half = (len(items) + 1) // 2
    return [(items[index], items[index + half] if index + half < len(items) else "") for index in range(half)]


def _opened(person: Person, title: str) -> list[str]:
    command = person.choice("command", "section*", "section*", "subsection*")
    rule = person.choice("section rule", [], [r"\vspace{-8pt}\hrule\vspace{6pt}"])
    return [*comment(person, title), rf"\{command}{{{escape(person, title)}}}", *rule]


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
        if _kind(person) == "tabular per entry":
            return [*opened, *(line for one in found for line in [*_table(person, one), r"\par\medskip", ""])]
        return [*opened, *_table(person, [line for one in found for line in one]), ""]
    if key in {"skills", "languages", "certificates", "awards"}:
        return [*opened, *_rows(person, key), ""]
    lines = lines_of(person, key)
    return [*opened, *(itemize(person, lines) if len(lines) > 1 else lines), ""]


def _entry(person: Person, entry: Entry) -> list[str]:
    """The rows of one entry: heading, then bullets in a list within the cell or each in a row with no date."""
    title, firm, dates, place = (
        escape(person, text) for text in (entry.title, entry.organisation, entry.dates, entry.place)
    )
    if entry.key == "projects":
        title, firm = link(person, title, entry.address), escape(person, entry.tags)
    shape = person.choice("shape", "title comma firm", "firm then title", "title then firm")
    if shape == "title comma firm":
        head = [", ".join(filter(None, [bold(person, title), slanted(person, firm), place]))]
    else:
        first, second = (firm, title) if shape == "firm then title" else (title, firm)
        with_place = (
            [rf"{second}, {place}" if second and place else second or place] if shape != "firm then title" else [second]
        )
        after = rf", {place}" if place and shape == "firm then title" and first else ""
        head = [line for line in (bold(person, first) + after, *(slanted(person, text) for text in with_place)) if line]
    lines = [*head, *bullets(person, entry.notes)]
    items = bullets(person, entry.bullets)
    rows = [*spare(person, r"2009--2010 & \textbf{Former title}, Former firm \\"), f"{dates} & {lines[0]} \\\\"]
    rows += [f" & {line} \\\\" for line in lines[1:]]
    if person.choice("bullets in cell", True, False) and items:
        inner = "\n".join(itemize(person, items))
        return [*rows, f" & {inner} \\\\"]
    mark = person.choice("mark", r"\textbullet{} ", r"-- ", r"$\bullet$ ")
    rows += [f" & {mark}{item} \\\\" for item in items]
    end = person.choice("row end", r"\\[4pt]", r"\\")
    return [*rows[:-1], rows[-1].removesuffix(r"\\") + end]


def _rows(person: Person, key: str) -> list[str]:
    rows = outline.rows(person, key)
    made = []
    for row in rows:
        label, text, date = (escape(person, part) for part in (row.label, row.text, row.date))
        if key in {"skills", "languages"}:
            made.append(f"{bold(person, label)} & {text} \\\\" if label else text)
        else:
            remark = rf"\newline {escape(person, row.remark)}" if row.remark else ""
            named = link(person, label, row.address)
            made.append(f"{date} & {named}{', ' + text if text else ''}{remark} \\\\")
    if key == "skills" and not rows[0].label:
        return made
    return _table(person, made)
