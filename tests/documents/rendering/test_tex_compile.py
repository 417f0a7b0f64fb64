"""LaTeX résumés through the real pdflatex: the PDF, and what a person is told when there is none."""

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.tex import TexCompiler, encode_source
from app.documents.rendering.tex_errors import explain_log, stopped_by_limit
from app.errors import RenderFailed

SAMPLES = Path(__file__).parents[2] / "samples"
DAY = date(2026, 11, 22)


@pytest.fixture
def tex() -> TexCompiler:
    made = TexCompiler()
    made.proof = SandboxProof(True, "Proven elsewhere.")
    return made


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def created(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document.get_metadata_value("CreationDate"))


def document(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


async def test_a_real_resume_becomes_a_pdf_with_its_text(tex: TexCompiler) -> None:
    made = await tex.compile((SAMPLES / "jake_resume.tex").read_text())
    assert made.pages == 1
    assert made.warnings == []
    text = text_of(made.pdf)
    assert "Jake Ryan" in text
    assert "Southwestern University" in text


async def test_the_same_source_gives_the_same_bytes_all_day() -> None:
    days = iter((DAY, DAY, DAY + timedelta(days=1)))
    tex = TexCompiler(today=lambda: next(days))
    tex.proof = SandboxProof(True, "Proven elsewhere.")
    source = document("Ada", r"\usepackage{hyperref}")
    first, second, tomorrow = [(await tex.compile(source)).pdf for _ in range(3)]
    assert first == second
    assert [created(pdf) for pdf in (first, tomorrow)] == ["D:20261122000000Z", "D:20261123000000Z"]


async def test_a_compilation_over_midnight_is_of_the_day_it_began() -> None:
    days = iter((DAY, DAY + timedelta(days=1)))
    tex = TexCompiler(today=lambda: next(days))
    tex.proof = SandboxProof(True, "Proven elsewhere.")
    twice = document(r"one\newpage two of \pageref{LastPage}", r"\usepackage{lastpage}")
    assert created((await tex.compile(twice)).pdf) == "D:20261122000000Z"


async def test_references_are_resolved_by_a_second_run(tex: TexCompiler) -> None:
    made = await tex.compile(document(r"one\newpage two of \pageref{LastPage}", r"\usepackage{lastpage}"))
    assert made.pages == 2
    assert "two of 2" in text_of(made.pdf)


async def test_a_declared_input_encoding_is_written_back(tex: TexCompiler) -> None:
    made = await tex.compile(document("Café", r"\usepackage[latin1]{inputenc}\usepackage[T1]{fontenc}"))
    assert "Café" in text_of(made.pdf)


def test_what_a_declared_encoding_cannot_hold_is_utf_8() -> None:
    source = "\\usepackage[latin1]{inputenc}\nŽ"
    assert encode_source(source) == source.encode()
    assert encode_source("% \\usepackage[latin1]{inputenc}\né") == "% \\usepackage[latin1]{inputenc}\né".encode()


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (document("Hello\n\\foo bar"), 5, r"“\\foo” is not defined.*reads: \\foo bar"),
        (document("\\job{x}", "\\newcommand{\\job}[1]{\\barr{#1}}"), 4, r"“\\barr” is not defined"),
        (document("x", "\\usepackage{nonexist}"), 2, "package “nonexist” is not installed"),
        ("% mine\n\\documentclass{nosuchcv}\n\\begin{document}x\\end{document}", 2, "class “nosuchcv” is not inst"),
        (document("ok\nC_sharp"), 5, "outside math"),
        (document("R & D"), 4, r"Write \\&"),
        (document("C#"), 4, r"Write \\#"),
        (document("ok\n\\textbf{bold\n\nnext"), 5, "opened and not closed"),
        (document("bold} text"), 4, "closing brace"),
        (document("\\begin{foo}x\\end{foo}"), 4, "environment “foo” is not defined"),
        (document("\\begin{itemize}\\item x\\end{enumerate}"), 4, r"is closed by \\end\{enumerate\}"),
        (document("\\begin{itemize} x\\end{itemize}"), 4, r"before its first \\item"),
        (document("名"), 4, "no glyph for the character 名"),
        (document("\\kern 99999cm"), 4, "larger than LaTeX can handle"),
        (document("\\font\\x=nosuchfont \\x a"), 4, "font “nosuchfont” is not installed"),
        (document("\\includegraphics{me.jpg}", "\\usepackage{graphicx}"), 4, "“me.jpg” was not uploaded"),
        (document("\\input{parts/jobs}"), 4, "“parts/jobs.tex” is not there"),
        (document("x", "\\usepackage[a4paper]{geometry}\\usepackage[landscape]{geometry}"), 3, "“geometry” is loaded"),
        (document("\\textcolor{nocolor}{a}", "\\usepackage{xcolor}"), 4, "Undefined color `nocolor'"),
        (document("\\begin{tabular}{l}a&b\\end{tabular}"), 4, "more cells"),
        (document("x", "\\usepackage{fontspec}"), None, "needs XeLaTeX"),
        ("\\documentclass{article}\\begin{document}x", None, r"no \\end\{document\}"),
        ("", None, r"no \\end\{document\}"),
        ("Just words", 1, r"before \\begin\{document\}"),
        (document(""), None, "no pages"),
        (document("\\rule{1cm}{1cm}\\thispagestyle{empty}"), None, "no text"),
    ],
)
async def test_an_error_is_told_in_plain_words(source: str, line: int | None, words: str, tex: TexCompiler) -> None:
    with pytest.raises(RenderFailed, match=words) as caught:
        await tex.compile(source)
    assert caught.value.line == line
    assert "/usr" not in caught.value.message
    assert "/work" not in caught.value.message
    assert len(caught.value.message) < 400


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (r"\pdfcatalog{/OpenAction << /S /JavaScript /JS (app.alert) >>}", "a script"),
        (r"\immediate\pdfobj{<< /S /Launch /F (x) >>}", "starts a program"),
        (r"\href{run:calc.exe}{x}", "starts a program"),
        (r"\immediate\pdfobj stream attr{/Type /EmbeddedFile}{x}", "an attached file"),
    ],
)
async def test_a_pdf_that_does_something_is_refused(body: str, what: str, tex: TexCompiler) -> None:
    with pytest.raises(RenderFailed, match=what):
        await tex.compile(document(f"x {body}", r"\usepackage{hyperref}"))


