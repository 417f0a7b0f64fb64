"""Fuzzing the résumé readers: `python -m tests.fuzzing [--seconds N] [--seed S] [KIND …]`, or `make fuzz`.

Each case is made from a kind, a seed and a number alone, so that a finding can be made again from its name.
"""
