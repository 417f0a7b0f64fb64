"""Every control taken away once: the tables name it, what goes in its place, and the tests that must fail then."""
