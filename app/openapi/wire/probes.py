"""What the probes answer (`app/health.py`)."""

from typing import Literal

import msgspec


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["live"]


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The process can work."""

    status: Literal["ready"]


class NotReady(msgspec.Struct, frozen=True, kw_only=True):
    """The process cannot work now: it is shutting down (`draining`), or its database does not answer."""

    status: Literal["draining", "unavailable", "out_of_space"]
