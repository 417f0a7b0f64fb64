"""Mistakes as plain forms and links: learned, answered, graded, found again, deleted."""

import html
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.pages.mistakes import EVE, Slip, clear, learn, write
from tests.running import Server, Visitor

HAS = Slip("has", "have")
TEH = Slip("teh", "the", "spelling", "Letters changed places.")
TEXT = "I has teh time."
OVERVIEW, REVIEW = "/tutor/mistakes", "/tutor/mistakes/review"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("mistakes") / "data", rate_limit_per_minute="10000") as running:
        yield running


@pytest.fixture(autouse=True)
def _empty_deck(server: Server) -> None:
    clear(server)


def words_of(answer: httpx.Response) -> str:
    """The page as one reads it, without its masthead."""
    main = re.sub(r"(?s).*<main|</main>.*", "", answer.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def as_htmx(visitor: Visitor, path: str, fields: dict[str, str]) -> httpx.Response:
    return visitor.post(path, data=fields, headers={"HX-Request": "true", "x-csrftoken": visitor.token})


def test_a_correction_becomes_a_card_once(server: Server, visitor: Visitor) -> None:
    message = write(server, TEXT, HAS, TEH)
    for _ in range(2):
        answer = visitor.submit(OVERVIEW, {"message_id": message.message_id, "index": "0"})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/tutor/{message.conversation_id}#message-{message.message_id}"
    shown = words_of(visitor.get(OVERVIEW))
    assert "Review 1 card" in shown
    assert "I has have teh time." in shown
    assert "With <b>I</b> & you: have." in shown


def test_all_corrections_of_a_message_become_cards(server: Server, visitor: Visitor) -> None:
    message = write(server, TEXT, HAS, TEH)
    assert visitor.submit(f"{OVERVIEW}/all", {"message_id": message.message_id}).status_code == 303
    assert "Review 2 cards" in words_of(visitor.get(OVERVIEW))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"message_id": "THE", "index": "x"}, 422),
        ({"message_id": "THE", "index": "-1"}, 422),
        ({"message_id": "THE", "index": "²"}, 422),
        ({"message_id": "THE", "index": "9" * 30}, 422),
        ({"message_id": "THE", "index": "1"}, 404),
        ({"message_id": "msg_absent", "index": "0"}, 404),
        ({"message_id": "m" * 100, "index": "0"}, 422),
    ],
)
def test_what_is_no_correction_makes_no_card(
    server: Server, visitor: Visitor, fields: dict[str, str], status: int
) -> None:
    message = write(server, TEXT, HAS)
    sent = {name: value.replace("THE", message.message_id) for name, value in fields.items()}
    assert visitor.submit(OVERVIEW, sent).status_code == status
    assert "No cards yet" in words_of(visitor.get(OVERVIEW))


def test_a_card_is_asked_without_its_answer(server: Server, visitor: Visitor) -> None:
    learn(server, "Yesterday I discussed about it.", Slip("about ", "", "word_choice", "No preposition."))
    asked = words_of(visitor.get(REVIEW))
    assert "Yesterday I discussed [ about ] it." in asked
    assert "No preposition." not in asked
    clear(server)
    learn(server, "I am engineer.", Slip("engineer", "an engineer"))
    assert "an engineer" not in visitor.get(REVIEW).text


@pytest.mark.parametrize(
    ("fields", "verdict", "suggested"),
    [
        ({"answer": " Have. ", "act": "check"}, "Right", "3"),
        ({"answer": "I have teh time", "act": "check"}, "Right", "3"),
        ({"answer": "had", "act": "check"}, "Not quite Your answer: had have", "1"),
        ({"answer": "have", "act": "show"}, "This is how it goes", "1"),
        ({"answer": "", "act": "check"}, "This is how it goes", "1"),
        ({}, "This is how it goes", "1"),
    ],
)
def test_an_answer_is_judged_and_a_grade_suggested(
    server: Server, visitor: Visitor, fields: dict[str, str], verdict: str, suggested: str
) -> None:
    card = learn(server, TEXT, HAS)
    answer = visitor.submit(f"{OVERVIEW}/{card}/answer", fields)
    assert answer.status_code == 200
    assert f"{verdict} I has have teh time." in words_of(answer).replace(" the last one", "")
    assert re.findall(r'value="(\d)" data-key="\d" autofocus', answer.text) == [suggested]
    grades = re.search(r"How well did you know it\? (.*) Delete", words_of(answer))
    assert grades is not None
    assert grades[1].startswith("Again 1 min 1 Hard 6 min 2 Good 10 min 3 Easy 8 d 4")


