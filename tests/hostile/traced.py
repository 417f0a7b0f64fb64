"""Runs a command of Foreword with somebody who collects its traces and the names of all files that it makes:

`python -m tests.hostile.traced FOLDER python -c CODE serve`. Spans come, as OpenTelemetry's SDK exports them, into
`FOLDER/spans`, names into `FOLDER/names`, one a line, temporary files that are gone by now among them.
"""

import os
import sys
from pathlib import Path

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor

_MAKING = {"os.mkdir", "os.rename", "os.link", "os.symlink", "tempfile.mkstemp", "tempfile.mkdtemp"}


def prepare(folder: str) -> None:
    """Begin to collect."""
    _collect_spans(Path(folder) / "spans")
    _collect_names(Path(folder) / "names")


def main() -> None:
    """Begin to collect, then run the command as it would run by itself."""
    folder, _python, _c, code, *arguments = sys.argv[1:]
    prepare(folder)
    sys.argv = ["-c", *arguments]
    exec(code, {"__name__": "__main__"})  # noqa: S102 - the line that the tests' own server gives to Python


def _collect_spans(path: Path) -> None:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter(out=path.open("a", buffering=1))))
    trace.set_tracer_provider(provider)


def _collect_names(path: Path) -> None:
    """Python tells its audit hooks of each file before it is opened (PEP 578)."""
    names = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            if isinstance(arguments[2], int) and arguments[2] & os.O_CREAT:
                os.write(names, f"{arguments[0]}\n".encode("utf-8", "surrogateescape"))
        elif event in _MAKING:
            os.write(names, f"{' '.join(map(str, arguments))}\n".encode("utf-8", "surrogateescape"))

    sys.addaudithook(note)


if __name__ == "__main__":
    main()
