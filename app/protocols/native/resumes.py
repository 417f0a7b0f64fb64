"""Résumés in the native API: upload, list, read, change and delete them."""

import hashlib
from typing import Annotated, Any

from litestar import Controller, Request, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from app.accounts.service import User
from app.db import Place
from app.documents.sniffing import MAX_BYTES
from app.errors import Conflict, InvalidInput
from app.protocols.json_bodies import body_of
from app.protocols.native.answering import Json, answer, begun, changed_meanwhile, require_match
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.protocols.native.resume_answers import (
    ResumeChange,
    ResumeDocument,
    ResumeItem,
    resume_document,
    resume_item,
)
from app.resumes.service import Action, Resumes, Saved, StoredResume, Wish, names_a_field, parse_action, problem_with
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file, read_upload

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
_VERBS = frozenset({"up", "down", "move", "remove", "duplicate", "undo", "redo"})
_NO_ACTION = "There is no such action: up, down, move, remove or duplicate an entry, undo, or redo."
_PER_FORMAT = "Send the file in the field `file`: .tex, .typ, .pdf, .docx, .md, .txt or .json."


class ResumeApi(Controller):
    """`/api/resumes`."""

    path = "/resumes"
    opt = {"scope": "resumes"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_resumes(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[ResumeItem]]:
        """Your résumés, newest first."""
        page = await page_of(
            "resumes",
            cursor,
            limit,
            lambda most, after: resumes.of(user.id, most, after),
            lambda row: Place(row.created_at, row.id),
            resume_item,
        )
        return answer(request, page)

    @post(status_code=201, request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def upload_resume(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        once: NamedDependency[Once],
    ) -> Json[ResumeDocument]:
        """Take a file in (multipart, field `file`) and begin to read it; the very same file is not taken twice."""
        upload = data.get("file")
        if not is_file(upload):
            raise InvalidInput(f"The field file is missing. {_PER_FORMAT}", field="file")
        try:
            content = await read_upload(upload, MAX_BYTES)
            sent = [upload.filename, hashlib.sha256(content).hexdigest()]
            resume_id = await once.carry_out(sent, lambda: resumes.upload(user.id, content, upload.filename))
        except InvalidInput as error:
            error.field = "file" if error.field in {None, "resume_file"} else error.field
            raise
        document = resume_document(await resumes.get(user.id, resume_id))
        return answer(request, document, 201, headers={"Location": f"/api/resumes/{resume_id}", **once.headers})

    @get("/{resume_id:str}")
    async def show_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> Json[ResumeDocument]:
        """One résumé, with what was read from it as JSON Resume."""
        return answer(request, resume_document(await resumes.get(user.id, resume_id)))

    @patch("/{resume_id:str}", opt={"body": ResumeChange})
    async def change_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> Json[ResumeDocument]:
        """Change fields, or move, remove, double and restore entries; `If-Match` guards against changing unseen ones.

        All of it is done or nothing. In a LaTeX résumé the change is written into its own place of the source.
        """
        stored = await resumes.get(user.id, resume_id)
        wanted = await body_of(request, ResumeChange)
        action = _checked(wanted)
        guarded = require_match(request, resume_document(stored))
        wish = Wish(version=stored.version, fields=wanted.fields, action=action, whole=True)
        saved = await _saved(resumes, stored, wish, guarded=guarded)
        return answer(request, resume_document(saved.stored))

    @delete("/{resume_id:str}", status_code=204)
    async def delete_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> None:
        """Remove a résumé; what was made from it stays."""
        require_match(request, resume_document(await resumes.get(user.id, resume_id)))
        await resumes.delete(user.id, resume_id)

    @post("/{resume_id:str}/read", status_code=202)
    async def read_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        once: NamedDependency[Once],
    ) -> Json[ResumeDocument]:
        """Read the file once more, when the reading failed or was stopped; `run_id` is the run that reads."""

        async def again() -> str:
            await resumes.retry(user.id, resume_id)
            return resume_id

        await resumes.get(user.id, await once.carry_out(None, again))
        stored = await resumes.get(user.id, resume_id)
        document = resume_document(stored)
        if stored.run_id is None:
            return answer(request, document, headers=once.headers)
        return begun(request, document, stored.run_id, headers=once.headers)


def _checked(change: ResumeChange) -> Action:
    """The action of a change that may be tried."""
    if bool(change.fields) == bool(change.action):
        raise InvalidInput("Send either fields or an action.", field="fields")
    for pointer, text in change.fields.items():
        if not names_a_field(pointer):
            raise InvalidInput("A résumé has no text of that name. See the documentation of PATCH.", field=pointer)
        problem = problem_with(pointer, text)
        if problem is not None:
            raise InvalidInput(problem, field=pointer)
    return _action(change.action)


async def _saved(resumes: Resumes, stored: StoredResume, wish: Wish, *, guarded: bool) -> Saved:
    saved = await resumes.editor.save(stored.owner, stored.id, wish)
    if saved.clashes or saved.lost:
        if guarded:
            raise changed_meanwhile()
        raise Conflict("This résumé was changed at the same moment. Read it again, then send your change once more.")
    if saved.problem:
        raise InvalidInput(saved.problem, field="action")
    return saved


def _action(typed: str) -> Action:
    try:
        action = parse_action(typed)
    except InvalidInput as error:
        raise InvalidInput(_NO_ACTION, field="action") from error
    if typed and action.verb not in _VERBS:
        raise InvalidInput(_NO_ACTION, field="action")
    return action
