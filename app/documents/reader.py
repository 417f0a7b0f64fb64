"""An uploaded file to a typed résumé: checked here, read in a limited process of its own."""

import logging
from collections.abc import Callable

import msgspec

from app.documents.limited_process import JobFailed, Limits, ProcessFailed, run_limited
from app.documents.resume import ReadResume
from app.documents.sniffing import check_upload
from app.documents.spare_process import SpareProcess
from app.errors import InvalidInput, TooLarge, UnreadableDocument, UnsupportedFile

_log = logging.getLogger(__name__)
_WORKER = "app.documents.reading.worker"
_ERRORS: dict[str, type[InvalidInput]] = {
    kind.code: kind for kind in (InvalidInput, UnsupportedFile, TooLarge, UnreadableDocument)
}
_SENTENCES = {
    "time": "Reading this file took too long, so it was stopped. Save a simpler copy (without large pictures or "
    "drawings) and upload that.",
    "size": "This file unfolds to more text than a résumé can have. Upload a shorter one.",
    "crash": "This file could not be read: it is damaged or needs more memory than a résumé may take. Save it anew "
    "from the program that made it, or upload another format.",
}
READ_LIMITS = Limits()
SPARE_READER = SpareProcess(_WORKER, READ_LIMITS)
"""A server keeps one, so that an upload does not wait for a reader to start; without it one is started each time."""


async def read_resume(data: bytes, filename: str, on_stage: Callable[[str], None] | None = None) -> ReadResume:
    """The résumé in an upload of at most 10 MB; `on_stage` is told "extracting", then "analyzing".

    Raises `UnsupportedFile` (400), `TooLarge` (413), `UnreadableDocument` or `InvalidInput` (422). `filename` decides
    the format together with the bytes and is used for nothing else.
    """
    kind = check_upload(data, filename)
    tell = on_stage or _ignore
    tell("extracting")
    request = kind.encode("ascii").ljust(8) + data
    try:
        answer = await run_limited(_WORKER, request, tell, READ_LIMITS, SPARE_READER.take)
    except JobFailed as error:
        raise _refusal(error.payload) from None
    except ProcessFailed as error:
        _log.info("a %s file of %d bytes could not be read: %s", kind, len(data), error.reason)
        raise UnreadableDocument(_SENTENCES[error.reason], field="resume_file") from error
    finally:
        SPARE_READER.refill()
    return msgspec.msgpack.decode(answer, type=ReadResume)


def _refusal(payload: bytes) -> InvalidInput:
    code, message = msgspec.msgpack.decode(payload, type=tuple[str, str])
    return _ERRORS.get(code, UnreadableDocument)(message, field="resume_file")


def _ignore(stage: str) -> None:
    del stage
