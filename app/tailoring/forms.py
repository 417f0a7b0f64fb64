"""The form that begins a tailoring: what was chosen, what was brought along."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.datastructures import UploadFile

from app.accounts.service import User
from app.documents.sniffing import MAX_BYTES
from app.errors import InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.tailoring.contexts import Choice, NewTailoringPage
from app.tailoring.service import Tailorings
from app.web.forms import text_field
from app.web.uploads import read_upload

NEW = "new"
SHOWN = frozenset({"resume_id", "resume_file", "posting_id", "title", "company", "text", "instructions"})


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The form's texts as they were typed; `resume_id` and `posting_id` may be `new`."""

    resume_id: str = ""
    posting_id: str = ""
    title: str = ""
    company: str = ""
    text: str = ""
    instructions: str = ""


def parse_draft(data: Mapping[str, Any]) -> Draft:
    """The form's texts; InvalidInput when one is not a text."""
    return Draft(**{name: text_field(data, name) for name in Draft.__struct_fields__})


def once_key(form_key: str, *choices: str) -> str | None:
    """The idempotency key of one form sent with the same choices: a double click begins one tailoring."""
    return derived_id("form", form_key, *choices) if form_key else None


async def keep_resume(user: User, draft: Draft, upload: UploadFile | None, resumes: Resumes) -> str:
    """The id of the résumé that was chosen, or of the one that was uploaded here.

    Raises:
        InvalidInput: neither was given, or the file cannot be taken.
    """
    if draft.resume_id and draft.resume_id != NEW:
        try:
            return (await resumes.get(user.id, draft.resume_id)).id
        except NotFound as error:
            raise InvalidInput(f"{error.message} Choose another one.", field="resume_id") from error
    if upload is None or not upload.filename:
        raise InvalidInput("Choose a résumé, or upload one here.", field="resume_file")
    data = await read_upload(upload, MAX_BYTES)
    try:
        resume_id, _ = await resumes.keep(user.id, data, upload.filename)
    except InvalidInput as error:
        error.field = error.field or "resume_file"
        raise
    return resume_id


async def keep_posting(user: User, draft: Draft, postings: Postings) -> str:
    """The id of the posting that was chosen, or of the one that was pasted here."""
    if draft.posting_id and draft.posting_id != NEW:
        try:
            return (await postings.get(user.id, draft.posting_id)).id
        except NotFound as error:
            raise InvalidInput(f"{error.message} Choose another one.", field="posting_id") from error
    return (await postings.add(user.id, parse_posting(draft.text, draft.title, draft.company))).id


async def new_page(
    user: User,
    draft: Draft,
    resumes: Resumes,
    postings: Postings,
    tailorings: Tailorings,
    errors: dict[str, str] | None = None,
) -> NewTailoringPage:
    """The form with its choices; the newest of each is chosen unless something else was."""
    own = [resume for resume in await resumes.of(user.id) if resume.state != "failed"]
    jobs = await postings.of(user.id)
    chosen_resume = draft.resume_id or (own[0].id if own else NEW)
    chosen_posting = draft.posting_id or (jobs[0].id if jobs and not draft.text else NEW)
    return NewTailoringPage(
        resumes=tuple(Choice(item.id, item.title, item.filename, item.id == chosen_resume) for item in own),
        postings=tuple(Choice(item.id, item.title, item.company, item.id == chosen_posting) for item in jobs),
        title=draft.title,
        company=draft.company,
        text=draft.text,
        instructions=draft.instructions,
        model_note=await tailorings.model_note(user.id),
        usage_note=await tailorings.usage_note(user.id),
        key=new_id("form"),
        errors=errors or {},
    )
