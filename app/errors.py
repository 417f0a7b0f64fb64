"""The one tree of errors.

A service raises the error that names what went wrong; each surface (pages, API, protocols) has one translator
that turns it into its own form. `message` is a whole sentence for the person at the screen: what happened and
what to do next. It never holds a path, a stack trace or a library's own words.
"""

from typing import ClassVar


class AppError(Exception):
    """Base of all expected errors; `code` is stable and may be relied on by programs."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        """`retry_after`: seconds after which the same request may succeed, when that is known."""
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class InvalidInput(AppError):
    """The input can be corrected by the sender; `field` names the form field when there is one."""

    code = "invalid_input"
    status = 422

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnsupportedFile(InvalidInput):
    """A file of a kind that Foreword does not read, or whose content does not match its name."""

    code = "unsupported_file"
    status = 400


class TooLarge(InvalidInput):
    """An input over its published limit."""

    code = "too_large"
    status = 413


class UnreadableDocument(InvalidInput):
    """A file of the right kind in which nothing can be read (damaged, encrypted, pictures only, too costly)."""

    code = "unreadable_document"
    status = 422


class NotSignedIn(AppError):
    """Nobody is signed in, or the key or password is wrong."""

    code = "not_signed_in"
    status = 401


class Forbidden(AppError):
    """Known, but not allowed; also a request from another site."""

    code = "forbidden"
    status = 403


class NotFound(AppError):
    """Absent, or somebody else's: the two are not told apart."""

    code = "not_found"
    status = 404


class Conflict(AppError):
    """The thing has changed meanwhile, or a key was used for something else before."""

    code = "conflict"
    status = 409


class LimitReached(AppError):
    """A rate or a quota is used up; `retry_after` says when it is not."""

    code = "limit_reached"
    status = 429


class Unavailable(AppError):
    """The server cannot do this now (database locked, shutting down)."""

    code = "unavailable"
    status = 503


class StoreAway(Unavailable):
    """What is stored cannot be reached just now, and most likely soon can: who is able to wait goes on then."""


class OutOfSpace(AppError):
    """No room on the disk; reading goes on."""

    code = "out_of_space"
    status = 507


class ModelError(AppError):
    """A language model failed; `reason` is rate_limit, timeout, internal, refused or too_long."""

    code = "model_error"
    status = 502

    def __init__(self, message: str, *, reason: str, retryable: bool, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.reason = reason
        self.retryable = retryable


class RenderFailed(AppError):
    """A PDF could not be made; `line` is the line of the source that the compiler named (1-based)."""

    code = "render_failed"
    status = 422

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class StepFailed(AppError):
    """One numbered step of a run failed; its predecessors' results are kept."""

    code = "step_failed"
    status = 422

    def __init__(self, message: str, *, step: int) -> None:
        super().__init__(message)
        self.step = step
