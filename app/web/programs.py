"""Which addresses are for programs: what goes wrong there is told in JSON."""

_PREFIXES = ("/api/", "/v1/", "/optimization/")


def is_for_programs(path: str) -> bool:
    """Whether whoever asks for this path is a program and not a person at a page."""
    return path.startswith(_PREFIXES)
