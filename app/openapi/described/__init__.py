"""What is said of each operation, by its method and address; an address that is not here has only its route's words."""

from app.openapi.described import agent_chat, career, latex, native_talk, native_work, optimisation, probes, tutor_chat
from app.openapi.describing import Operation

OPERATIONS: dict[str, Operation] = {
    **career.OPERATIONS,
    **optimisation.OPERATIONS,
    **tutor_chat.OPERATIONS,
    **latex.OPERATIONS,
    **agent_chat.OPERATIONS,
    **native_work.OPERATIONS,
    **native_talk.OPERATIONS,
    **probes.OPERATIONS,
}

__all__ = ["OPERATIONS"]
