"""How one letter speaks: which of several equally natural wordings it takes.

The posting chooses. The wordings of two manners have none in common, so that one résumé gives two postings of different
manners no sentence twice, and no name needs to be put into a sentence only to tell it apart.
"""

from hashlib import blake2b
from typing import NamedTuple

MANNERS = 4
# With this salt the two postings of the project's samples choose differently in every respect.
_SALT = b"tone"

# Each table has `MANNERS` groups. In them, {At} is "At Polder Pay", {where} the employer where one post alone was held
# there ({present} and {past}: in a current and in an ended job), {bare} stands for {at} where there is no {where};
# {name} is the employer beside {role}, "a Software Engineer"; {c} is the clause and {also} the clause with "also".
_WORK = (
    ("{At}, {c}.", "At {name}, where I {was} {role}, {c}."),
    ("As {role} at {name}, {c}.", "In my job at {where}, {c}.", "In my work {bare}, {c}."),
    (
        "Since {since} I have been {role} at {name}, where {c}.",
        "From {span} I was {role} at {name}, where {c}.",
        "I {work} as {role} at {name}, where {c}.",
        "Since {since} I have been at {where}, where {c}.",
        "{where} is where {c}.",
        "I have worked {bare}: {c}.",
    ),
    ("In my current job at {present}, {c}.", "During my time at {past}, {c}.", "My work {bare} is an example: {c}."),
)
_BEFORE = (
    ("Before that, {at}, {c}.",),
    (
        "Before that I was {role} at {name}, where {c}.",
        "In my previous job at {where}, {c}.",
        "In my previous work {bare}, {c}.",
    ),
    (
        "From {span} I was {role} at {name}, where {c}.",
        "Earlier I worked at {where}, where {c}.",
        "Earlier I worked {bare}: {c}.",
    ),
    ("Earlier, {at}, {c}.", "In an earlier job, {at}, {c}."),
)
_AGAIN = (
    ("In that job, {also}.",),
    ("In the same role, {also}.",),
    ("It {is} also there that {c}.",),
    ("As part of that job, {also}.",),
)
_BACK = (
    ("{At}, {also}.", "Back {at}, {also}."),
    ("In my role at {where}, {also}.", "In my work {bare}, {also}."),
    ("It {is} also {at} that {c}.",),
    ("For {where}, {also}.", "Also {bare}, {c}."),
)
_FURTHER = (
    ("{Also}.", "Besides that, {c}."),
    ("{C}.", "Alongside that, {c}."),
    ("On top of that, {c}.", "In addition, {c}."),
    ("Apart from that, {c}.", "Among other things, {c}."),
)
_PROJECT = (
    (
        "In my project {name}, {c}.",
        "I also have a project called {name}, in which {c}.",
        "In a project of my own, {c}.",
    ),
    ("For my project {name}, {c}.", "Then there is my project {name}, where {c}.", "For a project of my own, {c}."),
    (
        "One of my projects is {name}, for which {c}.",
        "There is also {name}, for which {c}.",
        "In one of my projects, {c}.",
    ),
    (
        "In a project of my own, {name}, {c}.",
        "My projects include {name}, for which {c}.",
        "As a project of mine, {c}.",
    ),
)
_PROJECT_AGAIN = (
    ("In {name}, {also}.", "In the same project, {also}."),
    ("For {name}, {also}.", "For the same project, {c}."),
    ("Also for {name}, {c}.", "Also for that project, {c}."),
    ("As part of {name}, {also}.", "As part of that project, {also}."),
)
_THING = (
    ("My own project {name} is {c}.",),
    ("I can also show a project of my own: {name}, {c}.",),
    ("One of my own projects, {name}, is {c}.",),
    ("There is also {name}, a project of mine: {c}.",),
)
_VOLUNTEER = (
    ("As {role} at {name}, {c}.", "In unpaid work at {name}, {c}.", "In unpaid work, {c}."),
    ("In my voluntary work at {name}, {c}.", "In my voluntary work, {c}."),
    ("I have also volunteered at {name}, where {c}.", "I have also done voluntary work: {c}."),
    ("Unpaid, at {name}, {c}.", "Without pay, {c}."),
)
_VOLUNTEER_AGAIN = (
    ("In that unpaid work, {also}.",),
    ("In the same voluntary work, {also}.",),
    ("While I was a volunteer there, {also}.",),
    ("As part of that unpaid work, {also}.",),
)
_QUOTED = (
    ("Of my time at {where} my résumé says: {c}.", "My résumé says of this: {c}."),
    ("On {where}, my résumé has this line: {c}.", "My résumé has this line: {c}."),
    ("About {where} I wrote in my résumé: {c}.", "I wrote in my résumé: {c}."),
    ("A line of my résumé on {where} reads: {c}.", "A line of my résumé reads: {c}."),
)
_TABLES = {
    ("work", "first"): _WORK,
    ("work", "before"): _BEFORE,
    ("work", "again"): _AGAIN,
    ("work", "back"): _BACK,
    ("project", "first"): _PROJECT,
    ("project", "again"): _PROJECT_AGAIN,
    ("project", "back"): _PROJECT_AGAIN,
    ("volunteer", "first"): _VOLUNTEER,
    ("volunteer", "again"): _VOLUNTEER_AGAIN,
    ("volunteer", "back"): _VOLUNTEER_AGAIN,
    ("thing", "first"): _THING,
    ("quote", "first"): _QUOTED,
}


class Manner(NamedTuple):
    """Which wordings a letter takes where it comes to a place (`lead`), where it goes on there (`further`) and in all
    that is no achievement (`rest`): the first two are 0 or 1 and leave a choice, the last is one of `MANNERS`."""

    lead: int
    further: int
    rest: int

    def shifted(self, by: int) -> "Manner":
        """The manner of another attempt, in which every wording is another one if `by` is odd."""
        return Manner((self.lead + by) % 2, (self.further + by) % 2, (self.rest + by) % MANNERS)

    def leading(self, kind: str, turn: str) -> tuple[str, ...]:
        """Sentences that come to a place: `turn` is "first", "before" (it came before those that were told), "again"
        (the sentence before was about it) or "back" (an earlier one was)."""
        table = _TABLES.get((kind, turn)) or _TABLES[kind, "first"]
        return table[self.lead] + table[self.lead + 2]

    def going_on(self) -> tuple[str, ...]:
        """Sentences that stay in the place of the sentence before."""
        return _FURTHER[self.further] + _FURTHER[self.further + 2]

    def of(self, wordings: tuple[str, ...]) -> str:
        """One of `MANNERS` wordings of something that is no achievement."""
        return wordings[self.rest % len(wordings)]


def manner_of(occasion: str) -> Manner:
    """The manner that a text, such as the name of the job and the employer, chooses."""
    lead, further, rest = blake2b(occasion.encode("utf-8", "replace"), digest_size=3, person=_SALT).digest()
    return Manner(lead % 2, further % 2, rest % MANNERS)
