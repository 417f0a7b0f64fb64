"""Language models behind one port."""

from app.llm.builtin import BuiltinModel
from app.llm.opening import open_model
from app.llm.port import Delta, Message, Model, Task

__all__ = ["BuiltinModel", "Delta", "Message", "Model", "Task", "open_model"]
