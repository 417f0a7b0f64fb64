"""A reply: the run in which an agent answers a message, and what it says while it does."""
