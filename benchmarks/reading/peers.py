"""Other readers of résumés beside ours, on the same documents; each runs only where it is installed.

Installed by name from PyPI into a copy of the environment (`pip install leverparser==0.1.0`), never a dependency of the
project. Taken in:

- leverparser 0.1.0 (imported as `pyresume`): PDF, DOCX and text by patterns, without downloads. Its dates have no
  precision; the first of January is taken for a year alone and any other first day for its month. Phone numbers
  count by their digits.

Looked at and left out, since each asks for more than PyPI has: pyresparser 1.0.6 with its many copies and
rb-resume-parser 0.1.6 (spaCy's en_core_web_sm, the former also NLTK's data), restruct-cv 0.3.3 (350 MB of ONNX models)
and openresume-parser 0.1.6 (a paid language model). connect-resume-extractor 0.1.3 reads Indian college leavers' PDFs
only.
"""

import contextlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import msgspec

from app.documents.resume import Basics, Education, Language, Location, Profile, Project, Resume, Skill, Work
from benchmarks.reading.formats import FORMATS, LeftOut
from benchmarks.reading.person import load
from benchmarks.reading.run import PROCESSES, Outcome
from benchmarks.reading.scoring import score


class Peer(msgspec.Struct, frozen=True):
    """A package that reads files of some kinds."""

    package: str
    kinds: frozenset[str]
    read: Callable[[Path], Resume]

    def version(self) -> str:
        """The installed version; empty where it is not there."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""


def outcomes(peer: Peer, half: str, names: Iterable[str]) -> Iterator[Outcome]:
    """The peer's documents of a half, those of the named formats that it reads."""
    documents = [(name, one.id) for name in names if FORMATS[name].kind in peer.kinds for one in load(half)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(outcome, peer.package, half), documents, chunksize=8)


def outcome(package: str, half: str, document: tuple[str, str]) -> Outcome:
    """Make one document, have the peer read it, and score what it says."""
    peer, (name, wanted) = PEERS[package], document
    person = next(one for one in load(half) if one.id == wanted)
    made = FORMATS[name]
    try:
        written = made.as_written(person)
        data = made.make(written)
    except LeftOut as reason:
        return Outcome(name, wanted, left_out=str(reason))
    found, answer = Outcome(name, wanted), Resume()
    with TemporaryDirectory() as folder, _silence():
        path = Path(folder, f"resume.{made.kind}")
        path.write_bytes(data)
        started = perf_counter()
        try:
            answer = peer.read(path)
        except Exception as error:  # noqa: BLE001 - whatever another's package raises, it has read nothing
            found.refused = repr(error)
        found.seconds = perf_counter() - started
    answer.basics.phone = _as_dialled(answer.basics.phone, written.resume.basics.phone)
    found.score = score(written.resume, answer, made.caseless())
    return found


def _as_dialled(read: str | None, truth: str | None) -> str | None:
    """A phone number in a form of the peer's own is right where the number is the same, with or without a country."""
    one, other = (re.sub(r"\D", "", number or "").lstrip("0") for number in (read, truth))
    return truth if one and other and one.endswith(other[-9:]) and other.endswith(one[-9:]) else read


def _leverparser(path: Path) -> Resume:
    from pyresume import ResumeParser  # type: ignore[import-not-found]

    read = ResumeParser().parse(str(path))
    contact = read.contact_info
    links = [url for url in (contact.linkedin, contact.github, contact.website) if url]
    groups: dict[str | None, list[str]] = {}
    for skill in read.skills:
        groups.setdefault(skill.category, []).append(skill.name)
    return Resume(
        basics=Basics(
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            summary=read.summary,
            location=_location(contact.address),
            profiles=[Profile(url=url) for url in links],
        ),
        work=[_job(entry) for entry in read.experience],
        education=[_studies(entry) for entry in read.education],
        skills=[Skill(name=name, keywords=keywords) for name, keywords in groups.items()],
        languages=[Language(language=name) for name in read.languages],
        projects=[Project(name=entry.name, description=entry.description) for entry in read.projects],
    )


def _job(entry: Any) -> Work:
    return Work(
        name=entry.company,
        position=entry.title,
        location=entry.location,
        start_date=_iso(entry.start_date),
        end_date=None if entry.current else _iso(entry.end_date),
        highlights=list(entry.responsibilities),
    )


def _studies(entry: Any) -> Education:
    return Education(
        institution=entry.institution,
        study_type=entry.degree,
        area=entry.major,
        location=entry.location,
        score=entry.gpa,
        end_date=_iso(entry.graduation_date),
    )


def _location(text: str | None) -> Location | None:
    city, _, region = (text or "").partition(",")
    return Location(city=city.strip() or None, region=region.strip() or None) if city.strip() else None


def _iso(value: date | None) -> str | None:
    if value is None:
        return None
    return f"{value:%Y}" if (value.month, value.day) == (1, 1) else f"{value:%Y-%m}"


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Others' packages talk while they read."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


PEERS = {"leverparser": Peer("leverparser", frozenset({"pdf", "docx", "txt"}), _leverparser)}


def installed() -> list[Peer]:
    """The peers that are there."""
    return [peer for peer in PEERS.values() if peer.version()]
