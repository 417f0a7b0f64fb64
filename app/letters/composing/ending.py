"""How a letter begins and ends: the greeting, the last paragraph and the name under it."""

from collections.abc import Iterator

from app.letters.composing.hints import stems_in
from app.letters.composing.manners import Manner
from app.letters.composing.material import Material
from app.letters.composing.occasion import Tone
from app.letters.composing.telling import Told
from app.letters.composing.voice import capital, spoken

_SIGNED = {"warm": "Kind regards,", "formal": "Yours sincerely,", "direct": "Best regards,"}
_UNNAMED_SIGNED = "Yours faithfully,"
_AMERICAN_SIGNED = "Sincerely,"
_MEETING: dict[Tone, tuple[str, ...]] = {
    "warm": (
        "I would be glad to talk about how I could help you {duty}.",
        "I would love to hear more about the role, and to talk about how I could help you {duty}.",
        "It would be a pleasure to talk about how I could help you {duty}.",
        "If you would like to talk about how I could help you {duty}, I would be glad to.",
    ),
    "formal": (
        "I would welcome the opportunity to discuss how I could help you {duty}.",
        "I would be pleased to discuss in person how I could help you {duty}.",
        "In an interview I could explain how I would help you {duty}.",
        "I would be grateful for the chance to explain how I could help you {duty}.",
    ),
    "direct": (
        "I would like to talk about how I could help you {duty}.",
        "Let us talk about how I could help you {duty}.",
        "In a first call I could show how I would help you {duty}.",
        "When we talk, I can show how I would help you {duty}.",
    ),
}
_BRIEFLY: dict[Tone, tuple[str, ...]] = {
    "warm": (
        "Thank you for reading my application{to_company}; I would be glad to talk.",
        "Many thanks for considering me{for_title}; I would love to tell you more.",
        "Thank you for considering me{for_title}; it would be a pleasure to talk.",
        "Thanks for reading my application{to_company}; I would be happy to tell you more.",
    ),
    "formal": (
        "Thank you for considering my application{to_company}; I am at your disposal for an interview.",
        "I thank you for considering my application{for_title} and would welcome an interview.",
        "Thank you for considering me{for_title}; I would be pleased to meet you.",
        "I am grateful for the time that you give to my application{to_company}, and would be glad of an interview.",
    ),
    "direct": (
        "Thank you for reading my application{to_company}; I would like to talk.",
        "Thanks for considering me{for_title}; please call me if this fits.",
        "Thank you for considering me{for_title}; a short call would suit me well.",
        "Thanks for reading my application{to_company}; I can tell you more in a call.",
    ),
}
_THANKING: dict[Tone, tuple[str, ...]] = {
    "warm": (
        "Thank you for taking the time to read my application{to_company}.",
        "Thank you for reading this, and for considering me{for_title}.",
        "Many thanks for your time, and for reading my application{to_company}.",
        "Thanks for considering me{for_title}.",
    ),
    "formal": (
        "Thank you for your time and for considering my application{to_company}.",
        "Thank you for considering my application{for_title}.",
        "I thank you for the time that you give to my application{for_title}.",
        "I am grateful for the time that you give to my application{to_company}.",
    ),
    "direct": (
        "Thank you for reading my application{to_company}.",
        "Thanks for considering me{for_title}.",
        "Thank you for your time with my application{for_title}.",
        "Thanks for reading my application{to_company}.",
    ),
}


_LEAST = (
    "Thank you for your time.",
    "Thank you for reading this.",
    "Thank you for your consideration.",
    "Thank you for considering me.",
)


def salutations(material: Material) -> list[str]:
    """Greetings that fit, the best first: a named person, the employer's team, whoever hires."""
    tone = material.occasion.wishes.tone
    word = "Hello" if tone == "direct" else "Dear"
    found = [f"{word} {material.contact},"] if material.contact else []
    if material.company:
        team = f"hiring team at {material.company}"
        found += [f"Hello {material.company} team,", f"Hello to the {team},"] if tone == "direct" else []
        found += [f"Dear {team},", f"Dear {material.company} team,", f"To the {team},"]
    generic = ["Dear hiring manager,", "Dear hiring team,", "To the hiring manager,"]
    return [*found, *(["Hello,"] if tone == "direct" else []), *generic]


def sign_off(material: Material) -> str:
    """The last greeting with the name under it, if the résumé gives one."""
    tone: Tone = material.occasion.wishes.tone
    greeting = _SIGNED[tone]
    if tone == "formal" and material.is_american:
        greeting = _AMERICAN_SIGNED
    elif tone == "formal" and not (material.contact or material.company):
        greeting = _UNNAMED_SIGNED
    name = " ".join((material.occasion.resume.basics.name or "").split())
    return f"{greeting}\n{name}" if name else greeting


def endings(material: Material, manner: Manner, *, shorter: bool = False) -> Iterator[Told]:
    """What the person says about starting, the wish to talk, and thanks."""
    tone = material.occasion.wishes.tone
    for practical in material.hints.practical[:3]:
        yield Told(practical, (), "practical")
    if shorter:
        yield Told(_LEAST[manner.rest], (), "thanks")
        return
    duty = "" if material.occasion.wishes.length == "short" else _telling_duty(material)
    wordings = (_MEETING[tone], _THANKING[tone]) if duty else (_BRIEFLY[tone],)
    for template in map(manner.of, wordings):
        said = spoken(template, tone).format(
            duty=duty,
            to_company=f" to {material.company}" if material.company else "",
            for_title=f" for the {'position' if tone == 'formal' else 'role'} of {material.title}"
            if material.title
            else "",
        )
        yield Told(capital(said), (), template)


def _telling_duty(material: Material) -> str:
    """The duty nearest to what the person has done; none for somebody who comes from another trade."""
    if material.changes_trade or not material.duties:
        return ""
    held = stems_in(" ".join(one.evidence.line for one in material.achievements))
    return max(material.duties, key=lambda duty: len(stems_in(duty) & held))
