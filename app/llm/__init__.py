"""Language models behind one port."""

from app.llm.builtin import BuiltinModel
from app.llm.models import Models, Tested
from app.llm.port import Conversation, Delta, Message, Model, Task, Tool, ToolCall, Usage
from app.llm.prompting import fence, prompt
from app.llm.reporting import TaskReport, no_report

__all__ = [
    "BuiltinModel",
    "Conversation",
    "Delta",
    "Message",
    "Model",
    "Models",
    "Task",
    "TaskReport",
    "Tested",
    "Tool",
    "ToolCall",
    "Usage",
    "fence",
    "no_report",
    "prompt",
]
