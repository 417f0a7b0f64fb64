"""What has to change in a LaTeX source so that it says what a structured résumé says: one small step at a time."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from app.documents.aligning import origins
from app.documents.latex.symbols import joined_ligatures
from app.documents.resume import Resume

StepKind = Literal["text", "removal", "addition", "order"]


class Step(msgspec.Struct, frozen=True):
    """One difference between what the source says and what it is to say.

    `pointer` (RFC 6901) is into the source's résumé: of a text, of the item to take out, or of a list. For an
    `addition` the new item stands behind the one at `at` (-1: first) and is the one at `wanted` of the wanted résumé's
    list; for an `order` `order` are the indices of the items that both have, as they are to stand.
    """

    kind: StepKind
    pointer: str
    wanted: str
    text: str = ""
    at: int = -1
    order: tuple[int, ...] = ()


def steps(source: Resume, wanted: Resume) -> Iterator[Step]:
    """Texts first, then what goes, what comes, and the order."""
    found = list(_compared(_tree(source), _tree(wanted), "", ""))
    for kind in ("text", "removal", "addition", "order"):
        yield from (step for step in found if step.kind == kind)


def _tree(resume: Resume) -> Any:
    return msgspec.to_builtins(resume)


def _compared(source: Any, wanted: Any, pointer: str, wanted_pointer: str) -> Iterator[Step]:
    if isinstance(source, list) or isinstance(wanted, list):
        yield from _lists(source or [], wanted or [], pointer, wanted_pointer)
    elif isinstance(source, dict) or isinstance(wanted, dict):
        for key in dict.fromkeys([*(source or {}), *(wanted or {})]):
            if key != "extra":
                yield from _compared(
                    (source or {}).get(key), (wanted or {}).get(key), f"{pointer}/{key}", f"{wanted_pointer}/{key}"
                )
    elif (source or "") != joined_ligatures(wanted or ""):
        yield Step("text", pointer, wanted_pointer, text=wanted or "")


def _lists(source: list[Any], wanted: list[Any], pointer: str, wanted_pointer: str) -> Iterator[Step]:
    of = origins(source, wanted)
    for index, origin in enumerate(of):
        if origin is None:
            before = next((one for one in reversed(of[:index]) if one is not None), -1)
            yield Step("addition", pointer, f"{wanted_pointer}/{index}", at=before)
        else:
            yield from _compared(source[origin], wanted[index], f"{pointer}/{origin}", f"{wanted_pointer}/{index}")
    for index in range(len(source)):
        if index not in of:
            yield Step("removal", f"{pointer}/{index}", wanted_pointer)
    order = tuple(origin for origin in of if origin is not None)
    if list(order) != sorted(order):
        yield Step("order", pointer, wanted_pointer, order=order)
