"""Where a page of a list ends."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_


class Place(NamedTuple):
    """Where a page of a list ends: the last row's time in Unix seconds, and its id."""

    at: float
    id: str


def behind(place: Place | None, at: ColumnElement[float], name: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """The conditions for the rows after `place` in a list that is sorted by `at`, newest first, then by `name`.

    A page that begins behind a row neither repeats nor leaves out one when rows are added or removed meanwhile.
    """
    return () if place is None else (or_(at < place.at, and_(at == place.at, name > place.id)),)
