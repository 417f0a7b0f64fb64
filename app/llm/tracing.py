"""A span of OpenTelemetry for each task, by its conventions for generative AI; never a word of any text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.llm.attempting import Attempt
from app.llm.port import Usage


class TaskSpan:
    """Something that is told how the task went."""

    def __init__(self, span: Any) -> None:
        self._span = span

    def ended(self, last: Attempt | None, usage: Usage | None, fault: str | None) -> None:
        """Write it down."""
        if last is not None and last.answering.finish is not None:
            self._span.set_attribute("gen_ai.response.finish_reasons", [last.answering.finish])
        if last is not None:
            self._span.set_attribute("gen_ai.response.model", last.address.name)
        if usage is not None:
            self._span.set_attribute("gen_ai.usage.input_tokens", usage.input_tokens)
            self._span.set_attribute("gen_ai.usage.output_tokens", usage.output_tokens)
        if fault is not None:
            from opentelemetry.trace import StatusCode

            self._span.set_attribute("error.type", fault)
            self._span.set_status(StatusCode.ERROR)


@contextmanager
def task_span(task: str, model: str) -> Iterator[TaskSpan]:
    """The span, from the first request to the last token."""
    from opentelemetry import trace

    span = trace.get_tracer("foreword").start_span(
        f"chat {model}",
        attributes={
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": model.partition("/")[0],
            "gen_ai.request.model": model.partition("/")[2],
            "foreword.task": task,
        },
        kind=trace.SpanKind.CLIENT,
    )
    try:
        yield TaskSpan(span)
    finally:
        span.end()
