"""The native API, async: `AsyncClient.api`. `Client.api` has the same methods."""

from collections.abc import AsyncIterator
from typing import Literal, Unpack

from foreword_client import api_answers as answers
from foreword_client import api_endpoints as to
from foreword_client.async_api_conversations import AsyncConversationApi
from foreword_client.wanted import MatchWanted, NewLetterWanted, NewTailoringWanted


class AsyncApi(AsyncConversationApi):
    """Résumés, postings, tailorings, letters, conversations and the runs that make them.

    What begins a run answers at once; follow it with `events(run_id)`. An `if_match` that is no longer what is there
    raises `PreconditionFailed`. `idempotency_key`: the same key with the same input is the same work.
    """

    def resumes(self) -> AsyncIterator[answers.ResumeItem]:
        """Your résumés, newest first; more are asked for as they are needed."""
        return self._all("/resumes", answers.ResumeItem)

    async def upload_resume(
        self, content: bytes, filename: str, *, idempotency_key: str = ""
    ) -> answers.ResumeDocument:
        """Take a résumé in and begin to read it."""
        return await self._asker.ask(
            to.upload("/resumes", answers.ResumeDocument, (filename, content), idempotency_key)
        )

    async def resume(self, resume_id: str) -> answers.ResumeDocument:
        """One résumé."""
        return await self._asker.ask(to.get(f"/resumes/{to.part(resume_id)}", answers.ResumeDocument))

    async def change_resume(
        self, resume_id: str, *, fields: dict[str, str] | None = None, action: str | None = None, if_match: str = ""
    ) -> answers.ResumeDocument:
        """Change fields by their JSON pointers, or do one of the editor's actions (`remove:/work/1`, `undo`)."""
        return await self._asker.ask(
            to.change(
                "PATCH",
                f"/resumes/{to.part(resume_id)}",
                answers.ResumeDocument,
                to.said(fields=fields, action=action),
                if_match,
            )
        )

    async def delete_resume(self, resume_id: str, *, if_match: str = "") -> None:
        """Remove a résumé; what was made from it stays."""
        await self._asker.ask(to.delete(f"/resumes/{to.part(resume_id)}", if_match))

    async def read_resume_again(self, resume_id: str, *, idempotency_key: str = "") -> answers.ResumeDocument:
        """Read the file once more, when that failed."""
        return await self._asker.ask(
            to.post(f"/resumes/{to.part(resume_id)}/read", answers.ResumeDocument, None, idempotency_key)
        )

    async def resume_file(self, resume_id: str, kind: Literal["pdf", "docx", "json"]) -> bytes:
        """A résumé to take away, with all changes."""
        return await self._asker.ask(to.file(f"/resumes/{to.part(resume_id)}/files/{kind}"))

    async def resume_source(self, resume_id: str) -> bytes:
        """The file itself, with the changes that could be written into it."""
        return await self._asker.ask(to.file(f"/resumes/{to.part(resume_id)}/source"))

    def postings(self) -> AsyncIterator[answers.PostingItem]:
        """Your postings, newest first."""
        return self._all("/postings", answers.PostingItem)

    async def add_posting(
        self,
        *,
        text: str | None = None,
        url: str | None = None,
        title: str = "",
        company: str = "",
        idempotency_key: str = "",
    ) -> answers.PostingDocument:
        """Keep a posting by its text, or by the address of its page."""
        return await self._asker.ask(
            to.post(
                "/postings",
                answers.PostingDocument,
                to.said(text=text, url=url, title=title, company=company),
                idempotency_key,
            )
        )

    async def posting(self, posting_id: str) -> answers.PostingDocument:
        """One posting."""
        return await self._asker.ask(to.get(f"/postings/{to.part(posting_id)}", answers.PostingDocument))

    async def delete_posting(self, posting_id: str) -> None:
        """Remove a posting with its analysis."""
        await self._asker.ask(to.delete(f"/postings/{to.part(posting_id)}", ""))

    async def analyse_posting(
        self, posting_id: str, *, again: bool = False, idempotency_key: str = ""
    ) -> answers.Analysis:
        """Begin the analysis of a posting, where there is none or it is wanted again."""
        return await self._asker.ask(
            to.post(f"/postings/{to.part(posting_id)}/analysis", answers.Analysis, {"again": again}, idempotency_key)
        )

    async def analysis(self, posting_id: str) -> answers.Analysis:
        """The analysis of a posting."""
        return await self._asker.ask(to.get(f"/postings/{to.part(posting_id)}/analysis", answers.Analysis))

    def tailorings(self) -> AsyncIterator[answers.TailoringItem]:
        """Your tailorings, newest first."""
        return self._all("/tailorings", answers.TailoringItem)

    async def start_tailoring(
        self, *, idempotency_key: str = "", **wanted: Unpack[NewTailoringWanted]
    ) -> answers.TailoringDocument:
        """Begin to tailor a résumé; the run goes on though nobody listens."""
        return await self._asker.ask(to.post("/tailorings", answers.TailoringDocument, wanted, idempotency_key))

    async def tailoring(self, tailoring_id: str) -> answers.TailoringDocument:
        """One tailoring, with its result once it is done."""
        return await self._asker.ask(to.get(f"/tailorings/{to.part(tailoring_id)}", answers.TailoringDocument))

    async def retry_tailoring(self, tailoring_id: str, *, idempotency_key: str = "") -> answers.TailoringDocument:
        """Run one once more that ended without a result."""
        return await self._asker.ask(
            to.post(f"/tailorings/{to.part(tailoring_id)}/retry", answers.TailoringDocument, None, idempotency_key)
        )

    async def delete_tailoring(self, tailoring_id: str, *, if_match: str = "") -> None:
        """Stop a tailoring and remove it."""
        await self._asker.ask(to.delete(f"/tailorings/{to.part(tailoring_id)}", if_match))

    async def tailoring_file(self, tailoring_id: str, kind: Literal["pdf", "tex", "docx", "json"]) -> bytes:
        """The tailored résumé to take away."""
        return await self._asker.ask(to.file(f"/tailorings/{to.part(tailoring_id)}/files/{kind}"))

    async def match(self, *, idempotency_key: str = "", **wanted: Unpack[MatchWanted]) -> answers.MatchDocument:
        """How a résumé meets a posting, at once; nothing is kept."""
        return await self._asker.ask(to.post("/matches", answers.MatchDocument, wanted, idempotency_key))

    def letters(self) -> AsyncIterator[answers.LetterItem]:
        """Your letters, newest first."""
        return self._all("/letters", answers.LetterItem)

    async def start_letter(
        self, *, idempotency_key: str = "", **wanted: Unpack[NewLetterWanted]
    ) -> answers.LetterDocument:
        """Begin a cover letter; the run goes on though nobody listens."""
        return await self._asker.ask(to.post("/letters", answers.LetterDocument, wanted, idempotency_key))

    async def letter(self, letter_id: str) -> answers.LetterDocument:
        """One letter with its paragraphs."""
        return await self._asker.ask(to.get(f"/letters/{to.part(letter_id)}", answers.LetterDocument))

    async def retry_letter(self, letter_id: str, *, idempotency_key: str = "") -> answers.LetterDocument:
        """Do once more what was stopped or failed last."""
        return await self._asker.ask(
            to.post(f"/letters/{to.part(letter_id)}/retry", answers.LetterDocument, None, idempotency_key)
        )

    async def delete_letter(self, letter_id: str, *, if_match: str = "") -> None:
        """Remove a letter with all its versions."""
        await self._asker.ask(to.delete(f"/letters/{to.part(letter_id)}", if_match))

    async def letter_file(self, letter_id: str, kind: Literal["pdf", "docx", "txt"], *, anyway: bool = False) -> bytes:
        """A letter to take away; with unanswered marks only `anyway`."""
        return await self._asker.ask(
            to.file(f"/letters/{to.part(letter_id)}/files/{kind}", **({"anyway": "true"} if anyway else {}))
        )

    async def edit_paragraph(
        self, letter_id: str, part: str, text: str, *, number: int | None = None, if_match: str = ""
    ) -> answers.LetterDocument:
        """Put your own words in place of a paragraph."""
        return await self._asker.ask(
            to.change(
                "PUT", _paragraph(letter_id, part), answers.LetterDocument, to.said(text=text, number=number), if_match
            )
        )

    async def rewrite_paragraph(
        self, letter_id: str, part: str, *, action: Literal["rewrite", "shorten"] = "rewrite", idempotency_key: str = ""
    ) -> answers.LetterDocument:
        """Have one paragraph written again."""
        return await self._asker.ask(
            to.post(
                f"{_paragraph(letter_id, part)}/rewrite", answers.LetterDocument, {"action": action}, idempotency_key
            )
        )

    async def restore_paragraph(
        self, letter_id: str, part: str, number: int, *, idempotency_key: str = ""
    ) -> answers.LetterDocument:
        """Let an earlier version of a paragraph stand again."""
        return await self._asker.ask(
            to.post(
                f"{_paragraph(letter_id, part)}/restore", answers.LetterDocument, {"number": number}, idempotency_key
            )
        )


def _paragraph(letter_id: str, part: str) -> str:
    return f"/letters/{to.part(letter_id)}/paragraphs/{to.part(part)}"
