"""Postings with what a recruiter would look for in a résumé, label by label.

A label is the shortest phrase that stands for the thing; `accept` are other cuts of the same words. `need` is how it is
asked for: `required`, `nice`, or only named in the tasks (`duties`). A phrase of `optional` is neither right nor wrong,
one of `absent` is tempting and wrong: a benefit, a thing that is not asked for, the employer's own story.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from app.documents.terms.categories import Category
from benchmarks.keywords.comparing import Key, key_of, stands_in

Half = Literal["tuned", "held_back"]
HALVES: tuple[Half, ...] = ("tuned", "held_back")
Need = Literal["required", "nice", "duties"]
HERE = Path(__file__).parent


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is asked for."""

    term: str
    category: Category
    need: Need
    accept: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every cut that is as good as the term."""
        return (self.term, *self.accept)


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one posting asks for. `style`: how it is written; a form has a name before each value."""

    language: Literal["en", "de", "fr", "es", "nl", "pt"]
    trade: str
    style: Literal["bullets", "prose", "mixed", "form"]
    keywords: tuple[Label, ...]
    optional: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class LabelledPosting(NamedTuple):
    """A posting as somebody would paste it, and its labels."""

    name: str
    text: str
    labels: Labels


def load(half: Half, folder: Path = HERE) -> list[LabelledPosting]:
    """The postings of one half by name, each from NAME.txt and NAME.json.

    Raises:
        ValueError: there are none, a file lacks its other half, or labels are not of this form.
    """
    texts, labels = ({path.stem: path for path in (folder / half).glob(f"*.{kind}")} for kind in ("txt", "json"))
    if alone := sorted(set(texts) ^ set(labels)):
        raise ValueError(f"{half}: a posting or its labels are missing: {', '.join(alone)}.")
    if not texts:
        raise ValueError(f"{half}: there are no labelled postings in {folder / half}.")
    return [
        LabelledPosting(name, texts[name].read_text(encoding="utf-8"), _labels(labels[name])) for name in sorted(texts)
    ]


def _labels(path: Path) -> Labels:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Labels)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def faults(posting: LabelledPosting) -> Iterator[str]:
    """Labels that cannot be right: in none of their forms in the posting, given twice, or at odds with each other.

    An optional phrase may be what a label accepts ("prescribing (V300)"): given beside the term, it is no double.
    """
    name, text, labels = posting
    language = labels.language
    seen: dict[Key, str] = {}
    for label in labels.keywords:
        if not any(stands_in(form, text, language) for form in label.forms):
            yield f"{name}: “{label.term}” does not stand in the posting"
        for key in {key_of(form, language) for form in label.forms}:
            if key in seen:
                yield f"{name}: “{label.term}” and “{seen[key]}” share a form"
            seen[key] = label.term
    terms = {key_of(label.term, language) for label in labels.keywords}
    optional = [key_of(phrase, language) for phrase in labels.optional]
    absent = [key_of(phrase, language) for phrase in labels.absent]
    for phrase, key in zip((*labels.optional, *labels.absent), (*optional, *absent), strict=True):
        if not stands_in(phrase, text, language):
            yield f"{name}: “{phrase}” does not stand in the posting"
        if key in terms or (key in absent and (key in seen or key in optional)):
            yield f"{name}: “{phrase}” is asked for, and it is not"
