"""The names of the tools, and the two that the loop carries out itself: to ask another agent, and to show a form."""

from typing import Final, Literal

import msgspec

from app.llm import Tool
from app.tutor.forms_asked import FORM_STEP, MOST_FIELDS
from app.tutor.models import AGENTS, Agent

RETRIEVE: Final = "consultant_retrieve_context_source"
LOOK_UP: Final = "consultant_lookup"
FETCH: Final = "consultant_fetch_web_content"
SEARCH: Final = "consultant_search_web"
CALL_AGENT: Final = "consultant_call_agent"
REQUEST_FORM: Final = FORM_STEP
LONGEST_QUESTION = 2_000


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The arguments of `consultant_call_agent`."""

    agent: Literal["coach", "tutor", "adviser"]
    question: str


def call_agent(asking: Agent) -> Tool:
    """The tool for an agent that may ask each of the others."""
    others = [agent for agent in AGENTS if agent != asking]
    known = "; ".join(f"{agent} is the {AGENTS[agent].lower()}" for agent in others)
    return Tool(
        CALL_AGENT,
        f"Ask another agent one question that is its work and not yours, and get its answer: {known}. It sees what is "
        "attached, not this conversation: put everything that it needs into the question.",
        {
            "type": "object",
            "properties": {
                "agent": {"type": "string", "enum": others},
                "question": {"type": "string", "description": "At most 2,000 characters."},
            },
            "required": ["agent", "question"],
            "additionalProperties": False,
        },
    )


_FIELD = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "description": "An identifier, such as job_title."},
        "label": {"type": "string"},
        "type": {"type": "string", "enum": ["text", "textarea", "number", "date", "select", "checkbox", "multiselect"]},
        "options": {"type": "array", "items": {"type": "string"}, "description": "For select and multiselect."},
        "required": {"type": "boolean"},
        "help": {"type": "string"},
        "value": {"type": "string", "description": "What stands in the field at first."},
    },
    "required": ["name", "label", "type"],
    "additionalProperties": False,
}
REQUEST = Tool(
    REQUEST_FORM,
    "Ask the person for several facts at once by a form in the chat. Your reply ends with it; the answers are the next "
    "message. Only for facts that you need and cannot look up, never for an answer to an interview question.",
    {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "intro": {"type": "string", "description": "One sentence: what this is for."},
            "fields": {"type": "array", "items": _FIELD, "minItems": 1, "maxItems": MOST_FIELDS},
            "submit": {"type": "string", "description": "What the button says."},
        },
        "required": ["title", "fields"],
        "additionalProperties": False,
    },
)
