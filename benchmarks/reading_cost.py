"""What one upload costs to read, by kind of file: the limited process whole, over the bench's people, and its memory.

Time is from bytes to the typed résumé as `read_resume` gives it, one file after another, by the reader that a server
keeps waiting; and by a process started for the file, which is what a second upload at the same moment gets. Memory is
the largest resident set that any of those processes had, as the kernel counts it, against a fifth of the reader's
limit of address space: a reader that comes near its limit would refuse honest files.
"""

import json
import subprocess
import sys
from collections.abc import Iterator

from app.documents.reader import READ_LIMITS
from benchmarks.report import Row

PEOPLE = 10
FORMATS = {
    "tex": ("latex_list", "latex_moderncv", "latex_tabular"),
    "typ": ("typst_source",),
    "docx": ("docx_styles", "docx_table", "docx_textboxes"),
    "pdf": ("pdf_one_column", "pdf_two_columns"),
    "md": ("markdown",),
    "txt": ("text",),
    "json": (),
}
P50_MILLISECONDS, P95_MILLISECONDS, FRESH_MILLISECONDS = 150.0, 300.0, 400.0
MEGABYTES = READ_LIMITS.memory_bytes / 1024 / 1024 / 5


def rows() -> Iterator[Row]:
    """Median, ninety-fifth percentile and peak memory for each kind."""
    for kind, formats in FORMATS.items():
        command = [sys.executable, "-m", "benchmarks.read_many", kind, str(PEOPLE), *formats]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        yield Row(f"read one {kind}, p50 of {found['count']}", found["p50"], "ms", "limit", P50_MILLISECONDS)
        yield Row(f"read one {kind}, p95", found["p95"], "ms", "limit", P95_MILLISECONDS)
        yield Row(f"read one {kind} by a fresh process, p50", found["fresh"], "ms", "limit", FRESH_MILLISECONDS)
        yield Row(f"peak memory of a {kind} reader", found["megabytes"], "MB", "a fifth of its limit", MEGABYTES)
