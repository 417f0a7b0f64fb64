"""One typed object from the environment: `FOREWORD_*` variables, and `FOREWORD_*_FILE` for secrets kept in files.

A wrong value stops the start with the variable's name and what is allowed. An unknown `FOREWORD_*` name is refused
too: a misspelt setting that is silently ignored is a setting that does not hold.
"""

import ipaddress
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.errors import AppError
from app.settings import reading


class SettingsError(AppError):
    """A setting is wrong; the message names the variable and what is allowed."""

    code = "settings"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set from outside. Sizes in bytes, times in seconds."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path("data")
    database_url: str = ""
    redis_url: str = ""
    take_over_seconds: float = 15.0
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
    auth: Literal["local", "accounts", "proxy"] = "local"
    sign_up: Literal["invitation", "open"] = "invitation"
    public_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    session_days: int = 30
    proxy_user_header: str = "x-forwarded-user"
    proxy_name_header: str = "x-forwarded-preferred-username"
    trusted_proxies: tuple[str, ...] = ()
    streams_per_account: int = 0
    requests_per_minute: int = 0
    open_streams: int = 2_000
    open_streams_per_address: int = 1_000
    open_streams_per_account: int = 100
    stream_seconds: float = 600.0
    auth_username: str = ""
    auth_password: str = ""
    rate_limit_per_minute: int = 10
    max_running: int = 8
    shutdown_seconds: float = 4.0
    log_format: str = "text"
    log_level: str = "info"
    metrics: tuple[str, int] | None = None
    tex: str = "auto"
    traces: bool = False
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
    def most_streams(self) -> int:
        """How many runs of an account may stream at a time, 0 for any number: 3 unless set, and any number of the one
        local person's, whose machine and whose bill it is.
        """
        return self.streams_per_account or (0 if self.auth == "local" else 3)

    @property
    def most_requests(self) -> int:
        """Requests a minute: 600 unless set, and 6,000 for the one local person's pages, scripts and tools."""
        return self.requests_per_minute or (6_000 if self.auth == "local" and self.is_loopback else 600)

    @property
    def database_path(self) -> Path:
        """The SQLite file that rows and events share, unless `database_url` is set."""
        return self.data_dir / "foreword.sqlite3"

    @property
    def database(self) -> Path | str:
        """Where the rows are: PostgreSQL's URL, or the file."""
        return self.database_url or self.database_path

    def __repr__(self) -> str:
        return f"Settings(host={self.host!r}, port={self.port}, data_dir={str(self.data_dir)!r})"


_PARSERS: dict[str, Callable[[str], Any]] = {
    "host": reading.host,
    "port": reading.whole(0, 65535),
    "data_dir": reading.folder,
    "database_url": reading.database,
    "redis_url": reading.redis,
    "take_over_seconds": reading.seconds(1, 3600),
    "allowed_hosts": reading.hosts,
    "model": reading.model,
    "model_api_base": reading.address,
    "model_api_key": reading.text,
    "model_fallbacks": reading.models,
    "model_choices": reading.models,
    "model_tasks": reading.task_models,
    "model_callbacks": reading.names,
    "model_prices": reading.prices,
    "model_max_tokens": reading.whole(0, 1_000_000),
    "model_first_token_seconds": reading.seconds(0.1, 3600),
    "model_between_tokens_seconds": reading.seconds(0.1, 3600),
    "model_seconds": reading.seconds(1, 7200),
    "search_url": reading.address,
    "auth": reading.choice("local", "accounts", "proxy"),
    "auth_username": reading.text,
    "auth_password": reading.text,
    "sign_up": reading.choice("invitation", "open"),
    "public_url": reading.address,
    "smtp_url": reading.mail_server,
    "mail_from": reading.mail_address,
    "session_days": reading.whole(1, 3_650),
    "proxy_user_header": reading.header_name,
    "proxy_name_header": reading.header_name,
    "trusted_proxies": reading.networks,
    "streams_per_account": reading.whole(1, 1_000),
    "requests_per_minute": reading.whole(1, 1_000_000),
    **dict.fromkeys(
        ("open_streams", "open_streams_per_address", "open_streams_per_account"), reading.whole(1, 100_000)
    ),
    "stream_seconds": reading.seconds(1, 86_400),
    "rate_limit_per_minute": reading.whole(1, 100_000),
    "max_running": reading.whole(1, 1_000),
    "shutdown_seconds": reading.seconds(0, 300),
    "log_format": reading.choice("text", "json"),
    "log_level": reading.choice("debug", "info", "warning", "error"),
    "metrics": reading.listening,
    "tex": reading.choice("auto", "off"),
    **dict.fromkeys(("quota_ai_text_messages", "quota_letters", "quota_tailorings"), reading.whole(0, 1_000_000)),
}
_SECRETS = frozenset({"auth_password", "database_url", "model_api_key", "redis_url", "smtp_url"})
_PREFIX = "FOREWORD_"
_OF_A_MODE = {
    **dict.fromkeys(("sign_up", "session_days", "smtp_url", "mail_from"), "accounts"),
    **dict.fromkeys(("proxy_user_header", "proxy_name_header"), "proxy"),
}
"""Settings that mean something in one way of signing in only."""


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
    settings = Settings(**values, traces=_wants_traces(environment))
    _refuse_unsafe(settings)
    _refuse_idle(settings)
    return settings


