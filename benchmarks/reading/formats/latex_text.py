"""Text as LaTeX source, as different people type it: accents, quotes, dashes and signs."""

import re
import unicodedata

from benchmarks.reading.person import Person

_SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_ACCENTS = {
    "\u0300": r"\`",
    "\u0301": r"\'",
    "\u0302": r"\^",
    "\u0303": r"\~",
    "\u0308": r"\"",
    "\u0327": r"\c",
    "\u030c": r"\v",
    "\u0306": r"\u",
    "\u0328": r"\k",
    "\u030a": r"\r",
    "\u0307": r"\.",
    "\u0304": r"\=",
    "\u030b": r"\H",
}
_LETTERS = {
    "ß": r"{\ss}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "ı": r"{\i}",
    "æ": r"\ae{}",
    "€": r"\texteuro{}",
    "£": r"\pounds{}",
    "„": r"\quotedblbase{}",
    "“": r"\textquotedblleft{}",
    "²": r"$^2$",
    "³": r"\textsuperscript{3}",
    "°": r"\textdegree{}",
}


def escape(person: Person, text: str) -> str:
    """A text of the résumé as its owner types it in LaTeX."""
    made = "".join(_SPECIAL.get(char, char) for char in text)
    made = _programming_languages(person, _quotes(person, made))
    made = made.replace("<", person.choice("less", r"\textless{}", "$<$")).replace(">", r"\textgreater{}")
    made = made.replace("|", person.choice("bar", r"\textbar{}", "$|$")).replace("…", r"\ldots{}")
    if person.choice("dashes", True, True, False):
        made = made.replace("—", "---").replace("–", "--")
    if person.choice("percent", True, False):
        made = made.replace(r" \%", r"~\%" if person.choice("thin", True, False) else r"\ \%")
    return _accents(person, made) if writes_accents_as_commands(person) else made


def writes_accents_as_commands(person: Person) -> bool:
    r"""Whether this person types \"u for ü, as people do whose file is older than UTF-8."""
    return bool(person.choice("accents", True, False, False, False)) and is_latin(person)


def is_latin(person: Person) -> bool:
    """Whether pdfTeX has letters for everything in the name and the sections."""
    return not any(
        (ord(char) > 0x17F and unicodedata.category(char) in {"Lu", "Ll", "Lo", "Mc", "Mn"}) or char == "₵"
        for char in _everything(person)
    )


def bold(person: Person, text: str) -> str:
    """Bold in the person's way; empty stays empty."""
    if not text:
        return ""
    return str(person.choice("bold", r"\textbf{%s}", r"{\bfseries %s}", r"\textbf{%s}")) % text


def slanted(person: Person, text: str) -> str:
    """Italic in the person's way; empty stays empty."""
    if not text:
        return ""
    return str(person.choice("italic", r"\textit{%s}", r"\emph{%s}", r"{\itshape %s}", r"\textsl{%s}")) % text


def link(person: Person, text: str, target: str) -> str:
    """A link in the person's way; `text` is escaped already, `target` is an address or empty."""
    if not target:
        return text
    way = person.choice("link", r"\href{%s}{%s}", r"\href{%s}{\underline{%s}}", r"\href{%s}{\texttt{%s}}", "%.0s%s")
    if way.startswith("%") and escape(person, target.partition(":")[2].strip("/").removeprefix("www.")) != text:
        way = r"\href{%s}{%s}"
    return way % (target.replace("%", r"\%").replace("#", r"\#"), text)


def _quotes(person: Person, text: str) -> str:
    paired = re.sub(r'"([^"]*)"', lambda found: f"``{found[1]}''", text)
    if person.choice("curly", True, False):
        paired = paired.replace("’", "'")
    return paired


def _programming_languages(person: Person, text: str) -> str:
    text = text.replace("C++", person.choice("c++", "C++", r"C\texttt{++}", "C{}++", r"C\nolinebreak++"))
    return text.replace(r"C\#", person.choice("c#", r"C\#", r"C\#{}", r"C{\#}"))


def _accents(person: Person, text: str) -> str:
    return "".join(_LETTERS.get(char) or _accented(person, char) for char in text)


def _accented(person: Person, char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    if len(parts) != 2 or parts[1] not in _ACCENTS:
        return char
    base = {"i": r"\i", "j": r"\j"}.get(parts[0], parts[0])
    command = _ACCENTS[parts[1]]
    if command[1].isalpha() or base.startswith("\\") or person.choice("braces", True, False):
        return f"{command}{{{base}}}"
    return f"{command}{base}"


def _everything(person: Person) -> str:
    basics, resume = person.resume.basics, person.resume
    work = [text for job in resume.work for text in (job.name, job.position, job.location, *job.highlights)]
    studies = [text for one in resume.education for text in (one.institution, one.location)]
    return " ".join(filter(None, [basics.name, basics.location.city if basics.location else None, *work, *studies]))
