"""Filling résumé structs from pieces of text, and noting for each value where it was read."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from app.documents.reading.blocks import Piece
from app.documents.resume import Span

PartT = TypeVar("PartT", bound=msgspec.Struct)
Fields = Mapping[str, "Piece | Sequence[Piece] | None"]


def fill(part: type[PartT], fields: Fields, pointer: str, places: dict[str, Span]) -> PartT:
    """A `part` whose attributes are the texts of `fields`; each value's span is noted under `pointer`."""
    values: dict[str, str | list[str]] = {}
    names = {field.name: field.encode_name for field in msgspec.structs.fields(part)}
    for name, value in fields.items():
        place = f"{pointer}/{names[name]}"
        if isinstance(value, Piece):
            values[name] = value.text
            places[place] = value.span
        elif value:
            values[name] = [piece.text for piece in value]
            places.update({f"{place}/{index}": piece.span for index, piece in enumerate(value)})
    return part(**values)
