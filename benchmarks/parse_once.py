"""Our own part of reading one file, in a fresh process as each upload has it: `python -m benchmarks.parse_once FILE`.

Prints milliseconds from bytes to structured résumé; starting Python and importing the reader's modules is not in it.
"""

import importlib
import sys
import time
from pathlib import Path

from app.documents.reading.worker import read

MODULES = {
    "pdf": ("app.documents.reading.pdf", "app.documents.reading.structuring"),
    "docx": ("app.documents.reading.docx", "app.documents.reading.structuring"),
    "md": ("app.documents.reading.markdown",),
    "tex": ("app.documents.latex",),
}


def main() -> None:
    """Read once and print the time."""
    path = Path(sys.argv[1])
    kind = path.suffix.removeprefix(".")
    for module in MODULES[kind]:
        importlib.import_module(module)
    data = path.read_bytes()
    started = time.perf_counter()
    read(kind, data, lambda _stage: None)
    print((time.perf_counter() - started) * 1000)


if __name__ == "__main__":
    main()
