"""Language models behind one port."""

from app.llm.builtin import BuiltinModel
from app.llm.models import Models, Tested
from app.llm.port import Delta, Message, Model, Task, Usage
from app.llm.prompting import fence, prompt

__all__ = [
    "BuiltinModel",
    "Delta",
    "Message",
    "Model",
    "Models",
    "Task",
    "Tested",
    "Usage",
    "fence",
    "prompt",
]
