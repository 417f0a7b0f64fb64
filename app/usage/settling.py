"""A reserved use is settled with the run's end, in the same transaction.

The rule: a use is given back when the run failed or was interrupted before it had delivered anything, and when it was
stopped while it still waited for its turn, so that no provider was asked. Whoever stops a run that has begun, or leaves
it, has used it: the provider is paid by then. What was delivered in part has been used too.
"""

import dataclasses
from collections.abc import Collection, Sequence

from app.db import as_statement
from app.streaming import Kind, Run, RunState, Statement
from app.usage import repository

_NOT_THE_PERSONS_DOING = frozenset({RunState.FAILED, RunState.INTERRUPTED})


def settling(kind: Kind, delivering: Collection[str] = ()) -> Kind:
    """The kind of run, with the rows that settle the use which its start has taken.

    `delivering` are the names of the events that carry something of the result. Without any, only a run that is done
    has delivered.
    """

    def on_end(run: Run, state: RunState, message: str) -> Sequence[Statement]:
        rows = list(kind.on_end(run, state, message)) if kind.on_end is not None else []
        if state in _NOT_THE_PERSONS_DOING or run.started_at is None:
            rows.append(as_statement(repository.give_back(run.id, run.owner, delivering)))
        return [*rows, as_statement(repository.settle(run.id))]

    return dataclasses.replace(kind, on_end=on_end)
