"""Suggestions for a résumé: which changes would serve it, and what only the person can answer."""
