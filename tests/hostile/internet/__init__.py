"""A whole Internet on loopback: a network namespace in which every address is this machine, with its own DNS server.

So the gate is tried as it is, with the system's own resolver, the ports of the web and public addresses, and each
connection that is begun, to any address and port, is seen by a sniffer before anybody could answer it.
"""

from tests.hostile.internet.visiting import PUBLIC, Outcome, Wish, visit_all

__all__ = ["PUBLIC", "Outcome", "Wish", "visit_all"]
