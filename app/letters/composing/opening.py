"""The first paragraph: what the letter is about, and who writes it."""

from collections.abc import Iterator

from app.letters.composing.choosing import Chooser
from app.letters.composing.manners import Manner
from app.letters.composing.material import Material
from app.letters.composing.occasion import Tone
from app.letters.composing.places import Place, as_role
from app.letters.composing.telling import Told
from app.letters.composing.voice import spoken

_APPLYING: dict[Tone, tuple[str, ...]] = {
    "warm": (
        "Please consider me for the role of {title}{at_company}.",
        "I am writing to you about the role of {title}{at_company}.",
        "I would be glad to be considered for the role of {title}{at_company}.",
        "Your opening for {a_title} is the reason for this letter.",
    ),
    "formal": (
        "I am writing to apply for the position of {title}{at_company}.",
        "I wish to apply for the position of {title}{at_company}.",
        "Please accept this letter as my application for the position of {title}{at_company}.",
        "With this letter I apply for the position of {title}{at_company}.",
    ),
    "direct": (
        "I am applying for the role of {title}{at_company}.",
        "This is my application for the role of {title}{at_company}.",
        "I want to apply for the role of {title}{at_company}.",
        "Please read this as my application for the role of {title}{at_company}.",
    ),
}
_HELPING = (
    "{story}, and I would like to help with that as {a_title}.",
    "{story}. I would like to have a part in that as {a_title}.",
    "{story}; I would like to help with that as {a_title}.",
)
_HOLDING_SINCE = (
    "I have been {role}{at} since {since}.",
    "Since {since} I have worked as {role}{at}.",
    "My present job, since {since}, is as {role}{at}.",
    "{since} is when I began as {role}{at}, where I still am.",
)
_HOLDING = (
    "At present I work as {role}{at}.",
    "I work as {role}{at} today.",
    "My present job is as {role}{at}.",
    "Today I work as {role}{at}.",
)
_HELD = (
    "My last job was as {role}{at}.",
    "Most recently I worked as {role}{at}.",
    "I last worked as {role}{at}.",
    "In my last job I worked as {role}{at}.",
)
_CHANGING = (
    "Please consider me for {post}, although it would be a change of field: {verb} {held}.",
    "I am applying for {post}, and I should say at once that I come from another field: {verb} {held}.",
    "{verb} {held}, so {post} would be a change of field for me; I would like to apply for it all the same.",
    "I am writing to you about {post}, which would be a change of field for me, since {verb} {held}.",
)
_CHANGING_UNHELD = (
    "Please consider me for {post}, although it would be a new field for me.",
    "I am applying for {post}, and I should say at once that the field would be new to me.",
    "{Post} would be a new field for me; I would like to apply for it all the same.",
    "I am writing to you about {post}, which would be in a field that is new to me.",
)


def applying(material: Material, manner: Manner, choose: Chooser) -> Told:
    """A sentence that says what is applied for, in one of the ways that the posting allows."""
    tone = material.occasion.wishes.tone
    if not material.title:
        return _untitled(material, manner)
    template = manner.of(_APPLYING[tone])
    if material.story and tone == "warm":
        template = choose.pick(_HELPING)
    said = spoken(template, tone).format(
        title=material.title,
        a_title=as_role(material.title),
        at_company=f" at {material.company}" if material.company else "",
        story=material.story,
    )
    return Told(said, (), template)


def _untitled(material: Material, manner: Manner) -> Told:
    """Where the posting names no job, what is applied for is "the role that you advertise"."""
    tone = material.occasion.wishes.tone
    named = "position" if tone == "formal" else "role"
    what = f"the {named} that {material.company or 'you'} {'is' if material.company else 'are'} advertising"
    options = tuple(
        each.replace(f"the {named} of {{title}}{{at_company}}", what) for each in _APPLYING[tone] if "{title}" in each
    )
    template = manner.of(options)
    return Told(spoken(template, tone), (), template)


def standing(material: Material, manner: Manner) -> Iterator[Told]:
    """Who the person is, in one sentence: the job held, or the last one."""
    for place in _posts(material)[:1]:
        role = as_role(place.role)
        at = f" at {place.name}" if place.name else ""
        template = manner.of(_HOLDING if place.current else _HELD)
        if place.current and place.since:
            template = manner.of(_HOLDING_SINCE)
        text = spoken(template, material.occasion.wishes.tone).format(role=role, at=at, since=place.since)
        yield Told(text, place.evidence, template, 0.5, role)


def _posts(material: Material) -> list[Place]:
    """Jobs with a role, the current one first, else in the résumé's order."""
    held = [place for place in material.places.values() if place.kind == "work" and place.role]
    return sorted(held, key=lambda place: not place.current)


def changing(material: Material, manner: Manner, *, shorter: bool = False) -> Told:
    """The application of somebody whose résumé shows next to nothing of what is asked for, and who says so openly."""
    tone = material.occasion.wishes.tone
    named = f"the role of {material.title}" if material.title else "the role that you are advertising"
    post = f"{named} at {material.company}" if material.company else named
    held = [] if shorter else _posts(material)[:1]
    template = manner.of(_CHANGING if held else _CHANGING_UNHELD)
    job = held[0] if held else None
    text = spoken(template, tone).format(
        post=post,
        Post=post[:1].upper() + post[1:],
        verb="I work as" if job and job.current else "I last worked as",
        held=f"{as_role(job.role)}{f' at {job.name}' if job.name else ''}" if job else "",
    )
    return Told(text, job.evidence if job else (), template, 3.0, text)
