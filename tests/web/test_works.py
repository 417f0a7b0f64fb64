"""What was begun, in one list of all kinds."""

import msgspec

from app.web.works import newest_first, work


class Begun(msgspec.Struct, frozen=True):
    id: str
    created_at: float
    resume_title: str = "Jake"
    posting_title: str = "Backend engineer"
    company: str = "Northwind"
    state: str = "done"


def test_works_of_one_second_stand_in_the_order_of_their_making_whatever_their_kind() -> None:
    works = [
        work("Letter", "/letters", Begun("let_1", 1000.2)),
        work("Tailored résumé", "/tailorings", Begun("tlr_1", 1000.1)),
        work("Letter", "/letters", Begun("let_3", 999.9)),
        work("Suggestions", "/reviews", Begun("rev_2", 1000.7)),
    ]
    assert [one.id for one in newest_first(works)] == ["rev_2", "let_1", "tlr_1", "let_3"]


def test_works_of_one_moment_stand_in_the_order_of_their_ids() -> None:
    works = [work("Letter", "/letters", Begun(name, 5.0)) for name in ("b", "c", "a")]
    assert [one.id for one in newest_first(works)] == ["a", "b", "c"]
