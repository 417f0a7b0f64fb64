"""A provider of language models on loopback for the tests: OpenAI's and Anthropic's wire formats, and their faults."""

from tests.provider.asked import Asked
from tests.provider.server import KEY, Exchange, Provider

__all__ = ["KEY", "Asked", "Exchange", "Provider"]
