"""A PDF as machines see it, looked at in a limited process: some files make their readers hang or take gigabytes."""

import logging
from collections.abc import Sequence

import msgspec

from app.documents.limited_process import JobFailed, Limits, ProcessFailed, run_limited
from app.documents.machine_view.expected import Heading
from app.documents.machine_view.results import MachineView
from app.documents.resume import Resume
from app.errors import InvalidInput, TooLarge, UnreadableDocument

_log = logging.getLogger(__name__)
_WORKER = "app.documents.machine_view.worker"
_ERRORS: dict[str, type[InvalidInput]] = {kind.code: kind for kind in (TooLarge, UnreadableDocument)}
_SENTENCES = {
    "time": "Reading this PDF took so long that it was stopped; many programs would give up on it too. Save it without "
    "large pictures or drawings.",
    "size": "This PDF unfolds to more text than a résumé can have. Look at a shorter one.",
    "crash": "A program that reads this PDF fails on it: it is damaged or needs too much memory. Export it again.",
}
LOOK_LIMITS = Limits()


async def machine_view(pdf: bytes, resume: Resume, headings: Sequence[Heading] = ()) -> MachineView:
    """What a program gets out of `pdf`, held against the résumé that it should hold.

    `headings` are the sections as they are printed, in their order. Raises `UnreadableDocument` or `TooLarge`.
    """
    request = msgspec.msgpack.encode((pdf, resume, tuple(headings)))
    try:
        answer = await run_limited(_WORKER, request, _ignore, LOOK_LIMITS)
    except JobFailed as error:
        code, message = msgspec.msgpack.decode(error.payload, type=tuple[str, str])
        raise _ERRORS.get(code, UnreadableDocument)(message) from None
    except ProcessFailed as error:
        _log.info("a PDF of %d bytes could not be looked at: %s", len(pdf), error.reason)
        raise UnreadableDocument(_SENTENCES[error.reason]) from error
    return msgspec.msgpack.decode(answer, type=MachineView)


def _ignore(note: str) -> None:
    del note
