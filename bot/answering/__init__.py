"""Knows: the entries, and which of them a question asks for, if any."""
