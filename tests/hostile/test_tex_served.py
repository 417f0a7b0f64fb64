"""Hostile LaTeX through a running server: what leaves it is inert, as it was sent and as it was tailored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.looting import SECRET, lay_canaries, tell_tales, text_of
from tests.hostile.showing import active_parts
from tests.protocols.native.api import BACKEND, Api
from tests.running import SAMPLES, Server

_ACTIVE = r"""\pdfcatalog{/OpenAction<</S/URI/URI(https://tracker.example/)>>}
\href{javascript:app.alert(1)}{a} \href{run:/bin/sh}{b}"""
# All without an error, so that the compiler gets to the end of it.
_READING = r"""\pdffiledump offset 0 length 200{%(secret)s}\newread\f
\openin\f=%(secret)s \unless\ifeof\f\readline\f to\x \x\fi\closein\f
\openin\f=%(data)s/foreword.sqlite3 \unless\ifeof\f\readline\f to\x \x\fi\closein\f
\openin\f=/etc/passwd \unless\ifeof\f\readline\f to\x \x\fi\closein\f
\openin\f=/proc/self/environ \unless\ifeof\f\readline\f to\x \x\fi\closein\f
\immediate\write18{cat %(secret)s > stolen.tex}\InputIfFileExists{stolen.tex}{}{}
\message{\pdffiledump offset 0 length 9000{/proc/1/environ}}"""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose environment and data folder hold the secret."""
    folder = tmp_path_factory.mktemp("guarded")
    lay_canaries(folder / "data")
    secrets = {"model_choices": "openai/none", "model_api_key": SECRET}
    with Server(folder / "data", rate_limit_per_minute="10000", **secrets) as running:
        yield running


@pytest.fixture(scope="module")
def api(guarded: Server) -> Iterator[Api]:
    with Api(guarded) as client:
        yield client


def _sent(api: Api, addition: str) -> dict[str, Any]:
    source = (SAMPLES / "jake_resume.tex").read_text(encoding="utf-8")
    hostile = source.replace(r"\end{document}", addition + "\n\\end{document}")
    assert hostile != source
    answer = api.post("/api/resumes", files={"file": ("cv.tex", hostile.encode())})
    assert answer.status_code == 201, answer.text
    assert api.until_ended(answer.json()["run_id"]) == "done"
    return api.read(f"/api/resumes/{answer.json()['id']}")


def _tailored(api: Api, resume: dict[str, Any]) -> dict[str, Any]:
    wish = {"resume_id": resume["id"], "posting": {"text": BACKEND, "company": "Northwind Ledger"}}
    made = api.make("/api/tailorings", wish)
    assert api.until_ended(made["run_id"]) == "done"
    return api.read(f"/api/tailorings/{made['id']}")


def test_nothing_of_the_machine_is_in_what_a_person_or_a_tailoring_gets(
    api: Api, guarded: Server, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    lay_canaries(outside)
    places = {"secret": outside / "canary.tex", "data": guarded.data_dir / "data"}
    resume = _sent(api, _READING % places)
    pdf = api.get(f"/api/resumes/{resume['id']}/files/pdf").content
    tailoring = _tailored(api, resume)
    tailored = api.get(tailoring["result"]["files"]["pdf"]).content
    for made in (pdf, tailored):
        assert b"pdfTeX" in made, "it was not compiled, so nothing was tried"
        assert "Southwestern" in text_of(made)
        assert tell_tales(made.decode("latin-1") + text_of(made)) == set()
    shown = api.get(f"/tailorings/{tailoring['id']}").text + api.get(f"/resumes/{resume['id']}").text
    assert tell_tales(shown + str(tailoring) + guarded.log) == set()


def test_a_pdf_is_inert_as_it_was_sent_and_as_it_was_tailored(api: Api) -> None:
    resume = _sent(api, _ACTIVE)
    tailoring = _tailored(api, resume)
    assert "Remove it from the source." in tailoring["result"]["pdf_error"]
    for path in (
        f"/api/resumes/{resume['id']}/files/pdf",
        f"/resumes/{resume['id']}/resume.pdf",
        tailoring["result"]["files"]["pdf"],
    ):
        answer = api.get(path)
        assert answer.content.startswith(b"%PDF-")
        assert b"pdfTeX" not in answer.content
        assert active_parts(answer.content) == set()
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-type"] == "application/pdf"
