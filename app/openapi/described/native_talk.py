"""The native API: conversations, their messages, and runs."""

from app.openapi.described.run_events import STREAM
from app.openapi.describing import Operation
from app.openapi.headers import IF_MATCH, LAST_EVENT_NUMBER

CONVERSATIONS, RUNS = "Conversations", "Runs"
_MESSAGES = "/api/conversations/{conversation_id}/messages"
OPERATIONS = {
    "GET /api/conversations": Operation(id="list_conversations", tag=CONVERSATIONS, summary="List your conversations"),
    "POST /api/conversations": Operation(
        id="make_conversation", tag=CONVERSATIONS, summary="Make a conversation", refusals=(404, 409)
    ),
    "GET /api/conversations/{conversation_id}": Operation(
        id="show_conversation", tag=CONVERSATIONS, summary="Read a conversation"
    ),
    "PATCH /api/conversations/{conversation_id}": Operation(
        id="change_conversation", tag=CONVERSATIONS, summary="Change a conversation", headers=(IF_MATCH,)
    ),
    "DELETE /api/conversations/{conversation_id}": Operation(
        id="delete_conversation", tag=CONVERSATIONS, summary="Delete a conversation", headers=(IF_MATCH,)
    ),
    f"GET {_MESSAGES}": Operation(id="list_messages", tag=CONVERSATIONS, summary="List a conversation's messages"),
    f"POST {_MESSAGES}": Operation(id="send_message", tag=CONVERSATIONS, summary="Say something", refusals=(409,)),
    f"POST {_MESSAGES}/{{message_id}}/edit": Operation(
        id="edit_message", tag=CONVERSATIONS, summary="Say something else instead", refusals=(409,)
    ),
    f"POST {_MESSAGES}/{{message_id}}/retry": Operation(
        id="retry_message", tag=CONVERSATIONS, summary="Ask for another reply", refusals=(409,)
    ),
    f"POST {_MESSAGES}/{{message_id}}/open": Operation(
        id="open_branch", tag=CONVERSATIONS, summary="Open another branch", refusals=(409,)
    ),
    "GET /api/runs": Operation(id="list_runs", tag=RUNS, summary="List your runs"),
    "GET /api/runs/{run_id}": Operation(id="show_run", tag=RUNS, summary="Read a run's state"),
    "GET /api/runs/{run_id}/events": Operation(
        id="follow_run",
        tag=RUNS,
        summary="Follow a run",
        stream=STREAM,
        headers=(LAST_EVENT_NUMBER,),
        no_content="The run has ended and all of it is known.",
    ),
    "POST /api/runs/{run_id}/cancel": Operation(id="cancel_run", tag=RUNS, summary="Stop a run"),
}
