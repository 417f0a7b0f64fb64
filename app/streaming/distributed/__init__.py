"""Runs of many processes on one store: PostgreSQL for what is, Redis for what is new, workers for what is to be done.

Nothing here is imported by a process that keeps its runs to itself.
"""
