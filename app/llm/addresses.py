"""Which name, address and key each configured model has."""

import msgspec

from app.settings import Settings

BUILTIN = "builtin"
_SERVICES = {
    "anthropic": "Anthropic",
    "azure": "Azure OpenAI",
    "bedrock": "Amazon Bedrock",
    "cohere_chat": "Cohere",
    "deepseek": "DeepSeek",
    "gemini": "Google",
    "groq": "Groq",
    "mistral": "Mistral",
    "openai": "OpenAI",
    "openrouter": "OpenRouter",
    "together_ai": "Together",
    "vertex_ai": "Google Cloud",
    "xai": "xAI",
}
_LOCAL = {"ollama": "Ollama", "ollama_chat": "Ollama", "lm_studio": "LM Studio", "llamafile": "llamafile"}


class Address(msgspec.Struct, frozen=True):
    """`name` is LiteLLM's. `base` and `key` are None where LiteLLM finds them itself, in the provider's variables."""

    name: str
    base: str | None = None
    key: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.name!r})"

    @property
    def provider(self) -> str:
        """LiteLLM's word before the stroke."""
        return self.name.partition("/")[0].lower()

    @property
    def host(self) -> str:
        """Where `base` points to, with its port; "" without one."""
        return self.base.partition("//")[2].partition("/")[0] if self.base else ""

    def described(self) -> str:
        """One sentence for the person: who does the work, and where."""
        if self.base:
            return f"{self.name}, by the server at {self.host}; what a task needs of your texts is sent there."
        if local := _LOCAL.get(self.provider):
            return (
                f"{self.name}, by {local} at the address that is set for it; your texts are sent there and no further."
            )
        service = _SERVICES.get(self.provider, self.provider)
        return f"{self.name}, by the service of {service}; what a task needs of your texts is sent there."


def address_of(settings: Settings, name: str) -> Address:
    """FOREWORD_MODEL_API_BASE and FOREWORD_MODEL_API_KEY belong to the provider of the first model that is not
    built in; another provider's models never get them.
    """
    remote = [model for model in (settings.model, *settings.model_choices) if model != BUILTIN]
    address = Address(name)
    if not remote or Address(remote[0]).provider != address.provider:
        return address
    return Address(name, settings.model_api_base or None, settings.model_api_key or None)


def names_of(settings: Settings) -> tuple[str, ...]:
    """What a person may choose; the first is the default, and nobody is without the built-in tools."""
    models = [name for name in (settings.model, *settings.model_choices) if name != BUILTIN]
    first = [BUILTIN] if settings.model == BUILTIN else []
    return tuple(dict.fromkeys([*first, *models, BUILTIN]))
