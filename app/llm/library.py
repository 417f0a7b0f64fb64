"""LiteLLM: imported on first use, in a thread, with what it does on its own switched off.

It is told where to find its list of prices (in its package, not on the network), to send nothing about its use, and to
print nothing. Its import takes seconds, so a page never waits for it: only a task for a model does.
"""

import asyncio
import importlib.util
import logging
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)

_TALKATIVE = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "openai", "httpx", "httpcore")
_PACKAGES = {
    "braintrust": "braintrust",
    "datadog": "ddtrace",
    "langfuse": "langfuse",
    "langfuse_otel": "opentelemetry.sdk",
    "langsmith": "langsmith",
    "lunary": "lunary",
    "mlflow": "mlflow",
    "arize": "opentelemetry.sdk",
    "arize_phoenix": "opentelemetry.sdk",
    "otel": "opentelemetry.sdk",
    "sentry": "sentry_sdk",
    "traceloop": "traceloop",
    "wandb": "wandb",
}
"""The package that each callback of LiteLLM needs, for those that need one beyond LiteLLM's own."""
_OLDER = frozenset(
    {"athina", "dynamodb", "greenscale", "helicone", "lunary", "promptlayer", "s3", "sentry", "supabase", "traceloop"}
)
"""Callbacks that LiteLLM knows by an older way and does not list."""
_loading = threading.Lock()
_loaded: ModuleType | None = None


def load() -> ModuleType:
    """LiteLLM, ready. Blocks for seconds the first time: call it in a thread."""
    global _loaded
    with _loading:
        if _loaded is None:
            _loaded = _import()
        return _loaded


async def library() -> Any:
    """LiteLLM, ready, without holding up the loop."""
    return _loaded if _loaded is not None else await in_thread(load)


async def in_thread(work: Callable[[], T]) -> T:
    """`work` in a daemon thread of its own: a process that ends does not wait for an import of seconds."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # a T whenever there is no error

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as raised:  # noqa: BLE001 - it is raised again where it is awaited
            error = raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="model library", daemon=True).start()
    return await future


def wrong_callbacks(callbacks: Sequence[str]) -> list[str]:
    """A sentence for each callback without its package, and, once LiteLLM is loaded, for each that it does not know."""
    sentences = []
    for callback in callbacks:
        package = _PACKAGES.get(callback, "")
        if package and not _is_installed(package):
            sentences.append(
                f"FOREWORD_MODEL_CALLBACKS names {callback}, which needs the Python package "
                f"{package.partition('.')[0]}, and that is not installed."
            )
        elif _loaded is not None and callback not in {*_OLDER, *_listed(_loaded)}:
            sentences.append(f"FOREWORD_MODEL_CALLBACKS names {callback}, which LiteLLM does not know.")
    return sentences


def _listed(litellm: Any) -> list[str]:
    known: list[str] = litellm._known_custom_logger_compatible_callbacks  # noqa: SLF001 - it has no public name
    return known


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def _import() -> ModuleType:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pydantic\.")
    import litellm

    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True
    litellm.disable_hf_tokenizer_download = True
    setattr(litellm, "REPEATED_STREAMING_CHUNK_LIMIT", 10**9)  # noqa: B010 - a name that LiteLLM does not export
    litellm.num_retries = 0
    return litellm
