"""What the first reply would otherwise wait for."""


def warm_tutor() -> None:
    """Load the agents' rules and compile their patterns: most of a second, for a thread.

    The checker of English stays out: it takes as much memory as everything else, for those who do not chat too.
    """
    from app.tutor.agents import advising, rehearsing, teaching  # noqa: F401 - to be there when a reply needs them
    from app.tutor.coaching.interview import prepare, replay
    from app.tutor.coaching.models import Material

    replay(prepare(Material()), ["start", "In 2021 I moved it, and in the end it took 2 seconds and not a day."])
