"""Where templates and static files are, in a checkout and in an installed wheel alike, and their versioned URLs."""

import hashlib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_ROOT = _PACKAGE / "_assets" if (_PACKAGE / "_assets").is_dir() else _PACKAGE.parent
TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"


@lru_cache(maxsize=256)
def static_url(name: str) -> str:
    """The URL of a static file with its content's digest, so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
