"""What the templates of résumés are given. `app/resumes/presenting.py` makes most of it from a `Resume`."""

import msgspec

from app.web.contexts import Moment

FORMAT_NAMES = {
    "tex": "LaTeX",
    "typ": "Typst",
    "pdf": "PDF",
    "docx": "Word",
    "md": "Markdown",
    "txt": "Plain text",
    "json": "JSON Resume",
}


class ResumeItem(msgspec.Struct, frozen=True):
    """A résumé in a list. `state`: reading, ready or failed; `format_name` from `FORMAT_NAMES`."""

    id: str
    title: str
    filename: str
    format_name: str
    state: str
    created: Moment


class ResumesPage(msgspec.Struct, frozen=True, kw_only=True):
    """`resumes/list.html`: the list and the upload (POST /resumes, multipart, `resume_file`).

    `errors` maps a field's name to its sentence, `""` to one about the whole form.
    """

    resumes: tuple[ResumeItem, ...] = ()
    errors: dict[str, str] = {}


class Link(msgspec.Struct, frozen=True):
    """`href` is empty for what is only text; it is http, https, mailto or tel and nothing else."""

    text: str
    href: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One job, degree, project and the like, for reading. Absent texts are empty."""

    title: str
    subtitle: str = ""
    dates: str = ""
    place: str = ""
    link: Link | None = None
    summary: str = ""
    bullets: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()


class ViewSection(msgspec.Struct, frozen=True):
    """One headed part, for reading."""

    key: str
    title: str
    entries: tuple[Entry, ...]


class ResumeView(msgspec.Struct, frozen=True, kw_only=True):
    """The structured résumé, for reading."""

    name: str
    label: str = ""
    contacts: tuple[Link, ...] = ()
    summary: str = ""
    sections: tuple[ViewSection, ...] = ()


class ResumePage(msgspec.Struct, frozen=True, kw_only=True):
    """`resumes/show.html`, in one of three states.

    While it is read `view` and `problem` are None and `progress` (beside `page`) is given; once read there is
    a `view`; when it could not be read there is a `problem`, a sentence, with `advice` on what to do. A read
    that was stopped or crashed offers another try (`can_retry`, POST /resumes/{id}/retry). `has_original`: an
    edit changed the source and GET /resumes/{id}/original answers the file as it was uploaded.
    """

    id: str
    title: str
    filename: str
    format: str
    format_name: str
    created: Moment
    view: ResumeView | None = None
    warnings: tuple[str, ...] = ()
    problem: str | None = None
    advice: str = ""
    can_retry: bool = False
    has_original: bool = False
