"""The form that begins a letter, and the small ones of its paragraphs."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.datastructures import UploadFile

from app.accounts.service import User
from app.documents.sniffing import MAX_BYTES
from app.errors import InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.letters.contexts import Choice, NewLetterPage
from app.letters.service import LANGUAGES, Letters, LetterWishes, parse_wishes
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.web.forms import text_field
from app.web.uploads import read_upload

NEW = "new"
SHOWN = frozenset(
    {"resume_id", "resume_file", "posting_id", "title", "company", "text", "tone", "length", "language", "hints"}
)
_TONES = (
    ("warm", "Warm", "personal, as one writes to people"),
    ("formal", "Formal", "courteous, no contractions"),
    ("direct", "Direct", "short sentences, facts first"),
)
_LENGTHS = (
    ("short", "Short", "some 140 words"),
    ("standard", "Standard", "some 240 words"),
    ("long", "Long", "some 360 words"),
)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The form's texts as they were typed; `resume_id` and `posting_id` may be `new`."""

    resume_id: str = ""
    posting_id: str = ""
    title: str = ""
    company: str = ""
    text: str = ""
    tone: str = ""
    length: str = ""
    language: str = ""
    hints: str = ""

    @property
    def wishes(self) -> LetterWishes:
        """How the letter is wanted. Raises InvalidInput with the field's name."""
        return parse_wishes(self.tone, self.length, self.language, self.hints)


def parse_draft(data: Mapping[str, Any]) -> Draft:
    """The form's texts; InvalidInput when one is not a text."""
    return Draft(**{name: text_field(data, name) for name in Draft.__struct_fields__})


def once_key(form_key: str, *choices: str) -> str | None:
    """The idempotency key of one form sent with the same choices: a double click begins one letter."""
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
    if upload is None:
        raise InvalidInput("Choose a résumé, or upload one here.", field="resume_file")
    data = await read_upload(upload, MAX_BYTES)
    try:
        return (await resumes.keep(user.id, data, upload.filename))[0]
    except InvalidInput as error:
        error.field = error.field or "resume_file"
        raise


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
    letters: Letters,
    errors: dict[str, str] | None = None,
) -> NewLetterPage:
    """The form with its choices; the newest of each is chosen unless something else was."""
    own = [resume for resume in await resumes.of(user.id) if resume.state != "failed"]
    jobs = await postings.of(user.id)
    chosen_resume = draft.resume_id or (own[0].id if own else NEW)
    chosen_posting = draft.posting_id or (jobs[0].id if jobs and not draft.text else NEW)
    return NewLetterPage(
        resumes=tuple(Choice(item.id, item.title, item.filename, item.id == chosen_resume) for item in own),
        postings=tuple(Choice(item.id, item.title, item.company, item.id == chosen_posting) for item in jobs),
        tones=tuple(Choice(*tone, tone[0] == (draft.tone or "warm")) for tone in _TONES),
        lengths=tuple(Choice(*length, length[0] == (draft.length or "standard")) for length in _LENGTHS),
        languages=tuple(
            Choice(code, name, selected=code == (draft.language or "en")) for code, name in LANGUAGES.items()
        ),
        title=draft.title,
        company=draft.company,
        text=draft.text,
        hints=draft.hints,
        model_note=await letters.model_note(user.id),
        usage_note=await letters.usage_note(user.id),
        key=new_id("form"),
        errors=errors or {},
    )


def whole_number(data: Mapping[str, Any], name: str) -> int:
    """A number that our own page put into a hidden field. Raises InvalidInput for anything else."""
    text = text_field(data, name, 12)
    if not (text.isascii() and text.isdigit()):
        raise InvalidInput("This form is incomplete. Reload the page and try again.")
    return int(text)
