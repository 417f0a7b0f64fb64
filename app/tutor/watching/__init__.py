"""A conversation's page while it is open: what it shows, and the stream that keeps it so."""

from app.tutor.watching.cursor import Cursor, cursor_in
from app.tutor.watching.room import SHOWN, Room
from app.tutor.watching.stream import RoomStream

__all__ = ["SHOWN", "Cursor", "Room", "RoomStream", "cursor_in"]
