"""Runs inside the limited process: a PDF and its résumé from standard input to a `MachineView`."""

import sys

import msgspec

from app.documents.frames import ANSWER, FAILURE, take_output, write_frame
from app.documents.machine_view.expected import Heading
from app.documents.machine_view.looking import look
from app.documents.resume import Resume
from app.errors import InvalidInput


class LookRequest(msgspec.Struct, array_like=True):
    """What `reader.machine_view` sends."""

    pdf: bytes
    resume: Resume
    headings: list[Heading]


def main() -> None:
    """Answer one request."""
    output = take_output()
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=LookRequest)
    try:
        seen = look(request.pdf, request.resume, request.headings)
    except InvalidInput as error:
        write_frame(output, FAILURE, msgspec.msgpack.encode((error.code, error.message)))
        return
    write_frame(output, ANSWER, msgspec.msgpack.encode(seen))