def _wants_traces(environment: Mapping[str, str]) -> bool:
    """By OpenTelemetry's own variables (its specification, "Environment Variables"): a collector is named."""

    def said(*names: str) -> str:
        return next((value for name in names if (value := environment.get(name, "").strip())), "")

    is_off = said("OTEL_SDK_DISABLED").lower() == "true" or said("OTEL_TRACES_EXPORTER") not in {"", "otlp"}
    if is_off or not said("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"):
        return False
    if said("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL") not in {"", "http/protobuf"}:
        raise SettingsError(
            "Foreword sends traces by http/protobuf only. Set OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf and "
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT to the collector's address for it, or OTEL_TRACES_EXPORTER=none."
        )
    return True


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
    if not settings.is_loopback and not settings.has_gate and settings.auth == "local":
        raise SettingsError(
            f"FOREWORD_HOST={settings.host} would let the whole network read your résumés without signing in. "
            "Use 127.0.0.1, or set FOREWORD_AUTH=accounts, or FOREWORD_AUTH_USERNAME and FOREWORD_AUTH_PASSWORD."
        )
    if settings.auth == "proxy" and not settings.trusted_proxies:
        raise SettingsError(
            "FOREWORD_AUTH=proxy believes what a proxy says about who is there. "
            "Name the proxy's address in FOREWORD_TRUSTED_PROXIES, so that nobody else is believed."
        )


def _refuse_idle(settings: Settings) -> None:
    """A setting that would have no effect is refused like one that is misspelt."""
    if settings.model == "builtin" and (settings.model_fallbacks or settings.model_tasks):
        raise SettingsError(
            "FOREWORD_MODEL_FALLBACKS and FOREWORD_MODEL_TASKS belong to FOREWORD_MODEL, which is 'builtin'. "
            "Set FOREWORD_MODEL, or take them away."
        )
    default = Settings()
    for name, needed in _OF_A_MODE.items():
        if getattr(settings, name) != getattr(default, name) and settings.auth != needed:
            raise SettingsError(f"{_PREFIX}{name.upper()} needs FOREWORD_AUTH={needed}; it is {settings.auth!r}.")
    if settings.redis_url and not settings.database_url:
        raise SettingsError(
            "FOREWORD_REDIS_URL is for several processes that share one database. Set FOREWORD_DATABASE_URL as well."
        )
    if settings.take_over_seconds != default.take_over_seconds and not settings.redis_url:
        raise SettingsError("FOREWORD_TAKE_OVER_SECONDS is about workers, which need FOREWORD_REDIS_URL.")
    if settings.smtp_url and not (settings.mail_from and settings.public_url):
        raise SettingsError(
            "FOREWORD_SMTP_URL is set, but a mail needs a sender and links: set FOREWORD_MAIL_FROM and "
            "FOREWORD_PUBLIC_URL as well."
        )
    remote = {settings.model, *settings.model_choices} - {"builtin"}
    if not remote and (settings.model_api_base or settings.model_api_key):
        raise SettingsError(
            "FOREWORD_MODEL_API_BASE and FOREWORD_MODEL_API_KEY are set, but no model uses them. Set FOREWORD_MODEL."
        )
