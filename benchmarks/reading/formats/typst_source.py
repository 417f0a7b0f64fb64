"""Résumés as Typst source: the owner's own functions, plain markup, grids, or calls of a published template."""

from benchmarks.reading.formats import outline, writing
from benchmarks.reading.formats.outline import Entry, Row
from benchmarks.reading.formats.typst_text import escape, linked, string, strong
from benchmarks.reading.person import Person


def make(person: Person) -> bytes:
    """The whole document."""
    document = [*_start(person), ""]
    for key in writing.section_order(person):
        document += _section(person, key)
    return ("\n".join(document).rstrip() + "\n").encode()


def _style(person: Person) -> str:
    return str(person.choice("typst", "functions", "functions", "markup", "grid", "template"))


def _start(person: Person) -> list[str]:
    basics = person.resume.basics
    if _style(person) == "template":
        return _template(person)
    font = person.choice("font", "New Computer Modern", "Libertinus Serif", "DejaVu Sans Mono")
    lines = [
        f'#set page(margin: {person.choice("margin", "2cm", "(x: 1.8cm, y: 1.5cm)")}, paper: "a4")',
        f'#set text(font: "{font}", size: {person.choice("size", "10pt", "11pt")}, lang: "{person.language}")',
        person.choice(
            "show",
            "#show heading: set text(navy)",
            "#show heading.where(level: 1): it => [#smallcaps(it.body) #line(length: 100%)]",
            "// no heading style",
        ),
        *(_functions(person) if _style(person) == "functions" else []),
        "",
    ]
    name, label = escape(person, basics.name or ""), escape(person, basics.label or "")
    joint = person.choice("joint", " | ", " #h(1em) ", " #sym.dot.c ", r" \ ")
    line = joint.join(_contacts(person))
    match person.choice("typst header", "align", "text", "title"):
        case "align":
            return [
                *lines,
                "#align(center)[",
                f'  #text(size: 22pt, weight: "bold")[{name}]',
                "",
                *([f"  _{label}_", ""] if label else []),
                f"  {line}",
                "]",
            ]
        case "text":
            return [*lines, f"#text(24pt)[*{name}*] \\", *([f"{label} \\"] if label else []), line]
        case _:
            return [
                *lines,
                f"#heading(level: 1, outlined: false)[{name}]",
                *([f"#emph[{label}]", ""] if label else []),
                line,
            ]


def _contacts(person: Person) -> list[str]:
    made = []
    for piece in writing.contact_pieces(person):
        text = escape(person, piece.text)
        way = person.choice("typst link", '#link("%s")[%s]', '#link("%s")[#underline[%s]]', "%.0s%s")
        made.append(way % (piece.target, text) if piece.target else text)
    return made


def _names(person: Person) -> dict[str, str]:
    if _style(person) == "template":
        return {"entry": "cv-entry", "row": "cv-skill", "honour": "cv-honor"}
    return {
        "entry": person.choice("entry", "job", "entry", "resume-entry", "item"),
        "row": person.choice("row", "row", "pair", "skill-line"),
        "honour": person.choice("honour", "honour", "dated"),
    }


def _arguments(person: Person) -> dict[str, str]:
    if _style(person) == "template":
        return {"title": "title", "organisation": "society", "dates": "date", "place": "location"}
    return {
        "title": person.choice("a title", "title", "role", "what"),
        "organisation": person.choice("a firm", "company", "organisation", "at"),
        "dates": person.choice("a date", "date", "dates", "when"),
        "place": person.choice("a place", "location", "place"),
    }


def _functions(person: Person) -> list[str]:
    name, argument = _names(person), _arguments(person)
    given = ", ".join(f'{one}: ""' for one in argument.values())
    title, firm, dates = (f"#{argument[part]}" for part in ("title", "organisation", "dates"))
    return [
        f"#let {name['entry']}({given}, body) = {{",
        f"  block(below: 0.4em)[*{title}* #h(1fr) {dates} \\ {firm} #h(1fr) #emph({argument['place']})]",
        "  body",
        "}",
        f"#let {name['row']}(label, text) = [*#label*: #text \\ ]",
        f"#let {name['honour']}(date: none, name, from: none) = [#name, #from #h(1fr) #date \\ ]",
    ]


def _template(person: Person) -> list[str]:
    """The calls of a template that stands in Typst's own registry."""
    basics = person.resume.basics
    version = person.choice("version", "0.3.0", "2.1.1", "1.0.4")
    package = person.choice("package", "modern-cv", "brilliant-cv", "basic-resume")
    info = {"name": basics.name, "email": basics.email, "phone": basics.phone, "location": writing.place(person)}
    info |= {
        (one.network or "").lower().replace(" ", "-"): writing.bare(one.url or one.username or "")
        for one in basics.profiles
    }
    info |= {"site": writing.bare(basics.url) if basics.url else None, "title": basics.label}
    pairs = [f"  {key}: {string(value)}," for key, value in info.items() if value]
    return [f'#import "@preview/{package}:{version}": *', "", "#show: resume.with(", *pairs, '  paper: "a4",', ")"]


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in [*_opened(person, title), *_listed(person, lines), ""]
        ]
    opened = _opened(person, writing.heading(person, key))
    if key == "summary":
        return [*opened, escape(person, person.resume.basics.summary or ""), ""]
    if key in outline.ENTRY_KEYS:
        return [*opened, *(line for entry in outline.entries(person, key) for line in [*_entry(person, entry), ""])]
    return [*opened, *_rows(person, key), ""]


