"""What single pieces of LaTeX print, and which of them are text at all."""

import pytest

from app.documents.latex import read_latex, unescape
from tests.documents.latex_files import blocks, document, groups


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (r"Texas A\&M", "Texas A&M"),
        (r"30\,\% less \$5 \#1 a\_b", "30 % less $5 #1 a_b"),
        (r"caf\'e, na\"{\i}ve, Stra{\ss}e", "café, naïve, Straße"),
        (r"\v{S}koda \c{c}a \H{o} \~n \aa ngstr\"om", "Škoda ça ő ñ ångström"),
        (r"\'Etienne \'{E}cole d\'\i a", "Étienne École día"),
        (r"2018--2019 --- ``quoted'' it's", "2018–2019 — “quoted” it's"),
        (r"one~two\ three\\four", "one two three four"),
        (r"$|$ $\bullet$ $\times$ $5\%$", "| • × 5%"),
        (r"\href{https://example.org/a_b}{\underline{here}}", "here"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (r"\textbf{a \textit{b \emph{c}}} {\bfseries d}", "a b c d"),
        (r"\textcolor{red}{warm} \vspace{2pt}cold", "warm cold"),
        (r"\faIcon{github} jake \faGithub", "jake"),
        (r"\verb|a_b%c| and \LaTeX{} ok", "a_b%c and LaTeX ok"),
        ("before % a comment\n after", "before after"),
        (r"\unknownthing{kept}", "kept"),
        (r"\hskip 1em plus 2pt text", "text"),
        (r"unbalanced {brace \textbf{here", "unbalanced brace here"),
        (r"C\# and C++", "C# and C++"),
        (r"\O{}rsted \L{}\'od\'z \oe uvre", "Ørsted Łódź œuvre"),
    ],
)
def test_unescape(source: str, printed: str) -> None:
    assert unescape(source) == printed


def test_comments_are_never_content() -> None:
    resume = read_latex(
        document(
            "\\section{Experience}\n% \\textbf{Ghost} \\hfill 1999\n\\textbf{Acme Ltd} \\hfill 2001 -- 2002 % secret\n"
            "\\begin{comment}\n\\textbf{Hidden Corp}\n\\end{comment}\n"
        )
    ).resume
    assert [work.name for work in resume.work] == ["Acme Ltd"]
    assert "Ghost" not in str(resume)
    assert "Hidden" not in str(resume)
    assert "secret" not in str(resume)


def test_verbatim_is_text_without_commands() -> None:
    body = "\\section{Summary}\nUses:\n\\begin{verbatim}\n\\section{Not a section}\n\\end{verbatim}\n"
    result = read_latex(document(body))
    assert [section.title for section in result.sections] == ["Summary"]
    assert result.resume.basics.summary is not None
    assert "\\section{Not a section}" in result.resume.basics.summary


def test_a_commented_block_between_entries_stays_between_them() -> None:
    result = read_latex(
        document(
            "\\section{Projects}\n\\begin{itemize}\n  \\item \\textbf{One} tool\n  % \\item \\textbf{Off} tool\n\n"
            "  \\item \\textbf{Two} tool\n\\end{itemize}"
        )
    )
    (group,) = groups(result, "entries")
    assert blocks(result, group) == ["\\item \\textbf{One} tool", "\\item \\textbf{Two} tool"]


def test_a_comment_that_ends_a_line_travels_with_it() -> None:
    result = read_latex(
        document(
            "\\section{Experience}\n\\textbf{Acme Ltd} \\hfill 2001 -- 2002\n\\begin{itemize}\n"
            "\\item first % one\n\\item second % two\n\\end{itemize}\n"
        )
    )
    (bullets,) = groups(result, "bullets")
    assert blocks(result, bullets) == ["\\item first % one", "\\item second % two"]


def test_a_comment_stays_when_something_follows_on_a_bullets_line() -> None:
    result = read_latex(
        document(
            "\\section{Experience}\n\\textbf{Acme Ltd} \\hfill 2001 -- 2002\n\\begin{itemize}\n"
            "\\item first % one\n\\item second\\end{itemize}\n"
        )
    )
    (bullets,) = groups(result, "bullets")
    assert blocks(result, bullets) == ["\\item first", "\\item second"]


def test_a_macro_named_by_the_person_is_a_section_when_it_sets_one() -> None:
    preamble = "\\newcommand{\\kapitel}[1]{\\vspace{4pt}\\section*{\\uppercase{#1}}}"
    result = read_latex(document("\\kapitel{Education}\n\\textbf{Leiden University} \\hfill 2010", preamble))
    assert [(section.key, section.title) for section in result.sections] == [("education", "Education")]


def test_headings_without_any_section_command() -> None:
    body = (
        "{\\Huge Ada Lovelace}\n\n{\\large\\textbf{EXPERIENCE}}\n\n"
        "\\textbf{Analyst}, Babbage \\& Co. \\hfill 1842 -- 1843\n\n"
        "\\textbf{Skills}\n\nMathematics, Programming"
    )
    result = read_latex(document(body))
    assert [section.key for section in result.sections] == ["work", "skills"]
    assert result.resume.basics.name == "Ada Lovelace"
    assert result.resume.skills[0].keywords == ["Mathematics", "Programming"]


def test_an_unknown_command_with_several_arguments_is_an_entry() -> None:
    body = (
        "\\section{Experience}\n\\mystery{2001 -- 2004}{Senior Engineer}{Globex GmbH}\n\\begin{itemize}\\item a thing\n"
        "\\end{itemize}\n\\mystery{1999 -- 2001}{Engineer}{Initech Inc.}\n"
    )
    result = read_latex(document(body))
    assert [(work.position, work.name) for work in result.resume.work] == [
        ("Senior Engineer", "Globex GmbH"),
        ("Engineer", "Initech Inc."),
    ]
    (group,) = groups(result, "entries")
    assert blocks(result, group)[1] == "\\mystery{1999 -- 2001}{Engineer}{Initech Inc.}"


def test_a_second_position_takes_the_employer_above_it() -> None:
    preamble = "\\newcommand{\\sub}[2]{\\item\\begin{tabular}{lr}\\textit{#1} & #2\\\\ \\end{tabular}}"
    body = (
        "\\section{Experience}\n\\begin{itemize}\n\\item \\textbf{Globex GmbH} \\hfill Berlin\\\\ "
        "\\textit{Lead Engineer} "
        "\\hfill 2005 -- 2007\n\\sub{Software Engineer}{2003 -- 2005}\n\\end{itemize}"
    )
    work = read_latex(document(body, preamble)).resume.work
    assert [(one.position, one.name) for one in work] == [
        ("Lead Engineer", "Globex GmbH"),
        ("Software Engineer", "Globex GmbH"),
    ]
