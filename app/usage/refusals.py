"""Which check of the database refused a run.

The engine says Conflict for every row that was refused. SQLite and PostgreSQL both name the constraint, so that it need
not be guessed from counts, which may have changed meanwhile.
"""

from app.errors import Conflict


def is_refused_by(refusal: Conflict, constraint: str) -> bool:
    """Whether the check of that name is why the run was not written."""
    cause: BaseException | None = refusal
    while cause is not None:
        if constraint in str(cause):
            return True
        cause = cause.__cause__
    return False