def _opened(person: Person, title: str) -> list[str]:
    shape = "cv-section" if _style(person) == "template" and person.choice("call", True, False) else "heading"
    if shape == "cv-section":
        return [f"#cv-section({string(title)})"]
    marks = "==" if person.choice("typst header", "align", "text", "title") == "title" else "="
    return [
        *([f"// {title}"] if person.choice("remark", True, False, False) else []),
        f"{marks} {escape(person, title)}",
    ]


def _listed(person: Person, lines: list[str] | tuple[str, ...], indent: str = "") -> list[str]:
    return [f"{indent}- {escape(person, line)}" for line in lines]


def _entry(person: Person, entry: Entry) -> list[str]:
    lines = [*(escape(person, note) for note in entry.notes)]
    match _style(person):
        case "functions" | "template":
            return _called(person, entry, lines)
        case "grid":
            return _gridded(person, entry, lines)
        case _:
            return [
                *_marked(person, entry),
                *(line for note in lines for line in (note, "")),
                *_listed(person, entry.bullets),
            ]


def _titles(person: Person, entry: Entry) -> tuple[str, str]:
    """Title and organisation; a project has its tools in the second place, and its address behind the first."""
    title = escape(person, entry.title)
    if entry.key != "projects":
        return title, escape(person, entry.organisation)
    return linked(title, entry.address), escape(person, entry.tags)


def _called(person: Person, entry: Entry, notes: list[str]) -> list[str]:
    title, firm = _titles(person, entry)
    parts = {
        "title": title,
        "organisation": firm,
        "dates": escape(person, entry.dates),
        "place": escape(person, entry.place),
    }
    order = person.choice(
        "argument order", ("title", "organisation", "dates", "place"), ("organisation", "dates", "title", "place")
    )
    names = _arguments(person)
    given = [f"  {names[part]}: [{parts[part]}]," for part in order if parts[part]]
    name = _names(person)["entry"]
    body = [*(line for note in notes for line in (f"  {note}", "")), *_listed(person, entry.bullets, "  ")]
    if _style(person) == "template":
        return [f"#{name}(", *given, "  description: [", *body, "  ],", ")"]
    return [f"#{name}(", *given, ")[", *body, "]"]


def _gridded(person: Person, entry: Entry, notes: list[str]) -> list[str]:
    title, firm = _titles(person, entry)
    dates, place = escape(person, entry.dates), escape(person, entry.place)
    columns = person.choice("columns", "(22%, 1fr)", "(3.5cm, auto)")
    head = ", ".join(filter(None, [strong(title), firm, f"_{place}_" if place else ""]))
    inner = [
        f"    {head}",
        "",
        *(line for note in notes for line in (f"    {note}", "")),
        *_listed(person, entry.bullets, "    "),
    ]
    return [f"#grid(columns: {columns}, gutter: 8pt,", f"  [{dates}],", "  [", *inner, "  ],", ")"]


def _marked(person: Person, entry: Entry) -> list[str]:
    title, firm = _titles(person, entry)
    dates, place = escape(person, entry.dates), escape(person, entry.place)
    match person.choice("markup", "heading", "bold", "firm first"):
        case "heading":
            below = " #h(1fr) ".join(filter(None, [f"_{firm}_" if firm else "", place]))
            return [f"{_deeper(person)} {title} #h(1fr) {dates}", *([below, ""] if below else [""])]
        case "bold":
            return [f"{strong(title)} #h(1fr) {dates} \\", ", ".join(filter(None, [firm, place])), ""]
        case _:
            first = ", ".join(filter(None, [f"*{firm}*" if firm else "", place]))
            return [*([f"{first} \\"] if first else []), f"_{title}_ #h(1fr) {dates}", ""]


def _deeper(person: Person) -> str:
    return "===" if person.choice("typst header", "align", "text", "title") == "title" else "=="


def _rows(person: Person, key: str) -> list[str]:
    rows = outline.rows(person, key)
    match key:
        case "interests":
            return [", ".join(_bracketed(person, row) for row in rows)]
        case "references":
            return _listed(person, [": ".join(part for part in (row.label, row.remark) if part) for row in rows])
        case "skills" | "languages":
            return [_pair(person, row) for row in rows]
        case _:
            return [_honour(person, row) for row in rows]


def _bracketed(person: Person, row: Row) -> str:
    return escape(person, f"{row.label} ({row.text})" if row.text else row.label)


def _pair(person: Person, row: Row) -> str:
    label, text = escape(person, row.label), escape(person, row.text)
    if not (label and text):
        return label or text
    if _style(person) == "functions":
        return f"#{_names(person)['row']}[{label}][{text}]"
    if _style(person) == "template":
        return f"#{_names(person)['row']}(type: [{label}], info: [{text}])"
    return str(person.choice("pair", f"- *{label}:* {text}", f"*{label}* --- {text} \\", f"/ {label}: {text}"))


def _honour(person: Person, row: Row) -> str:
    label, text, date = (escape(person, part) for part in (row.label, row.text, row.date))
    label = linked(label, row.address)
    if row.remark:
        name = ", ".join(part for part in (label, text, date) if part)
        return f"- {name} \\ {escape(person, row.remark)}"
    if _style(person) == "template":
        return f"#{_names(person)['honour']}(date: [{date}], title: [{label}], issuer: [{text}])"
    if _style(person) == "functions" and text and date:
        return f"#{_names(person)['honour']}(date: [{date}], from: [{text}])[{label}]"
    name = f"{label}, {text}" if text else label
    return f"- {name}" + (f" #h(1fr) {date}" if date else "")
