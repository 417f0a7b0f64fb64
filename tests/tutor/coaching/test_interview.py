"""Whole interviews, turn by turn."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.resume import ReadResume
from app.tutor.coaching.interview import begin, replay, reply
from app.tutor.coaching.models import State
from tests.applicants import load_resume
from tests.tutor.coaching.rooms import interview_of, talk

DIALOGUES = sorted((Path(__file__).parent / "dialogues").glob("*.md"))
STORY = (
    "In 2022 our settlement service ran on MySQL and the nightly job was too slow. I had to move it without stopping "
    "payouts. I wrote a layer that writes to both databases. In the end we moved 1.2 billion rows in 9 weeks."
)
OURS = (
    "We migrated the service last year, and we planned it together and tested it on a copy of the data, and then we "
    "moved all of the tables, and there was no downtime."
)
OPENER = (
    "I am a software engineer at Polder Pay with years of experience in Python, and I cut a p99 to 95 ms. I applied "
    "because of the payments."
)


def turns_of(text: str) -> list[tuple[str, str]]:
    said = re.split(r"^<!-- (?:learner|coach) -->\n", text, flags=re.MULTILINE)[1:]
    return [(learner.rstrip("\n"), coach.rstrip("\n")) for learner, coach in zip(said[::2], said[1::2], strict=True)]


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_a_dialogue_goes_as_it_is_written_down(path: Path, posting: Callable[[str], str]) -> None:
    who, _, name = path.stem.partition("_")
    interview = interview_of(None if who == "nobody" else load_resume(who), posting(name))
    state = State()
    turns = turns_of(path.read_text(encoding="utf-8"))
    assert len(turns) >= 6
    for learner, coach in turns:
        turn = reply(interview, state, learner)
        assert turn.text.rstrip("\n") == coach
        state = turn.state
    assert replay(interview, [learner for learner, _ in turns]) == state


def test_the_first_reply_greets_and_asks(amara: ReadResume, posting: Callable[[str], str]) -> None:
    interview = interview_of(amara.resume, posting("job_backend"))
    turn = begin(interview)
    assert "Senior Backend Engineer, Payments Platform at Northwind Ledger" in turn.text
    assert "“Software Engineer” at Polder Pay" in turn.text
    assert turn.state.at == 0
    assert talk(interview, "Good morning").text == turn.text


def test_an_answer_of_the_team_is_followed_up_in_its_own_words(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    turn = talk(interview, "start", OPENER, OURS)
    assert turn.text.endswith("Which part was yours?")
    assert "We migrated the service last year" in turn.text
    assert turn.state.at == 1
    then = talk(interview, "I wrote the copy tool and I checked every table twice.", state=turn.state)
    assert "Now the action is there too" in then.text


def test_there_are_two_follow_ups_at_most(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    state = talk(interview, "start", OPENER).state
    for number, message in enumerate(["The service.", "I moved it.", "Last year."]):
        assert (state.at, len(state.follow_ups)) == (1, number)
        state = talk(interview, message, state=state).state
    assert state.at == 2
    assert state.answers[-1].text == "The service.\n\nI moved it.\n\nLast year."


def test_a_third_follow_up_is_never_asked(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    moon = "The moon is far away and very pretty, and one can see its mountains."
    state = talk(interview, "start", OPENER, moon, "The service.").state
    assert (state.at, len(state.follow_ups)) == (1, 2)
    assert talk(interview, "I moved it.", state=state).state.at == 2


def test_a_doubt_is_raised_once(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    turn = talk(interview, "start", OPENER, "I moved the tables at Polder Pay in 2015.")
    assert "you say “2015”" in turn.text
    assert turn.state.at == 1
    then = talk(interview, "It took two weekends instead of four.", state=turn.state)
    assert "2015" not in then.text


def test_a_whole_story_goes_on_to_the_next_question(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    turn = talk(interview, "start", OPENER, STORY)
    assert turn.feedback is not None
    assert turn.feedback.score == 4
    assert "**Question 3 of 6.**" in turn.text
    assert "*(4 of 4)*" in turn.text


def test_a_hint_gives_own_lines_and_no_facts_of_its_own(amara: ReadResume, posting: Callable[[str], str]) -> None:
    interview = interview_of(amara.resume, posting("job_backend"))
    for number, question in enumerate(interview.plan.questions):
        turn = talk(interview, "start", *["skip"] * number, "give me a hint")
        assert turn.state.at == number
        assert question.text.rsplit("”. ", 1)[-1] in turn.text
        hint = turn.text.partition("Now you, in your own words.")[0]
        resume = " ".join(line for work in amara.resume.work for line in work.highlights)
        for quote in re.findall(r"“([^”]*)”", hint.partition("A shape for it")[0]):
            assert quote.removesuffix(" …") in resume or quote in question.line
        assert not re.search(r"\d", hint.partition("A shape for it")[2])


def test_a_second_try_replaces_the_first(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    turn = talk(interview, "start", OPENER, STORY, "let me try again")
    assert turn.state.at == 1
    assert [answered.question for answered in turn.state.answers] == [0]
    assert interview.plan.questions[1].text in turn.text


def test_the_summary_names_scores_and_sentences_to_work_on(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    turn = talk(interview, "start", OPENER, OURS, "skip", "skip", "finish")
    assert turn.state.finished
    assert "| 1 | Who you are | 4 of 4 | nothing |" in turn.text
    assert "You skipped 1." in turn.text
    assert "“We migrated the service last year" in turn.text
    again = talk(interview, "start again", state=turn.state)
    assert again.state.at == 0
    assert again.state.answers == ()


def test_an_interview_ends_after_its_last_question(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    count = len(interview.plan.questions)
    turn = talk(
        interview, "start", *["skip"] * (count - 1), "How does the team work? What would my first weeks be like?"
    )
    assert turn.state.finished
    assert "4 of 4" in turn.text
    after = talk(interview, "Hello?", "What am I missing?", state=turn.state)
    assert after.state.finished


def test_an_answer_in_another_language_is_asked_for_again_once(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    german = "Ich arbeite seit sieben Jahren als Entwicklerin und habe viel mit Datenbanken gemacht, auch bei der Bank."
    turn = talk(interview, "start", german)
    assert "only judge answers in English" in turn.text
    assert turn.state.at == 0
    assert turn.state.said == ""
    assert talk(interview, german, state=turn.state).state.at == 1


def test_small_talk_is_declined_and_the_question_stays_open(amara: ReadResume) -> None:
    interview = interview_of(amara.resume)
    before = talk(interview, "start", "skip")
    turn = talk(interview, "What's the weather like in Utrecht?", state=before.state)
    assert "outside what I can do" in turn.text
    assert turn.state.at == before.state.at
    assert turn.state.answers == before.state.answers


MESSAGES = st.one_of(
    st.sampled_from(
        ["skip", "hint", "repeat", "stop", "start", "try again", "start over", "thanks", "", STORY, OURS, "Yes."]
    ),
    st.text(max_size=80),
)


@given(st.lists(MESSAGES, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_conversation_keeps_its_order(messages: list[str]) -> None:
    interview = interview_of(None)
    state = State()
    for message in messages:
        turn = reply(interview, state, message)
        assert turn.text.strip()
        assert turn.state.turns == state.turns + 1
        numbers = [answered.question for answered in turn.state.answers]
        assert numbers == sorted(set(numbers))
        assert all(number <= turn.state.at for number in numbers)
        assert -1 <= turn.state.at < len(interview.plan.questions)
        assert bool(turn.state.asked) == (turn.state.at >= 0 and not turn.state.finished)
        state = turn.state
    assert replay(interview, messages) == state
