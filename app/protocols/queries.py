"""What a query may hold."""

from collections import Counter
from typing import Any

from litestar import Request

from app.errors import InvalidInput


async def refuse_repeated(request: Request[Any, Any, Any]) -> None:
    """Litestar's `before_request`. InvalidInput for a parameter that is given twice: nobody knows which was meant."""
    if not request.scope["query_string"]:
        return
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in given.items():
        if times > 1:
            raise InvalidInput(f"The parameter {name[:40]} is given {times} times. Give it once.", field=name)
