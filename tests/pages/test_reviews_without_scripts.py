"""Reviews as plain forms and links, for a browser without JavaScript."""

import re
from pathlib import Path

import pytest

from tests.pages.reviews import finished
from tests.pages.tailoring import own_tex
from tests.running import Server, Visitor


def test_everything_works_without_scripts(server: Server, visitor: Visitor, tmp_path: Path) -> None:
    path = finished(server, own_tex(tmp_path, "no scripts"))
    body = visitor.get(path).text
    items = re.findall(r'action="(/reviews/rev_\w+/items/sug_\w+)/accept"', body)
    assert len(items) >= 10
    assert visitor.submit(f"{items[0]}/accept", {"revision": "0"}).headers["location"].startswith(f"{path}#item-sug_")
    late = visitor.submit(f"{items[0]}/reject", {"revision": "0"})
    assert late.status_code == 409
    assert "decided in another tab" in late.text
    assert visitor.submit(f"{items[2]}/reject", {"revision": "0"}).status_code == 303
    refused = visitor.submit(f"{items[3]}/edit", {"revision": "0", "wording": "漢字 kept"})
    assert refused.status_code == 422
    assert "漢字 kept</textarea>" in refused.text
    assert visitor.submit(f"{items[0]}/undo", {"revision": "1"}).status_code == 303
    assert visitor.submit(f"{path}/accept-supported").status_code == 303
    assert visitor.submit(f"{path}/keep").status_code == 303
    assert "These changes are in" in visitor.get(path).text
    assert visitor.get(f"{path}/resume.pdf").content.startswith(b"%PDF-")
    assert visitor.get(f"{path}/resume.json").json()["basics"]["name"] == "Jake Ryan"
    assert visitor.get(f"{path}/pages/1.png").content.startswith(b"\x89PNG")
    assert visitor.get(f"{path}/pages/99.png").status_code == 404
    assert visitor.submit(f"{path}/delete").status_code == 303
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{}, {"revision": "x"}, {"revision": "-1"}, {"revision": "9" * 30}, {"revision": "0", "wording": "x" * 20_000}],
)
def test_a_form_that_is_none_of_ours_is_refused(
    server: Server, visitor: Visitor, tmp_path: Path, fields: dict[str, str]
) -> None:
    path = finished(server, own_tex(tmp_path, "forged"))
    item = re.findall(r'action="(/reviews/rev_\w+/items/sug_\w+)/edit"', visitor.get(path).text)[0]
    assert visitor.submit(f"{item}/edit", fields).status_code == 422


def test_what_is_wrong_with_the_form_stands_beside_its_field(visitor: Visitor) -> None:
    answer = visitor.submit_multipart("/reviews", {"resume_id": "new", "posting_id": "new", "text": "short"})
    assert answer.status_code == 422
    assert "Choose a résumé" in answer.text
    absent = visitor.submit_multipart("/reviews", {"resume_id": "res_absent", "posting_id": "none"})
    assert absent.status_code == 422
    assert "does not exist" in absent.text


def test_the_list_names_each_by_its_posting_or_its_resume(server: Server, visitor: Visitor, tmp_path: Path) -> None:
    fitted, general = finished(server, own_tex(tmp_path, "list")), finished(server, own_tex(tmp_path, "list"), "")
    rows = re.findall(r'<li class="row">.*?</li>', visitor.get("/reviews").text, re.DOTALL)
    titles = [re.findall(r'href="([^"]+)" dir="auto">([^<]+)<', row) for row in rows[:2]]
    assert titles == [[(general, "Jake Ryan")], [(fitted, "Senior Backend Engineer, Payments Platform")]]
    assert "Suggestions" in rows[0]
    assert "from <bdi>Jake Ryan</bdi>" in rows[1]


def test_a_form_sent_twice_begins_one_review(visitor: Visitor, tmp_path: Path) -> None:
    file = own_tex(tmp_path, "twice")
    fields = {"resume_id": "new", "posting_id": "none", "key": "k1"}
    first = visitor.submit("/reviews", fields, file=file)
    assert visitor.submit("/reviews", fields, file=file).headers["location"] == first.headers["location"]


def test_nothing_to_suggest_is_said(server: Server, visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "good.md"
    file.write_text(
        "# Ada Lovelace\n\nada@example.org\n\n## Education\n\n### Mathematics, Home — 1835\n", encoding="utf-8"
    )
    body = visitor.get(finished(server, file, "")).text
    assert "Nothing to suggest: none of your lines reads badly." in body


@pytest.mark.parametrize(
    "path", ["/reviews/rev_absent", "/reviews/rev_absent/events", "/reviews/rev_absent/resume.pdf"]
)
def test_what_is_absent_is_404(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404
