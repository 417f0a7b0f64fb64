"""What an agent can do besides talking: read the person's documents, look things up, read pages, search the web."""

from app.tutor.tools.addresses import typed_texts
from app.tutor.tools.results import Result
from app.tutor.tools.toolbox import Toolbox, ToolSession

__all__ = ["Result", "ToolSession", "Toolbox", "typed_texts"]
