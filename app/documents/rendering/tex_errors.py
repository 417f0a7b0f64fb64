"""TeX's log in plain words: one sentence with the line of the résumé, what is wrong and what to do.

Rules follow TeX's own messages (tex.web, "TeX error messages") and LaTeX's (ltx files, `\\@latex@error`). Only
names from the message and lines of the person's own source are repeated, never a path of this machine.
"""

import re
from collections.abc import Callable

from app.errors import RenderFailed

_EXCERPT = 80
_AT_LINE = re.compile(r"^(?:\./)?(?P<file>[^\s:()][^:\n]*):(?P<line>\d+): (?P<message>.+)$", re.MULTILINE)
_BANG = re.compile(r"^! (?P<message>.+)$", re.MULTILINE)
_CONTEXT = re.compile(r"^l\.(?P<line>\d+) ?(?P<before>.*)$", re.MULTILINE)

_Explain = Callable[[re.Match[str]], str]


def _fixed(sentence: str) -> _Explain:
    return lambda _: sentence


def _file_missing(match: re.Match[str]) -> str:
    name = _safe(match["name"])
    if name.endswith((".sty", ".cls")):
        kind = "package" if name.endswith(".sty") else "document class"
        return (
            f"The {kind} “{name[:-4]}” is not installed here. "
            "Remove it or use another one, or install it on the server."
        )
    if name.endswith((".png", ".jpg", ".jpeg", ".pdf", ".eps")) or "." not in name:
        return f"The file “{name}” was not uploaded: a résumé is compiled from one .tex file alone. Remove it."
    return f"The file “{name}” is not there: a résumé is compiled from one .tex file alone. Paste its content in."


def _undefined_environment(match: re.Match[str]) -> str:
    return f"The environment “{_safe(match['name'])}” is not defined. Check its spelling or load its package."


def _unicode(match: re.Match[str]) -> str:
    return (
        f"LaTeX has no glyph for the character {_safe(match['name'])}. "
        "Replace it by a LaTeX command or load a font package that has it."
    )


def _mismatched(match: re.Match[str]) -> str:
    return (
        f"\\begin{{{_safe(match['opened'])}}} is closed by \\end{{{_safe(match['closed'])}}}. "
        "Close each environment by its own name."
    )


def _package(match: re.Match[str]) -> str:
    name = _safe(match["name"])
    return f"The package “{name}” reports: {_safe(match['text']).rstrip('.')}. See the manual of {name}."


def _option_clash(match: re.Match[str]) -> str:
    return f"The package “{_safe(match['name'])}” is loaded twice with different options. Load it once."


def _no_font(match: re.Match[str]) -> str:
    return f"The font “{_safe(match['name'])}” is not installed here. Choose another font."


_RULES: tuple[tuple[re.Pattern[str], _Explain], ...] = tuple(
    (re.compile(pattern, re.DOTALL), explain)
    for pattern, explain in (
        (r"(?:File|file) [`'](?P<name>[^']+)' not found", _file_missing),
        (r"can't find file [`'](?P<name>[^']+)'", _file_missing),
        (r"Environment (?P<name>\S+) undefined", _undefined_environment),
        (r"\\begin\{(?P<opened>[^}]*)\}.*?ended by \\end\{(?P<closed>[^}]*)\}", _mismatched),
        (r"(?:Unicode character|Invalid UTF-8 byte(?: sequence)?) ?(?P<name>[^\n]{0,24}?\)|\S+)", _unicode),
        (r"Option clash for package (?P<name>[\w-]+)", _option_clash),
        (
            r"Package (?:fontspec|unicode-math|polyglossia) Error",
            _fixed("This résumé needs XeLaTeX or LuaLaTeX; only pdfLaTeX runs here. Use a template for pdfLaTeX."),
        ),
        (r"Package (?P<name>[\w-]+) Error: (?P<text>[^\n]{1,160})", _package),
        (r"Font [^\n]*?=?(?P<name>[\w-]+)(?: at [^\n]*?)? not loadable", _no_font),
        (r"Font (?P<name>[\w-]+) at \d+ not found", _no_font),
        (
            r"Missing \$ inserted|Double (?:sub|super)script",
            _fixed("_ , ^ or a math symbol stands outside math. Write \\_ or \\^{} or put it between $ signs."),
        ),
        (r"Misplaced alignment tab", _fixed("An & stands outside a table. Write \\& for the character itself.")),
        (
            r"macro parameter character #",
            _fixed("A # stands in the text. Write \\# for the character itself."),
        ),
        (
            r"Extra alignment tab",
            _fixed("A row of a table has more cells than the table has columns. Remove an & or add a column."),
        ),
        (
            r"Runaway argument|Paragraph ended before|File ended while scanning",
            _fixed("A brace { is opened and not closed, here or in the lines before. Close it with }."),
        ),
        (r"Too many \}'s|Extra \}", _fixed("There is one closing brace } too many. Remove it.")),
        (r"Missing (?:\{|\}|begin-group)", _fixed("A brace is missing. Check that each { has its }.")),
        (
            r"Missing number|Illegal unit of measure",
            _fixed("A number or a unit of length (such as 10pt or 2cm) is missing here."),
        ),
        (r"Dimension too large", _fixed("A length is larger than LaTeX can handle (about 5.7 m). Make it smaller.")),
        (r"perhaps a missing \\item", _fixed("A list contains text before its first \\item. Begin it with \\item.")),
        (r"There's no line here to end", _fixed("A line break \\\\ stands where no line is. Remove it.")),
        (r"Too deeply nested", _fixed("Lists are nested too deeply; LaTeX allows four levels.")),
        (r"Missing \\begin\{document\}", _fixed("Text stands before \\begin{document}. Move it below.")),
        (
            r"Can be used only in preamble|Two \\documentclass",
            _fixed("This command may stand only before \\begin{document}. Move it there."),
        ),
        (r"already defined", _fixed("A command is defined twice. Use \\renewcommand or another name.")),
        (
            r"TeX capacity exceeded|grouping levels|memory exhausted|xrealloc",
            _fixed("LaTeX ran out of memory: a macro probably calls itself without end."),
        ),
        (
            r"no legal \\end found|Emergency stop\.\s*\n<\*>",
            _fixed("The document has no \\end{document}, or something before it swallows it. Add it."),
        ),
        (
            r"Unknown graphics extension|Cannot determine size of graphic",
            _fixed("A picture cannot be read. Remove it."),
        ),
        (
            r"reading image file|cannot open file|can't open file|Not writing to|can't write on file",
            _fixed("The résumé tries to read or write a file outside itself, which is not allowed. Remove that."),
        ),
    )
)


