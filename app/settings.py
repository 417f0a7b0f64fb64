"""One typed object from the environment: `FOREWORD_*` variables, and `FOREWORD_*_FILE` for secrets kept in files.

A wrong value stops the start with the variable's name and what is allowed. An unknown `FOREWORD_*` name is refused
too: a misspelt setting that is silently ignored is a setting that does not hold.
"""

import ipaddress
import math
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from app.errors import AppError


class SettingsError(AppError):
    """A setting is wrong; the message names the variable and what is allowed."""

    code = "settings"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set from outside. Sizes in bytes, times in seconds."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path("data")
    allowed_hosts: tuple[str, ...] = ()
    model: str = "builtin"
    model_api_base: str = ""
    model_api_key: str = ""
    model_fallbacks: tuple[str, ...] = ()
    model_choices: tuple[str, ...] = ()
    model_tasks: Mapping[str, str] = msgspec.field(default_factory=dict)
    model_callbacks: tuple[str, ...] = ()
    model_prices: Mapping[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    model_max_tokens: int = 0
    model_first_token_seconds: float = 20.0
    model_between_tokens_seconds: float = 15.0
    model_seconds: float = 300.0
    search_url: str = ""
    auth_username: str = ""
    auth_password: str = ""
    rate_limit_per_minute: int = 10
    max_running: int = 8
    shutdown_seconds: float = 4.0
    log_format: str = "text"
    log_level: str = "info"
    tex: str = "auto"
    quota_ai_text_messages: int = 0
    quota_letters: int = 0
    quota_tailorings: int = 0

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the address that is bound."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def has_gate(self) -> bool:
        """Whether user name and password are asked for (`protocols.md` section 4)."""
        return bool(self.auth_username)

    @property
    def database_path(self) -> Path:
        """The SQLite file that rows and events share."""
        return self.data_dir / "foreword.sqlite3"

    def __repr__(self) -> str:
        return f"Settings(host={self.host!r}, port={self.port}, data_dir={str(self.data_dir)!r})"


def _text(value: str) -> str:
    return value


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    parse.__doc__ = f"a whole number from {low} to {high}"
    return parse


def _seconds(low: float, high: float) -> Callable[[str], float]:
    def parse(value: str) -> float:
        number = float(value)
        if not low <= number <= high:
            raise ValueError
        return number

    parse.__doc__ = f"seconds from {low:g} to {high:g}"
    return parse


def _choice(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError
        return value

    parse.__doc__ = " or ".join(repr(name) for name in allowed)
    return parse


def _host(value: str) -> str:
    """an address such as '127.0.0.1', '::1' or '0.0.0.0', or 'localhost'"""
    if value != "localhost":
        ipaddress.ip_address(value)
    return value


def _hosts(value: str) -> tuple[str, ...]:
    """host names separated by commas, without scheme or port"""
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    if not names or any("/" in name or " " in name for name in names):
        raise ValueError
    return names


def _folder(value: str) -> Path:
    """a folder that Foreword may write to"""
    path = Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def _model(value: str) -> str:
    """'builtin', or a LiteLLM name with its provider, such as 'openai/gpt-5-mini' or 'ollama_chat/llama3'"""
    name = value.strip()
    if name != "builtin" and not _MODEL_NAME.fullmatch(name):
        raise ValueError
    return name


def _models(value: str) -> tuple[str, ...]:
    """models separated by commas, each 'builtin' or a LiteLLM name with its provider, such as 'openai/gpt-5-mini'"""
    return tuple(dict.fromkeys(_model(name) for name in value.split(",") if name.strip()))


def _task_models(value: str) -> dict[str, str]:
    """tasks with their models, such as 'extract_keywords=openai/gpt-5-nano,write_letter=anthropic/claude-sonnet-4-5'"""
    return {task: _model(name) for task, name in _pairs(value)}


def _prices(value: str) -> dict[str, tuple[float, float]]:
    """US dollars for a million tokens in and out, such as 'openai/my-model=0.5/1.5', separated by commas"""
    prices = {}
    for name, price in _pairs(value):
        given, made = (float(amount) for amount in price.split("/"))
        if not (0 <= given < math.inf and 0 <= made < math.inf):
            raise ValueError
        prices[_model(name)] = (given, made)
    return prices


def _pairs(value: str) -> list[tuple[str, str]]:
    pairs = []
    for item in filter(None, (part.strip() for part in value.split(","))):
        left, equals, right = (part.strip() for part in item.partition("="))
        if not (left and equals and right):
            raise ValueError
        pairs.append((left, right))
    return pairs


def _names(value: str) -> tuple[str, ...]:
    """names separated by commas"""
    return tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))


