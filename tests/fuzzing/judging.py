"""The child: reads cases one after another as an upload would be read, and says of each what came of it."""

import resource
import sys
import time
from itertools import pairwise

import msgspec

from app.documents.reader import READ_LIMITS
from app.documents.reading.worker import read
from app.documents.resume import ReadResume
from app.documents.sniffing import check_upload
from app.errors import InvalidInput
from tests.fuzzing.mutations import case

MOST_SECONDS = 5.0
SLOW = "s of CPU"


def verdict(kind: str, data: bytes) -> str:
    """What is wrong with the reading of one file; empty when it was read soundly or refused with a sentence."""
    started = time.process_time()
    try:
        check_upload(data, f"resume.{kind}")
        found = _unsound(read(kind, data, lambda _stage: None))
    except RecursionError:
        found = ""  # the worker has a sentence for it
    except InvalidInput as error:
        found = "" if error.message.endswith((".", "”")) else f"no sentence: {error.message}"
    except Exception as error:  # whatever it is, it is a finding
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = f"{at.tb_frame.f_code.co_filename.rpartition('/')[2]}:{at.tb_lineno}" if at else "?"
        return f"{type(error).__name__} at {where}: {error}"[:300]
    spent = time.process_time() - started
    return found or (f"{spent:.1f} {SLOW}" if spent > MOST_SECONDS else "")


def _unsound(document: ReadResume) -> str:
    size = len(document.text)
    spans = [*document.places.values(), *(section.span for section in document.sections)]
    if any(not 0 <= span.start <= span.end <= size for span in spans):
        return "a place outside the text"
    for group in document.groups:
        if len(group.pointers) != len(group.spans) or any(a.end > b.start for a, b in pairwise(group.spans)):
            return f"a group of {group.kind} that overlaps"
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(document), type=ReadResume)
    return "" if again == document else "it does not come through the frame as it was"


def main() -> None:
    """Judge cases `[first, first + count)`; a line before each, so that a death tells which one it was."""
    kind, seed, first, count = sys.argv[1], *map(int, sys.argv[2:5])
    resource.setrlimit(resource.RLIMIT_AS, (READ_LIMITS.memory_bytes * 3, READ_LIMITS.memory_bytes * 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(first, first + count):
        data = case(kind, seed, number)
        print(f"case {number}", flush=True)
        if said := verdict(kind, data):
            print(f"found {number} {said}", flush=True)


if __name__ == "__main__":
    main()
