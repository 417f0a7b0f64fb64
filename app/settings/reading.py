"""How the values of settings are read. Each reader's docstring says what is allowed, for the refusal of all else."""

import ipaddress
import math
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_MODEL_NAME = re.compile(r"[a-z0-9][\w.-]*/[^\s,=]+", re.IGNORECASE)


def text(value: str) -> str:
    return value


def whole(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    parse.__doc__ = f"a whole number from {low} to {high}"
    return parse


def seconds(low: float, high: float) -> Callable[[str], float]:
    def parse(value: str) -> float:
        number = float(value)
        if not low <= number <= high:
            raise ValueError
        return number

    parse.__doc__ = f"seconds from {low:g} to {high:g}"
    return parse


def choice(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError
        return value

    parse.__doc__ = " or ".join(repr(name) for name in allowed)
    return parse


def host(value: str) -> str:
    """an address such as '127.0.0.1', '::1' or '0.0.0.0', or 'localhost'"""
    if value != "localhost":
        ipaddress.ip_address(value)
    return value


def hosts(value: str) -> tuple[str, ...]:
    """host names separated by commas, without scheme or port"""
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    if not names or any("/" in name or " " in name for name in names):
        raise ValueError
    return names


def folder(value: str) -> Path:
    """a folder that Foreword may write to"""
    path = Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def model(value: str) -> str:
    """'builtin', or a LiteLLM name with its provider, such as 'openai/gpt-5-mini' or 'ollama_chat/llama3'"""
    name = value.strip()
    if name != "builtin" and not _MODEL_NAME.fullmatch(name):
        raise ValueError
    return name


def models(value: str) -> tuple[str, ...]:
    """models separated by commas, each 'builtin' or a LiteLLM name with its provider, such as 'openai/gpt-5-mini'"""
    return tuple(dict.fromkeys(model(name) for name in value.split(",") if name.strip()))


def task_models(value: str) -> dict[str, str]:
    """tasks with their models, such as 'extract_keywords=openai/gpt-5-nano,write_letter=anthropic/claude-sonnet-4-5'"""
    return {task: model(name) for task, name in _pairs(value)}


def prices(value: str) -> dict[str, tuple[float, float]]:
    """US dollars for a million tokens in and out, such as 'openai/my-model=0.5/1.5', separated by commas"""
    prices = {}
    for name, price in _pairs(value):
        given, made = (float(amount) for amount in price.split("/"))
        if not (0 <= given < math.inf and 0 <= made < math.inf):
            raise ValueError
        prices[model(name)] = (given, made)
    return prices


def _pairs(value: str) -> list[tuple[str, str]]:
    pairs = []
    for item in filter(None, (part.strip() for part in value.split(","))):
        left, equals, right = (part.strip() for part in item.partition("="))
        if not (left and equals and right):
            raise ValueError
        pairs.append((left, right))
    return pairs


def listening(value: str) -> tuple[str, int]:
    """a host and a port such as '127.0.0.1:9464' or '[::1]:9464'"""
    parts = urlsplit(f"//{value}")
    if not parts.hostname or parts.port is None or parts.path or parts.username is not None:
        raise ValueError
    return parts.hostname, parts.port


def networks(value: str) -> tuple[str, ...]:
    """addresses or networks separated by commas, such as '127.0.0.1,10.0.0.0/8'"""
    return tuple(str(ipaddress.ip_network(part.strip())) for part in value.split(",") if part.strip())


def header_name(value: str) -> str:
    """the name of a request header, such as 'X-Forwarded-User'"""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,99}", value):
        raise ValueError
    return value.lower()


def mail_server(value: str) -> str:
    """a mail server such as 'smtps://name:password@mail.example.org:465' or 'smtp://mail.example.org:587'"""
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ValueError
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    return value


def database(value: str) -> str:
    """PostgreSQL's address, such as 'postgresql+asyncpg://name:password@db.example.org:5432/foreword?sslmode=verify-full'"""
    parts = urlsplit(value)
    if parts.scheme not in {"postgresql", "postgresql+asyncpg"} or len(parts.path) < 2 or parts.fragment:
        raise ValueError
    if not parts.hostname and "host" not in parse_qs(parts.query):
        raise ValueError
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    return value.replace("postgresql://", "postgresql+asyncpg://", 1)


def redis(value: str) -> str:
    """the address of Redis or Valkey, such as 'redis://:password@redis.example.org:6379/0' or 'rediss://...' for TLS"""
    parts = urlsplit(value)
    if parts.scheme not in {"redis", "rediss", "unix"} or not (parts.hostname or parts.scheme == "unix"):
        raise ValueError
    if parts.scheme == "unix" and len(parts.path) < 2:
        raise ValueError
    parts.port  # noqa: B018 - raises ValueError for a port that is none
    return value


def mail_address(value: str) -> str:
    """a mail address such as 'foreword@example.org'"""
    if not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", value):
        raise ValueError
    return value


def names(value: str) -> tuple[str, ...]:
    """names separated by commas"""
    return tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))


def address(value: str) -> str:
    """an address such as 'http://localhost:11434' or 'https://example.org/v1', without user name and password"""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.query:
        raise ValueError
    return value.rstrip("/")
