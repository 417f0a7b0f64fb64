"""How one letter speaks: which of several equally natural wordings it takes.

The posting chooses. The wordings of two manners have none in common, so that one résumé gives two postings of different
manners no sentence twice, and no name needs to be put into a sentence only to tell it apart.
"""

from hashlib import blake2b
from typing import NamedTuple

MANNERS = 4
# With this salt the two postings of the project's samples choose differently in every respect.
_SALT = b"foreword"

# {At} "At Polder Pay", {bare} the same where there is no {where}, {role} "a Software Engineer", {where} the employer where one post was held there and {name}
# where the role says which; {c} the clause, {also} the clause with "also".
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
    ("In my current job at {where}, {c}.", "During my time at {where}, {c}.", "My work {bare} is an example: {c}."),
)
_BEFORE = (
    ("Before that, {at}, {c}.",),
    ("Before that I was {role} at {name}, where {c}.", "In my previous job at {where}, {c}.", "In my previous work {bare}, {c}."),
    ("From {span} I was {role} at {name}, where {c}.", "Earlier I worked at {where}, where {c}.", "Earlier I worked {bare}: {c}."),
    ("Earlier, {at}, {c}.", "In an earlier job, {at}, {c}."),
)
_AGAIN = (
    ("In that job, {also}.",),
    ("In the same role, {also}.",),
    ("It {is} also there that {c}.",),
    ("My work there had other sides, too: {c}.",),
)
_BACK = (
    ("{At}, {also}.", "Back {at}, {also}."),
    ("In my role at {where}, {also}.", "In my work {bare}, {also}."),
    ("It {is} also {at} that {c}.",),
    ("My time at {where} had other sides, too: {c}.", "Also {bare}, {c}."),
)
_FURTHER = (
    ("{Also}.", "Besides that, {c}."),
    ("{C}.", "Alongside that, {c}."),
    ("On top of that, {c}.", "In addition, {c}."),
    ("Apart from that, {c}.", "Among other things, {c}."),
)
_PROJECT = (
    ("In my project {name}, {c}.", "I also have a project called {name}, in which {c}.", "In a project of my own, {c}."),
    ("For my project {name}, {c}.", "Then there is my project {name}, where {c}.", "For a project of my own, {c}."),
    ("One of my projects is {name}, for which {c}.", "There is also {name}, for which {c}.", "In one of my projects, {c}."),
    ("In a project of my own, {name}, {c}.", "My projects include {name}, for which {c}.", "As a project of mine, {c}."),
)
_PROJECT_AGAIN = (
    ("In {name}, {also}.", "In the same project, {also}."),
    ("For {name}, {also}.", "For the same project, {c}."),
    ("My work on {name} had another side: {c}.", "That project had another side: {c}."),
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
    ("My voluntary work there had other sides, too: {c}.",),
    ("My unpaid work there had other sides, too: {c}.",),
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
    """Which wordings a letter takes where a place is named (`lead`), where it goes on there (`further`) and in all
    that is no achievement (`rest`): each a number below `MANNERS`."""

    lead: int
    further: int
    rest: int

    def shifted(self, by: int) -> "Manner":
        """The manner of another attempt: every wording is another one, unless `by` is a multiple of `MANNERS`."""
        return Manner(*((each + by) % MANNERS for each in self))

    def leading(self, kind: str, turn: str) -> tuple[str, ...]:
        """Sentences that come to a place: `turn` is "first", "before" (it came before those that were told), "again"
        (the sentence before was about it) or "back" (an earlier one was)."""
        table = _TABLES.get((kind, turn)) or _TABLES[kind, "first"]
        return table[self.lead]

    def going_on(self) -> tuple[str, ...]:
        """Sentences that stay in the place of the sentence before."""
        return _FURTHER[self.further]

    def turned(self) -> "Manner":
        """The manner of the second paragraph, which goes on in other words than the first one. Manners of which one
        number is odd and the other even still have none in common."""
        return self._replace(further=(self.further + MANNERS // 2) % MANNERS)

    def of(self, wordings: tuple[str, ...]) -> str:
        """One of `MANNERS` wordings of something that is no achievement."""
        return wordings[self.rest % len(wordings)]


def manner_of(occasion: str) -> Manner:
    """The manner that a text, such as the name of the job and the employer, chooses."""
    digest = blake2b(occasion.encode("utf-8", "replace"), digest_size=3, person=_SALT).digest()
    return Manner(*(byte % MANNERS for byte in digest))
