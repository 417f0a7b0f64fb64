"""A long reply as models write them: headings, lists, a program, a table and a quotation, over and over."""

CHUNKS = 2_000
CHARACTERS = 56_000
_PART = """## Part {number}: what the night shift taught me

The ward had twelve beds and **two** of us; at three o'clock *everything* happens at once, and whoever has
not decided before will not decide then. Say what you did, what came of it, and the number: `4 of 12` beds.

- First, name the situation in one sentence, with the place and the year.
- Second, say what *you* did, not what “we” did:
  - the call you made,
  - the list you kept.
- Third, give the result with a number, such as 18 % fewer falls.

1. Read it aloud once.
2. Cut every word that you stumble over.

```python
def handover(beds: list[Bed]) -> str:
    urgent = [bed for bed in beds if bed.needs_care_within(minutes=15)]
    return "\\n".join(bed.note for bed in urgent)
```

| Question | What it asks for | Your answer so far |
| --- | --- | ---: |
| Why nursing? | a motive | 2 of 5 |
| A conflict | what you said | 3 of 5 |
| A mistake | what changed since | 1 of 5 |

> “We were two for twelve beds” is a good beginning; go on from there.

"""


def pieces() -> list[str]:
    """The reply in its chunks."""
    size = CHARACTERS // CHUNKS
    parts = range(1, CHARACTERS // len(_PART) + 2)
    text = "".join(_PART.replace("{number}", str(number)) for number in parts)[:CHARACTERS]
    return [text[at : at + size] for at in range(0, CHARACTERS, size)]