def test_an_empty_answer_is_right_where_words_are_too_many(server: Server, visitor: Visitor) -> None:
    card = learn(server, "We discussed about it.", Slip("about ", ""))
    assert "Right We discussed about it." in words_of(visitor.submit(f"{OVERVIEW}/{card}/answer", {"answer": ""}))


def test_a_grade_counts_once(server: Server, visitor: Visitor) -> None:
    card = learn(server, TEXT, HAS)
    learn(server, TEXT, TEH)
    path = f"{OVERVIEW}/{card}/review"
    for _ in range(2):
        answer = visitor.submit(path, {"grade": "3", "seen": "0"})
        assert (answer.status_code, answer.headers["location"]) == (303, REVIEW)
    other = visitor.submit(path, {"grade": "4", "seen": "0"})
    assert other.status_code == 409
    assert "That card was reviewed in another tab meanwhile; what you said there counts." in words_of(other)
    assert "I has [ teh ] time." in words_of(other)
    row = re.search(rf'id="{card}".*?</li>', visitor.get(OVERVIEW).text, re.DOTALL)
    assert row is not None
    assert "reviewed once" in row[0]


def test_a_card_that_was_deleted_meanwhile_does_not_stop_the_review(server: Server, visitor: Visitor) -> None:
    gone, other = learn(server, TEXT, HAS), learn(server, TEXT, TEH)
    visitor.submit(f"{OVERVIEW}/{gone}/delete")
    for path, fields in (("answer", {"answer": "have"}), ("review", {"grade": "3", "seen": "0"})):
        answer = visitor.submit(f"{OVERVIEW}/{gone}/{path}", fields)
        assert answer.status_code == 404
        assert "This mistake is not among your cards, or it was deleted." in words_of(answer)
        assert f'action="{OVERVIEW}/{other}/answer"' in answer.text


@pytest.mark.parametrize("fields", [{}, {"grade": "5", "seen": "0"}, {"grade": "0", "seen": "0"}, {"grade": "3"}])
def test_a_grade_that_does_not_exist_is_refused(server: Server, visitor: Visitor, fields: dict[str, str]) -> None:
    card = learn(server, TEXT, HAS)
    assert visitor.submit(f"{OVERVIEW}/{card}/review", fields).status_code == 422
    assert visitor.submit(f"{OVERVIEW}/{card}/answer", {"answer": "x" * 1_001}).status_code == 422
    assert "not reviewed yet" in words_of(visitor.get(OVERVIEW))


def test_the_end_says_when_the_next_is_due_and_lets_one_go_on(server: Server, visitor: Visitor) -> None:
    card = learn(server, TEXT, HAS)
    visitor.submit(f"{OVERVIEW}/{card}/review", {"grade": "3", "seen": "0"})
    done = visitor.get(REVIEW)
    assert re.search(r'All done.*The next one is due <time datetime="\d{4}-', done.text, re.DOTALL)
    assert f'href="{REVIEW}?ahead=yes"' in done.text
    ahead = visitor.get(f"{REVIEW}?ahead=yes")
    assert "I [ has ] teh time." in words_of(ahead)
    assert 'name="ahead" value="yes"' in ahead.text
    answered = visitor.submit(f"{OVERVIEW}/{card}/answer", {"answer": "have", "ahead": "yes"})
    assert answered.text.count('name="ahead" value="yes"') == 1
    graded = visitor.submit(f"{OVERVIEW}/{card}/review", {"grade": "3", "seen": "1", "ahead": "yes"})
    assert graded.headers["location"] == f"{REVIEW}?ahead=yes"
    assert "Take it now" not in words_of(visitor.get(f"{REVIEW}?ahead=yes"))
    assert "Nothing is due." in words_of(visitor.get(OVERVIEW))


def test_nothing_yet_is_explained(visitor: Visitor) -> None:
    for path in (OVERVIEW, REVIEW):
        shown = words_of(visitor.get(path))
        assert "No cards yet." in shown
        assert "press Learn this there, and the mistake becomes a card" in shown


def test_a_card_is_deleted_and_a_review_goes_on(server: Server, visitor: Visitor) -> None:
    first, second = learn(server, TEXT, HAS), learn(server, TEXT, TEH)
    gone = visitor.submit(f"{OVERVIEW}/{first}/delete", {"back": "review"})
    assert gone.headers["location"] == REVIEW
    assert visitor.submit(f"{OVERVIEW}/{second}/delete").headers["location"] == OVERVIEW
    assert "No cards yet." in words_of(visitor.get(OVERVIEW))
    assert visitor.submit(f"{OVERVIEW}/{second}/delete").status_code == 404


