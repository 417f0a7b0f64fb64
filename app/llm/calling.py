"""One request to a provider, made by LiteLLM: its routing, parameters, keys and errors; our connection."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from app.llm.addresses import Address
from app.llm.exchange import Exchange, current_exchange
from app.llm.library import in_thread, library, wrong_callbacks
from app.settings import Settings

if TYPE_CHECKING:
    import httpx

_OWN_CLIENT = frozenset({"azure", "azure_text", "text-completion-openai"})
"""LiteLLM makes the OpenAI client for these itself, with what only it knows."""
_BY_HANDLER = frozenset(
    {
        "azure_ai",
        "bedrock_mantle",
        "cometapi",
        "deepseek",
        "edenai",
        "fal_ai",
        "fireworks_ai",
        "groq",
        "hosted_vllm",
        "minimax",
        "ragflow",
        "together_ai",
        "vercel_ai_gateway",
        "xai",
    }
)
"""Compatible with OpenAI, but called by LiteLLM's own HTTP code rather than by the OpenAI client."""


class Request(msgspec.Struct, frozen=True):
    """What is asked, in OpenAI's form. `schema` is the strict JSON schema of the answer, None for a text.

    `tools` are the definitions of the tools; the model may call them only if `may_call`.
    """

    messages: tuple[dict[str, Any], ...]
    schema: dict[str, Any] | None = None
    tools: tuple[dict[str, Any], ...] = ()
    may_call: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the tools that may be called."""
        return tuple(tool["function"]["name"] for tool in self.tools) if self.may_call else ()

    @property
    def used_ids(self) -> frozenset[str]:
        """The ids of the calls in the conversation so far."""
        return frozenset(call["id"] for message in self.messages for call in message.get("tool_calls", ()))

    @property
    def texts(self) -> Iterator[str]:
        """Everything that the provider counts, piece by piece."""
        for message in self.messages:
            yield message["content"] or ""
            yield from (json.dumps(call["function"], ensure_ascii=False) for call in message.get("tool_calls", ()))
        yield from (json.dumps(tool["function"], ensure_ascii=False) for tool in self.tools)


class Caller:
    """The connections of one process to all providers, opened on first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._clients: dict[tuple[str, str], Any] = {}
        self._handler: Any = None
        self._callbacks: list[str] = []
        self._unsupported: set[tuple[str, str]] = set()
        self._unfinished: set[asyncio.Task[Any]] = set()

    @property
    def has_callbacks(self) -> bool:
        """Whether LiteLLM has somebody to tell of each call: then its wrapper has to see every chunk."""
        return bool(self._callbacks)

    async def open(self) -> Any:
        """LiteLLM, with the client ready."""
        litellm = await library()
        async with self._opening:
            if self._http is None:
                self._http = await in_thread(self._open_client)
                self._tell_callbacks(litellm)
        return litellm

    async def close(self) -> None:
        """Close all connections."""
        for task in self._unfinished:
            task.cancel()
        await asyncio.gather(*self._unfinished, return_exceptions=True)
        if self._http is not None:
            await self._http.aclose()
        self._http, self._handler = None, None
        self._clients.clear()

    async def call(self, address: Address, request: Request, exchange: Exchange) -> Any:
        """LiteLLM's stream, of which nothing has been read. Raises whatever LiteLLM and the network raise.

        A caller that goes away while LiteLLM prepares the request in its thread leaves that thread alone; the request
        is then stopped at the door.
        """
        litellm = await self.open()
        current_exchange.set(exchange)
        work = asyncio.ensure_future(self._completion(litellm, address, request))
        self._unfinished.add(work)
        work.add_done_callback(self._finished)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            exchange.abandoned = True
            if exchange.entered or self._client_for(litellm, address) is None:
                work.cancel()
                await asyncio.wait({work})
            raise

    async def _completion(self, litellm: Any, address: Address, request: Request) -> Any:
        options = self._options(litellm, address, request)
        try:
            return await litellm.acompletion(**options)
        except Exception as error:
            refused = self._refused_option(error, options)
            if refused is None:
                raise
            self._unsupported.add((address.name, refused))
        return await litellm.acompletion(**self._options(litellm, address, request))

    def _options(self, litellm: Any, address: Address, request: Request) -> dict[str, Any]:
        options: dict[str, Any] = {
            "model": address.name,
            "messages": [dict(message) for message in request.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            "timeout": self._settings.model_seconds,
            "max_retries": 0,
            "num_retries": 0,
            "api_base": address.base,
            "api_key": address.key,
            "client": self._client_for(litellm, address),
        }
        if self._settings.model_max_tokens:
            options["max_tokens"] = self._settings.model_max_tokens
        if request.schema is not None and self._takes_schema(litellm, address):
            form = {"name": "answer", "strict": True, "schema": request.schema}
            options["response_format"] = {"type": "json_schema", "json_schema": form}
        if request.tools:
            options["tools"] = [dict(tool) for tool in request.tools]
            options["tool_choice"] = "auto" if request.may_call else "none"
            # Else LiteLLM loads its gateway for tools that it runs itself, which needs a package that is not installed.
            options["_skip_mcp_handler"] = True
        return {name: value for name, value in options.items() if (address.name, name) not in self._unsupported}

    def _refused_option(self, error: Exception, options: dict[str, Any]) -> str | None:
        """An option that a server, compatible but older, does not know."""
        if getattr(error, "status_code", None) not in {400, 422}:
            return None
        words = str(error)
        return next((name for name in ("stream_options", "response_format") if name in options and name in words), None)

    def _takes_schema(self, litellm: Any, address: Address) -> bool:
        provider = self._provider(litellm, address)
        if not self._by_openai_client(litellm, provider) and provider not in {"azure", *_BY_HANDLER}:
            return False
        return bool(litellm.supports_response_schema(model=address.name))

    def _client_for(self, litellm: Any, address: Address) -> Any:
        provider = self._provider(litellm, address)
        if provider in _OWN_CLIENT:
            return None
        if self._by_openai_client(litellm, provider):
            return self._openai_client(litellm, address)
        if self._handler is None:
            self._handler = _handler_of(self._http)
        return self._handler

    def _provider(self, litellm: Any, address: Address) -> str:
        with contextlib.suppress(Exception):
            return str(litellm.get_llm_provider(model=address.name, api_base=address.base, api_key=address.key)[1])
        return address.provider

    def _by_openai_client(self, litellm: Any, provider: str) -> bool:
        if provider in _BY_HANDLER:
            return False
        from litellm.llms.openai_like.json_loader import JSONProviderRegistry

        compatible = {"openai", "custom_openai", *litellm.openai_compatible_providers}
        return provider in compatible or bool(JSONProviderRegistry.exists(provider))

    def _openai_client(self, litellm: Any, address: Address) -> Any:
        from litellm.llms.openai.common_utils import get_openai_credentials
        from openai import AsyncOpenAI

        _, _, found_key, found_base = litellm.get_llm_provider(
            model=address.name, api_base=address.base, api_key=address.key
        )
        credentials = get_openai_credentials(found_base or address.base, found_key or address.key)
        key = credentials.api_key or ("none" if address.base else None)
        known = (credentials.api_base, key or "")
        if known not in self._clients:
            self._clients[known] = AsyncOpenAI(
                api_key=key,
                base_url=credentials.api_base,
                organization=credentials.organization,
                http_client=self._http,
                max_retries=0,
            )
        return self._clients[known]

    def _open_client(self) -> "httpx.AsyncClient":
        from app.llm.door import open_client

        return open_client(self._settings.model_first_token_seconds)

    def _tell_callbacks(self, litellm: Any) -> None:
        """A callback that cannot work is left out: it may not make a task fail."""
        self._callbacks = [name for name in self._settings.model_callbacks if not wrong_callbacks([name])]
        for told in (litellm.success_callback, litellm.failure_callback):
            told.extend(name for name in self._callbacks if name not in told)

    def _finished(self, work: asyncio.Task[Any]) -> None:
        self._unfinished.discard(work)
        if not work.cancelled():
            work.exception()


def _handler_of(http: Any) -> Any:
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    handler = AsyncHTTPHandler()
    handler.client = http
    return handler
