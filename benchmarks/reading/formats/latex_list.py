"""Résumés built of list macros: an outer list of headings of four arguments, an inner one of items."""

from benchmarks.reading.formats import outline, writing
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

# What the four arguments of the heading are, in order: the first two share a line, as do the last two.
_ORDERS = (
    ("organisation", "place", "title", "dates"),
    ("title", "dates", "organisation", "place"),
    ("organisation", "dates", "title", "place"),
    ("title", "place", "organisation", "dates"),
)


def make(person: Person) -> bytes:
    """The whole document."""
    packages = [rf"\usepackage{{{name}}}" for name in ("enumitem", "titlesec", "tabularx", "xcolor")]
    document = [*preamble(person, "list", *packages), *_setup(person), *_macros(person), "", r"\begin{document}", ""]
    document += [*_header(person), ""]
    for key in writing.section_order(person):
        document += _section(person, key)
    return closed([*document, r"\end{document}"])


def _names(person: Person) -> dict[str, str]:
    """The macros by what they do, under the owner's names."""
    prefix = person.choice("prefix", "resume", "cv", "my", "vita", "r")
    heading = person.choice("heading", "Subheading", "Entry", "SubHead", "Position")
    item = person.choice("bullet", "Item", "Bullet", "Point")
    outer = person.choice("outer", "SubHeadingList", "EntryList", "Entries")
    inner = person.choice("inner", "ItemList", "Bullets", "Points")
    start, end = person.choice("limits", ("Start", "End"), ("Begin", "Finish"), ("Open", "Close"))
    return {
        "heading": f"{prefix}{heading}",
        "project": f"{prefix}Project{heading}",
        "item": f"{prefix}{item}",
        "open": f"{prefix}{outer}{start}",
        "close": f"{prefix}{outer}{end}",
        "begin": f"{prefix}{inner}{start}",
        "finish": f"{prefix}{inner}{end}",
    }


def _setup(person: Person) -> list[str]:
    shape = person.choice(
        "section shape", r"\scshape\raggedright\large", r"\bfseries\Large", r"\large\sffamily\bfseries"
    )
    return [
        r"\pagestyle{empty}",
        r"\raggedbottom" if person.choice("ragged", True, False) else r"\setlength{\parindent}{0pt}",
        r"\setlength{\tabcolsep}{0in}",
        rf"\titleformat{{\section}}{{\vspace{{-4pt}}{shape}}}{{}}{{0em}}{{}}[\titlerule \vspace{{-5pt}}]",
    ]


def _macros(person: Person) -> list[str]:
    name = _names(person)
    define = person.choice("define", r"\newcommand{\%s}", r"\newcommand\%s", r"\providecommand{\%s}")
    first, second = person.choice(
        "faces", (r"\textbf{#1}", r"\textit{\small #3}"), (r"\textbf{#1}", "#3"), ("{#1}", r"\textit{#3}")
    )
    last = person.choice("last face", r"\textit{\small #4}", "#4")
    return [
        define % name["item"] + r"[1]{\item\small{#1 \vspace{-2pt}}}",
        define % name["heading"] + "[4]{",
        r"  \vspace{-2pt}\item",
        r"    \begin{tabular*}{0.97\textwidth}[t]{l@{\extracolsep{\fill}}r}",
        rf"      {first} & #2 \\",
        rf"      {second} & {last} \\",
        r"    \end{tabular*}\vspace{-7pt}",
        "}",
        define % name["project"] + "[2]{",
        r"    \item",
        r"    \begin{tabular*}{0.97\textwidth}{l@{\extracolsep{\fill}}r}",
        r"      \small#1 & #2 \\",
        r"    \end{tabular*}\vspace{-7pt}",
        "}",
        define % name["open"] + r"{\begin{itemize}[leftmargin=0.15in, label={}]}",
        define % name["close"] + r"{\end{itemize}}",
        define % name["begin"] + r"{\begin{itemize}}",
        define % name["finish"] + r"{\end{itemize}\vspace{-5pt}}",
    ]


def _header(person: Person) -> list[str]:
    basics = person.resume.basics
    size = person.choice("name size", r"\Huge \scshape", r"\LARGE\bfseries", r"\Huge")
    lines = [rf"  \textbf{{{size} {escape(person, basics.name or '')}}} \\ \vspace{{1pt}}"]
    if basics.label:
        lines.append(rf"  {person.choice('label size', chr(92) + 'large ', '')}{escape(person, basics.label)} \\")
    lines.append(rf"  \small {(separator(person) + chr(10) + '  ').join(contacts(person))}")
    return [r"\begin{center}", *lines, r"\end{center}"]


def _section(person: Person, key: str) -> list[str]:
    if key == "other":
        return [
            line
            for title, lines in outline.others(person)
            for line in _lines(person, title, bullets(person, tuple(lines)))
        ]
    title = writing.heading(person, key)
    if key == "summary":
        return [
            *comment(person, title),
            rf"\section{{{escape(person, title)}}}",
            escape(person, person.resume.basics.summary or ""),
            "",
        ]
    if key not in outline.ENTRY_KEYS:
        return _lines(person, title, lines_of(person, key))
    name = _names(person)
    inner = [line for entry in outline.entries(person, key) for line in _entry(person, entry)]
    return [*_opened(person, title), rf"  \{name['open']}", *inner, rf"  \{name['close']}", ""]


def _opened(person: Person, title: str) -> list[str]:
    return [*comment(person, title), rf"\section{{{escape(person, title)}}}"]


def _entry(person: Person, entry: Entry) -> list[str]:
    name = _names(person)
    if entry.key == "projects":
        lines = _project(person, entry)
    else:
        one, two, three, four = (
            "{" + escape(person, getattr(entry, part)) + "}" for part in person.choice("arguments", *_ORDERS)
        )
        lines = [
            *spare(person, rf"\{name['heading']}{{Title}}{{May 2010 -- May 2011}}{{Company}}{{City}}"),
            rf"    \{name['heading']}",
            f"      {one}{two}",
            f"      {three}{four}",
        ]
    lines += [rf"      \small {note}\par" for note in bullets(person, entry.described)]
    items = bullets(person, entry.listed)
    if not items:
        return lines
    made = [f"        \\{name['item']}{{{item}}}" for item in items]
    return [*lines, rf"      \{name['begin']}", *made, rf"      \{name['finish']}"]


def _project(person: Person, entry: Entry) -> list[str]:
    title = link(person, rf"\textbf{{{escape(person, entry.title)}}}", entry.address)
    tags = rf" $|$ \emph{{{escape(person, entry.tags)}}}" if entry.tags else ""
    return [rf"    \{_names(person)['project']}", f"      {{{title}{tags}}}{{{escape(person, entry.dates)}}}"]


def _lines(person: Person, title: str, lines: list[str]) -> list[str]:
    """A section of single lines: one item that holds them all, as skills often stand, or an item each."""
    if person.choice("lines", True, False):
        body = " \\\\\n    ".join(lines)
        inner = [r" \begin{itemize}[leftmargin=0.15in, label={}]", rf"   \small{{\item{{{body}}}}}", r" \end{itemize}"]
    else:
        name = _names(person)
        inner = [rf"  \{name['open']}", *(f"    \\{name['item']}{{{line}}}" for line in lines), rf"  \{name['close']}"]
    return [*_opened(person, title), *inner, ""]