def explain_log(log: str, source: str) -> RenderFailed:
    """The first error of `log` (pdfTeX with -file-line-error) as an error for the person who wrote `source`."""
    message, line, context = _first_error(log)
    if message is None:
        return RenderFailed("LaTeX stopped without saying why. Try to compile the file on your own machine.")
    if line is not None and not 1 <= line <= source.count("\n") + 1:
        line = None
    line = _named_place(f"{message}\n{context}", source) or line
    sentence = _undefined(message, context) or _in_plain_words(f"{message}\n{context}")
    return RenderFailed(_placed(sentence, line, source), line=line)


def stopped_by_limit(stopped: str | None, returncode: int) -> RenderFailed | None:
    """The error for a run that a limit ended, by our own hand (`stopped`) or by a signal (128 + n), else None."""
    if stopped == "time" or (stopped is None and returncode in (128 + 24, 128 + 9)):
        return RenderFailed(
            "LaTeX took too long and was stopped. The document probably contains a loop that never ends; "
            "remove what you added last."
        )
    if stopped == "disk" or returncode == 128 + 25:
        return RenderFailed(
            "LaTeX wrote more than is allowed and was stopped. The document probably makes pages or messages "
            "without end; remove what you added last."
        )
    if returncode in (128 + 6, 128 + 11):
        return RenderFailed("LaTeX needed more memory than is allowed and was stopped. Make the document simpler.")
    return None


def _first_error(log: str) -> tuple[str | None, int | None, str]:
    """Message, line in the person's file when TeX was in it, and the log's text just around."""
    candidates = [match for match in (_AT_LINE.search(log), _BANG.search(log)) if match]
    if not candidates:
        return None, None, ""
    found = min(candidates, key=lambda match: match.start())
    around = log[max(0, found.start() - 300) : found.start()]
    context = log[found.end() : found.end() + 2000]
    own = found.groupdict().get("file") == "resume.tex"
    line = int(found["line"]) if own else None
    if line is None and found.re is _BANG and (at := _CONTEXT.search(context)):
        line = int(at["line"])
    # TeX writes "Runaway argument?" above its error and the reason of an emergency stop above or below it.
    runaway = around[around.find("Runaway argument") :] if "Runaway argument" in around else ""
    return found["message"], line, f"{context}\n{runaway}"


def _named_place(text: str, source: str) -> int | None:
    """A better line than TeX's own, which is where it noticed: the line that loads the missing file, or on which
    the argument begins that runs away."""
    wanted = None
    if missing := re.search(r"File `([\w.-]+)\.(?:sty|cls)' not found", text):
        wanted = re.compile(r"\\(?:usepackage|RequirePackage|documentclass)[^%]*\b" + re.escape(missing[1]) + r"\b")
    elif runaway := re.search(r"Runaway argument\?\n\{?\s*(?P<begun>[^\\\n{}]{3,})", text):
        wanted = re.compile(r"\{\s*" + re.escape(runaway["begun"].strip()))
    if wanted is None:
        return None
    lines = source.split("\n")
    return next((number for number, line in enumerate(lines, 1) if wanted.search(line)), None)


def _undefined(message: str, context: str) -> str | None:
    """TeX breaks the context line just after the command that it does not know."""
    if "Undefined control sequence" not in message:
        return None
    shown = re.search(r"^(?:l\.\d+|<[^>]*>|\\\S+ .*?->)(?P<before>.*)$", context, re.MULTILINE)
    names = re.findall(r"\\(?:[A-Za-z@]+|.)", shown["before"]) if shown else []
    name = f" “{_safe(names[-1])}”" if names else ""
    return f"The command{name} is not defined. Check its spelling or load the package that defines it."


def _in_plain_words(text: str) -> str:
    message = text.split("\n", 1)[0]
    for scope in (message, text):
        for pattern, explain in _RULES:
            if match := pattern.search(scope):
                return explain(match)
    words = re.sub(r"^(?:LaTeX|pdfTeX) [Ee]rror:? ?", "", message)
    words = re.sub(r"\S*/\S*", "…", words)
    return f"LaTeX reports: {_safe(words).rstrip('.')}."


def _placed(sentence: str, line: int | None, source: str) -> str:
    if line is None:
        return sentence
    excerpt = source.split("\n")[line - 1].strip()
    if len(excerpt) > _EXCERPT:
        excerpt = f"{excerpt[: _EXCERPT - 1]}…"
    return f"Line {line}: {sentence}" + (f" The line reads: {excerpt}" if excerpt else "")


def _safe(words: str) -> str:
    """A name from the log: its last path segment where it is a path, printable, of a bounded length."""
    words = "".join(character for character in words.strip() if character.isprintable())
    words = re.sub(r"(?:\.{0,2}/)[\w./-]*/", "", words)
    return words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1]}…"
