"""The editor as plain forms: every step is a button, and nothing that was typed is lost."""

import html
import re
from pathlib import Path

import httpx
import pytest

from tests.pages.editing import copy_of
from tests.running import Visitor

_CONTROL = re.compile(
    r'<input[^>]*? name="(?P<name>[^"]+)" value="(?P<value>[^"]*)"'
    r'|<textarea[^>]*? name="(?P<area>[^"]+)"[^>]*>\n(?P<text>[^<]*)</textarea>'
)


class Form:
    """The editor of one résumé as a browser without scripts has it: all of its fields are sent, always."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor = visitor
        self.path = path
        self.fields: list[tuple[str, str]] = []
        self.load(visitor.get(f"{path}/edit").text)

    def load(self, body: str) -> None:
        form = body[body.index('<form id="edit"') :]
        self.fields = [
            (html.unescape(found["name"] or found["area"]), html.unescape(found["value"] or found["text"] or ""))
            for found in _CONTROL.finditer(form[: form.index("</form>")])
        ]

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name and value]

    def fill(self, name: str, value: str) -> None:
        at = next(index for index, (key, _) in enumerate(self.fields) if key == name)
        self.fields[at] = (name, value)

    def press(self, button: str) -> httpx.Response:
        """Send the form by a button; what it leads to is the form from then on."""
        data: dict[str, list[str]] = {"do": [button]}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        answer = self.visitor.post(f"{self.path}/edit", data=data)
        if answer.status_code == 303 and "/edit" in answer.headers["location"]:
            self.load(self.visitor.get(answer.headers["location"]).text)
        elif '<form id="edit"' in answer.text:
            self.load(answer.text)
        return answer


@pytest.fixture
def form(visitor: Visitor, tmp_path: Path) -> Form:
    path = visitor.submit("/resumes", file=copy_of("resume_plain.md", tmp_path)).headers["location"]
    visitor.ended(path)
    return Form(visitor, path)


def test_a_form_sent_as_it_came_changes_nothing(form: Form) -> None:
    assert form.values("version") == ["1"]
    assert form.press("save").headers["location"] == form.path
    assert Form(form.visitor, form.path).values("version") == ["1"]


def test_entries_sections_and_rows_move_by_buttons_with_what_was_typed(form: Form) -> None:
    jobs, lines = [form.values(f"/work/{at}/position")[0] for at in range(2)], form.values("/work/0/highlights")
    form.fill("/basics/label", "Typed before the button")
    answer = form.press("down:/work/0")
    assert answer.headers["location"].endswith("/edit#s-work")
    assert [form.values(f"/work/{at}/position")[0] for at in range(2)] == jobs[::-1]
    assert form.values("/basics/label") == ["Typed before the button"]
    form.press("up:/work/1/highlights/2")
    assert form.values("/work/1/highlights") == [lines[0], lines[2], lines[1], *lines[3:]]
    form.press("remove:/work/1/highlights/0")
    assert form.values("/work/1/highlights") == [lines[2], lines[1], *lines[3:]]
    form.press("up:/sections/skills")
    form.press("undo")
    form.press("undo")
    assert form.values("/work/1/highlights") == [lines[0], lines[2], lines[1], *lines[3:]]
    form.press("redo")
    assert form.values("/work/1/highlights") == [lines[2], lines[1], *lines[3:]]


def test_entries_are_added_doubled_and_removed_by_buttons(form: Form) -> None:
    form.fill("/awards/0/title", "A medal")
    form.press("duplicate:/awards/0")
    assert form.values("/awards/1/title") == ["A medal"]
    form.press("remove:/awards/0")
    assert form.values("/awards/1/title") == []
    assert form.values("/awards/0/title") == ["A medal"]


def test_a_field_that_both_tabs_changed_shows_both_until_one_is_chosen(form: Form) -> None:
    other = Form(form.visitor, form.path)
    other.fill("/basics/label", "Theirs")
    other.fill("/basics/phone", "+31 20 1")
    assert other.press("save").status_code == 303
    form.fill("/basics/label", "Mine")
    form.fill("/basics/location/region", "Utrecht province")
    answer = form.press("save")
    assert answer.status_code == 409
    assert 'data-theirs="Theirs"' in answer.text
    assert form.values("/basics/label") == ["Mine"]
    assert form.values("/basics/phone") == ["+31 20 1"]
    assert form.press("take:/basics/label").status_code == 303
    assert form.values("/basics/label") == ["Theirs"]
    assert form.values("/basics/location/region") == ["Utrecht province"]


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_saved(form: Form) -> None:
    form.fill("/work/0/startDate", "2021-13")
    form.fill("/basics/label", "Saved all the same")
    answer = form.press("save")
    assert answer.status_code == 422
    assert form.values("/work/0/startDate") == ["2021-13"]
    assert "Write a date as 2021" in answer.text
    assert Form(form.visitor, form.path).values("/basics/label") == ["Saved all the same"]


def test_the_text_of_a_deleted_resume_is_handed_back(form: Form) -> None:
    form.fill("/basics/label", "Written too late")
    assert form.visitor.submit(f"{form.path}/delete").status_code == 303
    answer = form.press("save")
    assert answer.status_code == 404
    assert "Written too late" in answer.text
    assert "Polder Pay" in answer.text


@pytest.mark.parametrize(
    "button", ["explode", "move:/work/0:x", "up:/work/99", "remove:/basics/0", "up:/sections/none"]
)
def test_a_button_that_does_not_exist_does_nothing_and_says_so(form: Form, button: str) -> None:
    answer = form.press(button)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert Form(form.visitor, form.path).values("version") == ["1"]


def test_hostile_text_is_only_text(form: Form) -> None:
    nasty = "\"'><script>alert(1)</script></textarea><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    form.fill("/basics/label", nasty)
    form.fill("/basics/summary", nasty)
    form.fill("/work/0/highlights", nasty)
    form.fill("/skills/0/name", nasty)
    form.press("down:/work/0")
    body = form.visitor.get(f"{form.path}/edit").text
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert form.values("/basics/summary") == [nasty]
