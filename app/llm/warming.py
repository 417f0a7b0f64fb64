"""What LiteLLM puts off until its first call, done before somebody waits for it: a second of imports, a tokeniser."""

from importlib import import_module

from app.llm.library import in_thread, load

_IMPORTED_BY_A_CALL = (
    "litellm.llms.anthropic.chat.handler",
    "litellm.llms.openai.chat.gpt_transformation",
    "litellm.llms.openai_like.json_loader",
    "opentelemetry.trace",
)


async def warm_library() -> None:
    """In a thread; nothing is sent."""
    await in_thread(_rehearse)


def _rehearse() -> None:
    litellm = load()
    messages = [{"role": "user", "content": "ready"}]
    for _ in litellm.completion(model="openai/gpt-4o", messages=messages, mock_response="ready", stream=True):
        pass
    litellm.token_counter(model="gpt-4o", text="ready")
    for module in _IMPORTED_BY_A_CALL:
        import_module(module)
