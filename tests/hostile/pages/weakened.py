"""Runs a server without some of its walls: `python -m tests.hostile.pages.weakened parser,policy python -c CODE serve`.

`parser`: Markdown lets HTML through. `sanitiser`: the allow-list is not asked. `policy`: no Content-Security-Policy.
"""

import sys
from collections.abc import Callable
from unittest.mock import patch

from markupsafe import Markup

from app.web import requests
from app.web.markdown import parsing


def _without_parser() -> None:
    parsing._parser().options["html"] = True


def _without_sanitiser() -> None:
    patch.object(parsing, "sanitised", Markup).start()


def _without_policy() -> None:
    kept = (header for header in requests.SECURITY_HEADERS if header[0] != b"content-security-policy")
    requests.SECURITY_HEADERS = tuple(kept)


WALLS: dict[str, Callable[[], None]] = {
    "parser": _without_parser,
    "sanitiser": _without_sanitiser,
    "policy": _without_policy,
}


def prepare(walls: str) -> None:
    """Take the walls away."""
    for wall in filter(None, walls.split(",")):
        WALLS[wall]()


def main() -> None:
    """Take the walls away, then run the command as it would run by itself."""
    walls, _python, _c, code, *arguments = sys.argv[1:]
    prepare(walls)
    sys.argv = ["-c", *arguments]
    exec(code, {"__name__": "__main__"})  # noqa: S102 - the line that the tests' own server gives to Python


if __name__ == "__main__":
    main()
