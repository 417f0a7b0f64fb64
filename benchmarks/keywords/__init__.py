"""The keyword bench: labelled postings of many trades, and how well what they ask for is found.

`tuned` is the half that the rules may be written against, `held_back` the one that says how they do on others.
"""
