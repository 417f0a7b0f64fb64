"""Facts: what a written sentence claims about a person, and whether the résumé says so."""
