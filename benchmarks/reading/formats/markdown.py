"""Markdown as people write it: headings of every kind, tables, links, escapes, front matter and bits of HTML."""

import json
import re
import textwrap
from collections.abc import Sequence

from benchmarks.reading.formats import line_layout, outline, writing
from benchmarks.reading.formats.line_layout import Line, Part
from benchmarks.reading.person import Person

SUBJECT = "markdown"
_LAYOUTS = ("title over employer", "employer over title", "one line", "dates below", "all in a row", "dates alone")
_EMPHASIS = {
    "title": ("**", "", "", "**"),
    "organisation": ("*", "**", "", "_"),
    "dates": ("*", "_", "", "`"),
    "place": ("", "", "*"),
    "label": ("**", "**", "__", ""),
}
_START = re.compile(r"^([-+#>]|\d+[.)])(?=\s|$)")


def make(person: Person) -> bytes:
    """The person's .md."""
    blocks = [*_front_matter(person), *_head(person)]
    for key in writing.section_order(person):
        for heading, lines in _section(person, key):
            blocks += [_heading(person, heading), *lines]
    if person.choice(f"{SUBJECT} comment", True, False, False):
        blocks.insert(len(blocks) // 2, "<!-- keep this short -->")
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def escaped(person: Person, text: str) -> str:
    """Text that Markdown shows as it is; many escape more than they must."""
    always = re.sub(r"([\\*`\[\]<])", r"\\\1", text)
    always = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", always)
    if person.choice(f"{SUBJECT} escapes", True, False):
        always = re.sub(r"(?<!\\)([_#&])(?=\w)", r"\\\1", always).replace("\\&", "&amp;")
    return _unlisted(always)


def _unlisted(text: str) -> str:
    """What would start a list at the start of a line does not: "1\\. Mai", "\\- 4 °C"."""
    return _START.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", text)


def _front_matter(person: Person) -> list[str]:
    if not person.choice(f"{SUBJECT} front matter", True, False, False):
        return []
    title = json.dumps(f"{person.resume.basics.name} – CV", ensure_ascii=False)
    return [f"---\nlayout: cv\ntitle: {title}\nlang: {person.language}\n---"]


def _head(person: Person) -> list[str]:
    basics = person.resume.basics
    name = escaped(person, basics.name or "")
    under = "=" * max(len(name), 3)
    blocks = [person.choice(f"{SUBJECT} name", f"# {name}", f"# {name}", f"{name}\n{under}")]
    if basics.label:
        mark = person.choice(f"{SUBJECT} label", "**", "*", "")
        blocks.append(f"{mark}{escaped(person, basics.label)}{mark}")
    contacts = [_contact(person, piece) for piece in writing.contact_pieces(person)]
    mark = person.choice(f"{SUBJECT} contacts", " | ", " • ", " &nbsp;|&nbsp; ", "  \n", "<br>\n", "\n- ")
    blocks.append(("- " if mark == "\n- " else "") + mark.join(contacts))
    if person.choice(f"{SUBJECT} centred", True, False, False, False):
        return ['<div align="center">', *blocks, "</div>"]
    return blocks


def _contact(person: Person, piece: writing.Piece) -> str:
    if not piece.target:
        return escaped(person, piece.text)
    match person.choice(f"{SUBJECT} links", "link", "link", "autolink", "named", "plain"):
        case "autolink":
            return f"<{piece.text if piece.kind == 'email' else piece.target}>"
        case "named" if piece.kind not in {"email", "url"}:
            return f"[{piece.kind}]({piece.target})"
        case "plain":
            return escaped(person, piece.text)
        case _:
            return f"[{escaped(person, piece.text)}]({piece.target})"


def _heading(person: Person, text: str) -> str:
    shown = escaped(person, text)
    under = "-" * max(len(shown), 3)
    form = person.choice(f"{SUBJECT} heading", "## {}", "## {}", "{}\n" + under, "## {} ##", "**{}**", "---\n\n## {}")
    return form.format(shown)


def _section(person: Person, key: str) -> list[tuple[str, list[str]]]:
    if key == "other":
        return [(title, [_bullets(person, lines)]) for title, lines in outline.others(person)]
    heading = writing.heading(person, key)
    if key == "summary":
        quoted = person.choice(f"{SUBJECT} quoted summary", "> ", "", "", "")
        return [(heading, [quoted + escaped(person, person.resume.basics.summary or "")])]
    if key in outline.ENTRY_KEYS:
        return [(heading, [block for entry in outline.entries(person, key) for block in _entry(person, entry)])]
    return [(heading, [_rows(person, key)])]


def _entry(person: Person, entry: outline.Entry) -> list[str]:
    lines = [_line(person, line) for line in line_layout.headlines(person, entry, SUBJECT, _LAYOUTS)]
    if person.choice(f"{SUBJECT} entry", "heading", "heading", "bold") == "heading":
        head = ["### " + lines[0].replace("**", ""), _broken(person, lines[1:])]
    else:
        head = [_broken(person, [lines[0] if "**" in lines[0] else f"**{lines[0]}**", *lines[1:]])]
    return [*head, *(escaped(person, note) for note in entry.notes), _bullets(person, entry.bullets)]


def _broken(person: Person, lines: Sequence[str]) -> str:
    """Lines of one paragraph, broken as Markdown wants it."""
    return person.choice(f"{SUBJECT} breaks", "  \n", "\\\n", "<br>\n", "<br/>", "\n\n").join(lines)


def _line(person: Person, line: Line) -> str:
    left = "".join(_part(person, part) for part in line.left)
    if not line.right:
        return left
    right = "".join(_part(person, part) for part in line.right)
    form = person.choice(
        f"{SUBJECT} right", "{} | {}", "{} ({})", "{} — {}", '{} <span style="float:right">{}</span>', "{} &mdash; {}"
    )
    return form.format(left, right)


def _part(person: Person, part: Part) -> str:
    if part.kind == "address":
        return person.choice(f"{SUBJECT} address", f"<https://{part.text}>", f"[{part.text}](https://{part.text})")
    if part.kind == "between":
        return part.text
    mark = person.choice(f"{SUBJECT} {part.kind} emphasis", *_EMPHASIS.get(part.kind, ("",)))
    return f"{mark}{part.text if mark == '`' else escaped(person, part.text)}{mark}"


def _bullets(person: Person, lines: Sequence[str]) -> str:
    glyph = person.choice(f"{SUBJECT} bullet", "- ", "* ", "+ ", "-   ", "  * ")
    apart = "\n\n" if person.choice(f"{SUBJECT} loose list", True, False, False) else "\n"
    return apart.join(glyph + _wrapped(person, escaped(person, line), " " * len(glyph)) for line in lines)


def _wrapped(person: Person, text: str, indent: str) -> str:
    if not person.choice(f"{SUBJECT} wrapped", True, False, False):
        return text
    pieces = textwrap.wrap(text, 78, break_long_words=False, break_on_hyphens=False)
    return f"\n{indent}".join([pieces[0], *map(_unlisted, pieces[1:])])


def _rows(person: Person, key: str) -> str:
    pairs = outline.rows(person, key)
    tabled = key in line_layout.LABELLED and all(row.label and row.text for row in pairs)
    if tabled and person.choice(f"{SUBJECT} {key} table", True, False, False):
        cells = [(escaped(person, row.label), escaped(person, row.text).replace("|", r"\|")) for row in pairs]
        return "\n".join(["| | |", "|---|:---|", *(f"| {label} | {text} |" for label, text in cells)])
    rows = line_layout.rows(person, key, SUBJECT)
    lines = [_line(person, line) for line in rows.lines]
    if rows.listed or len(lines) > 1:
        glyph = person.choice(f"{SUBJECT} bullet", "- ", "* ", "+ ", "-   ", "  * ")
        if rows.listed or person.choice(f"{SUBJECT} rows", True, False):
            return "\n".join(glyph + line for line in lines)
    return _broken(person, lines)
