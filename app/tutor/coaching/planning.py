"""The plan of an interview: which questions are asked, and in which order."""

from app.tutor.coaching import asking
from app.tutor.coaching.careers import gap_of, short_stay_of
from app.tutor.coaching.models import Material, Plan, Question
from app.tutor.coaching.pairing import asked, own_lines, situations, stories, without_line

_MOST_STORIES, _FEWEST_STORIES, _MOST_GAPS = 5, 3, 2


def plan(material: Material) -> Plan:
    """The questions for one person and one job, the same on every machine; no sentence and no line twice.

    An opener; three to five stories behind lines of the résumé that the posting asks for; one or two requirements
    without a line; an open time or a short stay; a question of behaviour from the duties; the learner's own questions.
    What there is no material for is left out or asked in general, so that an interview is possible with nothing.
    """
    told = _stories(material)
    taken = {text for question in told for text in (question.sentence, question.line) if text}
    lacking = without_line(material, _MOST_GAPS, taken)
    gaps = [asking.lack(pair, number) for number, pair in enumerate(lacking)]
    questions = [asking.opener(material), *told[:2], *gaps[:1], *told[2:], *_dates(material), *gaps[1:]]
    questions += _behaviour(material, questions)
    questions.append(asking.closing(material))
    return Plan(questions=tuple(_once(questions)), job=asking.job_of(material))


def _stories(material: Material) -> list[Question]:
    pairs = stories(material, _MOST_STORIES)
    told = [asking.story(pair, material, number) for number, pair in enumerate(pairs)]
    lines = {pair.line for pair in pairs}
    if material.resume is not None:
        for pointer, line in own_lines(material.resume):
            if len(told) >= _FEWEST_STORIES:
                break
            if line not in lines:
                transfer = len(told) == len(pairs) and bool(material.posting)
                told.append(asking.own_story(line, pointer, material, transfer=transfer))
                lines.add(line)
    if material.resume is None:
        pairs = asked(material, _FEWEST_STORIES)
        told += [asking.story(pair, material, number) for number, pair in enumerate(pairs)]
    return told


def _dates(material: Material) -> list[Question]:
    if material.resume is None:
        return []
    gap = gap_of(material.resume, material.today)
    if gap is not None:
        return [asking.time_without(gap)]
    stay = short_stay_of(material.resume, material.today)
    return [asking.soon_over(stay)] if stay is not None else []


def _behaviour(material: Material, before: list[Question]) -> list[Question]:
    taken = {question.sentence for question in before}
    found = next((pair for pair in situations(material) if pair.sentence not in taken), None)
    behaving = [asking.behaviour(pair) for pair in (found,) if pair]
    fewest = 1 if any(question.kind == "story" for question in before) else 3
    seed = f"{material.title}\0{material.company}"
    return behaving + [asking.general(seed, number) for number in range(fewest - len(behaving))]


def _once(questions: list[Question]) -> list[Question]:
    return list({question.text: question for question in questions}.values())
