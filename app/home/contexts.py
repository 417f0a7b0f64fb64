"""What the templates of the first page and of the history are given."""

import msgspec

from app.web.works import Work


class HomePage(msgspec.Struct, frozen=True, kw_only=True):
    """`home/show.html`: the first three steps until something was begun, then what was done last."""

    resume_count: int = 0
    posting_count: int = 0
    recent: tuple[Work, ...] = ()


class HistoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """`home/history.html`: everything that was begun, newest first. `more`: there is more than is shown."""

    works: tuple[Work, ...] = ()
    more: bool = False
