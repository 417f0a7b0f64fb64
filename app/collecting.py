"""How a process that serves collects its garbage: what is there for good is left out, the rest is looked at seldom.

A collection of the oldest generation looks at everything that lives while all streams wait: with the libraries and nine
hundred live runs 100 ms, every few seconds.
"""

import gc

THRESHOLDS = (10_000, 20, 20)
"""Python's are (700, 10, 10). Cycles are few here and small: to be late with them costs some megabytes."""


def leave_out_what_is_there() -> None:
    """Look no more at anything that this process has made so far; call it when what stays has been read in."""
    gc.set_threshold(*THRESHOLDS)
    gc.freeze()
    gc.enable()
