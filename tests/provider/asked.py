"""A request to the provider, read the same way whichever wire format it came in."""

import json
import re
from typing import Any

import msgspec

_SCHEMA_IN_PROMPT = re.compile(r"\bschema:\s*(?=\{)", re.IGNORECASE)
_FENCED = re.compile(r'<data name="([^"]*)">\n(.*?)\n</data>', re.DOTALL)


class Turn(msgspec.Struct, frozen=True):
    """One message of a request, with its parts joined."""

    role: str
    text: str


class Asked(msgspec.Struct, frozen=True):
    """What a client asked for. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def model(self) -> str:
        """The model's name as it reached the provider."""
        return str(self.body.get("model", ""))

    @property
    def streams(self) -> bool:
        """Whether the answer is to arrive in pieces."""
        return self.body.get("stream") is True

    @property
    def wants_usage(self) -> bool:
        """Whether an OpenAI client asked for the usage at the end of a stream."""
        return bool((self.body.get("stream_options") or {}).get("include_usage"))

    @property
    def key(self) -> str:
        """The API key, from either of the two headers."""
        return self.headers.get("x-api-key") or self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def turns(self) -> list[Turn]:
        """All messages in order, Anthropic's separate `system` first."""
        messages = self.body.get("messages") or []
        system = self.body.get("system")
        first = [Turn("system", _joined(system))] if system else []
        return first + [Turn(str(message["role"]), _joined(message.get("content"))) for message in messages]

    @property
    def prompt(self) -> str:
        """The text of all messages."""
        return "\n".join(turn.text for turn in self.turns)

    @property
    def data(self) -> dict[str, str]:
        """What stands between `<data>` tags, by its name."""
        return dict(_FENCED.findall(self.prompt))

    @property
    def tool(self) -> tuple[str, dict[str, Any]] | None:
        """The name and the input's schema of the tool that the client insists on."""
        choice = self.body.get("tool_choice")
        if not isinstance(choice, dict):
            return None
        name = choice.get("name") or (choice.get("function") or {}).get("name")
        for tool in self.body.get("tools") or []:
            described = tool.get("function") or tool
            if described.get("name") == name:
                return name, described.get("input_schema") or described.get("parameters") or {}
        return None

    @property
    def offered(self) -> list[str]:
        """The names of the tools that the model may choose from."""
        choice = self.body.get("tool_choice")
        if choice == "none" or choice == {"type": "none"}:
            return []
        return [str((tool.get("function") or tool).get("name")) for tool in self.body.get("tools") or []]

    @property
    def results(self) -> dict[str, str]:
        """What the calls of tools brought, by the id of the call."""
        found = {}
        for message in self.body.get("messages") or []:
            if message["role"] == "tool":
                found[str(message.get("tool_call_id"))] = _joined(message.get("content"))
            parts = message.get("content") if isinstance(message.get("content"), list) else []
            for part in parts:
                if part.get("type") == "tool_result":
                    found[str(part.get("tool_use_id"))] = _joined(part.get("content"))
        return found

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema that the answer has to fit: as a parameter, as a tool, or written into the prompt."""
        response_format = self.body.get("response_format") or {}
        output = (self.body.get("output_config") or {}).get("format") or self.body.get("output_format") or {}
        given = (response_format.get("json_schema") or {}).get("schema") or output.get("schema")
        if given:
            return dict(given)
        return self.tool[1] if self.tool else _schema_in(self.prompt)


def _joined(content: Any) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _schema_in(prompt: str) -> dict[str, Any] | None:
    found = _SCHEMA_IN_PROMPT.search(prompt)
    if found is None:
        return None
    schema, _ = json.JSONDecoder().raw_decode(prompt, found.end())
    return dict(schema)
