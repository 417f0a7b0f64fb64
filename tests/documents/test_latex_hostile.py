"""Broken and hostile LaTeX: an answer or a clear refusal, in time that grows with the size of the file."""

import pytest

from app.documents.latex import machine as expansion_limits
from app.documents.latex import read_latex
from app.documents.latex.tokens import MAX_TOKENS
from app.errors import InvalidInput, UnreadableDocument
from tests.documents.latex_files import SAMPLES, document

SIZE = 1_900_000
HOSTILE = {
    "doubling": "\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a\\a} \\a",
    "silent doubling": "".join(f"\\def\\{chr(97 + n)}{{\\{chr(98 + n)}\\{chr(98 + n)}}}" for n in range(24)) + "\\a",
    "itself": "\\def\\a{\\a}\\a",
    "growing": "\\newcommand{\\x}[1]{\\x{#1#1}}\\x{hello world}",
    "open environments": "\\begin{itemize}\\item a" * 9_000,
    "open conditionals": "\\ifx" * 60_000,
    "unclosed verb": "\\verb|" * 60_000,
    "unclosed verbatim": "\\begin{verbatim} " * 40_000,
    "brackets": "\\foo[" * 50_000,
    "one long line": "word, word | 2019 -- 2020 (" * (SIZE // 27),
    "many bullets": "\\section{Experience}\\textbf{Acme} \\hfill 2001 -- 2002 \\begin{itemize}"
    + "\\item a b\n" * 20_000,
    "many entries": "\\section{Experience}\n" + "\\textbf{Acme} \\hfill 2001 -- 2002\n\n" * 5_000,
    "many sections": "\\section{Experience} x\n" * 10_000,
    "many skills": "\\section{Skills} " + "Python, " * 30_000,
    "plain text": "lorem ipsum dolor sit amet, consectetur\n" * (SIZE // 40),
    "dashes": "-" * SIZE,
    "spaces": " " * SIZE + "hello world again",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_ends(name: str) -> None:
    try:
        result = read_latex(document("hello world again " + HOSTILE[name]))
    except UnreadableDocument:
        return
    assert result.text.startswith("\\documentclass")


@pytest.mark.parametrize("depth", [10_000, 140_000])
def test_deep_nesting_does_not_overflow(depth: int) -> None:
    body = "\\section{Summary}" + "{" * depth + "Ten years of experience." + "}" * depth
    result = read_latex(document(body))
    assert result.resume.basics.summary == "Ten years of experience."


def test_deeply_nested_lists_do_not_overflow() -> None:
    depth = 5_000
    body = "\\section{Skills}" + "\\begin{itemize}\\item " * depth + "Python" + "\\end{itemize}" * depth
    assert "Python" in str(read_latex(document(body)).resume)


def test_endless_expansion_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expansion_limits, "MAX_STEPS", 5_000)
    result = read_latex(document("hello world again \\a", HOSTILE["silent doubling"].removesuffix("\\a")))
    assert any("only its first part" in warning for warning in result.warnings)


def test_too_many_tokens_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="more commands than a résumé"):
        read_latex(document("{}" * (MAX_TOKENS // 2 + 1)))


def test_a_file_without_a_document_is_refused_with_a_reason() -> None:
    with pytest.raises(InvalidInput, match=r"no \\begin\{document\}") as refused:
        read_latex("\\section{Experience}\n\\textbf{Acme}")
    assert refused.value.status == 422


def test_a_commented_begin_document_does_not_count() -> None:
    with pytest.raises(InvalidInput, match=r"no \\begin\{document\}"):
        read_latex("% \\begin{document}\nhello")


@pytest.mark.parametrize("body", ["", "  \n\n % only a comment\n", "\\vspace{2pt}\\newpage"])
def test_an_empty_body_is_refused(body: str) -> None:
    with pytest.raises(UnreadableDocument, match="no text between"):
        read_latex(document(body))


def test_unbalanced_braces_are_read_but_nothing_moves() -> None:
    source = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
    broken = source.replace("\\textbf{Gitlytics}", "\\textbf{Gitlytics", 1)
    result = read_latex(broken)
    assert result.resume.basics.name == "Jake Ryan"
    assert result.resume.work[0].position == "Undergraduate Research Assistant"
    assert result.groups == []
    assert any("braces" in warning for warning in result.warnings)


def test_included_files_are_not_followed() -> None:
    result = read_latex(document("\\input{/etc/passwd}\n\\section{Skills}\nPython, Go and Rust"))
    assert any("\\input" in warning for warning in result.warnings)
    assert "root:" not in str(result)


def test_a_file_that_stops_early_is_read_to_its_end() -> None:
    source = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
    result = read_latex(source[: source.index("\\section{Projects}")])
    assert len(result.resume.work) == 3
    assert any("no \\end{document}" in warning for warning in result.warnings)


@pytest.mark.parametrize("step", range(0, 7868, 397))
def test_a_file_cut_anywhere_is_read_or_refused(step: int) -> None:
    source = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
    try:
        result = read_latex(source[:step])
    except InvalidInput:
        return
    assert result.text == source[:step]