def test_the_list_is_sifted_by_type_and_words(server: Server, visitor: Visitor) -> None:
    learn(server, "I has a café.", HAS)
    learn(server, "Teh end.", Slip("Teh", "The", "spelling"))
    shown = visitor.get(OVERVIEW, params={"kind": "spelling"})
    assert "Teh The end." in words_of(shown)
    assert "café" not in words_of(shown)
    assert 'name="kind" value="spelling"' in shown.text
    found = visitor.get(OVERVIEW, params={"q": "CAFE"})
    assert "I has have a café." in words_of(found)
    assert "Teh" not in words_of(found)
    assert 'href="/tutor/mistakes?kind=spelling&amp;q=CAFE"' in found.text
    none = visitor.get(OVERVIEW, params={"q": '"><script>alert(1)</script>'})
    assert "No card has" in words_of(none)
    assert "<script>alert" not in none.text
    assert "2 cards" in words_of(visitor.get(OVERVIEW, params={"kind": "<b>", "page": "-7"}))


def test_a_long_deck_has_pages(server: Server, visitor: Visitor) -> None:
    for number in range(51):
        learn(server, f"Word{number} is wrong.", Slip(f"Word{number}", f"Right{number}"), days_ago=60 - number)
    first = visitor.get(OVERVIEW)
    assert first.text.count('class="mistake"') == 50
    assert "Word0 " in words_of(first)
    assert "51 cards" in words_of(first)
    second = visitor.get(f"{OVERVIEW}?page=2")
    assert 'href="/tutor/mistakes?page=2"' in first.text
    assert (second.text.count('class="mistake"'), "Word50 " in words_of(second)) == (1, True)
    assert 'href="/tutor/mistakes"' in second.text
    assert visitor.get(f"{OVERVIEW}?page=99").text.count('class="mistake"') == 1


def test_progress_is_drawn_and_told(server: Server, visitor: Visitor) -> None:
    learn(server, TEXT, HAS, "1333", days_ago=30)
    learn(server, TEXT, TEH)
    page = visitor.get(OVERVIEW).text
    assert re.search(r'role="img" aria-label="New mistakes in 12 weeks: 1 grammar, 1 spelling\. 4 reviews, 3 of', page)
    assert set(re.findall(r'<rect class="bar" data-kind="(\w+)" x=', page)) == {"grammar", "spelling"}
    assert page.count('<th scope="row">') == 12
    numbers = [int(cell) for cell in re.findall(r"<td>(\d+)</td>", page)]
    assert (sum(numbers[0::4]), sum(numbers[1::4]), sum(numbers[2::4]), sum(numbers[3::4])) == (1, 1, 4, 3)
    assert "Remembered 75 % of 4 reviews in 12 weeks" in words_of(visitor.get(OVERVIEW))
    assert "style=" not in page


HOSTILE = '</p><script>alert(1)</script><img src=x onerror=alert(1)> <hx-partial hx-target="body">x</hx-partial> has'


def test_hostile_text_is_text(server: Server, visitor: Visitor) -> None:
    slip = Slip("has", "<script>alert(2)</script>{{ 7 * 7 }}\"'", "grammar", HOSTILE)
    message = write(server, HOSTILE, slip)
    partials = as_htmx(visitor, OVERVIEW, {"message_id": message.message_id, "index": "0"}).text
    card = re.search(r"mis_\w+", partials)
    assert card is not None
    answered = visitor.submit(f"{OVERVIEW}/{card[0]}/answer", {"answer": HOSTILE}).text
    for page in (partials, answered, visitor.get(OVERVIEW).text, visitor.get(REVIEW).text):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'hx-target="body"' not in page


FOREIGN = [
    (OVERVIEW, {"message_id": "MESSAGE", "index": "0"}),
    (f"{OVERVIEW}/all", {"message_id": "MESSAGE"}),
    (f"{OVERVIEW}/CARD/answer", {"answer": "have"}),
    (f"{OVERVIEW}/CARD/review", {"grade": "3", "seen": "0"}),
    (f"{OVERVIEW}/CARD/delete", {}),
    (f"{OVERVIEW}/OWN/delete", {"message_id": "MESSAGE"}),
]


@pytest.mark.parametrize(("path", "fields"), FOREIGN)
def test_what_belongs_to_somebody_else_is_not_found(
    server: Server, visitor: Visitor, path: str, fields: dict[str, str]
) -> None:
    message = write(server, TEXT, HAS, owner=EVE)
    card, own = learn(server, TEXT, HAS, owner=EVE), learn(server, TEXT, TEH)
    sent = {name: value.replace("MESSAGE", message.message_id) for name, value in fields.items()}
    answer = visitor.submit(path.replace("CARD", card).replace("OWN", own), sent)
    assert answer.status_code == 404
    shown = words_of(visitor.get(OVERVIEW))
    assert "1 card," in shown
    assert "I has have" not in shown
    assert "I has [ teh ] time." in words_of(visitor.get(REVIEW))
