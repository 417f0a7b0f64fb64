"""The formats of the bench by name: modules with `make(person) -> bytes`.

A PDF's module also tells its reading order (`columns(person)`), and a module whose format loses the case of letters in
some fields names them (`CASELESS`). Where a document cannot hold all of a person's truth, `as_written(person)` gives
the person as it stands there.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import msgspec

from benchmarks.reading.person import Person


class LeftOut(Exception):
    """This person cannot be written in this format here: no font has the script, or the engine is not installed."""


class Format(msgspec.Struct, frozen=True):
    """`kind` is what the reader takes: tex, typ, docx, md, txt or pdf."""

    name: str
    kind: str

    def make(self, person: Person) -> bytes:
        """The person's document, the same bytes each time. Raises LeftOut."""
        made = self._module().make(person)
        assert isinstance(made, bytes)
        return made

    def columns(self, person: Person) -> list[list[str]]:
        """What stands in each column from top to bottom, for the formats that have an order to lose; else nothing."""
        columns = getattr(self._module(), "columns", None)
        return columns(person) if columns else []

    def as_written(self, person: Person) -> Person:
        """The person as far as this format can write one. Raises LeftOut."""
        written = getattr(self._module(), "as_written", None)
        return written(person) if written else person

    def caseless(self) -> frozenset[str]:
        """The fields (`fields.FIELDS`) that this format writes in capitals whatever the person's own are."""
        return frozenset(getattr(self._module(), "CASELESS", ()))

    def is_there(self) -> bool:
        """Whether the module is: formats come one by one."""
        return find_spec(f"{__name__}.{self.name}") is not None

    def _module(self) -> ModuleType:
        return import_module(f"{__name__}.{self.name}")


FORMATS = {
    name: Format(name, kind)
    for kind, names in {
        "tex": "latex_list latex_moderncv latex_sidebar latex_cventry latex_article latex_tabular",
        "typ": "typst_source",
        "docx": "docx_styles docx_bold docx_table docx_textboxes",
        "md": "markdown",
        "txt": "text",
        "pdf": "pdf_one_column pdf_two_columns pdf_small_caps pdf_ligatures pdf_icons pdf_spaced pdf_latex",
    }.items()
    for name in names.split()
}
