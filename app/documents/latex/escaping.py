"""Plain text as LaTeX source, for writing a value back into its place."""

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\^{}",
        "~": r"\textasciitilde{}",
        "–": "--",
        "—": "---",
        "\N{NO-BREAK SPACE}": "~",
    }
)


def escape_latex(text: str) -> str:
    """`text` so that LaTeX prints it as it is: none of it is a command."""
    return text.translate(_ESCAPES)
