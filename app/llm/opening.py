"""From the name in the settings to a model."""

from app.errors import InvalidInput
from app.llm.builtin import BuiltinModel
from app.llm.port import Model

_MODELS = {"builtin": BuiltinModel}


def open_model(name: str) -> Model:
    """The model called `name`. Raises InvalidInput that says which names are allowed."""
    model = _MODELS.get(name.strip().lower())
    if model is None:
        allowed = ", ".join(f'"{known}"' for known in _MODELS)
        raise InvalidInput(f'There is no model called "{name}". Allowed: {allowed}.', field="model")
    return model()
