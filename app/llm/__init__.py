"""Language models behind one port."""

from app.llm.builtin import BuiltinModel
from app.llm.opening import open_model
from app.llm.port import Delta, Message, Model, Task
from app.llm.prompting import fence, prompt

__all__ = ["BuiltinModel", "Delta", "Message", "Model", "Task", "fence", "open_model", "prompt"]
