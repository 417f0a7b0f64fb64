"""No template holds script or style: under the pages' policy the browser would refuse it, or it would be a hole.

The source is read as it stands, before Jinja: what a template would write for some context counts too.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[1] / "templates"

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_TAG = re.compile(r"<[A-Za-z/](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)

_IN_A_TAG = (
    (re.compile(r"<style\b", re.IGNORECASE), "a style element"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"\son[a-z]+\s*=", re.IGNORECASE), "an event handler attribute"),
    (re.compile(r"\s(?:data-)?hx-on\b", re.IGNORECASE), "hx-on, which is script"),
    (re.compile(r"[\"'=]\s*(?:js|javascript):", re.IGNORECASE), "a js: value, which is script"),
    (re.compile(r"\shx-trigger\s*=\s*[\"'][^\"']*\[", re.IGNORECASE), "a trigger filter, which is script"),
    (
        re.compile(
            r"<(?:script|link|img|iframe|source|use)\b[^>]*?(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
        ),
        "something loaded from another site",
    ),
)
_ANYWHERE = (
    (re.compile(r"\|\s*safe\b"), "text marked safe by the template"),
    (re.compile(r"\{%-?\s*autoescape\s+false"), "escaping switched off"),
)


def problems(source: str) -> Iterator[str]:
    """What a browser under the policy would refuse, or what would let text become markup."""
    source = _COMMENT.sub("", source)
    yield from (problem for pattern, problem in _ANYWHERE if pattern.search(source))
    source = _STATEMENT.sub(" ", _EXPRESSION.sub("value", source))
    for attributes, body in _SCRIPT.findall(source):
        if "src" not in attributes.lower() or body.strip():
            yield "a script written into the page"
        if re.search(r"\s(?:defer|async)\b", attributes):
            yield "a deferred script: htmx would start before its SSE extension registers"
    for tag in _TAG.findall(source):
        yield from (problem for pattern, problem in _IN_A_TAG if pattern.search(tag))


def test_no_template_holds_script_or_style() -> None:
    templates = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    assert templates
    found = {str(path.relative_to(TEMPLATES)): list(problems(path.read_text(encoding="utf-8"))) for path in templates}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<script src="/static/app.js">alert(1)</script>',
        '<script src="/static/vendor/htmx.min.js" defer></script>',
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<p class="{{ "a>b" }}" style="color: red">',
        '<button onclick="go()">',
        "<body {% if ready %}onload={{ start }}{% endif %}>",
        '<div hx-on:click="go()">',
        '<div data-hx-on:click="go()">',
        "<div hx-vals='js:{a: 1}'>",
        '<a href="javascript:go()">',
        '<div hx-trigger="click[ctrlKey]">',
        '<script src="https://example.org/htmx.js"></script>',
        '<img src="//example.org/a.png" alt="">',
        "<p>{{ text | safe }}</p>",
        "{% autoescape false %}{{ text }}{% endautoescape %}",
    ],
)
def test_script_style_and_unescaped_text_are_found(source: str) -> None:
    assert list(problems(source))


@pytest.mark.parametrize(
    "source",
    [
        '<script src="/static/app.js"></script>',
        '<link rel="stylesheet" href="/static/app.css">',
        '<a href="https://example.org/{{ path }}" rel="noopener">A page elsewhere</a>',
        '<section id="conversation" data-style="calm">style = onward</section>',
        '<article hx-sse:connect="/runs/1/events" hx-trigger="load, htmx:error delay:700ms" hx-swap="none">',
        "{# never write onclick= or <style> here #}<p>{{ text }}</p>",
        "<p>The score is {{ score }}, style= nothing else</p>",
    ],
)
def test_plain_markup_is_left_alone(source: str) -> None:
    assert list(problems(source)) == []
