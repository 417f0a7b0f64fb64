"""The JSON documents of résumés in the native API."""

from typing import Any

import msgspec

from app.protocols.native.answering import Moment, moment
from app.resumes.service import ResumeSummary, StoredResume


class ResumeItem(msgspec.Struct, frozen=True, kw_only=True):
    """A résumé in a list. `format`: tex, typ, pdf, docx, md, txt or json; `state`: reading, ready or failed."""

    id: str
    title: str
    filename: str
    format: str
    state: str
    created_at: Moment
    updated_at: Moment


class ResumeDocument(ResumeItem, frozen=True, kw_only=True):
    """One résumé with what was read from it.

    `version` grows with each change. `run_id` is the run that reads or read it, null when none was needed. `resume` is
    what was read, as JSON Resume (https://jsonresume.org/schema, v1.0.0), null until then; `problem` says why it could
    not be read, and `warnings` what may be wrong with it, in sentences for a person.
    """

    version: int
    run_id: str | None
    problem: str | None
    warnings: list[str]
    resume: dict[str, Any] | None


class ResumeChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a résumé: either `fields` or an `action`.

    `fields` maps JSON pointers into the résumé (`/work/0/position`) to their new texts; an empty text removes a value,
    a list (`/work/0/highlights`) is a text with a line for each item, and an entry left without any value goes.
    `action` is one of the editor's: `up`, `down`, `remove`, `duplicate` or `move` of an entry (`remove:/work/1`,
    `move:/work/3:0`), `undo`, `redo`.
    """

    fields: dict[str, str] = {}
    action: str = ""


def resume_item(resume: ResumeSummary) -> ResumeItem:
    """A résumé in a list."""
    return ResumeItem(
        id=resume.id,
        title=resume.title,
        filename=resume.filename,
        format=resume.format,
        state=resume.state,
        created_at=moment(resume.created_at),
        updated_at=moment(resume.updated_at),
    )


def resume_document(stored: StoredResume) -> ResumeDocument:
    """One résumé whole."""
    # What writes JSON Resume reads dates too, which the first page need not wait for.
    from app.documents.json_resume_export import to_json_resume

    read = stored.document
    return ResumeDocument(
        id=stored.id,
        title=stored.title,
        filename=stored.filename,
        format=stored.format,
        state=stored.state,
        created_at=moment(stored.created_at),
        updated_at=moment(stored.updated_at),
        version=stored.version,
        run_id=stored.run_id,
        problem=stored.problem,
        warnings=[] if read is None else list(read.warnings),
        resume=None if read is None else to_json_resume(read.resume),
    )
