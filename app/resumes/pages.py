"""The pages of résumés: upload, watch the reading, read and edit what was understood."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Stream

from app.accounts.service import User
from app.documents.sniffing import MAX_BYTES
from app.errors import InvalidInput, NotFound
from app.resumes.contexts import ResumesPage
from app.resumes.edit_contexts import GonePage
from app.resumes.edit_form import edit_page
from app.resumes.forms import as_text, parse_wish, way_on
from app.resumes.models import StoredResume
from app.resumes.presenting import resume_item
from app.resumes.service import SOURCE_TYPES, Resumes
from app.resumes.watching import ResumeWatch
from app.web.downloads import download
from app.web.forms import errors_of
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx, leave
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file, read_upload
from app.web.watching import Fold, fold_of, page_stream

MultipartForm = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
TEMPLATE = "resumes/edit.html"


class ResumeController(Controller):
    """`/resumes`."""

    path = "/resumes"

    @get("/")
    async def list_resumes(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The list, and the form to upload."""
        page = ResumesPage(resumes=tuple(map(resume_item, await resumes.of(user.id))))
        return html(pages.render("resumes/list.html", shell=shell_of(request), page=page))

    @post("/", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def upload_resume(
        self,
        request: Request[Any, Any, Any],
        data: MultipartForm,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Take a file in and go to the page that shows it being read; or say what is wrong with it."""
        try:
            upload = data.get("resume_file")
            if not is_file(upload):
                raise InvalidInput(
                    "Choose a file first: .tex, .typ, .pdf, .docx, .md, .txt or .json.", field="resume_file"
                )
            resume_id = await resumes.upload(user.id, await read_upload(upload, MAX_BYTES), upload.filename)
        except InvalidInput as error:
            page = ResumesPage(
                resumes=tuple(map(resume_item, await resumes.of(user.id))),
                errors=errors_of(error, {"resume_file"}, "resume_file"),
            )
            return html(pages.render("resumes/list.html", shell=shell_of(request), page=page), error.status)
        return Redirect(f"/resumes/{resume_id}", status_code=303)

    @get("/{resume_id:str}")
    async def show_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The dots while it is read, the structured résumé afterwards."""
        stored = await resumes.get(user.id, resume_id)
        watch = ResumeWatch(request, pages, resumes, user.id, resume_id)
        fold: Fold | None = None
        if stored.state == "reading":
            stored = await resumes.ensure_reading(stored)
            fold = fold_of(watch, await resumes.events(stored))
        return html(await watch.page(fold))

    @get("/{resume_id:str}/events")
    async def watch_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
        after: FromQuery[int] = 0,
    ) -> Stream:
        """The page's stream of fragments while the file is read."""
        stored = await resumes.get(user.id, resume_id)
        cursor = cursor_of(after, request.headers.get("last-event-id"))
        past = [event for event in await resumes.events(stored) if event.seq <= cursor]
        watch = ResumeWatch(request, pages, resumes, user.id, resume_id)
        return ResumableStream(page_stream(watch, past, resumes.follow(stored, cursor)), page=True)

    @get("/{resume_id:str}/edit")
    async def edit_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The form over every field."""
        page = edit_page(await resumes.editor.open(user.id, resume_id))
        return html(pages.render("resumes/edit.html", shell=shell_of(request), page=page))

    @post("/{resume_id:str}/edit", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def save_resume(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Keep the changes; say beside each field what was not kept, and why."""
        shell = shell_of(request)
        error = ""
        try:
            wish = parse_wish(data, whole=not is_htmx(request))
            saved = await resumes.editor.save(user.id, resume_id, wish)
        except NotFound:
            gone = GonePage(as_text(data))
            return html(pages.render("resumes/gone.html", shell=shell, page=gone), NotFound.status)
        except InvalidInput as wrong:
            saved, error = await resumes.editor.open(user.id, resume_id), wrong.message
        error = error or saved.problem
        status = 409 if saved.clashes or saved.lost else 422 if saved.refused or error else 200
        if is_htmx(request):
            blocks = ("edit_notes", "edit_state", *(("edit_sections",) if saved.changed or error else ()))
            page = edit_page(saved, error)
            return html("".join(pages.block(TEMPLATE, name, shell=shell, page=page) for name in blocks), status)
        if status == 200:
            return Redirect(f"/resumes/{resume_id}{way_on(data)}", status_code=303)
        return html(pages.render(TEMPLATE, shell=shell, page=edit_page(saved, error)), status)

    @get("/{resume_id:str}/source")
    async def download_source(
        self, resume_id: FromPath[str], user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> Response[bytes]:
        """The file, with the edits that could be written into it."""
        stored = await resumes.get(user.id, resume_id)
        return download(stored.source, _source_type(stored), stored.filename)

    @get("/{resume_id:str}/original")
    async def download_original(
        self, resume_id: FromPath[str], user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> Response[bytes]:
        """The file as it was uploaded."""
        stored = await resumes.get(user.id, resume_id)
        original = stored.source if stored.original is None else stored.original
        return download(original, _source_type(stored), stored.filename)

    @post("/{resume_id:str}/retry")
    async def retry_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> Response[Any]:
        """Read the file once more."""
        await resumes.retry(user.id, resume_id)
        return leave(request, f"/resumes/{resume_id}")

    @post("/{resume_id:str}/delete")
    async def delete_resume(
        self, resume_id: FromPath[str], user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> Redirect:
        """Remove a résumé; what was tailored from it stays."""
        await resumes.delete(user.id, resume_id)
        return Redirect("/resumes", status_code=303)


def _source_type(stored: StoredResume) -> str:
    return SOURCE_TYPES[stored.format]
