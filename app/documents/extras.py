"""A résumé without what only its JSON file knows."""

from typing import Any

from app.documents.resume import Part, Resume


def without_extras(resume: Resume) -> Resume:
    """A copy in which every `Part.extra` is empty: what may be shown, matched and sent to a language model."""
    bare: Resume = _bare(resume)
    return bare


def _bare(value: Any) -> Any:
    if isinstance(value, Part):
        return type(value)(**{name: _bare(getattr(value, name)) for name in value.__struct_fields__ if name != "extra"})
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value
