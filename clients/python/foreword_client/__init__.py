"""The Python client of Foreword: `Client` and `AsyncClient`, their events, documents and errors.

A stream goes on by itself after a broken line, without a gap, a repetition or a second bill.
"""

from foreword_client import answers, chat_answers, errors, events
from foreword_client.answers import Section
from foreword_client.async_client import AsyncClient
from foreword_client.client import Client
from foreword_client.errors import ForewordError
from foreword_client.streams import AsyncStream, Stream

__all__ = [
    "AsyncClient",
    "AsyncStream",
    "Client",
    "ForewordError",
    "Section",
    "Stream",
    "answers",
    "chat_answers",
    "errors",
    "events",
]
__version__ = "0.1.0"
