"""How known terms may be written: what can be looked for in their place."""

from app.documents.terms.vocabulary import categories, spellings


def test_every_term_has_its_spellings_and_the_ambiguous_ones_are_left_out() -> None:
    known = spellings()
    assert set(known) == set(categories())
    assert {"PostgreSQL", "Postgres"} <= set(known["PostgreSQL"])
    assert {"Kubernetes", "EKS"} <= set(known["Kubernetes"])
    assert "Golang" in known["Go"]
    assert "Go" not in known["Go"]
