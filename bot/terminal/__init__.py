"""Talks in a terminal: the same answers and demos as on Discord, without a token."""
