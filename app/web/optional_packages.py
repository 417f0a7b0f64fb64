"""Packages that a library takes along when it finds them installed, although Foreword has no use for them there.

LiteLLM brings rich and pydantic. structlog loads rich for coloured tracebacks, Litestar loads pydantic for models of
its own kind: together a fifth of the time to the first page, for what Foreword never uses.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_installed(*names: str) -> Iterator[None]:
    """What is imported or made inside takes these packages for not installed, unless they are loaded already.

    A name that is None in `sys.modules` cannot be imported (the Python language reference, "The module cache").
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is what the reference says to put there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
