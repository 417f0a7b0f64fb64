"""Log lines by structlog: one line an event, the request's id on each, never a secret or a line of a résumé."""

import logging
import sys
import threading
from typing import Any

from app.web.optional_packages import not_installed
from app.web.tracebacks import told_without_messages

with not_installed("rich"):
    import structlog

_OWN = ("app", "foreword")
_CHATTY = ("aiosqlite", "asyncio", "alembic", "PIL", "markdown_it", "httpcore", "httpx")
_log = logging.getLogger(__name__)


def configure_logging(level: str, style: str) -> None:
    """Send structlog's and the standard library's lines to stderr, `style` being `text` or `json`.

    DEBUG is for Foreword's own lines: at that level libraries write down what passes through them.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_messages,
        _without_callbacks,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(max(wanted, logging.INFO))
    for own in _OWN:
        logging.getLogger(own).setLevel(wanted)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
    threading.excepthook = _thread_failed
    sys.unraisablehook = _never_raised


def _without_messages(
    _logger: structlog.typing.WrappedLogger, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    given: Any = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["exception"] = told_without_messages(error)
    return event


def _without_callbacks(
    _logger: structlog.typing.WrappedLogger, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """What asyncio says of a lost error shows the arguments of calls and the message; the traceback is enough."""
    if event.get("logger") == "asyncio":
        said = str(event["event"]).partition("\n")[0]
        event["event"] = "a call failed" if said.startswith("Exception in callback") else said
    return event


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        _log.error("a thread failed", exc_info=failed.exc_value)


def _never_raised(failed: "sys.UnraisableHookArgs") -> None:
    """An error in a finaliser; the object itself is not shown."""
    if failed.exc_value is not None:
        _log.error("an error that nobody could be told of", exc_info=failed.exc_value)
