"""The form that begins a review: what was chosen, what was brought along."""

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
from app.reviews.contexts import Choice, NewReviewPage
from app.reviews.service import Reviews
from app.web.forms import text_field
from app.web.uploads import is_file, read_upload

NEW, NONE = "new", "none"
SHOWN = frozenset({"resume_id", "resume_file", "posting_id", "title", "company", "text"})
_REVISION_DIGITS = 6


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The form's texts as they were typed; `resume_id` may be `new`, `posting_id` also `none`."""

    resume_id: str = ""
    posting_id: str = ""
    title: str = ""
    company: str = ""
    text: str = ""


def parse_draft(data: Mapping[str, Any]) -> Draft:
    """The form's texts; InvalidInput when one is not a text."""
    return Draft(**{name: text_field(data, name) for name in Draft.__struct_fields__})


def once_key(form_key: str, *choices: str) -> str | None:
    """The idempotency key of one form sent with the same choices: a double click begins one review."""
    return derived_id("form", form_key, *choices) if form_key else None


def parse_number(data: Mapping[str, Any], name: str) -> int:
    """A small whole number that a form of ours carries; InvalidInput for anything else."""
    text = text_field(data, name, 20)
    if not (text.isascii() and text.isdigit() and len(text) <= _REVISION_DIGITS):
        raise InvalidInput("This form is incomplete. Reload the page and try again.", field=name)
    return int(text)


async def keep_resume(user: User, draft: Draft, upload: UploadFile | None, resumes: Resumes) -> str:
    """The id of the résumé that was chosen, or of the one that was uploaded here."""
    if draft.resume_id and draft.resume_id != NEW:
        try:
            return (await resumes.get(user.id, draft.resume_id)).id
        except NotFound as error:
            raise InvalidInput(f"{error.message} Choose another one.", field="resume_id") from error
    if not is_file(upload):
        raise InvalidInput("Choose a résumé, or upload one here.", field="resume_file")
    data = await read_upload(upload, MAX_BYTES)
    try:
        resume_id, _ = await resumes.keep(user.id, data, upload.filename)
    except InvalidInput as error:
        error.field = error.field or "resume_file"
        raise
    return resume_id


async def keep_posting(user: User, draft: Draft, postings: Postings) -> str:
    """The id of the posting that was chosen, or of the one that was pasted here; empty for a review without one."""
    if draft.posting_id == NONE:
        return ""
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
    reviews: Reviews,
    errors: dict[str, str] | None = None,
) -> NewReviewPage:
    """The form with its choices; the newest of each is chosen unless something else was."""
    own = [resume for resume in await resumes.of(user.id) if resume.state != "failed"]
    jobs = await postings.of(user.id)
    chosen_resume = draft.resume_id or (own[0].id if own else NEW)
    chosen_posting = draft.posting_id or (jobs[0].id if jobs and not draft.text else NONE)
    return NewReviewPage(
        resumes=tuple(Choice(item.id, item.title, item.filename, item.id == chosen_resume) for item in own),
        postings=tuple(Choice(item.id, item.title, item.company, item.id == chosen_posting) for item in jobs),
        without_posting=chosen_posting == NONE,
        title=draft.title,
        company=draft.company,
        text=draft.text,
        model_note=await reviews.model_note(user.id),
        key=new_id("form"),
        errors=errors or {},
    )
