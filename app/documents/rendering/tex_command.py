"""How pdflatex is called: its arguments and its whole environment."""

import os
import shutil
from datetime import UTC, date, datetime, time

from app.documents.rendering.sandbox import WORK


def find_pdflatex() -> str | None:
    """The path of pdflatex, or None."""
    return shutil.which("pdflatex", path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/local/bin")


def tex_command(file: str, *, halt: bool = True) -> list[str]:
    """Arguments for one run; `%&` on the first line would choose formats and flags, so it is not parsed."""
    return [
        find_pdflatex() or "pdflatex",
        "-interaction=nonstopmode",
        *(["-halt-on-error"] if halt else []),
        "-file-line-error",
        "-no-shell-escape",
        "-no-parse-first-line",
        file,
    ]


def tex_environment(day: date) -> dict[str, str]:
    """Everything TeX sees of an environment.

    `openin_any` and `openout_any` are kpathsea's "paranoid": no absolute path, no parent folder, no dot file.
    The PDF's own date is the `day` and not the second, so that the same source gives the same bytes all day.
    """
    midnight = datetime.combine(day, time(), UTC)
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": WORK,
        "TMPDIR": WORK,
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "TEXMFHOME": f"{WORK}/texmf",
        "TEXMFVAR": f"{WORK}/texmf-var",
        "TEXMFCONFIG": f"{WORK}/texmf-config",
        "VARTEXFONTS": f"{WORK}/texmf-var/fonts",
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        "parse_first_line": "f",
        "max_print_line": "1000",
        "error_line": "254",
        "half_error_line": "200",
    }
