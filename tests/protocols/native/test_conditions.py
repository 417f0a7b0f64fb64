"""Entity tags: what is known is not sent again, what has changed is not written over."""

from typing import Any

import pytest

from tests.protocols.native.api import Api, problem


def things(resume: dict[str, Any], posting: dict[str, Any]) -> list[str]:
    return [
        f"/api/resumes/{resume['id']}",
        f"/api/resumes/{resume['id']}/source",
        f"/api/resumes/{resume['id']}/files/json",
        f"/api/resumes/{resume['id']}/files/pdf",
        f"/api/postings/{posting['id']}",
    ]


def test_what_a_reader_has_is_not_sent_again(api: Api, resume: dict[str, Any], posting: dict[str, Any]) -> None:
    for path in things(resume, posting):
        tag = api.get(path).headers["etag"]
        for known in (tag, f'"other", {tag}', f"W/{tag.removeprefix('W/')}", "*"):
            answer = api.get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag), path
        fresh = api.get(path, headers={"If-None-Match": '"other"'})
        assert (fresh.status_code, fresh.headers["cache-control"]) == (200, "private, no-cache")


def test_a_tag_changes_with_the_thing(api: Api) -> None:
    path = f"/api/resumes/{api.upload(more='for its tag')['id']}"
    tags = {api.get(path).headers["etag"]}
    for name in ("Ada", "Grace"):
        tags.add(api.patch(path, json={"fields": {"/basics/name": name}}).headers["etag"])
    assert len(tags) == 3
    assert api.get(path).headers["etag"] in tags


def test_a_change_of_what_has_changed_meanwhile_is_refused(api: Api) -> None:
    path = f"/api/resumes/{api.upload(more='for a lost update')['id']}"
    seen = {"If-Match": api.get(path).headers["etag"]}
    changed = api.patch(path, json={"fields": {"/basics/name": "Ada"}}, headers=seen)
    assert changed.status_code == 200
    stale = api.patch(path, json={"fields": {"/basics/name": "Grace"}}, headers=seen)
    assert problem(stale, 412)["code"] == "precondition_failed"
    assert problem(api.delete(path, headers=seen), 412)
    assert api.read(path)["resume"]["basics"]["name"] == "Ada"
    fresh = {"If-Match": changed.headers["etag"]}
    assert api.patch(path, json={"fields": {"/basics/name": "Grace"}}, headers=fresh).status_code == 200
    assert api.patch(path, json={"fields": {"/basics/name": "Edith"}}, headers={"If-Match": "*"}).status_code == 200
    assert api.delete(path, headers={"If-Match": api.get(path).headers["etag"]}).status_code == 204


@pytest.mark.parametrize("sent", ['"none"', "none", "", ","])
def test_conditions_hold_for_conversations_too(api: Api, sent: str) -> None:
    path = f"/api/conversations/{api.make('/api/conversations', {})['id']}"
    headers = {"If-Match": sent}
    assert problem(api.patch(path, json={"title": "Mine"}, headers=headers), 412)
    assert problem(api.delete(path, headers=headers), 412)
    assert api.read(path)["title"] == ""
    seen = {"If-Match": api.get(path).headers["etag"]}
    assert api.patch(path, json={"title": "Mine"}, headers=seen).json()["title"] == "Mine"


def test_a_tag_that_came_through_compression_still_counts(api: Api, resume: dict[str, Any]) -> None:
    path = f"/api/resumes/{resume['id']}"
    packed = api.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    again = api.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
