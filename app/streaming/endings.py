"""How a run ends: what its terminal event, its error and its slice's rows say."""

import logging
from collections.abc import Sequence
from typing import Any

from app.errors import AppError, LimitReached, OutOfSpace, Unavailable
from app.streaming.encoding import encode
from app.streaming.events import Ending, Run, RunState
from app.streaming.producers import Finish, Kind
from app.streaming.statements import Statement

logger = logging.getLogger(__name__)

INTERNAL_MESSAGE = "Something went wrong on our side. Your work is kept; please try again."
_INTERRUPTED_MESSAGE = "The server stopped while this was being made. What was there is kept; please try again."
_DEADLINE_MESSAGE = "This took too long and was stopped. Please try again."
_CRASH_MESSAGE = "This could not be finished after several attempts. Please try again later."


class DeadlineExceeded(AppError):
    """The run took longer than its kind allows."""

    code = "deadline_exceeded"
    status = 504
    retryable = True

    def __init__(self) -> None:
        super().__init__(_DEADLINE_MESSAGE)


class CrashLoop(AppError):
    """The server died during each attempt that the kind allows."""

    code = "crash_loop"
    retryable = False

    def __init__(self) -> None:
        super().__init__(_CRASH_MESSAGE)


def done(finish: Finish) -> Ending:
    """The ending of a producer that succeeded."""
    data = b"{}" if finish.data is None else encode(finish.data)
    return Ending(RunState.DONE, data, result=encode(finish.result), statements=tuple(finish.statements))


def failed(run: Run, kind: Kind | None, error: BaseException) -> Ending:
    """The ending of a run that an exception ended; what is not an `AppError` is logged and not shown."""
    if not isinstance(error, AppError):
        logger.error("run %s (%s) failed", run.id, run.kind, exc_info=error)
    payload = _payload(error)
    return _ending(run, kind, RunState.FAILED, payload, payload["message"])


def stopped(run: Run, kind: Kind | None, state: RunState) -> Ending:
    """The ending of a run that was cancelled, abandoned or interrupted."""
    if state is not RunState.INTERRUPTED:
        return _ending(run, kind, state, None, "")
    payload = {"code": "interrupted", "message": _INTERRUPTED_MESSAGE, "retryable": True}
    return _ending(run, kind, state, payload, _INTERRUPTED_MESSAGE)


def _ending(run: Run, kind: Kind | None, state: RunState, payload: dict[str, Any] | None, message: str) -> Ending:
    data = b"{}" if payload is None else encode(payload)
    error = None if payload is None else data
    return Ending(state, data, error=error, statements=tuple(_rows(run, kind, state, message)), message=message)


def _rows(run: Run, kind: Kind | None, state: RunState, message: str) -> Sequence[Statement]:
    if kind is None or kind.on_end is None:
        return ()
    try:
        return kind.on_end(run, state, message)
    except Exception:
        logger.exception("the rows for the ending of run %s could not be made", run.id)
        return ()


def _payload(error: BaseException) -> dict[str, Any]:
    if not isinstance(error, AppError):
        return {"code": "internal", "message": INTERNAL_MESSAGE, "retryable": True}
    payload: dict[str, Any] = {"code": error.code, "message": error.message, "retryable": _is_retryable(error)}
    more = {name: getattr(error, name, None) for name in ("step", "reason", "retry_after")}
    return payload | {name: value for name, value in more.items() if value is not None}


def _is_retryable(error: AppError) -> bool:
    said = getattr(error, "retryable", None)
    return bool(said) if said is not None else isinstance(error, Unavailable | OutOfSpace | LimitReached)
