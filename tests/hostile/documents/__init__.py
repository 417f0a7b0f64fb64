"""Files that were made to break their readers, by format and name."""

from tests.hostile.documents.packages import packages
from tests.hostile.documents.pdfs import pdfs
from tests.hostile.documents.texts import jsons, markdown, plain, tex, typst

__all__ = ["hostile_files"]
_MAKERS = {"pdf": pdfs, "docx": packages, "json": jsons, "txt": plain, "md": markdown, "tex": tex, "typ": typst}


def hostile_files() -> dict[str, tuple[str, bytes]]:
    """Each under "format: name", with a file name to upload it by."""
    return {
        f"{kind}: {name}": (f"resume.{kind}", data) for kind, make in _MAKERS.items() for name, data in make().items()
    }
