"""Conversations and their messages as their pages show them."""