def _address(value: str) -> str:
    """an address such as 'http://localhost:11434' or 'https://example.org/v1', without user name and password"""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.query:
        raise ValueError
    return value.rstrip("/")


_MODEL_NAME = re.compile(r"[a-z0-9][\w.-]*/[^\s,=]+", re.IGNORECASE)
_PARSERS: dict[str, Callable[[str], Any]] = {
    "host": _host,
    "port": _whole(0, 65535),
    "data_dir": _folder,
    "allowed_hosts": _hosts,
    "model": _model,
    "model_api_base": _address,
    "model_api_key": _text,
    "model_fallbacks": _models,
    "model_choices": _models,
    "model_tasks": _task_models,
    "model_callbacks": _names,
    "model_prices": _prices,
    "model_max_tokens": _whole(0, 1_000_000),
    "model_first_token_seconds": _seconds(0.1, 3600),
    "model_between_tokens_seconds": _seconds(0.1, 3600),
    "model_seconds": _seconds(1, 7200),
    "search_url": _address,
    "auth_username": _text,
    "auth_password": _text,
    "rate_limit_per_minute": _whole(1, 100_000),
    "max_running": _whole(1, 1_000),
    "shutdown_seconds": _seconds(0, 300),
    "log_format": _choice("text", "json"),
    "log_level": _choice("debug", "info", "warning", "error"),
    "tex": _choice("auto", "off"),
    **dict.fromkeys(("quota_ai_text_messages", "quota_letters", "quota_tailorings"), _whole(0, 1_000_000)),
}
_SECRETS = frozenset({"auth_password", "model_api_key"})
_PREFIX = "FOREWORD_"


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings; `PORT` is accepted for `FOREWORD_PORT`.

    Raises:
        SettingsError: a variable is unknown, wrong, given twice, or the combination would be unsafe.
    """
    values: dict[str, Any] = {}
    if "PORT" in environment and "FOREWORD_PORT" not in environment:
        values["port"] = _parse("port", "PORT", environment["PORT"])
    for variable, raw in environment.items():
        if not variable.startswith(_PREFIX):
            continue
        name, text = _resolve(variable, raw, environment)
        values[name] = _parse(name, variable, text)
    settings = Settings(**values)
    _refuse_unsafe(settings)
    _refuse_idle(settings)
    return settings


def _resolve(variable: str, raw: str, environment: Mapping[str, str]) -> tuple[str, str]:
    name = variable.removeprefix(_PREFIX).lower()
    secret = name.removesuffix("_file")
    if name.endswith("_file") and secret in _SECRETS:
        if f"{_PREFIX}{secret.upper()}" in environment:
            raise SettingsError(f"Set either {_PREFIX}{secret.upper()} or {variable}, not both.")
        return secret, _read_secret(variable, Path(raw))
    if name not in _PARSERS:
        known = ", ".join(sorted(f"{_PREFIX}{known.upper()}" for known in _PARSERS))
        raise SettingsError(f"{variable} is not a setting of Foreword. Known settings: {known}.")
    return name, raw


def _read_secret(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{variable} names a file that cannot be read as UTF-8 text.") from error


def _parse(name: str, variable: str, raw: str) -> Any:
    parser = _PARSERS[name]
    try:
        return parser(raw)
    except ValueError as error:
        shown = "" if name in _SECRETS else f" It is {raw!r}."
        raise SettingsError(f"{variable} must be {parser.__doc__}.{shown}") from error


def _refuse_unsafe(settings: Settings) -> None:
    if bool(settings.auth_username) != bool(settings.auth_password):
        raise SettingsError("FOREWORD_AUTH_USERNAME and FOREWORD_AUTH_PASSWORD must be set together.")
    if not settings.is_loopback and not settings.has_gate:
        raise SettingsError(
            f"FOREWORD_HOST={settings.host} would let the whole network read your résumés without signing in. "
            "Use 127.0.0.1, or set FOREWORD_AUTH_USERNAME and FOREWORD_AUTH_PASSWORD."
        )


def _refuse_idle(settings: Settings) -> None:
    """A setting that would have no effect is refused like one that is misspelt."""
    if settings.model == "builtin" and (settings.model_fallbacks or settings.model_tasks):
        raise SettingsError(
            "FOREWORD_MODEL_FALLBACKS and FOREWORD_MODEL_TASKS belong to FOREWORD_MODEL, which is 'builtin'. "
            "Set FOREWORD_MODEL, or take them away."
        )
    remote = {settings.model, *settings.model_choices} - {"builtin"}
    if not remote and (settings.model_api_base or settings.model_api_key):
        raise SettingsError(
            "FOREWORD_MODEL_API_BASE and FOREWORD_MODEL_API_KEY are set, but no model uses them. Set FOREWORD_MODEL."
        )
