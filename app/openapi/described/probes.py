"""The probes (`app/health.py`) and this document."""

from typing import Any

from app.openapi.describing import Operation
from app.openapi.wire.probes import Live, NotReady, Ready

TAG = "Server"
OPERATIONS = {
    "GET /health/live": Operation(id="live", tag=TAG, summary="Whether the process answers", answer=Live),
    "GET /health/ready": Operation(
        id="ready", tag=TAG, summary="Whether the process can work", answer=Ready, failures={503: NotReady}
    ),
    "GET /api/openapi.json": Operation(id="show_document", tag=TAG, summary="This document", answer=dict[str, Any]),
}
