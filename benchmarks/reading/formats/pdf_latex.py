"""LaTeX documents of the bench as pdflatex sets them, where it is installed: ligatures and accents in T1 fonts.

A machine that lacks the patterns of a language or the font of the icons sets the document without them.
"""

import os
import re
import shutil
import subprocess
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from benchmarks.reading.formats import FORMATS, LeftOut
from benchmarks.reading.person import Person

_FAMILIES = ("latex_list", "latex_article", "latex_tabular")
_ICON = re.compile(rb"\\fa[A-Z][A-Za-z]*")
_LANGUAGES = re.compile(rb"\\usepackage\[[a-z]+\]\{babel\}")
_FIXED = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}


def make(person: Person) -> bytes:
    """The person's PDF. Raises LeftOut where the engine is missing or cannot set the person's script."""
    engine = shutil.which("pdflatex")
    family = person.choice("family", *_FAMILIES)
    if engine is None or not FORMATS[family].is_there():
        raise LeftOut("pdflatex is not installed." if engine is None else f"{family} is not there.")
    source = import_module(f"{__package__}.{family}").make(person)
    kept = _kept() / f"{sha256(source).hexdigest()}.pdf"
    if not kept.exists():
        made = _compiled(engine, source)
        if not made:
            raise LeftOut("pdflatex cannot set this document.")
        kept.with_suffix(f".{os.getpid()}").write_bytes(made)
        kept.with_suffix(f".{os.getpid()}").replace(kept)
    return kept.read_bytes()


def _compiled(engine: str, source: bytes) -> bytes:
    """The PDF, empty where there is none."""
    icons = {name for name in _ICON.findall(source) if name != rb"\faIcon"}
    stand_in = b"".join(rb"\providecommand{%b}{}" % name for name in sorted(icons)) + rb"\providecommand{\faIcon}[1]{}"
    return _run(engine, source, {}) or _run(engine, _LANGUAGES.sub(b"", source), {"fontawesome5.sty": stand_in})


def _run(engine: str, source: bytes, packages: dict[str, bytes]) -> bytes:
    with TemporaryDirectory() as folder:
        for name, content in {**packages, "resume.tex": source}.items():
            Path(folder, name).write_bytes(content)
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "resume.tex"]
        subprocess.run(command, cwd=folder, env={**os.environ, **_FIXED}, capture_output=True, timeout=60, check=False)
        made = Path(folder, "resume.pdf")
        return made.read_bytes() if made.exists() else b""


def _kept() -> Path:
    folder = Path(gettempdir()) / f"foreword-reading-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