async def test_links_bookmarks_and_words_that_look_active_are_fine(tex: TexCompiler) -> None:
    body = r"\section{Skills /JavaScript /JS}\href{https://example.org/a}{site} \href{mailto:a@b.org}{mail} Node/JS"
    made = await tex.compile(document(body, r"\usepackage[pdftitle={/JavaScript /Launch}]{hyperref}"))
    assert "Node/JS" in text_of(made.pdf)


async def test_missing_glyphs_are_a_warning(tex: TexCompiler) -> None:
    made = await tex.compile(document(r"ok \char200 and \char140 \char201"))
    assert "3 character(s)" in made.warnings[0]


def test_an_unknown_error_keeps_its_words_but_no_path() -> None:
    failed = explain_log("./resume.tex:2: Strange thing in /srv/app/secret.cfg happened.\nl.2 x", "a\nb c")
    assert failed.message == "Line 2: LaTeX reports: Strange thing in … happened. The line reads: b c"


def test_a_log_without_an_error_says_so() -> None:
    assert "without saying why" in explain_log("", "").message


def test_a_line_that_the_source_does_not_have_is_not_named() -> None:
    assert explain_log("./resume.tex:99: Undefined control sequence.\nl.99 \\x", "one").line is None


@pytest.mark.parametrize(("code", "words"), [(152, "too long"), (153, "wrote more"), (139, "memory")])
def test_a_signal_of_a_limit_is_explained(code: int, words: str) -> None:
    failed = stopped_by_limit(None, code)
    assert failed is not None
    assert words in failed.message


def test_an_ordinary_exit_is_no_limit() -> None:
    assert stopped_by_limit(None, 1) is None
