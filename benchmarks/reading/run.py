"""Every person in every format: made, read in this process as a reader process would, and scored."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from time import perf_counter

import msgspec

from app.documents.reading.worker import read
from app.documents.resume import ReadResume, Resume
from app.errors import AppError
from benchmarks.reading.formats import FORMATS, Format, LeftOut
from benchmarks.reading.person import TUNED, Person, load
from benchmarks.reading.placing import Order, held, order
from benchmarks.reading.scoring import Score, score

PROCESSES = 2


class Outcome(msgspec.Struct):
    """One document. `left_out` says why there is none, `refused` what the reader said instead of reading it.

    `seconds` is the reading alone; `in_place` are the values that stand in their place, and all values.
    """

    format: str
    person: str
    score: Score = msgspec.field(default_factory=Score)
    seconds: float = 0.0
    in_place: tuple[int, int] = (0, 0)
    order: Order = Order()
    left_out: str = ""
    refused: str = ""


def outcomes(
    half: str, names: Iterable[str], person: str = "", processes: int = PROCESSES, habits: str = "", every: int = 1
) -> Iterator[Outcome]:
    """The documents of a half in the named formats, format by format; of one person only where one is named.

    `every`: one in so many people for each format, others for the next one, so that everybody is in some.
    `habits`: everybody lays documents out in another way than theirs, the same for the same word. Raises ValueError
    for those of the held-back half: they would show layouts of people whom nobody who works on the readers sees.
    """
    if habits and half != TUNED:
        raise ValueError("Only people of the tuned half take other habits.")
    wanted = documents(half, names, person, every)
    if processes < 2:
        yield from map(partial(outcome, half, habits=habits), wanted)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(outcome, half, habits=habits), wanted, chunksize=8)


def documents(half: str, names: Iterable[str], person: str = "", every: int = 1) -> list[tuple[str, str]]:
    """The formats and persons that `outcomes` goes through."""
    return [
        (name, one.id)
        for turn, name in enumerate(names)
        for number, one in enumerate(load(half))
        if person in {"", one.id} and (turn + number) % every == 0
    ]


def outcome(half: str, document: tuple[str, str], habits: str = "") -> Outcome:
    """Make, read and score one document, named by format and person."""
    name, wanted = document
    person = msgspec.structs.replace(next(one for one in load(half) if one.id == wanted), habits=habits)
    made = FORMATS[name]
    try:
        written = made.as_written(person)
        data = made.make(written)
    except LeftOut as reason:
        return Outcome(name, person.id, left_out=str(reason))
    except Exception as error:
        raise RuntimeError(f"{name} could not be made for {person.id}: {error!r}") from error
    found = judged(made, written, data)
    found.person = person.id
    return found


def judged(made: Format, person: Person, data: bytes) -> Outcome:
    """Read one document and hold it against the person as written."""
    found = Outcome(made.name, person.id)
    started = perf_counter()
    try:
        answer = read(made.kind, data, lambda _stage: None)
    except AppError as error:
        answer, found.refused = ReadResume(made.kind, "", Resume()), error.message
    except Exception as error:  # noqa: BLE001 - a crash is a result of the bench, not its end
        answer, found.refused = ReadResume(made.kind, "", Resume()), f"crashed: {error!r}"
    found.seconds = perf_counter() - started
    found.score = score(person.resume, answer.resume, made.caseless())
    found.in_place = held(answer)
    columns = made.columns(person)
    found.order = order(answer.text, columns, _pages(data) if len(columns) > 1 else ())
    return found


def _pages(pdf: bytes) -> list[str]:
    """The text of each page, in whatever order it stands in the file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]
