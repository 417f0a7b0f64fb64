"""One turn of an agent, as the port to language models takes it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from app.llm import Delta, Message, Tool, ToolCall
from app.tutor.agents.kits import KITS
from app.tutor.agents.prompts import opening
from app.tutor.agents.situation import Done, Situation


@dataclass
class AgentTurn:
    """An agent that answers. `later` are its own turns and the results of its calls since the question.

    `done` are the calls that were carried out, in order; `suggested` are short answers for the person, as the agent's
    built-in rules leave them, else those that fit the agent.
    """

    situation: Situation
    tools: tuple[Tool, ...] = ()
    later: list[Message] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    suggested: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.suggested = self.suggested or KITS[self.situation.agent].suggested

    @property
    def name(self) -> str:
        """`coach_reply` and so on; an agent that another one asks is `asked_coach_reply`."""
        return f"{'asked_' if self.situation.asked_by else ''}{self.situation.agent}_reply"

    def messages(self) -> list[Message]:
        """The prompt, the conversation and what this reply has come to so far."""
        names = [tool.name for tool in self.tools]
        return [*opening(self.situation, KITS[self.situation.agent].role, names), *self.later]

    def builtin(self) -> AsyncIterator[Delta | ToolCall]:
        """The agent's own rules."""
        return KITS[self.situation.agent].answer(self)

    def offers(self, tool: str) -> bool:
        """Whether a tool may be asked for now."""
        return any(one.name == tool for one in self.tools)
