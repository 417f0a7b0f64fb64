"""What a step came to, in a sentence: the document's `"Found 3 relevant documents..."`."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.protocols.chat_forms import form_of, form_text
from app.streaming.encoding import encode
from app.tutor.service import Step

_MOST_NAMED = 5
_LISTS = {
    "consultant_retrieve_context_source": ("passages", "relevant passage"),
    "consultant_lookup": ("found", "entry"),
    "consultant_search_web": ("results", "web page"),
}
_SEVERAL = {"entry": "entries"}


def result_sentence(step: Step) -> str:
    """For people; a step of a kind that is not known here is told as its JSON."""
    data: Mapping[str, Any] = step.data if isinstance(step.data, dict) else {}
    if not step.success:
        return str(data.get("problem") or "This did not succeed.")
    form = form_of(step)
    if form is not None:
        return form_text(form)
    if step.type in _LISTS:
        member, what = _LISTS[step.type]
        return _found(data.get(member) or (), what)
    if step.type == "consultant_fetch_web_content":
        return (
            f"Read “{data['title']}” ({data.get('url', '')})." if data.get("title") else f"Read {data.get('url', '')}."
        )
    if step.type == "consultant_call_agent" and isinstance(data.get("text"), str):
        return str(data["text"])
    return step.data if isinstance(step.data, str) else encode(step.data).decode()


def _found(items: Sequence[Any], what: str) -> str:
    if not items:
        return "Found nothing."
    counted = f"1 {what}" if len(items) == 1 else f"{len(items)} {_SEVERAL.get(what, what + 's')}"
    titles = dict.fromkeys(str(item["title"]) for item in items if isinstance(item, dict) and item.get("title"))
    named = ", ".join(f"“{title}”" for title in [*titles][:_MOST_NAMED])
    return f"Found {counted}: {named}{', …' if len(titles) > _MOST_NAMED else ''}." if named else f"Found {counted}."
